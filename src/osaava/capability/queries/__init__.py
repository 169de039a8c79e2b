"""Every read of the self-assessment."""

from osaava.capability.queries.instruments import (
    all_instruments,
    forget,
    instrument_version,
    latest_version,
    latest_versions_of_kind,
    shape_of,
)
from osaava.capability.queries.rounds import (
    OpenLink,
    Participation,
    answers_of,
    latest_closed_round,
    link_by_code,
    links_of,
    open_round,
    participation,
    respondent_by_resume_code,
    respondent_of,
    round_of,
    rounds_of,
    rounds_to_count,
    snapshot_of,
    snapshot_row,
)
from osaava.capability.queries.team import TeamLine, team_lines

__all__ = [
    "OpenLink",
    "Participation",
    "TeamLine",
    "all_instruments",
    "answers_of",
    "forget",
    "instrument_version",
    "latest_closed_round",
    "latest_version",
    "latest_versions_of_kind",
    "link_by_code",
    "links_of",
    "open_round",
    "participation",
    "respondent_by_resume_code",
    "respondent_of",
    "round_of",
    "rounds_of",
    "rounds_to_count",
    "shape_of",
    "snapshot_of",
    "snapshot_row",
    "team_lines",
]
