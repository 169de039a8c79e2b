"""A unit inside a path, and what a learner does in a unit: answer, stop and go on, complete, undo."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osaava.base.access import public, signed_in
from osaava.base.idempotency import idempotent
from osaava.base.page_cache import kept
from osaava.learning import extras, operations, queries
from osaava.learning.errors import BadAnswer, NotAvailable, UnknownBlock
from osaava.learning.forms import ResumeForm
from osaava.library.api import interactive, is_move, unit_context, unit_page, value_from_post
from osaava.paths.api import path_page


def _path_of(request):
    """The path named in the address of a form (`?polku=`), or None. One that the person cannot see does not count."""
    slug = request.GET.get("polku", "")
    if not slug or len(slug) > 60:
        return None
    try:
        return path_page(slug, person=request.user)
    except Http404:
        return None


def _back(page, path, anchor: str):
    """To where the form was: the unit inside its path, or the unit."""
    number = path.place_of(page.unit.pk) if path else None
    if number:
        return redirect(reverse("learning:path_unit", args=[path.path.slug, number]) + anchor)
    return redirect(reverse("library:unit", args=[page.unit.slug]) + anchor)


@kept
@public
@require_safe
def path_unit(request, slug, number):
    """One unit of a path, with the way back, how far along, and what comes next."""
    try:
        path = path_page(slug, person=request.user)
    except Http404:
        if present := queries.present_path_slug(slug):
            return HttpResponsePermanentRedirect(reverse("learning:path_unit", args=[present, number]))
        raise
    step = path.step(number)
    if step is None:
        raise Http404
    if not step.is_open:
        return render(request, "learning/path_gap.html", {"path": path, "step": step, "next": _next(path, number)}, status=404)
    page = unit_page(step.unit.slug, person=request.user, version=step.pinned)
    page.newer_version = None  # the path chose this version
    return render(request, "library/unit_page.html", _in_path(request, path, step, page))


def _in_path(request, path, step, page) -> dict:
    number, total = step.number, len(path.steps)
    if request.user.is_authenticated:
        journal = queries.journal_of(request.user, [page.unit.pk])
        request.unit_state = extras.unit_state(request, page, journal, path)
    context = unit_context(request, page)
    return context | {
        "back_link": {"url": path.url, "label": _("Back to the path: %(path)s") % {"path": path.title}},
        "progress": {"done": number, "total": total, "text": _("Unit %(number)s/%(total)s") % {"number": number, "total": total}},
        "next_step": _next_link(path, _next(path, step.number)),
        "breadcrumb": None,
        "nav_current": "paths",
    }


def _next(path, number: int):
    """The next step that can be read, or None."""
    return next((step for step in path.open_steps if step.number > number), None)


def _next_link(path, step) -> dict:
    if step is None:
        return {"url": path.url, "label": _("Back to the whole path")}
    return {"url": reverse("learning:path_unit", args=[path.path.slug, step.number]), "label": _("Next unit: %(title)s") % {"title": step.title}}


def _page_for(request, slug: str, path):
    """The unit page that the learner answers, or 404: on a path the pinned version."""
    step = next((s for s in path.open_steps if s.unit.slug == slug), None) if path else None
    return unit_page(slug, request.POST.get("language") or None, person=request.user, version=step.pinned if step else None)


@signed_in
@require_POST
@idempotent
def answer_save(request, slug, block):
    """Store an answer to one block. Back to the block; a script stays on the page and takes the part it needs."""
    path = _path_of(request)
    page = _page_for(request, slug, path)
    question = next((b for b in interactive(page.blocks) if b["id"] == block), None)
    if question is None:
        raise Http404
    value = value_from_post(question, request.POST)
    if value is None:
        return _back(page, path, f"#b-{block}")
    try:
        operations.save_answer(
            by=request.user, page=page, block=block, value=value, path=path.path if path else None, judge=not is_move(question, request.POST)
        )
    except (UnknownBlock, BadAnswer):
        return HttpResponse(_("This answer could not be saved. Reload the page and try again."), status=400)
    return _back(page, path, f"#b-{block}")


@signed_in
@require_POST
@idempotent
def unit_complete(request, slug):
    """The learner's own act: this unit is done."""
    path = _path_of(request)
    page = _page_for(request, slug, path)
    try:
        operations.complete_unit(
            by=request.user, unit=page.unit, language=page.language, path=path.path if path else None, version=page.version.number
        )
    except NotAvailable:
        raise Http404 from None
    return _back(page, path, "#suoritus")


@signed_in
@require_POST
@idempotent
def unit_undo(request, slug):
    """Take the mark back."""
    path = _path_of(request)
    page = _page_for(request, slug, path)
    operations.undo_completion(by=request.user, unit=page.unit)
    return _back(page, path, "#suoritus")


@signed_in
@require_POST
def visit(request, slug):
    """A page's script says where the reader is (204)."""
    path = _path_of(request)
    form = ResumeForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    unit = queries.unit_to_visit(slug, request.user)
    if unit is None:
        raise Http404
    operations.visit_unit(by=request.user, unit=unit, block=form.cleaned_data["block"], path=path.path if path else None)
    return HttpResponse(status=204)
