"""The thread of one goal: what stands before it and what has followed from it, station by station. All reads are doors of lower apps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from osaava.analytics.queries.network import MOST_CONTENT
from osaava.analytics.queries.picture import latest_picture
from osaava.base.language import current_language
from osaava.capability.api import Line, Round, latest_closed_round, profile_of, round_of, rounds_of
from osaava.learning.api import GoalLearning, learning_of_goals
from osaava.library.api import UnitRow, WorkOrder, orders_by_thread, published_steps, units_by_ids
from osaava.paths.api import PathRow, path_rows
from osaava.plans.api import EffectResult, Goal, GoalBoard, board_of, effects_of, goals_of
from osaava.themes.api import TargetGroup, all_target_groups

MOST_SEARCHED = 200
"""Units among which those that the actions lead to are put first."""


@dataclass(frozen=True)
class Thread:
    """Stations of a goal in their order. What is not there yet is None or empty, and the page says what makes it come."""

    goal: Goal
    band: Mapping | None
    """The network's band of the competence."""
    round: Round | None
    """The round that the goal's starting level comes from, else the last closed one."""
    line: Line | None
    """The competence in that round's profile."""
    board: GoalBoard
    groups: tuple[TargetGroup, ...]
    paths: tuple[PathRow, ...]
    units: tuple[UnitRow, ...]
    unit_count: int
    orders: tuple[WorkOrder, ...]
    learning: GoalLearning
    asked_again: tuple[Round, ...]
    """Targeted rounds that measure this goal."""
    effects: tuple[EffectResult, ...]


def thread_of(goal: Goal, reader) -> Thread:
    """Everything along a goal's thread. A fixed number of queries; `reader` decides which content can be opened."""
    organisation, competence = goal.plan.organisation, goal.competence
    round_, line = _profile_line(goal)
    [board] = board_of(goal.plan, reader, goal=goal)
    linked = {link.slug for card in board.cards for link in card.links if link.slug}
    ids = list(dict.fromkeys(unit for unit, key, _low, _high in published_steps(reader) if key == competence.key))
    paths = [row for row in path_rows(person=reader) if set(ids) & row.open_ids or row.slug in linked]
    units = units_by_ids(ids[:MOST_SEARCHED], current_language(), person=reader).values()
    picture = latest_picture()
    return Thread(
        goal=goal,
        band=picture.bands.get(competence.key) if picture else None,
        round=round_,
        line=line,
        board=board,
        groups=tuple(group for group in all_target_groups() if group.key in goal.groups),
        paths=tuple(sorted(paths, key=lambda row: row.slug not in linked))[:MOST_CONTENT],
        units=tuple(sorted(units, key=lambda row: row.slug not in linked))[:MOST_CONTENT],
        unit_count=len(ids),
        orders=tuple(orders_by_thread([goal.thread])[goal.thread]),
        learning=learning_of_goals(organisation, [goal.thread])[goal.thread],
        asked_again=tuple(row for row in rounds_of(organisation) if goal.thread in row.threads),
        effects=tuple(effects_of(goal)),
    )


def threads_of(organisation) -> list[Goal]:
    """All goals of the organisation that have a thread: open ones first, then closed ones."""
    return sorted(goals_of(organisation, only_open=False), key=lambda goal: (goal.closed_on is not None, goal.order))


def _profile_line(goal: Goal) -> tuple[Round | None, Line | None]:
    """The profile's line of the goal's competence, in the round that it started from."""
    organisation = goal.plan.organisation
    round_ = round_of(organisation, goal.baseline_round) if goal.baseline_round else latest_closed_round(organisation)
    if round_ is None or round_.closed_on is None:
        return None, None
    return round_, next((line for line in profile_of(round_).competences if line.key == goal.competence.key), None)
