"""Choosing focus areas: the ranked list with its reasons, what matters to the organisation, and the goal's form."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import clock
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.plans import operations, presentation, queries, ranking, rules
from osaava.plans.forms import GoalForm, ImportanceForm
from osaava.plans.views import common
from osaava.themes.api import all_competences, all_target_groups, all_themes
from osaava.ui.forms import ran, ran_or_told

FIRST = 8
"""Competences shown first; the rest are one step away."""


@requires(Permission.PLAN_EDIT, within="organisation")
@require_safe
def choose(request, organisation):
    """The competences in the order to consider them, each with its reasons."""
    if (plan := queries.open_plan(request.organisation)) is None:
        return redirect("plans:plan_start", request.organisation.key)
    position, ranked = queries.ranked_for(plan, request.user)
    goals = queries.goals_of(request.organisation, plan=plan)
    lines = presentation.choices(ranked, {c.key: c for c in all_competences()}, {goal.competence.key: goal.thread for goal in goals})
    context = common.frame(request, (_("Choose focus areas"), "")) | {
        "plan": plan, "position": position, "first": lines[:FIRST], "rest": lines[FIRST:], "goals": goals, "most": rules.MOST_GOALS,
        "importance_form": ImportanceForm(themes=all_themes(), importance=plan.importance), "key": new_key(),
    }
    return render(request, "plans/choose.html", context)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def importance_save(request, organisation):
    """Say how much each theme matters."""
    plan = common.plan_or_404(request)
    form = ImportanceForm(request.POST, themes=all_themes(), importance=plan.importance)
    if form.is_valid():
        if ran_or_told(request, operations.set_importance, plan=plan, by=request.user, importance=form.cleaned_data):
            messages.success(request, _("Saved. The list is in its new order."))
    else:
        messages.error(request, _("Choose how important each theme is."))
    return redirect("plans:choose", request.organisation.key)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def goal_new(request, organisation, competence):
    """Decide one focus area."""
    plan = common.plan_or_404(request)
    found = next((c for c in all_competences() if c.key == competence), None)
    if found is None:
        raise Http404
    position = queries.position_of(request.organisation)
    start = operations.starting_level(position, found.key)
    form = _goal_form(request, plan, found, start)
    if form.is_valid():
        values = dict(form.cleaned_data)
        if estimate := values.pop("baseline", None):
            start = operations.StartingLevel(Decimal(estimate))
        goal, done = ran(form, operations.decide_goal, plan=plan, by=request.user, competence=found, start=start, **values)
        if done:
            messages.success(request, _("The focus area is chosen. Add what will be done."))
            return redirect(reverse("plans:action_new", args=[request.organisation.key, goal.thread]))
    context = common.frame(request, (_("Choose focus areas"), reverse("plans:choose", args=[request.organisation.key])), (str(found.name), "")) | {
        "form": form, "competence": found, "start": start, "start_words": presentation.level_words(start.level if start else None),
        "round": position.round, "key": new_key(), "people": queries.people_to_choose(request.organisation),
    }
    return render(request, "plans/goal_new.html", context, status=common.REFUSED if form.errors else 200)


def _goal_form(request, plan, competence, start) -> GoalForm:
    initial = {
        "title": str(competence.name), "wanted": ranking.wanted_level(float(start.level) if start else None),
        "due_on": max(plan.ends_on, clock.today() + timedelta(days=30)), "importance": plan.importance.get(competence.theme.key, 2),
        "groups": queries.usual_groups(competence),
    }
    count = len(queries.goals_of(request.organisation, plan=plan))
    return GoalForm(
        request.POST if request.method == "POST" else None, initial=initial, organisation=request.organisation,
        asks_reason=rules.needs_reason(count), asks_baseline=start is None, levels=competence.organisation_levels.in_language(request.LANGUAGE_CODE),
        groups=all_target_groups(),
    )
