"""From accepted draft units to paths, and from the paths to what learners see: what is missing is named with a link to its place."""

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
    """The paths made so far, which units make the next one (or the one in `polku`), and what is missing before publishing."""
    found = queries.collection_for(request.user, uuid)
    chunks, paths = list(queries.accepted_chunks(found)), queries.paths_of(found)
    asked = (request.POST if request.method == "POST" else request.GET).get("polku", "")
    chosen = next((made for made in paths if made.path.slug == asked), None)
    form = _form(found, chunks, paths, chosen, request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["chunks"])
        try:
            operations.make_path(
                collection=found, title=form.cleaned_data["title"], summary=form.cleaned_data["summary"], groups=form.cleaned_data["target_groups"],
                chunks=[chunk for chunk in chunks if str(chunk.uuid) in wanted], by=request.user, path=chosen.path if chosen else None,
            )  # fmt: skip
        except CollectionProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The path was saved.") if chosen else _("The path was made. It is a draft until you publish it."))
            return redirect(reverse("exchange:collection_path", args=[found.uuid]) + "#julkaisu")
    return _page(request, found, chunks, form, paths, chosen=chosen, status=422 if form.errors else 200)


def _form(collection, chunks, paths, chosen=None, data=None) -> PathForm:
    """The form with a first proposal; each unit that lies on another path says so."""
    elsewhere = {slug: made.path.draft.title for made in paths if made is not chosen for slug in made.units}
    return PathForm(data, chunks=chunks, elsewhere=elsewhere, initial=_proposed(collection, chunks, paths, chosen))


def _proposed(collection, chunks, paths, chosen) -> dict:
    """The path as it stands, or a first proposal: all accepted units that are on no path yet, for everybody that they are for."""
    if chosen:
        draft = chosen.path.draft
        values = {"title": draft.title.get(draft.primary_language, ""), "summary": draft.summary.get(draft.primary_language, "")}
        return values | {"target_groups": draft.group_keys, "chunks": [str(chunk.uuid) for chunk in chunks if chunk.unit.slug in chosen.units]}
    taken = set().union(*(made.units for made in paths)) if paths else set()
    free = [chunk for chunk in chunks if chunk.unit.slug not in taken]
    values = {"title": "" if paths else collection.name, "target_groups": sorted({key for chunk in free for key in chunk.target_groups})}
    return values | {"chunks": [str(chunk.uuid) for chunk in free], "summary": operations.summary_of(free, free[0].language) if free else ""}


def _page(request, collection, chunks, form, paths, *, chosen=None, refused: bool = False, status: int = 200):
    missing = [{"chunk": chunk, "gaps": [_gap(collection, chunk, gap) for gap in gaps]} for chunk, gaps in _gaps(collection, chunks)]
    minutes = {chunk.unit.slug: chunk.minutes for chunk in chunks}
    shown = [{"made": made, "n": len(made.units), "minutes": sum(minutes.get(slug, 0) for slug in made.units)} for made in paths]
    errors = [{"text": _("Choose the licence."), "target": "licence"}] if refused and not collection.licence else []
    context = page(
        collection, "collection_path", form=form, chunks=chunks, minutes=sum(minutes.values()), missing=missing, licences=Licence.choices,
        publish_errors=errors, paths=shown, chosen=chosen, n_free=len(form.initial["chunks"]) if not chosen else 0,
    )  # fmt: skip
    counts = context["counts"]
    context["all_out"] = bool(paths) and counts["published"] == counts["accepted"] and all(made.is_published for made in paths)
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
    """Publish the accepted units and the paths, all or nothing."""
    found = queries.collection_for(request.user, uuid)
    chunks, paths = list(queries.accepted_chunks(found)), queries.paths_of(found)
    form = _form(found, chunks, paths)
    try:
        licence = request.POST.get("licence", "")
        if licence in Licence.values and licence != found.licence:
            operations.choose_licence(collection=found, licence=licence, by=request.user)
        if not found.licence or _gaps(found, queries.accepted_chunks(found)):
            return _page(request, found, chunks, form, paths, refused=True, status=422)
        operations.publish_accepted(collection=found, by=request.user)
    except CollectionProblem as problem:
        messages.error(request, str(problem))
        return _page(request, found, chunks, form, paths, refused=True, status=422)
    except PermissionDenied:
        messages.error(request, _("Publishing belongs to the lead of each house. Ask the lead to look at the drafts: they are saved."))
        return _page(request, found, chunks, form, paths, status=403)
    messages.success(request, _("Published. Learners find the units and the paths now.") if paths else _("Published. Learners find the units now."))
    return redirect("exchange:collection_path", found.uuid)
