"""Writes on the plan as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import audit, clock
from osaava.plans.enums import ChangeKind, Importance
from osaava.plans.models import DevelopmentPlan
from osaava.plans.operations.history import note
from osaava.plans.operations.locks import ensure_may_edit, locked_plan
from osaava.themes.api import theme_by_key


@transaction.atomic
def start_plan(*, organisation, by, name: str, starts_on: date, ends_on: date) -> DevelopmentPlan:
    """Start a plan for a period. Raises ValidationError while another one is open."""
    ensure_may_edit(by, organisation)
    name = " ".join(name.split())[:120]
    if not name:
        raise ValidationError({"name": ValidationError(_("Enter a name for the plan, for example Plan 2027."), code="required")})
    if ends_on <= starts_on:
        raise ValidationError({"ends_on": ValidationError(_("The last day must come after the first day."), code="order")})
    with scope(organisation=organisation):
        try:
            with transaction.atomic():
                plan = DevelopmentPlan.objects.create(organisation=organisation, name=name, starts_on=starts_on, ends_on=ends_on, started_by=by)
        except IntegrityError:
            raise ValidationError(_("A plan is open already. Close it before you start the next one."), code="open") from None
        note(plan, ChangeKind.PLAN_STARTED, by)
    audit.record("plans.plan.started", plan, by=by, organisation=organisation)
    return plan


@transaction.atomic
def set_importance(*, plan: DevelopmentPlan, by, importance: Mapping[str, int]) -> DevelopmentPlan:
    """Say how much each theme matters in this period; themes that are not named keep what they had."""
    ensure_may_edit(by, plan.organisation)
    for key, value in importance.items():
        if theme_by_key(key) is None or value not in Importance.values:
            raise ValidationError(_("Choose how important the theme is."), code="importance")
    with scope(organisation=plan.organisation):
        row = locked_plan(plan)
        row.importance = row.importance | dict(importance)
        row.save(update_fields=["importance"])
    plan.importance = row.importance
    return plan


@transaction.atomic
def close_plan(*, plan: DevelopmentPlan, by) -> DevelopmentPlan:
    """Close a plan for good. Focus areas that are still open are refused: each is closed with its outcome first."""
    ensure_may_edit(by, plan.organisation)
    with scope(organisation=plan.organisation):
        row = locked_plan(plan)
        if row.goals.filter(closed_on=None).exists():
            raise ValidationError(_("Close each focus area first: say whether it was reached."), code="goals")
        row.closed_on = clock.today()
        row.save(update_fields=["closed_on"])
        note(row, ChangeKind.PLAN_CLOSED, by)
    audit.record("plans.plan.closed", row, by=by, organisation=plan.organisation)
    return row
