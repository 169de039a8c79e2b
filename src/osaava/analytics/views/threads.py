"""An organisation's threads: from the network's figure over its goal to what was learned and measured again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osaava.analytics import operations, queries, stations
from osaava.base import access
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.network.api import section_nav
from osaava.plans.api import goal_by_thread


def _frame(request, *trail) -> dict:
    here = request.organisation
    request.section_nav = section_nav(request, here)
    crumbs = [
        (here.name, reverse("network:dashboard", args=[here.key])), (_("Development plan"), reverse("plans:plan", args=[here.key])),
        (_("Threads"), reverse("analytics:threads", args=[here.key])), *trail,
    ]  # fmt: skip
    return {
        "organisation": here, "current_organisation": {"name": here.name}, "key": new_key(),
        "breadcrumb": [{"label": label, "url": url} for label, url in crumbs],
    }


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def threads(request, organisation):
    """All threads; a code that somebody typed leads to its own."""
    typed = request.GET.get("tunniste", "").strip()[:20]
    if typed and (goal := goal_by_thread(request.organisation, typed)) is not None:
        return redirect("analytics:thread", request.organisation.key, goal.thread)
    context = _frame(request) | {
        "goals": queries.threads_of(request.organisation), "typed": typed, "shared": queries.levels_shared().get(request.organisation.pk),
        "may_share": access.allows(request.user, Permission.PLAN_EDIT, request.organisation),
    }
    return render(request, "analytics/threads.html", context)


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def thread(request, organisation, code):
    """The stations of one goal, each a link."""
    if (goal := goal_by_thread(request.organisation, code)) is None:
        raise Http404
    found = queries.thread_of(goal, request.user)
    context = _frame(request, (goal.thread, "")) | {"goal": goal, "stations": stations.of_thread(found, request.user)}
    return render(request, "analytics/thread.html", context)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def levels_share(request, organisation):
    """Let the coordinator see the level of each theme, or stop it: `share` is "yes" or "no"."""
    if request.POST.get("share") == "yes":
        operations.share_levels(organisation=request.organisation, by=request.user)
        messages.success(request, _("The coordinator sees your level in each theme from the next count on."))
    else:
        operations.stop_sharing_levels(organisation=request.organisation, by=request.user)
        messages.success(request, _("The coordinator no longer sees your levels."))
    return redirect("analytics:threads", request.organisation.key)
