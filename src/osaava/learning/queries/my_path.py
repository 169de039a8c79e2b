"""A person's own path as pages show it: every state is asked of completions and choices each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localtime
from django_scopes import scope

from osaava.base import clock
from osaava.base.language import current_language
from osaava.learning.enums import ChoiceKind
from osaava.learning.models import Completion, PersonalPlan, PlanStep, UnitChoice
from osaava.learning.my_path.question import Inputs, ask
from osaava.learning.queries.planning import inputs_of
from osaava.library.api import UnitRow
from osaava.paths.api import AimRow, planning_catalogue, rows_for

State = Literal["planned", "known", "declined", "done", "gone"]


@dataclass(frozen=True)
class MyStep:
    """A unit on my path. `known`: I said so, and its questions are not all right yet. `gone`: it cannot be read any more."""

    unit_id: int
    unit: UnitRow | None
    week: int
    minutes: int
    why: dict
    state: State


@dataclass(frozen=True)
class Declined:
    """A unit that I did not want, and why."""

    unit: UnitRow
    reason: str
    text: str


@dataclass
class MyPath:
    """The whole page. `plan` None: not planned yet."""

    inputs: Inputs
    plan: PersonalPlan | None = None
    steps: list[MyStep] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    goals: Mapping[str, AimRow] = field(default_factory=dict)
    """Goals of my organisations that have words, by their code."""
    is_stale: bool = False
    """Goals or levels have changed since the path was planned."""

    @property
    def waiting(self) -> list[MyStep]:
        """What is still to do, in order."""
        return [step for step in self.steps if step.state in ("planned", "known")]

    @property
    def done(self) -> list[MyStep]:
        return [step for step in self.steps if step.state == "done"]

    @property
    def next_step(self) -> MyStep | None:
        """The one obvious next thing."""
        return next(iter(self.waiting), None)

    def step(self, unit_id: int) -> MyStep | None:
        """The step with this unit."""
        return next((step for step in self.steps if step.unit_id == unit_id), None)

    @property
    def begins(self) -> date | None:
        """Monday of the first week."""
        return monday_of(self.plan.made_at) if self.plan else None


def monday_of(at: datetime) -> date:
    """The Monday of that moment's week, in local time."""
    day = localtime(at).date()
    return day - timedelta(days=day.weekday())


def my_path(person, language: str | None = None) -> MyPath:
    """The person's path with all that its page tells; a fixed number of queries."""
    found, _plans, aims = inputs_of([person.pk])
    inputs = found[person.pk]
    with scope(person=person):
        plan = PersonalPlan.objects.select_related("target_group").filter(person=person).first()
        rows = list(PlanStep.objects.filter(plan=plan).order_by("order").values_list("unit_id", "week", "minutes", "why")) if plan else []
        choices = {c.unit_id: c for c in UnitChoice.objects.filter(person=person).order_by("chosen_at")}
    units = rows_for([row[0] for row in rows] + list(choices), language or current_language(), person)
    return MyPath(
        inputs=inputs,
        plan=plan,
        steps=[_step(row, units, choices, inputs) for row in rows],
        declined=[Declined(units[pk], c.reason, c.text) for pk, c in choices.items() if pk in inputs.declined - inputs.done and pk in units],
        goals={aim.thread: aim for aim in reversed(aims) if aim.label},
        is_stale=bool(plan and inputs.group) and plan.question != _fingerprint(inputs, aims, plan.hours_per_month),
    )


def _step(row, units, choices, inputs: Inputs) -> MyStep:
    unit_id, week, minutes, why = row
    choice = choices.get(unit_id)
    if unit_id in inputs.done:
        state: State = "done"
    elif unit_id not in units:
        state = "gone"
    elif choice is not None:
        state = "declined" if choice.kind == ChoiceKind.DECLINED else "known"
    else:
        state = "planned"
    return MyStep(unit_id, units.get(unit_id), week, minutes, why, state)


def _fingerprint(inputs: Inputs, aims: list[AimRow], hours: Decimal) -> str:
    own = inputs.hours if inputs.hours is not None else hours
    return ask(inputs, aims, planning_catalogue(), hours=own, today=clock.today()).fingerprint


@dataclass(frozen=True)
class PlannedNext:
    """The next unit of a person's own path (None: all is done) and how far along it is, for other pages."""

    unit: UnitRow | None
    done: int
    total: int
    has_unit: bool = False
    """The unit that was asked about is on the path."""

    @property
    def url(self) -> str:
        """The next unit's address."""
        return reverse("library:unit", args=[self.unit.slug]) if self.unit else ""


def planned_next(person, *, after: int | None = None, language: str | None = None) -> PlannedNext | None:
    """Where my own path goes on, None without one; one query, and one for units that are not in memory. `after`: a unit that is being read."""
    with scope(person=person):
        is_done = Exists(Completion.objects.filter(unit=OuterRef("unit"), undone_at=None))
        found = list(PlanStep.objects.filter(plan__person=person).annotate(is_done=is_done).order_by("order").values_list("unit_id", "is_done"))
    if not found:
        return None
    rows = rows_for([pk for pk, _done in found], language or current_language(), person)
    shown = [(pk, done) for pk, done in found if done or pk in rows]
    waiting = [pk for pk, done in shown if not done and pk != after]
    return PlannedNext(
        rows[waiting[0]] if waiting else None, sum(done for _pk, done in shown), len(shown), has_unit=any(pk == after for pk, _done in shown)
    )
