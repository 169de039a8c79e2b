"""A focus area: its page, editing with two versions side by side, closing, check-ins."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import access
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.learning.api import learning_of_goals
from osaava.plans import operations, presentation, queries
from osaava.plans.enums import ActionState
from osaava.plans.errors import Stale
from osaava.plans.forms import AssignForm, CheckInForm, GoalForm, OutcomeForm
from osaava.plans.views import common, merging
from osaava.themes.api import all_target_groups
from osaava.ui.forms import ran, ran_or_told

FIELDS = ("title", "wanted", "due_on", "owner", "importance", "text")


def _learning(request, goal) -> dict:
    """How people's learning for the goal goes; small counts are hidden where they are counted."""
    found = learning_of_goals(request.organisation, [goal.thread])[goal.thread]
    return {
        "learning": found, "hours_asked": round((found.minutes_asked or 0) / 60), "hours_given": round((found.minutes_given or 0) / 60),
        "may_plan": access.allows(request.user, Permission.PERSONAL_PLANS_MAKE, request.organisation),
        "groups": [group for group in all_target_groups() if group.key in goal.groups],
    }


def _page(request, goal, *, check_in=None, outcome=None, status: int = 200):
    [board] = queries.board_of(goal.plan, request.user, goal=goal)
    context = common.frame(request, (goal.title, "")) | {
        "goal": goal, "board": board, "key": new_key(), "new_key": new_key, "removed": queries.removed_actions(goal),
        "baseline_words": presentation.baseline_words(goal), "baseline": presentation.level_words(goal.baseline),
        "level_text": goal.competence.organisation_levels.in_language(request.LANGUAGE_CODE)[goal.wanted - 1],
        "follow_ups": queries.follow_ups_of(goal), "lines": presentation.history(queries.history_of(goal.plan, goal=goal)),
        "check_in_form": check_in or CheckInForm(), "outcome_form": outcome or OutcomeForm(auto_id="outcome_%s"), "states": ActionState.choices,
        "has_errors": status == common.REFUSED, "is_open": goal.closed_on is None and goal.plan.closed_on is None,
    } | _learning(request, goal)
    return render(request, "plans/goal.html", context, status=status)


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def goal(request, organisation, thread):
    """Everything about one focus area."""
    return _page(request, common.goal_or_404(request, thread))


@requires(Permission.PLAN_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def goal_edit(request, organisation, thread):
    """Change a focus area; when somebody changed it meanwhile both versions are shown."""
    found = common.goal_or_404(request, thread)
    initial = {name: getattr(found, name) for name in FIELDS} | {"owner": found.owner.name if found.owner else ""}
    levels = found.competence.organisation_levels.in_language(request.LANGUAGE_CODE)
    form = GoalForm(
        merging.chosen_data(request) if request.method == "POST" else None, initial=initial, organisation=request.organisation, levels=levels
    )
    status = 200
    if form.is_valid():
        try:
            _row, done = ran(
                form, operations.change_goal, goal=found, by=request.user, revision=merging.revision_in(request), **form.cleaned_data
            )
        except Stale as stale:
            return merging.page(request, stale, form, title=found.title, back=common.goal_url(found))
        if done:
            messages.success(request, _("The focus area is saved."))
            return redirect(common.goal_url(found))
    if form.errors:
        status = common.REFUSED
    context = common.frame(request, (found.title, common.goal_url(found)), (_("Edit"), "")) | {
        "form": form, "goal": found, "key": new_key(), "people": queries.people_to_choose(request.organisation),
        "revision": merging.revision_in(request) if request.method == "POST" else found.revision,
    }
    return render(request, "plans/goal_edit.html", context, status=status)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def goal_close(request, organisation, thread):
    """End a focus area with its outcome."""
    found, form = common.goal_or_404(request, thread), OutcomeForm(request.POST, auto_id="outcome_%s")
    if form.is_valid():
        _row, done = ran(form, operations.close_goal, goal=found, by=request.user, outcome=form.cleaned_data["outcome"])
        if done:
            messages.success(request, _("The focus area is closed."))
            return redirect(common.goal_url(found))
    return _page(request, found, outcome=form, status=common.REFUSED)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def goal_reopen(request, organisation, thread):
    """Open a closed focus area again."""
    found = common.goal_or_404(request, thread)
    if ran_or_told(request, operations.reopen_goal, goal=found, by=request.user):
        messages.success(request, _("The focus area is open again."))
    return redirect(common.goal_url(found))


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def goal_check_in(request, organisation, thread):
    """Write down how the focus area goes."""
    found, form = common.goal_or_404(request, thread), CheckInForm(request.POST)
    if form.is_valid():
        _row, done = ran(form, operations.check_in, goal=found, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, _("The check-in is saved."))
            return redirect(common.goal_url(found))
    return _page(request, found, check_in=form, status=common.REFUSED)


def _offered(goal, reader) -> list[tuple[str, int]]:
    counts = queries.offered_to(goal, reader)
    return [(str(group.name), counts[group.key]) for group in all_target_groups()]


@requires(Permission.PLAN_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def goal_assign(request, organisation, thread):
    """Say whose paths the focus area pulls, and go on to plan them."""
    found = common.goal_or_404(request, thread)
    form = AssignForm(request.POST if request.method == "POST" else None, groups=all_target_groups(), initial={"groups": found.groups})
    if form.is_valid():
        _row, done = ran(form, operations.assign_goal, goal=found, by=request.user, groups=form.cleaned_data["groups"])
        if done:
            messages.success(request, _("The groups are saved. Paths change when they are next planned."))
            return redirect(common.goal_url(found))
    context = common.frame(request, (found.title, common.goal_url(found)), (_("Whose paths it pulls"), "")) | {
        "goal": found, "form": form, "key": new_key(), "offered": _offered(found, request.user),
    }
    return render(request, "plans/goal_assign.html", context, status=common.REFUSED if form.errors else 200)
