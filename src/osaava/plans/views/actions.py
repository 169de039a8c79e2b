"""Actions: taking a measure, adding one's own, their page, editing, removing, check-ins."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.capability.api import measure_by_key, measures_for
from osaava.plans import operations, presentation, queries
from osaava.plans.enums import ActionState
from osaava.plans.errors import Stale
from osaava.plans.forms import ActionForm, CheckInForm
from osaava.plans.views import common, merging
from osaava.ui.forms import ran, ran_or_told

FIELDS = ("title", "text", "effort_hours", "due_on")


@requires(Permission.PLAN_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def action_new(request, organisation, thread):
    """Take measures that fit the goal, or write an action of one's own."""
    goal = common.goal_or_404(request, thread)
    content = queries.content_for(goal, request.user)
    form = ActionForm(request.POST if request.method == "POST" else None, organisation=request.organisation, content=content)
    if form.is_valid():
        _row, done = ran(form, operations.add_action, goal=goal, by=request.user, **form.values())
        if done:
            messages.success(request, _("The action is on the board."))
            return redirect("plans:action_new", request.organisation.key, goal.thread)
    context = common.frame(request, (goal.title, common.goal_url(goal)), (_("Add actions"), "")) | {
        "goal": goal, "form": form, "key": new_key(), "new_key": new_key, "people": queries.people_to_choose(request.organisation),
        "measures": measures_for(goal.competence.key), "taken": queries.templates_in_use(goal),
    }
    return render(request, "plans/action_new.html", context, status=common.REFUSED if form.errors else 200)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def measure_take(request, organisation, thread):
    """Take a measure into the plan; its text becomes the plan's own."""
    goal, measure = common.goal_or_404(request, thread), measure_by_key(request.POST.get("measure", ""))
    if measure is None or measure.competence != goal.competence.key:
        raise Http404
    arguments = {"title": str(measure.title), "text": str(measure.text), "effort_hours": measure.hours, "template": measure.key}
    if ran_or_told(request, operations.add_action, goal=goal, by=request.user, **arguments):
        messages.success(request, _("The measure is in the plan. Give it an owner and a due date."))
    return redirect("plans:action_new", request.organisation.key, goal.thread)


def _page(request, action, *, check_in=None, status: int = 200):
    goal = action.goal
    [board] = queries.board_of(goal.plan, request.user, goal=goal)
    card = next((card for card in board.cards if card.action.pk == action.pk), None)
    context = common.frame(request, (goal.title, common.goal_url(goal)), (action.title, "")) | {
        "action": action, "goal": goal, "card": card, "key": new_key(), "new_key": new_key, "states": ActionState.choices,
        "owner": queries.owners_of(request.organisation, [action.owner])[action.owner_id],
        "measure": measure_by_key(action.template) if action.template else None,
        "follow_ups": queries.follow_ups_of(goal, action), "lines": presentation.history(queries.history_of(goal.plan, action=action)),
        "check_in_form": check_in or CheckInForm(), "has_errors": status == common.REFUSED,
        "is_open": goal.closed_on is None and goal.plan.closed_on is None and action.removed_at is None,
    }
    return render(request, "plans/action.html", context, status=status)


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def action(request, organisation, uuid):
    """Everything about one action."""
    return _page(request, common.action_or_404(request, uuid))


@requires(Permission.PLAN_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def action_edit(request, organisation, uuid):
    """Change an action; when somebody changed it meanwhile both versions are shown."""
    found = common.action_or_404(request, uuid)
    content = queries.content_for(found.goal, request.user, found)
    initial = {name: getattr(found, name) for name in FIELDS} | {"owner": found.owner.name if found.owner else ""} | queries.links_of(found)
    data = merging.chosen_data(request) if request.method == "POST" else None
    form = ActionForm(data, initial=initial, organisation=request.organisation, content=content)
    back = reverse("plans:action", args=[request.organisation.key, found.uuid])
    if form.is_valid():
        try:
            arguments = form.values() | {"action": found, "by": request.user, "revision": merging.revision_in(request)}
            _row, done = ran(form, operations.change_action, **arguments)
        except Stale as stale:
            return merging.page(request, stale, form, title=found.title, back=back)
        if done:
            messages.success(request, _("The action is saved."))
            return redirect(back)
    context = common.frame(request, (found.title, back), (_("Edit"), "")) | {
        "form": form, "action": found, "key": new_key(), "people": queries.people_to_choose(request.organisation), "back": back,
        "revision": merging.revision_in(request) if request.method == "POST" else found.revision,
    }
    return render(request, "plans/action_edit.html", context, status=common.REFUSED if form.errors else 200)


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def action_remove(request, organisation, uuid):
    """Take an action off the board."""
    found = common.action_or_404(request, uuid)
    if ran_or_told(request, operations.remove_action, action=found, by=request.user):
        messages.success(request, _("The action is removed. You can bring it back from the focus area's page."))
    return redirect(common.goal_url(found.goal))


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def action_restore(request, organisation, uuid):
    """Bring a removed action back."""
    found = common.action_or_404(request, uuid)
    if ran_or_told(request, operations.restore_action, action=found, by=request.user):
        messages.success(request, _("The action is on the board again."))
    return redirect(common.goal_url(found.goal))


@requires(Permission.PLAN_EDIT, within="organisation")
@require_POST
@idempotent
def action_check_in(request, organisation, uuid):
    """Write down how the action goes."""
    found, form = common.action_or_404(request, uuid), CheckInForm(request.POST)
    if form.is_valid():
        _row, done = ran(form, operations.check_in, goal=found.goal, action=found, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, _("The check-in is saved."))
            return redirect("plans:action", request.organisation.key, found.uuid)
    return _page(request, found, check_in=form, status=common.REFUSED)
