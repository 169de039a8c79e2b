"""What the views of this app share."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base import access
from osaava.base.access import Permission
from osaava.network.api import section_nav
from osaava.plans import queries
from osaava.plans.models import Action, DevelopmentPlan, Goal

REFUSED = 422
"""Status of a page that shows a refused form again."""
CONFLICT = 409
"""Status of a page that shows two versions."""


def frame(request, *trail) -> dict:
    """What every page of the plan has: section bar, breadcrumb, the right to change. `trail`: (label, url) below the plan."""
    here = request.organisation
    request.section_nav = section_nav(request, here)
    crumbs = [(here.name, reverse("network:dashboard", args=[here.key])), (_("Development plan"), reverse("plans:plan", args=[here.key])), *trail]
    return {
        "organisation": here,
        "current_organisation": {"name": here.name},
        "breadcrumb": [{"label": label, "url": url} for label, url in crumbs] if trail else None,
        "may_edit": access.allows(request.user, Permission.PLAN_EDIT, here),
    }


def plan_or_404(request) -> DevelopmentPlan:
    """The plan that is under way."""
    if (plan := queries.open_plan(request.organisation)) is None:
        raise Http404
    return plan


def goal_or_404(request, thread: str) -> Goal:
    """One of the organisation's goals."""
    if (goal := queries.goal_by_thread(request.organisation, thread)) is None:
        raise Http404
    return goal


def action_or_404(request, uuid) -> Action:
    """One of the organisation's actions."""
    if (action := queries.action_of(request.organisation, uuid)) is None:
        raise Http404
    return action


def goal_url(goal: Goal) -> str:
    """The page of a goal."""
    return reverse("plans:goal", args=[goal.plan.organisation.key, goal.thread])
