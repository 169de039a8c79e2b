"""Every write of the self-assessment."""

from osaava.capability.operations.answering import (
    NobodyKnown,
    NoSuchPage,
    RoundNotOpen,
    begin,
    count_participation,
    enter_answers,
    save_answers,
    save_page,
    submit,
)
from osaava.capability.operations.closing import close_round
from osaava.capability.operations.imports import import_earlier_results
from osaava.capability.operations.instruments import LoadedInstrument, load_instrument, load_package_instruments, vocabulary
from osaava.capability.operations.profiles import keep_result, refresh_benchmarks
from osaava.capability.operations.rounds import change_round, forget_old_links, open_round, replace_link
from osaava.capability.operations.team import ChangedMeanwhile, agree_team_assessment, claim_level

__all__ = [
    "ChangedMeanwhile",
    "LoadedInstrument",
    "NoSuchPage",
    "NobodyKnown",
    "RoundNotOpen",
    "agree_team_assessment",
    "begin",
    "change_round",
    "claim_level",
    "close_round",
    "count_participation",
    "enter_answers",
    "forget_old_links",
    "import_earlier_results",
    "keep_result",
    "load_instrument",
    "load_package_instruments",
    "open_round",
    "refresh_benchmarks",
    "replace_link",
    "save_answers",
    "save_page",
    "submit",
    "vocabulary",
]
