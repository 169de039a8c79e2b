"""Writes on focus areas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django_scopes import scope, scopes_disabled

from osaava.base import audit, clock, facts
from osaava.network.api import is_member
from osaava.plans import rules, threads
from osaava.plans.enums import Baseline, ChangeKind, Importance, Outcome
from osaava.plans.errors import Stale
from osaava.plans.facts import GoalClosed, GoalDecided
from osaava.plans.models import Change, DevelopmentPlan, Goal
from osaava.plans.operations.assigning import known_groups, put_aims
from osaava.plans.operations.history import differences, note
from osaava.plans.operations.locks import ensure_may_edit, locked_goal, locked_plan
from osaava.plans.queries import Position

TRIES = 5


@dataclass(frozen=True)
class StartingLevel:
    """Where a goal starts: a level as it was published, and the round that said it."""

    level: Decimal
    kind: str = Baseline.OWN
    round: UUID | None = None
    on: date | None = None

    def fields(self) -> dict:
        """As columns of a goal."""
        return {"baseline": self.level, "baseline_kind": self.kind, "baseline_round": self.round, "baseline_on": self.on}


def starting_level(position: Position, competence: str) -> StartingLevel | None:
    """Where a goal on this competence starts by the last closed round: the staff's published figure, by which its effect is measured too, else the
    level that management agreed; None when neither is known.
    """
    standing = position.of(competence)
    if position.round is None or standing is None:
        return None
    for kind, level in ((Baseline.STAFF, standing.staff), (Baseline.TEAM, standing.team)):
        if level is not None:
            return StartingLevel(Decimal(str(level)), kind, position.round.uuid, position.round.closed_on)
    return None


def _checked(organisation, *, wanted: int, due_on: date, owner, baseline: Decimal | None) -> None:
    wrong = {}
    if not 2 <= wanted <= 5:
        wrong["wanted"] = ValidationError(_("Choose a level from 2 to 5."), code="range")
    elif baseline is not None and wanted <= baseline:
        wrong["wanted"] = ValidationError(_("Choose a level above the starting level."), code="low")
    if due_on < clock.today():
        wrong["due_on"] = ValidationError(_("The date must be today or later."), code="past")
    if owner is not None and not is_member(owner, organisation):
        wrong["owner"] = ValidationError(_("Choose somebody who belongs to the organisation."), code="not_member")
    if wrong:
        raise ValidationError(wrong)


def _thread() -> str:
    with scopes_disabled():  # a code is unique in the whole network
        for _try in range(TRIES):
            if not Goal.objects.filter(thread=(code := threads.new_code())).exists():
                return code
    raise RuntimeError("No free thread code was found.")


@transaction.atomic
def decide_goal(
    *, plan: DevelopmentPlan, by, competence, title: str, wanted: int, due_on: date, owner=None, text: str = "", reason: str = "",
    start: StartingLevel | None = None, importance: int = Importance.IMPORTANT, groups: Iterable[str] = (),
) -> Goal:
    """Choose a focus area; it pulls paths for the people of `groups` (target-group keys).

    The fourth and later ones ask for a reason. Raises ValidationError by field; publishes `GoalDecided`.
    """
    organisation = plan.organisation
    ensure_may_edit(by, organisation)
    title = " ".join(title.split())[:160] or str(competence.name)[:160]
    with scope(organisation=organisation):
        plan = locked_plan(plan)
        _checked(organisation, wanted=wanted, due_on=due_on, owner=owner, baseline=start.level if start else None)
        present = Goal.objects.filter(plan=plan, closed_on=None)
        if rules.needs_reason(present.count()) and not reason.strip():
            text_ = _("The plan has three focus areas. Say why one more is needed, or close one first.")
            raise ValidationError({"reason": ValidationError(text_, code="reason")})
        try:
            with transaction.atomic():
                goal = Goal.objects.create(
                    plan=plan, thread=_thread(), competence=competence, theme=competence.theme, title=title, text=text.strip()[:2000],
                    reason=reason.strip()[:500], wanted=wanted, due_on=due_on, owner=owner, importance=importance, groups=known_groups(groups),
                    order=(Goal.objects.filter(plan=plan).aggregate(last=Max("order"))["last"] or 0) + 1,
                    **(start.fields() if start else {}),
                )
        except IntegrityError:
            raise ValidationError(_("This competence is a focus area of the plan already."), code="twice") from None
        note(plan, ChangeKind.GOAL_DECIDED, by, goal=goal, wanted=(None, wanted), due_on=(None, due_on))
        put_aims(goal, by)
    audit.record("plans.goal.decided", goal, by=by, organisation=organisation, thread=goal.thread, competence=competence.key)
    facts.publish(GoalDecided(organisation.uuid, goal.thread, competence.key, wanted))
    return goal


@transaction.atomic
def change_goal(*, goal: Goal, by, revision: int, title: str, text: str, wanted: int, due_on: date, owner, importance: int) -> Goal:
    """Change a focus area. Raises `Stale` when somebody changed it after `revision`."""
    organisation = goal.plan.organisation
    ensure_may_edit(by, organisation)
    with scope(organisation=organisation):
        row = locked_goal(goal)
        if row.revision != revision:
            raise Stale(row, Change.objects.filter(goal=row, action=None).select_related("by").first())
        title = " ".join(title.split())[:160]
        values = {"title": title, "text": text.strip()[:2000], "wanted": wanted, "due_on": due_on, "owner": owner, "importance": importance}
        changed: dict[str, Any] = differences(row, values)
        if not changed:
            return row
        keeps_late_day = "due_on" not in changed and due_on < clock.today()
        _checked(organisation, wanted=wanted, due_on=clock.today() if keeps_late_day else due_on, owner=owner if "owner" in changed else None,
                 baseline=row.baseline)
        for name, value in values.items():
            setattr(row, name, value)
        row.revision += 1
        row.save(update_fields=[*values, "revision"])
        note(row.plan, ChangeKind.GOAL_CHANGED, by, goal=row, **changed)
        put_aims(row, by)
    return row


@transaction.atomic
def close_goal(*, goal: Goal, by, outcome: str) -> Goal:
    """End a focus area: reached or given up. What was learned and done stays. Publishes `GoalClosed`."""
    organisation = goal.plan.organisation
    ensure_may_edit(by, organisation)
    if outcome not in Outcome.values:
        raise ValidationError(_("Choose whether the focus area was reached or given up."), code="outcome")
    with scope(organisation=organisation):
        row = locked_goal(goal)
        row.closed_on, row.outcome = clock.today(), outcome
        row.revision += 1
        row.save(update_fields=["closed_on", "outcome", "revision"])
        note(row.plan, ChangeKind.GOAL_CLOSED, by, goal=row, outcome=("", outcome))
        put_aims(row, by)
    audit.record("plans.goal.closed", row, by=by, organisation=organisation, thread=row.thread, outcome=outcome)
    facts.publish(GoalClosed(organisation.uuid, row.thread, outcome))
    return row


@transaction.atomic
def reopen_goal(*, goal: Goal, by) -> Goal:
    """Open a closed focus area again. Publishes `GoalDecided`, because its paths are wanted again."""
    organisation = goal.plan.organisation
    ensure_may_edit(by, organisation)
    with scope(organisation=organisation):
        locked_plan(goal.plan)
        row = Goal.objects.select_for_update(of=("self",)).select_related("plan__organisation", "competence").get(pk=goal.pk)
        if row.closed_on is None:
            return row
        row.closed_on, row.outcome = None, ""
        row.revision += 1
        try:
            with transaction.atomic():
                row.save(update_fields=["closed_on", "outcome", "revision"])
        except IntegrityError:
            raise ValidationError(_("This competence is a focus area of the plan already."), code="twice") from None
        note(row.plan, ChangeKind.GOAL_REOPENED, by, goal=row)
        put_aims(row, by)
    facts.publish(GoalDecided(organisation.uuid, row.thread, row.competence.key, row.wanted))
    return row
