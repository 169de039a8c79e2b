"""A learner's own pages: learning, beginning, visibility, record; joining and leaving paths."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.base.language import current_language
from osaava.base.page_cache import kept
from osaava.learning import operations, presentation, queries
from osaava.learning.errors import NotAvailable
from osaava.learning.forms import TargetGroupForm, VisibilityForm
from osaava.network.api import organisations_open_to
from osaava.paths.api import path_card, published_path


@kept
@signed_in
@require_safe
def my_learning(request):
    """`/oma/`: one next step, my paths, my houses, what I looked at, what my organisation sees."""
    page = queries.my_learning(request.user)
    context = {
        "page": page,
        "next": page.next_step,
        "next_item": presentation.unit_item(page.next_step.unit) if page.next_step else None,
        "paths": [_shown(shown) for shown in page.paths],
        "houses": presentation.houses(page.houses),
        "recent": [
            presentation.unit_item(row, status="done" if row.unit_id in page.done else "current") for _visit, row in page.recent
        ],
        "suggestions": [path_card(row) for row in page.suggestions],
        "views": queries.organisation_view_of(request.user, page),
        "planned": page.planned,
        "planned_text": presentation.progress_text(page.planned.done, page.planned.total) if page.planned else "",
        "nav_current": "learning",
    }
    return render(request, "learning/my_learning.html", context)


def _shown(shown) -> dict:
    state = shown.state
    return {
        "title": shown.title,
        "url": shown.url,
        "done": state.done,
        "total": state.total,
        "elsewhere": state.elsewhere,
        "complete": state.is_complete,
        "text": presentation.progress_text(state.done, state.total),
        "slug": shown.path.slug,
    }


@kept
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def start(request):
    """`/oma/alku/`: choose a target group, join an organisation, choose a path."""
    facts = queries.facts_of(request.user)
    groups = {group.pk: group.key for group in TargetGroupForm.groups()}
    form = TargetGroupForm(request.POST if request.method == "POST" else None, initial={"target_group": groups.get(facts.target_group_id)})
    if request.method == "POST" and form.is_valid():
        operations.choose_target_group(by=request.user, target_group=form.chosen())
        messages.success(request, _("Saved. These paths are for your group."))
        return redirect(reverse("paths:path_list") + f"?kenelle={form.chosen().key}")
    context = {"form": form, "key": new_key(), "facts": facts, "open_to": organisations_open_to(request.user), "nav_current": "learning"}
    return render(request, "learning/start.html", context, status=422 if form.errors else 200)


@kept
@signed_in
@require_safe
def my_paths(request):
    """`/oma/polut/`: the paths I am on, with the rule of completion and the way off."""
    page = queries.my_learning(request.user, suggest=False)
    context = {"paths": [_shown(shown) for shown in page.paths], "key": new_key(), "nav_current": "learning"}
    return render(request, "learning/my_paths.html", context)


@kept
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def visibility(request):
    """`/oma/nakyvyys/`: exactly what my organisation sees of me, and the one choice I have."""
    if request.method == "POST":
        form = VisibilityForm(request.POST)
        form.is_valid()
        operations.set_visibility(by=request.user, shows_name=form.cleaned_data["shows_name"])
        messages.success(request, _("Saved. What your organisation sees is below."))
        return redirect("learning:visibility")
    page = queries.my_learning(request.user, suggest=False)
    form = VisibilityForm(initial={"shows_name": page.facts.shows_name})
    context = {"form": form, "key": new_key(), "views": queries.organisation_view_of(request.user, page), "nav_current": "learning"}
    return render(request, "learning/visibility.html", context)


@kept
@signed_in
@require_safe
def completions(request):
    """`/oma/suoritukset/`: my own record, to read and to take with me."""
    record = queries.learning_record(request.user, current_language())
    return render(request, "learning/completions.html", {"record": record, "nav_current": "learning"})


@signed_in
@require_POST
@idempotent
def enrol(request, slug):
    """Start a path; the next page is its next unit."""
    path = published_path(slug)
    try:
        if path is None:
            raise NotAvailable
        operations.enrol(by=request.user, path=path)
    except NotAvailable:
        raise Http404 from None
    step = queries.next_step_on(request.user, path.pk)
    return redirect("learning:path_unit", slug, step) if step else redirect("paths:path", slug)


@signed_in
@require_POST
@idempotent
def leave(request, slug):
    """Leave a path. What was done stays done. Works also for a path that is gone."""
    path = published_path(slug)
    if path is None:
        raise Http404
    operations.leave_path(by=request.user, path=path)
    messages.success(request, _("You left the path. What you have completed stays."))
    return redirect("learning:my_paths")
