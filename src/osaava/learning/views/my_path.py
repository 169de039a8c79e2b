"""My path: the page, one unit of it, and what a person says of a unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.learning import queries
from osaava.learning.enums import DeclineReason
from osaava.learning.errors import NotAvailable, NotPlannable
from osaava.learning.my_path import operations, presentation
from osaava.learning.my_path.forms import DeclineForm, PlanForm
from osaava.learning.presentation import unit_item


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def my_path(request):
    """`/oma/suunnitelma/`: the next unit, the weeks with their reasons, and what the path is planned from. POST plans it."""
    page = queries.my_path(request.user)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=_initial(page), first_language=request.user.language)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        operations.make_plan(by=request.user, hours=clean["hours"], languages=clean["languages"], target_group=form.chosen_group())
        messages.success(request, _("Your path is planned."))
        return redirect("learning:my_path")
    context = {"page": page, "form": form, "key": new_key(), "nav_current": "learning"}
    if page.plan:
        context |= {
            "stages": presentation.trail(page),
            "summary": presentation.summary(page),
            "missing": presentation.missing(page),
            "next": unit_item(page.next_step.unit) if page.next_step else None,
            "next_reasons": presentation.reasons(page, page.next_step)[:2] if page.next_step else [],
            "declined": [_declined(row) for row in page.declined],
        }
    return render(request, "learning/my_path.html", context, status=422 if form.errors else 200)


def _declined(row) -> dict:
    return {"item": unit_item(row.unit), "slug": row.unit.slug, "reason": DeclineReason(row.reason).label, "text": row.text}


def _initial(page) -> dict:
    hours = page.inputs.hours
    if hours is None and page.plan:
        hours = page.plan.hours_per_month
    shown = f"{hours.normalize():f}" if hours is not None else ""
    return {"target_group": page.inputs.group, "hours": shown, "languages": list(page.inputs.languages)}


@signed_in
@require_POST
@idempotent
def replan(request):
    """Plan again from what is true now; what still fits stays."""
    try:
        operations.replan(by=request.user)
    except NotPlannable:
        messages.error(request, _("Tell your group and your hours first."))
    else:
        messages.success(request, _("Your path is planned again. What still fits has stayed."))
    return redirect("learning:my_path")


@signed_in
@require_safe
def unit(request, slug):
    """`/oma/suunnitelma/osio/<osio>/`: why this unit, what leaving it out costs, and the two things one can say of it."""
    return _unit_page(request, slug, DeclineForm())


def _unit_page(request, slug, form):
    page = queries.my_path(request.user)
    step = next((s for s in page.steps if s.unit and s.unit.slug == slug and s.state != "declined"), None)
    if step is None:
        raise Http404
    context = {
        "step": step,
        "item": unit_item(step.unit),
        "reasons": presentation.reasons(page, step),
        "goals": presentation.goal_labels(page, step),
        "cost": presentation.cost_of_leaving_out(page, step),
        "form": form,
        "key": new_key(),
        "nav_current": "learning",
    }
    return render(request, "learning/my_path_unit.html", context, status=422 if form.errors else 200)


def _unit(request, slug):
    found = queries.unit_to_visit(slug, request.user)
    if found is None:
        raise Http404
    return found


@signed_in
@require_POST
@idempotent
def decline(request, slug):
    """Not for me, with a reason; the path is planned again."""
    found, form = _unit(request, slug), DeclineForm(request.POST)
    if not form.is_valid():
        return _unit_page(request, slug, form)
    operations.decline_step(by=request.user, unit=found, reason=form.cleaned_data["reason"], text=form.cleaned_data["text"])
    messages.success(request, _("Left out. The path was planned again."))
    return redirect("learning:my_path")


@signed_in
@require_POST
@idempotent
def take_back(request, slug):
    """It may come onto the path after all."""
    operations.take_back(by=request.user, unit=_unit(request, slug))
    messages.success(request, _("The unit may come onto your path again."))
    return redirect("learning:my_path")


@signed_in
@require_POST
@idempotent
def known(request, slug):
    """I know this: the unit's questions prove it. On to them when they are not all right yet."""
    found = _unit(request, slug)
    try:
        counts = operations.say_known(by=request.user, unit=found)
    except NotPlannable:
        messages.info(request, _("This unit has no questions that could prove it. Look through it and mark it as completed."))
        return redirect("library:unit", found.slug)
    except NotAvailable:
        raise Http404 from None
    if counts:
        messages.success(request, _("You have answered every question right. The unit counts as completed."))
        return redirect("learning:my_path")
    messages.info(request, _("Answer the questions of this unit. When all are right, it counts as completed."))
    return redirect("library:unit", found.slug)
