"""Ways to the thread from the pages of lower apps: profile, unit, and the author's page with its orders. Only for those who may see the plan."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osaava.analytics import queries
from osaava.base import access
from osaava.base.access import Permission
from osaava.capability.api import Call
from osaava.library.api import orders_by_thread

ACTS = {
    "analytics.levels.shared": gettext_lazy("The levels were shared with the network’s coordinator."),
    "analytics.levels.hidden": gettext_lazy("The levels are no longer shared with the network’s coordinator."),
}
"""Acts that an organisation's dashboard tells."""


def on_profile(request, organisation) -> Call | None:
    """From the profile to the threads of the goals that came out of it."""
    if not access.allows(request.user, Permission.PLAN_VIEW, organisation):
        return None
    if not queries.threads_of(organisation):
        return None
    address = reverse("analytics:threads", args=[organisation.key])
    return Call(_("Follow the threads"), address, _("What followed from each figure, up to the next round."))


def on_unit_page(request, page) -> dict:
    """Goals of the reader's own organisations that the unit serves."""
    if page.is_preview or not request.user.is_authenticated or not page.competences:
        return {}
    goals = queries.own_threads(request.user, {step["competence"].key for step in page.competences})
    return {"thread_goals": goals, "slots": {"aside": ["analytics/slots/unit_threads.html"]}} if goals else {}


def on_production(request) -> dict:
    """Goals of the reader's own organisations that ordered content serves."""
    goals = {goal.thread: goal for goal in queries.own_threads(request.user)}
    ordered = orders_by_thread(list(goals)) if goals else {}
    wanted = [goal for code, goal in goals.items() if ordered[code]]
    return {"thread_goals": wanted, "slots": {"end": ["analytics/slots/production_threads.html"]}} if wanted else {}
