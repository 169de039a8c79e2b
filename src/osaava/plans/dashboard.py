"""The plan on an organisation's dashboard."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from osaava.base import access
from osaava.base.access import Permission
from osaava.plans import queries

ACTS = {
    "plans.plan.started": gettext_lazy("A development plan was started."),
    "plans.goal.decided": gettext_lazy("A focus area was chosen."),
    "plans.goal.closed": gettext_lazy("A focus area was closed."),
}
"""Acts that the dashboard tells."""


def tiles(request, organisation) -> list[dict]:
    """How many focus areas are under way and how far their actions are; only for those who may see the plan."""
    if not access.allows(request.user, Permission.PLAN_VIEW, organisation):
        return []
    plan = queries.open_plan(organisation)
    url = reverse("plans:plan", args=[organisation.key])
    tile = {"label": _("Focus areas"), "url": url, "link": _("See the plan")}
    may_edit = access.allows(request.user, Permission.PLAN_EDIT, organisation)
    choose = {"step": _("Choose two or three focus areas"), "step_url": reverse("plans:choose", args=[organisation.key])} if may_edit else {}
    if plan is None:
        return [tile | {"value": 0, "text": _("No plan yet: choose two or three focus areas.")} | choose]
    goals, total, finished = queries.plan_counts(plan)
    step = {"step": _("See the plan"), "step_url": url} if goals else choose
    text = ngettext("%(finished)s of %(total)s action done", "%(finished)s of %(total)s actions done", total) % {"finished": finished, "total": total}
    return [tile | {"value": goals, "text": text if goals else _("Choose two or three focus areas.")} | step]
