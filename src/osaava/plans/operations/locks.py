"""What every write begins with: the right to change the plan, and the row that others wait for."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osaava.base import access
from osaava.base.access import Permission
from osaava.plans.models import DevelopmentPlan, Goal


def ensure_may_edit(by, organisation) -> None:
    """Raise PermissionDenied unless `by` (None: the installation itself) may change the organisation's plan."""
    if by is not None:
        access.ensure(by, Permission.PLAN_EDIT, organisation)


def locked_plan(plan: DevelopmentPlan) -> DevelopmentPlan:
    """The plan's row, locked until the transaction ends; a closed plan is refused."""
    row = DevelopmentPlan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    if row.closed_on is not None:
        raise ValidationError(_("The plan is closed; it can only be read."), code="closed")
    return row


def locked_goal(goal: Goal) -> Goal:
    """The goal's row, locked; closed ones are refused. Everything on one goal's board waits for it."""
    row = Goal.objects.select_for_update(of=("self",)).select_related("plan__organisation", "competence", "theme").get(pk=goal.pk)
    if row.closed_on is not None or row.plan.closed_on is not None:
        raise ValidationError(_("The focus area is closed; open it again to change it."), code="closed")
    return row
