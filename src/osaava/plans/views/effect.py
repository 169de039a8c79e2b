"""Asking again about the goals' items, and what came of it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osaava.base import clock
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.plans import effect_words, operations, queries
from osaava.plans.forms import TargetedForm
from osaava.plans.views import common
from osaava.ui.forms import ran


@requires(Permission.ROUND_RUN, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def targeted(request, organisation):
    """Open a targeted re-assessment of the items that the goals aim at."""
    here = request.organisation
    plan = common.plan_or_404(request)
    goals, last = queries.goals_of(here, plan=plan), queries.last_round(here)
    initial = {"name": _("Re-assessment %(month)s/%(year)s") % {"month": clock.today().month, "year": clock.today().year},
               "closes_on": clock.today() + timedelta(days=14), "goals": [goal.thread for goal in goals]}
    form = TargetedForm(request.POST if request.method == "POST" else None, goals=goals, initial=initial)
    if form.is_valid():
        values = dict(form.cleaned_data)
        chosen = set(values.pop("goals"))
        round_, done = ran(
            form, operations.open_targeted, organisation=here, by=request.user, goals=[goal for goal in goals if goal.thread in chosen], **values
        )
        if done:
            messages.success(request, _("The re-assessment is open. Send its links to the same groups as before."))
            return redirect("capability:round", here.key, round_.uuid)
    lines = []
    if last is not None:
        version = queries.staff_version_for(last)
        lines = [(goal, len(items := queries.items_for(version, [goal])), queries.minutes_for(items) if items else 0) for goal in goals]
    context = common.frame(request, (_("Targeted re-assessment"), "")) | {"form": form, "last": last, "lines": lines, "key": new_key()}
    return render(request, "plans/targeted.html", context, status=common.REFUSED if form.errors else 200)


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def goal_effect(request, organisation, thread):
    """What later rounds say of a goal, beside organisations that did not act, and what that cannot prove."""
    found = common.goal_or_404(request, thread)
    results = [effect_words.of(row) for row in queries.effects_of(found)]
    context = common.frame(request, (found.title, common.goal_url(found)), (_("Effect"), "")) | {"goal": found, "results": results}
    return render(request, "plans/effect.html", context)
