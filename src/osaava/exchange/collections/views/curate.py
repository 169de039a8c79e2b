"""THE page: the source on one side, its draft units on the other, each to be accepted, mended, merged, split, moved or discarded.

Every write answers with an address; with htmx the browser follows it and takes the one draft unit or the whole list from there, without
scripts it shows the whole page. So both ways run the same code, and a repeated write leads to the same place.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent
from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.errors import CollectionProblem, StaleChunk
from osaava.exchange.collections.views import showing
from osaava.exchange.collections.views.frame import page as frame
from osaava.exchange.forms import OTHER, ChunkForm, theme_choices

STATES = ("proposed", "accepted", "dropped")
KEPT = ("sivu", "tiedosto", "tila", "talo")
"""Parts of the address that say what the list shows; every answer keeps them."""


def _filters(values) -> dict:
    """What the list shows, from an address or a form; unknown values fall away."""
    found = {name: values.get(name, "")[:80] for name in KEPT}
    found["tila"] = found["tila"] if found["tila"] in STATES else ""
    found["talo"] = found["talo"] if found["talo"] in {key for key, _name in theme_choices()} else ""
    for name in ("sivu", "tiedosto"):
        found[name] = found[name] if re.fullmatch(r"[0-9]{1,9}", found[name]) else ""
    return {name: value for name, value in found.items() if value}


def _address(collection, filters: dict, chosen="", *, to_list: bool = False) -> str:
    """The page with these filters and this draft unit open."""
    query = urlencode(filters | ({"valittu": str(chosen)} if chosen else {}))
    place = "" if to_list or not chosen else f"#luonnos-{chosen}"
    return reverse("exchange:chunks", args=[collection.uuid]) + (f"?{query}" if query else "") + place


# -- reading ----------------------------------------------------------------------------------------------------------------------


@signed_in
@require_safe
def chunks(request, uuid):
    """The list; with htmx the part that was asked for: one draft unit, the source, or the list."""
    found = queries.collection_for(request.user, uuid)
    context = _context(request, found, _filters(request.GET), request.GET.get("valittu", ""))
    return _answer(request, context)


def _answer(request, context, status: int = 200):
    """The page, or the part of it that htmx asked for. A draft unit that the filters no longer show takes the whole list with it."""
    target = (request.htmx.target or "") if request.htmx else ""
    if target.startswith("luonnos-"):
        if context["touched"] is not None:
            return render(request, "exchange/curate/one.html", context, status=status)
        answer = render(request, "exchange/curate/list_answer.html", context, status=status)
        answer["HX-Retarget"] = "#kuratointi"
        return answer
    parts = {"lahde-osa": "exchange/curate/source.html", "kuratointi": "exchange/curate/list_answer.html"}
    return render(request, parts.get(target, "exchange/curate.html"), context, status=status)


def _context(request, collection, filters: dict, chosen: str, *, form=None, newer=None) -> dict:
    """Everything that the page shows. `form`: the open draft unit as it was typed, when it could not be stored."""
    listed = queries.chunks_page(
        collection, number=filters.get("sivu"), source=filters.get("tiedosto"), state=filters.get("tila", ""), theme=filters.get("talo", "")
    )
    rows = [showing.chunk_row(chunk) for chunk in listed.object_list]
    by_uuid = {str(row["chunk"].uuid): row for row in rows}
    current, change = by_uuid.get(chosen), queries.newest_change(collection)
    beside = current or next((row for row in rows if row["state"] == "proposed"), rows[0] if rows else None)
    context = frame(
        collection, "chunks", listed=listed, rows=rows, filters=filters, filter_query=urlencode(filters), touched=current,
        keys=showing.keys(), themes=_themes_shown(rows), theme_choices=theme_choices(),
        sources=SimpleLazyObject(lambda: queries.sources_named(collection, int(filters.get("tiedosto") or 0))), most_named=queries.MOST_NAMED,
        undoable=change, undo_words=showing.change_text(change) if change else "", newer=newer,
        bulk=sum(1 for row in rows if row["state"] == "proposed"),
        closed_row=by_uuid.get(request.GET.get("edellinen", "")) if request.GET.get("edellinen") != chosen else None,
    )  # fmt: skip
    if beside is not None:
        _put_source(context, collection, beside["chunk"])
    if current is not None and not request.GET.get("kiinni"):
        _open(context, current, form)
    return context


def _put_source(context: dict, collection, chunk) -> None:
    source = queries.source_with_pieces(collection, chunk.source_id)
    context["files"] = queries.media_of(source)
    context["source"] = showing.source_view(source, chunk, context["files"], queries.borders_of(source))
    context["beside"] = chunk


def _open(context: dict, row: dict, form) -> None:
    """The draft unit with its form, blocks and suggestions."""
    chunk = row["chunk"]
    suggested = showing.themes_suggested(chunk)
    if form is None:
        form = ChunkForm(initial=ChunkForm.initial_of(chunk, row["theme_key"]), blocks=chunk.blocks, auto_id="luonnos_%s")
    chosen = form["theme"].value() or ""
    keys = [entry["key"] for entry in suggested]
    blocks = showing.blocks_of(chunk, context["files"])
    row |= {
        "open": True, "form": form, "suggested": suggested, "n_blocks": len(blocks), "lines": showing.lines_of(chunk),
        "unsure": bool(suggested) and not showing.is_sure(chunk),
        "chosen_theme": chosen if chosen in keys else OTHER if chosen else "",
        "other_theme": form["other_theme"].value() or (chosen if chosen not in keys and chosen != OTHER else ""),
        "images": [
            {"block": block, "alt": form[f"alt-{block['place']}"], "decorative": form[f"decorative-{block['place']}"]}
            for block in blocks
            if block["kind"] == "image"
        ],
    }  # fmt: skip


def _themes_shown(rows: list[dict]) -> list[dict]:
    """Houses of the undecided draft units in sight, with how many each has, for accepting them all."""
    found: dict[str, dict] = {}
    for row in rows:
        if row["state"] == "proposed" and row["theme"] is not None:
            entry = found.setdefault(row["theme_key"], {"key": row["theme_key"], "theme": row["theme"], "n": 0})
            entry["n"] += 1
    return sorted(found.values(), key=lambda entry: entry["theme"].number)


# -- writing ----------------------------------------------------------------------------------------------------------------------


@signed_in
@require_POST
@idempotent
def chunk_act(request, uuid, chunk):
    """What a button of one draft unit asks. The open one stores what was typed first."""
    found = queries.collection_for(request.user, uuid)
    one = queries.chunk_of(found, chunk)
    filters = _filters(request.POST)
    act, _colon, argument = request.POST.get("act", "save").partition(":")
    revision = int(text) if re.fullmatch(r"[0-9]{1,9}", text := request.POST.get("revision", "")) else None
    form = None
    try:
        if request.POST.get("typed"):
            form = ChunkForm(request.POST, blocks=one.blocks, auto_id="luonnos_%s")
            if not form.is_valid():
                return _refused(request, found, filters, one, form)
            one = operations.edit_chunk(chunk=one, by=request.user, revision=revision, **form.changes())
            revision = one.revision
        elif act == "accept" and request.POST.get("theme"):
            one = operations.edit_chunk(chunk=one, by=request.user, revision=revision, theme=request.POST["theme"])
            revision = one.revision
        chosen, words = _do(act, argument, one, request, revision)
    except StaleChunk as stale:
        return _stale(request, found, filters, stale.newer, form)
    except CollectionProblem as problem:
        messages.error(request, str(problem))
        chosen, words = one.uuid, ""
    if words:
        messages.success(request, words)
    return redirect(_address(found, filters | _closing(act), chosen))


def _closing(act: str) -> dict:
    """Decided draft units are shown closed."""
    return {"kiinni": "1"} if act in ("accept", "drop", "restore", "reopen") else {}


def _do(act: str, argument: str, chunk, request, revision) -> tuple:
    """(uuid of the draft unit to go to, what happened in words)."""
    title, common = {"title": chunk.title}, {"chunk": chunk, "by": request.user, "revision": revision}
    place = [int(number) for number in argument.split(".")] if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", argument) else []
    match act:
        case "accept":
            operations.accept_chunk(**common)
            return chunk.uuid, _("“%(title)s” was accepted.") % title
        case "reopen":
            operations.reopen_chunk(**common)
            return chunk.uuid, _("“%(title)s” is to be decided again.") % title
        case "drop":
            operations.drop_chunk(**common)
            return chunk.uuid, _("“%(title)s” was discarded.") % title
        case "restore":
            operations.restore_chunk(**common)
            return chunk.uuid, _("“%(title)s” was brought back.") % title
        case "merge":
            kept = operations.merge_with_next(**common)
            return kept.uuid, _("The next one was merged into “%(title)s”.") % title
        case "split" if place:
            _first, second = operations.split_chunk(at_block=place[0], at_paragraph=place[1] if len(place) > 1 else 0, **common)
            return second.uuid, _("“%(title)s” was split in two. Check the name of the latter part.") % title
        case "up" | "down" | "to":
            return _move(act, request, chunk, common)
    return chunk.uuid, _("Saved: “%(title)s”.") % title


def _move(act: str, request, chunk, common: dict) -> tuple:
    place = {"up": chunk.place - 1, "down": chunk.place + 1}.get(act)
    if place is None:
        text = request.POST.get("to", "")
        if not re.fullmatch(r"[0-9]{1,6}", text):
            raise CollectionProblem(_("Write the place as a number."))
        place = int(text)
    moved = operations.move_chunk(to=place, **common)
    return chunk.uuid, _("“%(title)s” is now number %(place)s.") % {"title": chunk.title, "place": moved.place}


def _refused(request, collection, filters, chunk, form):
    """The open draft unit as it was typed, with what is wrong."""
    context = _context(request, collection, filters, str(chunk.uuid), form=form) | {"has_errors": True, "form_errors": True}
    return _answer(request, context, status=422)


def _stale(request, collection, filters, newer, form):
    """Somebody changed the draft unit meanwhile: their state is shown, what was typed stays in the fields."""
    if form is None:
        messages.warning(request, _("“%(title)s” was changed meanwhile. Look at it and choose again.") % {"title": newer.title})
    typed = ChunkForm(request.POST, blocks=newer.blocks, auto_id="luonnos_%s") if form is not None else None
    context = _context(request, collection, filters, str(newer.uuid), form=typed, newer=newer if form is not None else None)
    return _answer(request, context, status=409)


@signed_in
@require_POST
@idempotent
def chunks_accept(request, uuid):
    """Accept all undecided draft units in sight, or those of them with a certain theme."""
    found = queries.collection_for(request.user, uuid)
    filters, theme = _filters(request.POST), request.POST.get("teema", "")
    shown = request.POST.getlist("luonnos")[:50]
    wanted = [chunk for chunk in queries.chunks_by_uuid(found, shown) if chunk.state == "proposed"]
    wanted = [chunk for chunk in wanted if not theme or showing.theme_of(chunk) == theme]
    if not wanted:
        messages.info(request, _("There was nothing to accept."))
        return redirect(_address(found, filters))
    try:
        themes = {chunk.uuid: showing.theme_of(chunk) for chunk in wanted}
        done = operations.accept_chunks(collection=found, chunks=wanted, by=request.user, themes=themes)
    except CollectionProblem as problem:
        messages.error(request, str(problem))
        return redirect(_address(found, filters))
    messages.success(request, ngettext("%(n)s draft unit was accepted.", "%(n)s draft units were accepted.", len(done)) % {"n": len(done)})
    if left := len(wanted) - len(done):
        words = ngettext(
            "%(n)s draft unit has no sure house. Choose it one by one.", "%(n)s draft units have no sure house. Choose them one by one.", left
        )
        messages.warning(request, words % {"n": left})
    return redirect(_address(found, filters))


@signed_in
@require_POST
@idempotent
def undo(request, uuid):
    """Take back the newest change, and the one before it at the next press."""
    found = queries.collection_for(request.user, uuid)
    change = operations.undo(collection=found, by=request.user)
    if change is None:
        messages.info(request, _("There is nothing to undo."))
    else:
        messages.success(request, _("Undone: %(change)s.") % {"change": showing.change_text(change)})
    return redirect(_address(found, _filters(request.POST), request.POST.get("valittu", "")[:36]))

