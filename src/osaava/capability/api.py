"""The door of the capability app: instruments, rounds and their snapshots."""

from osaava.capability.enums import Apart, Group, InstrumentKind, RoundKind, Scale
from osaava.capability.facts import RoundClosed, RoundOpened
from osaava.capability.instruments import InstrumentError, Item, Shape
from osaava.capability.models import Instrument, InstrumentVersion, Round, RoundGroup, Snapshot
from osaava.capability.operations import (
    agree_team_assessment,
    begin,
    claim_level,
    close_round,
    import_earlier_results,
    load_instrument,
    load_package_instruments,
    open_round,
    save_answers,
    submit,
)
from osaava.capability.queries import (
    forget,
    instrument_version,
    latest_closed_round,
    latest_version,
    links_of,
    participation,
    round_of,
    rounds_of,
    sample_statements,
    shape_of,
    snapshot_of,
)
from osaava.capability.rules import GROUP_OF_TARGET, SMALLEST_GROUP, state_of

__all__ = [
    "GROUP_OF_TARGET",
    "SMALLEST_GROUP",
    "Apart",
    "Group",
    "Instrument",
    "InstrumentError",
    "InstrumentKind",
    "InstrumentVersion",
    "Item",
    "Round",
    "RoundClosed",
    "RoundGroup",
    "RoundKind",
    "RoundOpened",
    "Scale",
    "Shape",
    "Snapshot",
    "agree_team_assessment",
    "begin",
    "claim_level",
    "close_round",
    "forget",
    "import_earlier_results",
    "instrument_version",
    "latest_closed_round",
    "latest_version",
    "links_of",
    "load_instrument",
    "load_package_instruments",
    "open_round",
    "participation",
    "round_of",
    "rounds_of",
    "sample_statements",
    "save_answers",
    "shape_of",
    "snapshot_of",
    "state_of",
    "submit",
]
