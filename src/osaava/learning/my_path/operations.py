"""Writes of my path. `by` is always the person whose path it is; all of them are safe to repeat."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django_scopes import scope

from osaava.base import clock, facts
from osaava.learning.enums import ChoiceKind, DeclineReason
from osaava.learning.errors import NotAvailable, NotPlannable
from osaava.learning.facts import PersonalPathPlanned
from osaava.learning.models import LearnerProfile, PersonalPlan, UnitChoice
from osaava.learning.my_path.question import ask
from osaava.learning.my_path.store import store
from osaava.learning.operations import complete_unit
from osaava.learning.queries.planning import inputs_of
from osaava.learning.queries.quizzes import quizzes_passed
from osaava.library.api import Unit, visible_units
from osaava.paths.api import planner, planning_catalogue

MOST_HOURS = Decimal(100)
SECONDS = 1.0
"""A person waits, and on SQLite so does everybody who writes: then the best so far is the answer, and the page says that it is not proven."""


@transaction.atomic
def make_plan(*, by, hours: Decimal | None = None, languages: tuple[str, ...] = (), target_group=None) -> PersonalPlan:
    """Plan the person's path, or plan it anew: what still fits stays. What is given is remembered; what is not given is as it was.

    Raises NotPlannable("group") or ("hours") where these have never been said.
    """
    _remember(by, hours, languages, target_group)
    found, plans, aims = inputs_of([by.pk])
    inputs = found[by.pk]
    if not inputs.group:
        raise NotPlannable("group")
    present = plans.get(by.pk)
    own = inputs.hours if inputs.hours is not None or present is None else present.hours
    if own is None:
        raise NotPlannable("hours")
    catalogue = planning_catalogue()
    asked = ask(inputs, aims, catalogue, hours=own, today=clock.today())
    solution = planner.plan(catalogue, asked.problem, seconds=SECONDS)
    with scope(person=by):
        if store(inputs, asked, solution, present, aims, own):
            facts.publish(PersonalPathPlanned(person_id=by.pk))
        return PersonalPlan.objects.get(person=by)


def replan(*, by) -> PersonalPlan:
    """Plan anew from what is true now."""
    return make_plan(by=by)


def change_hours(*, by, hours: Decimal) -> PersonalPlan:
    """Give the path other hours a month; 0 is a pause. Raises ValueError outside 0-100."""
    return make_plan(by=by, hours=hours)


def _remember(by, hours, languages, target_group) -> None:
    changes: dict = {}
    if hours is not None:
        if not 0 <= hours <= MOST_HOURS:
            raise ValueError(f"hours a month are 0-{MOST_HOURS}, not {hours}")
        changes["hours_per_month"] = hours
    if languages:
        changes["languages"] = list(languages)
    if target_group is not None:
        changes["target_group"] = target_group
    if changes:
        with scope(person=by):
            LearnerProfile.objects.update_or_create(person=by, defaults=changes)


@transaction.atomic
def decline_step(*, by, unit: Unit, reason: str, text: str = "") -> PersonalPlan | None:
    """Say that a unit is not for me, and why; the path closes the gap in another way where it can. Returns the path planned anew."""
    if reason not in DeclineReason.values:
        raise ValueError(f"no reason {reason}")
    _choose(by, unit, ChoiceKind.DECLINED, reason, text)
    return _again(by)


@transaction.atomic
def take_back(*, by, unit: Unit) -> PersonalPlan | None:
    """Take back what was said of a unit: it may come onto the path again."""
    with scope(person=by):
        UnitChoice.objects.filter(unit=unit).delete()
    return _again(by)


@transaction.atomic
def say_known(*, by, unit: Unit) -> bool:
    """Say "I know this". The unit's own questions prove it: all answered right, and it counts as completed, once and everywhere.

    Returns whether it counts now; otherwise it will as soon as the last question is right (`count_what_is_known`). Raises NotPlannable("quiz")
    for a unit without questions: nothing could prove it.
    """
    passed = quizzes_passed(by, unit)
    if passed is None:
        raise NotPlannable("quiz")
    _choose(by, unit, ChoiceKind.KNOWN)
    if passed:
        complete_unit(by=by, unit=unit)
    return passed


@transaction.atomic
def count_what_is_known(*, by, unit_id: int) -> bool:
    """After a right answer: complete the unit if the person said they know it and every question is right now."""
    with scope(person=by):
        claimed = UnitChoice.objects.filter(unit=unit_id, kind=ChoiceKind.KNOWN).select_related("unit").first()
    if claimed is None or not quizzes_passed(by, claimed.unit):
        return False
    complete_unit(by=by, unit=claimed.unit)
    return True


def _choose(by, unit: Unit, kind: str, reason: str = "", text: str = "") -> None:
    if not visible_units(by).filter(pk=unit.pk).exists():
        raise NotAvailable
    with scope(person=by):
        UnitChoice.objects.update_or_create(
            person=by, unit=unit, defaults={"kind": kind, "reason": reason, "text": " ".join(text.split())[:300], "chosen_at": clock.now()}
        )


def _again(by) -> PersonalPlan | None:
    """The path planned anew where there is one."""
    with scope(person=by):
        present = PersonalPlan.objects.filter(person=by).exists()
    return make_plan(by=by) if present else None
