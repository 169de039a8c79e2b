"""What a targeted re-assessment asks: the staff items of the goals' competences."""

from __future__ import annotations

from collections.abc import Sequence

from django_scopes import scope

from osaava.capability.api import InstrumentVersion, Item, Round, RoundKind, latest_closed_round, latest_version, round_of, shape_of
from osaava.plans.models import Goal

SECONDS_FOR_ITEM = 20
"""How long one statement takes to answer, for the estimate on the page."""


def last_round(organisation) -> Round | None:
    """The last closed full round, whose groups and headcounts are asked again."""
    found = latest_closed_round(organisation, kinds=(RoundKind.FULL,))
    if found is None or found.staff_version_id is None:
        return None
    with scope(organisation=organisation):
        return round_of(organisation, found.uuid)


def staff_version_for(round_: Round) -> InstrumentVersion | None:
    """The newest version of the instrument that the round asked: items keep their keys as long as they mean the same."""
    return latest_version(round_.staff_version.instrument.key)


def items_for(version: InstrumentVersion, goals: Sequence[Goal]) -> list[Item]:
    """The items of the goals' competences, in the instrument's order."""
    wanted = {goal.competence.key for goal in goals}
    return [item for item in shape_of(version.pk).items if item.competence in wanted]


def minutes_for(items: Sequence[Item]) -> int:
    """How long answering takes the group that is asked most, in minutes, at least one."""
    groups = {group for item in items for group in item.groups} or {""}
    most = max(sum(1 for item in items if not item.groups or group in item.groups) for group in groups)
    return max(1, round(most * SECONDS_FOR_ITEM / 60))
