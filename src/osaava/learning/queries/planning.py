"""What a plan is made from, for one person or for many at once: a fixed number of queries however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime
from django_scopes import scopes_disabled

from osaava.accounts.api import Person
from osaava.learning.enums import ChoiceKind
from osaava.learning.models import Completion, PersonalPlan, PlanRun, PlanStep, UnitChoice
from osaava.learning.my_path.levels import said_levels
from osaava.learning.my_path.question import Inputs
from osaava.network.api import Membership
from osaava.paths.api import AimRow, aims_in


@dataclass(frozen=True)
class Present:
    """The plan that a person has now, as far as renewing it needs to know."""

    plan_id: int
    question: str
    made_on: date
    hours: Decimal
    steps: tuple[tuple[int, int], ...]
    """(unit, week) of the steps that are not done, in order."""
    finished: tuple[int, ...]
    """Ids of the step rows whose unit is done."""


def inputs_of(people: Iterable[int]) -> tuple[dict[int, Inputs], dict[int, Present], list[AimRow]]:
    """(inputs by person, present plans by person, aims of their organisations). Reads across people: the callers are one person, or a job."""
    ids = sorted(set(people))
    with scopes_disabled():
        profiles = Person.objects.filter(pk__in=ids).values_list(
            "pk", "language", "learner_profile__target_group__key", "learner_profile__hours_per_month", "learner_profile__languages"
        )
        rows = list(profiles)
        places = _gathered(Membership.objects.filter(person__in=ids, ended_at=None).order_by("pk").values_list("person_id", "organisation_id"))
        done = _gathered(Completion.objects.filter(person__in=ids, undone_at=None).values_list("person_id", "unit_id"))
        declined = _gathered(UnitChoice.objects.filter(person__in=ids, kind=ChoiceKind.DECLINED).values_list("person_id", "unit_id"))
        plans = _plans(ids)
    aims = aims_in(pk for found in places.values() for pk in found)
    said = said_levels(ids)
    inputs = {
        pk: Inputs(
            person_id=pk,
            group=group or "",
            hours=hours,
            languages=tuple(languages or [language]),
            organisations=tuple(places.get(pk, ())),
            said=said.get(pk, {}),
            done=frozenset(done.get(pk, ())),
            declined=frozenset(declined.get(pk, ())),
            keep=tuple(unit for unit, _week in plans[pk].steps) if pk in plans else (),
        )
        for pk, language, group, hours, languages in rows
    }
    return inputs, plans, aims


def _gathered(rows) -> dict[int, list[int]]:
    out: dict[int, list[int]] = defaultdict(list)
    for person, value in rows:
        out[person].append(value)
    return out


def _plans(ids: list[int]) -> dict[int, Present]:
    is_done = Exists(Completion.objects.filter(person=OuterRef("plan__person"), unit=OuterRef("unit"), undone_at=None))
    columns = ("person_id", "pk", "question", "made_at", "hours_per_month")
    heads = {row[0]: row[1:] for row in PersonalPlan.objects.filter(person__in=ids).values_list(*columns)}
    steps: dict[int, list] = defaultdict(list)
    finished: dict[int, list[int]] = defaultdict(list)
    rows = PlanStep.objects.filter(plan__person__in=ids).annotate(is_done=is_done).order_by("order")
    for pk, person, unit, week, done in rows.values_list("pk", "plan__person_id", "unit_id", "week", "is_done"):
        if done:
            finished[person].append(pk)
        else:
            steps[person].append((unit, week))
    return {
        person: Present(pk, question, localtime(made_at).date(), hours, tuple(steps[person]), tuple(finished[person]))
        for person, (pk, question, made_at, hours) in heads.items()
    }


def members_to_plan(organisation_id: int, after: int, limit: int) -> list[int]:
    """Ids of the organisation's present members with an id above `after`, in order."""
    with scopes_disabled():
        people = Membership.objects.filter(organisation=organisation_id, ended_at=None, person__is_active=True, person_id__gt=after)
        return list(people.order_by("person_id").values_list("person_id", flat=True).distinct()[:limit])


def count_members(organisation_id: int) -> int:
    """How many people a run will come to."""
    with scopes_disabled():
        return Membership.objects.filter(organisation=organisation_id, ended_at=None, person__is_active=True).values("person_id").distinct().count()


def runs_of(organisation, limit: int = 5) -> list[PlanRun]:
    """The latest runs of planning for everybody, newest first."""
    return list(PlanRun.objects.filter(organisation=organisation).select_related("started_by")[:limit])
