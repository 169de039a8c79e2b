"""Writes on actions: each first locks its goal, so two people on one board wait for each other and then see what the other did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import clock, facts
from osaava.network.api import is_member
from osaava.plans.enums import ActionState, ChangeKind, Progress
from osaava.plans.errors import Stale
from osaava.plans.facts import ActionMoved
from osaava.plans.models import Action, Change, FollowUp, Goal
from osaava.plans.operations.history import differences, note
from osaava.plans.operations.locks import ensure_may_edit, locked_goal

MOST_HOURS = 9999
MOST_LINKS = 20


@dataclass(frozen=True)
class Moved:
    """An action that moved, and where it was: what an undo needs."""

    action: Action
    was: str
    place: int


def _checked(organisation, *, title: str, effort_hours: int | None, owner, paths, units) -> None:
    wrong = {}
    if not title.strip():
        wrong["title"] = ValidationError(_("Write what is done."), code="required")
    if effort_hours is not None and not 0 <= effort_hours <= MOST_HOURS:
        wrong["effort_hours"] = ValidationError(_("Enter the hours as a whole number from 0 to 9999."), code="range")
    if owner is not None and not is_member(owner, organisation):
        wrong["owner"] = ValidationError(_("Choose somebody who belongs to the organisation."), code="not_member")
    if len(paths) > MOST_LINKS or len(units) > MOST_LINKS:
        wrong["units"] = ValidationError(_("Link at most 20 paths and 20 units."), code="many")
    if wrong:
        raise ValidationError(wrong)


def _column(goal: Goal, state: str) -> list[Action]:
    return list(Action.objects.filter(goal=goal, state=state, removed_at=None).order_by("order", "id"))


def _renumber(column: list[Action]) -> None:
    for number, row in enumerate(column):
        if row.order != number:
            Action.objects.filter(pk=row.pk).update(order=number)
            row.order = number


def _row(goal: Goal, action: Action) -> Action:
    """The action as it is now; call with its goal locked. Removed ones are refused."""
    row = Action.objects.select_related("owner").get(pk=action.pk, goal=goal)
    if row.removed_at is not None:
        raise ValidationError(_("Somebody removed this action. You can bring it back from the focus area's page."), code="removed")
    return row


def _last_change(row: Action) -> Change | None:
    return Change.objects.filter(action=row).select_related("by").first()


@transaction.atomic
def add_action(
    *, goal: Goal, by, title: str, text: str = "", owner=None, effort_hours: int | None = None, due_on: date | None = None, template: str = "",
    state: str = ActionState.PROPOSED, paths: Iterable = (), units: Iterable = (),
) -> Action:
    """Add an action to a focus area, last in its column. Raises ValidationError by field."""
    organisation = goal.plan.organisation
    ensure_may_edit(by, organisation)
    paths, units = list(paths), list(units)
    _checked(organisation, title=title, effort_hours=effort_hours, owner=owner, paths=paths, units=units)
    with scope(organisation=organisation):
        goal = locked_goal(goal)
        action = Action.objects.create(
            goal=goal, title=" ".join(title.split())[:200], text=text.strip()[:2000], owner=owner, effort_hours=effort_hours, due_on=due_on,
            template=template, state=ActionState(state), order=len(_column(goal, state)),
        )
        action.paths.set(paths)
        action.units.set(units)
        note(goal.plan, ChangeKind.ACTION_ADDED, by, goal=goal, action=action, state=("", state))
    return action


@transaction.atomic
def change_action(
    *, action: Action, by, revision: int, title: str, text: str, owner, effort_hours: int | None, due_on: date | None,
    paths: Iterable | None = None, units: Iterable | None = None,
) -> Action:
    """Change what an action says. Raises `Stale` when somebody changed it after `revision`."""
    organisation = action.goal.plan.organisation
    ensure_may_edit(by, organisation)
    with scope(organisation=organisation):
        goal = locked_goal(action.goal)
        row = _row(goal, action)
        if row.revision != revision:
            raise Stale(row, _last_change(row))
        values = {"title": " ".join(title.split())[:200], "text": text.strip()[:2000], "owner": owner, "effort_hours": effort_hours, "due_on": due_on}
        changed = differences(row, values)
        links = {name: list(rows) for name, rows in (("paths", paths), ("units", units)) if rows is not None}
        _checked(
            organisation, title=title, effort_hours=effort_hours, owner=owner if "owner" in changed else None,
            paths=links.get("paths", ()), units=links.get("units", ()),
        )
        for name, rows in links.items():
            before, after = getattr(row, name).count(), len(rows)
            if set(getattr(row, name).values_list("pk", flat=True)) != {linked.pk for linked in rows}:
                changed[name] = (before, after)
                getattr(row, name).set(rows)
        if not changed:
            return row
        for name, value in values.items():
            setattr(row, name, value)
        row.revision += 1
        row.save(update_fields=[*values, "revision"])
        note(goal.plan, ChangeKind.ACTION_CHANGED, by, goal=goal, action=row, **changed)
    return row


@transaction.atomic
def move_action(*, action: Action, by, to: str, was: str = "", place: int | None = None, step: int = 0) -> Moved:
    """Move an action to a column (`to`), last or at `place`; or within its column by `step` (-1 up, 1 down).

    `was`: the column that the mover saw it in. Raises `Stale` when somebody has moved it to another column since. Publishes `ActionMoved`.
    """
    organisation = action.goal.plan.organisation
    ensure_may_edit(by, organisation)
    if to not in ActionState.values:
        raise ValidationError(_("Choose a column of the board."), code="state")
    with scope(organisation=organisation):
        goal = locked_goal(action.goal)
        row = _row(goal, action)
        if was and row.state != was and row.state != to:
            raise Stale(row, _last_change(row))
        before = row.state
        left = _column(goal, before)
        old_place = next(number for number, other in enumerate(left) if other.pk == row.pk)
        column = [other for other in (left if to == before else _column(goal, to)) if other.pk != row.pk]
        if step and to == before:
            place = max(0, old_place + step)
        elif place is None and to == before:
            place = old_place
        column.insert(len(column) if place is None else min(place, len(column)), row)
        if to != before:
            row.state = ActionState(to)
            row.revision += 1
            row.save(update_fields=["state", "revision"])
            _renumber([other for other in left if other.pk != row.pk])
            note(goal.plan, ChangeKind.ACTION_MOVED, by, goal=goal, action=row, state=(before, to))
            facts.publish(ActionMoved(organisation.uuid, goal.thread, row.uuid, before, to))
        _renumber(column)
    return Moved(row, before, old_place)


@transaction.atomic
def remove_action(*, action: Action, by) -> Action:
    """Take an action off the board. It stays in the history and can be brought back."""
    return _set_removed(action, by, removed=True)


@transaction.atomic
def restore_action(*, action: Action, by) -> Action:
    """Bring a removed action back to the end of its column."""
    return _set_removed(action, by, removed=False)


def _set_removed(action: Action, by, *, removed: bool) -> Action:
    organisation = action.goal.plan.organisation
    ensure_may_edit(by, organisation)
    with scope(organisation=organisation):
        goal = locked_goal(action.goal)
        row = Action.objects.get(pk=action.pk, goal=goal)
        if (row.removed_at is not None) == removed:
            return row
        if not removed:
            row.order = len(_column(goal, row.state))
        row.removed_at = clock.now() if removed else None
        row.revision += 1
        row.save(update_fields=["removed_at", "order", "revision"])
        if removed:
            _renumber(_column(goal, row.state))
        note(goal.plan, ChangeKind.ACTION_REMOVED if removed else ChangeKind.ACTION_RESTORED, by, goal=goal, action=row)
    return row


@transaction.atomic
def check_in(*, goal: Goal, by, progress: str, text: str = "", on: date | None = None, action: Action | None = None) -> FollowUp:
    """Write down how a goal or one of its actions goes. Check-ins are never edited."""
    organisation = goal.plan.organisation
    ensure_may_edit(by, organisation)
    wrong = {}
    if progress not in Progress.values:
        wrong["progress"] = ValidationError(_("Choose how it goes."), code="required")
    if on is not None and on > clock.today():
        wrong["on"] = ValidationError(_("The date must be today or earlier."), code="future")
    if action is not None and action.goal_id != goal.pk:
        wrong["progress"] = ValidationError(_("The action belongs to another focus area."), code="goal")
    if wrong:
        raise ValidationError(wrong)
    with scope(organisation=organisation):
        goal = locked_goal(goal)
        return FollowUp.objects.create(goal=goal, action=action, on=on or clock.today(), progress=progress, text=text.strip()[:2000], by=by)
