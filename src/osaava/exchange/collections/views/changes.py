"""What a changed document brought, and the choice where the source and a person have changed the same draft unit."""

from __future__ import annotations

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent
from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.errors import CollectionProblem, StaleChunk
from osaava.exchange.collections.views.frame import page
from osaava.library.api import render_blocks

KINDS = ("conflict", "changed", "new", "gone")


@signed_in
@require_safe
def collection_changes(request, uuid):
    """Draft units that the last import made, changed or no longer found, those with a choice to make first."""
    found = queries.collection_for(request.user, uuid)
    rows = queries.changes_since_import(found)
    words = {
        "conflict": _("Changed by you and in the source: choose"), "changed": _("Updated from the source"), "new": _("New in the source"),
        "gone": _("No longer in the source"),
    }  # fmt: skip
    groups = [{"kind": kind, "title": words[kind], "rows": [row["chunk"] for row in rows if row["kind"] == kind]} for kind in KINDS]
    context = page(found, "collection_changes", groups=[group for group in groups if group["rows"]])
    return render(request, "exchange/changes.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def chunk_conflict(request, uuid, chunk):
    """The same draft unit twice, block by block: keep one's own or take the source's."""
    found = queries.collection_for(request.user, uuid)
    one = queries.chunk_of(found, chunk)
    if not one.conflict:
        messages.info(request, _("There is nothing to choose any more."))
        return redirect("exchange:collection_changes", found.uuid)
    if request.method == "POST":
        try:
            return _resolve(request, found, one)
        except StaleChunk:
            messages.warning(request, _("“%(title)s” was changed meanwhile. Look at it and choose again.") % {"title": one.title})
        except CollectionProblem as problem:
            messages.error(request, str(problem))
        one = queries.chunk_of(found, chunk)
    context = page(found, "collection_changes", chunk=one, rows=_rows(one), title=one.conflict.get("title"))
    context["breadcrumb"] = [*context["breadcrumb"], {"label": one.title, "url": request.path}]
    return render(request, "exchange/conflict.html", context, status=409 if request.method == "POST" else 200)


def _rows(chunk) -> list[dict]:
    """Blocks in order; of those with a choice, both sides."""

    def shown(block):
        return render_blocks([block], {}, chunk.language) if block else ""

    return [
        {"n": n, "number": n + 1, "ask": row["ask"], "mine": shown(row["mine"]), "theirs": shown(row["theirs"])}
        for n, row in enumerate(chunk.conflict["rows"])
    ]


def _resolve(request, collection, chunk):
    picks = {int(name[5:]): value for name, value in request.POST.items() if re.fullmatch(r"pick-[0-9]{1,4}", name) and value in ("mine", "theirs")}
    title = request.POST.get("pick-title")
    revision = int(text) if re.fullmatch(r"[0-9]{1,9}", text := request.POST.get("revision", "")) else None
    operations.resolve_conflict(
        chunk=chunk, by=request.user, revision=revision, title=title if title in ("mine", "theirs") else None, picks=picks
    )
    messages.success(request, _("The choices for “%(title)s” were saved.") % {"title": chunk.title})
    return redirect(reverse("exchange:collection_changes", args=[collection.uuid]))
