"""From accepted draft units to a path, and from the path to what learners see: what is missing is named with a link to its place."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent
from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.errors import CollectionProblem
from osaava.exchange.collections.views.frame import page
from osaava.exchange.forms import PathForm
from osaava.library.api import Licence

IN_THE_LIST = {
    "alt": "luonnos_alt-{block}", "theme": "luonnos_other_theme", "target_groups": "luonnos_target_groups_0", "title": "luonnos_title",
}  # fmt: skip
"""Fields that are put right in the list of draft units, and the id of the control there; the others are in the unit's editor."""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def collection_path(request, uuid):
    """Which units make the path, its name and readers; below it what is missing before publishing."""
    found = queries.collection_for(request.user, uuid)
    chunks = list(queries.accepted_chunks(found))
    form = PathForm(request.POST or None, chunks=chunks, initial=_proposed(found, chunks))
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["chunks"])
        try:
            operations.make_path(
                collection=found, title=form.cleaned_data["title"], summary=form.cleaned_data["summary"], groups=form.cleaned_data["target_groups"],
                chunks=[chunk for chunk in chunks if str(chunk.uuid) in wanted], by=request.user,
            )  # fmt: skip
        except CollectionProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The path was made. It is a draft until you publish it."))
            return redirect(reverse("exchange:collection_path", args=[found.uuid]) + "#julkaisu")
    return _page(request, found, chunks, form, status=422 if form.errors else 200)


def _proposed(collection, chunks) -> dict:
    """The path as it stands, or a first proposal: all accepted units, for everybody that they are for."""
    values = {"title": collection.name, "target_groups": sorted({key for chunk in chunks for key in chunk.target_groups})}
    values["chunks"] = [str(chunk.uuid) for chunk in chunks]
    if path := collection.path:
        draft, on_it = path.draft, queries.units_on_path(path)
        values = {"title": draft.title.get(draft.primary_language, ""), "summary": draft.summary.get(draft.primary_language, "")}
        values |= {"target_groups": draft.group_keys, "chunks": [str(chunk.uuid) for chunk in chunks if chunk.unit.slug in on_it]}
    elif chunks:
        values["summary"] = operations.summary_of(chunks, chunks[0].language)
    return values


def _page(request, collection, chunks, form, *, refused: bool = False, status: int = 200):
    missing = [{"chunk": chunk, "gaps": [_gap(collection, chunk, gap) for gap in gaps]} for chunk, gaps in _gaps(collection, chunks)]
    minutes = sum(chunk.minutes for chunk in chunks)
    errors = [{"text": _("Choose the licence."), "target": "licence"}] if refused and not collection.licence else []
    context = page(
        collection, "collection_path", form=form, chunks=chunks, minutes=minutes, missing=missing, licences=Licence.choices, refused=refused,
        publish_errors=errors, ready=bool(chunks) and not missing and bool(collection.licence),
    )  # fmt: skip
    return render(request, "exchange/path.html", context, status=status)


def _gaps(collection, chunks):
    """What is missing in each unit; the licence is asked once for all of them, so it is not named unit by unit."""
    asked_here = ("licence",) if collection.licence else ("licence", "source_licence")
    rows = queries.publishing_gaps(chunks)
    return [(chunk, gaps) for chunk, problems in rows if (gaps := [problem for problem in problems if problem.field not in asked_here])]


def _gap(collection, chunk, problem) -> dict:
    """One missing thing with the address of the control where it is put right."""
    if problem.field in IN_THE_LIST:
        target = IN_THE_LIST[problem.field].format(block=problem.block)
        url = f"{reverse('exchange:chunks', args=[collection.uuid])}?valittu={chunk.uuid}#{target}"
    elif chunk.unit_id:
        place = f"lohko-{problem.block}" if problem.block is not None else f"id_{problem.field}" if problem.field else "lohkot"
        url = reverse("library:unit_edit", args=[chunk.unit.slug]) + f"#{place}"
    else:
        url = f"{reverse('exchange:chunks', args=[collection.uuid])}?valittu={chunk.uuid}#luonnos-{chunk.uuid}"
    return {"text": problem.message, "url": url}


@signed_in
@require_POST
@idempotent
def collection_publish(request, uuid):
    """Publish the accepted units and the path, all or nothing."""
    found = queries.collection_for(request.user, uuid)
    chunks = list(queries.accepted_chunks(found))
    form = PathForm(chunks=chunks, initial=_proposed(found, chunks))
    try:
        licence = request.POST.get("licence", "")
        if licence in Licence.values and licence != found.licence:
            operations.choose_licence(collection=found, licence=licence, by=request.user)
        if not found.licence or _gaps(found, queries.accepted_chunks(found)):
            return _page(request, found, chunks, form, refused=True, status=422)
        operations.publish_accepted(collection=found, by=request.user)
    except CollectionProblem as problem:
        messages.error(request, str(problem))
        return _page(request, found, chunks, form, refused=True, status=422)
    except PermissionDenied:
        messages.error(request, _("Publishing belongs to the lead of each house. Ask the lead to look at the drafts: they are saved."))
        return _page(request, found, chunks, form, status=403)
    messages.success(request, _("Published. Learners find the units and the path now."))
    return redirect("exchange:collection_path", found.uuid)
