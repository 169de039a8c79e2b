"""The plan: board and table, starting and closing it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import access, clock
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.plans import operations, presentation, queries
from osaava.plans.enums import ActionState
from osaava.plans.forms import PlanForm
from osaava.plans.views import common, moving
from osaava.ui.forms import ran, ran_or_told

VIEWS = {"taulu": "board", "taulukko": "table"}


def _view(request) -> str:
    """Board or table: what was asked for, else what this person chose last."""
    if (asked := VIEWS.get(request.GET.get("nakyma", ""))) and request.session.get("plan_view") != asked:
        request.session["plan_view"] = asked
    return request.session.get("plan_view", "board")


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def plan(request, organisation):
    """The plan that is under way, or how to start one."""
    found, frame = queries.open_plan(request.organisation), common.frame(request)
    earlier = [row for row in queries.plans_of(request.organisation) if row.closed_on]
    if found is None:
        return render(request, "plans/no_plan.html", frame | {"earlier": earlier})
    shown, boards = _view(request), queries.board_of(found, request.user)
    here = reverse("plans:plan", args=[request.organisation.key])
    context = frame | {
        "plan": found, "boards": boards, "shown": shown, "earlier": earlier, "states": ActionState.choices, "new_key": new_key,
        "closed_goals": queries.closed_goals_of(found),
        "view_options": [
            {"label": _("Board"), "url": f"{here}?nakyma=taulu", "current": shown == "board"},
            {"label": _("Table"), "url": f"{here}?nakyma=taulukko", "current": shown == "table"},
        ],
        "summary": presentation.board_summary(len(boards), sum(b.total for b in boards), sum(b.finished for b in boards)),
        "may_ask": access.allows(request.user, Permission.ROUND_RUN, request.organisation), "undo": moving.undo_from_address(request, boards),
    }
    return render(request, "plans/plan.html", context)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def plan_start(request, organisation):
    """Start a plan for a period."""
    year = clock.today().year
    initial = {"name": _("Development plan %(year)s") % {"year": year + 1}, "starts_on": clock.today(), "ends_on": date(year + 1, 12, 31)}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        _plan, done = ran(form, operations.start_plan, organisation=request.organisation, by=request.user, **form.cleaned_data)
        if done:
            return redirect("plans:choose", request.organisation.key)
    context = common.frame(request, (_("Start a plan"), "")) | {"form": form, "key": new_key()}
    return render(request, "plans/plan_start.html", context, status=common.REFUSED if form.errors else 200)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def plan_close(request, organisation):
    """Close the plan; its focus areas must have their outcomes."""
    if ran_or_told(request, operations.close_plan, plan=common.plan_or_404(request), by=request.user):
        messages.success(request, _("The plan is closed. It stays here to be read."))
    return redirect("plans:plan", request.organisation.key)


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def plan_history(request, organisation):
    """What happened to the plan, the newest first."""
    found = common.plan_or_404(request)
    context = common.frame(request, (_("History"), "")) | {"plan": found, "lines": presentation.history(queries.history_of(found))}
    return render(request, "plans/history.html", context)
