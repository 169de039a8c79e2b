"""From a goal to people's paths: the aims of its target groups, kept in step with the goal."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import facts
from osaava.paths.api import AimData, set_aims
from osaava.plans.enums import ChangeKind
from osaava.plans.facts import GoalAssigned
from osaava.plans.models import Goal
from osaava.plans.operations.history import note
from osaava.plans.operations.locks import ensure_may_edit, locked_goal
from osaava.themes.api import all_target_groups


def known_groups(groups: Iterable[str]) -> list[str]:
    """The groups in their order; raises ValidationError for one that does not exist."""
    wanted = set(groups)
    found = [group.key for group in all_target_groups() if group.key in wanted]
    if len(found) != len(wanted):
        raise ValidationError({"groups": ValidationError(_("Choose target groups from the list."), code="groups")})
    return found


def put_aims(goal: Goal, by) -> bool:
    """Make the aims say what the goal says: none for a closed goal or one without groups. Safe to repeat; returns whether anything changed."""
    organisation = goal.plan.organisation
    aims = []
    if goal.groups and goal.closed_on is None:
        language = "sv" if organisation.language_profile == "sv" else "fi"
        groups, label = tuple(goal.groups), {language: goal.title}
        aims = [AimData(goal.competence.key, goal.wanted, weight=goal.importance, groups=groups, label=label, due=goal.due_on)]
    return set_aims(organisation=organisation, thread=goal.thread, aims=aims, by=by)


@transaction.atomic
def assign_goal(*, goal: Goal, by, groups: Iterable[str]) -> Goal:
    """Say whose paths the goal pulls; no groups: nobody's any more. Publishes `GoalAssigned`."""
    organisation = goal.plan.organisation
    ensure_may_edit(by, organisation)
    wanted = known_groups(groups)
    with scope(organisation=organisation):
        row = locked_goal(goal)
        before = row.groups
        if before != wanted:
            row.groups = wanted
            row.save(update_fields=["groups"])
            note(row.plan, ChangeKind.GOAL_ASSIGNED, by, goal=row, groups=(before, wanted))
        put_aims(row, by)
    if before != wanted:
        facts.publish(GoalAssigned(organisation.uuid, row.thread, tuple(wanted)))
    return row
