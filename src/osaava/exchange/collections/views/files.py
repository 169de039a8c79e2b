"""The files of a collection: how far each is, what was refused and why, adding more and importing again."""

from __future__ import annotations

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent
from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.views import showing
from osaava.exchange.collections.views.frame import limits, page
from osaava.exchange.collections.words import refusal_text
from osaava.exchange.forms import CollectionFactsForm
from osaava.exchange.reading.document import Refused

PAUSES = (1, 2, 3, 5, 8, 13, 20, 30)
"""Seconds between two looks at a collection that is being read; the last one repeats."""


def _facts_form(collection, data=None) -> CollectionFactsForm:
    names = ("licence", "language", "theme", "keep_authors")
    return CollectionFactsForm(data, initial={name: getattr(collection, name) for name in names})


def _reading(collection, look: int) -> dict:
    """How far the files are, and when to look again."""
    rows = [showing.source_row(source) for source in queries.sources_of(collection)]
    waiting = [row for row in rows if row["waits"]]
    return {
        "rows": rows, "done": len(rows) - len(waiting), "is_reading": bool(waiting), "look": min(look + 1, len(PAUSES) - 1),
        "pause": PAUSES[min(look, len(PAUSES) - 1)], "refused": [row for row in rows if row["state"] == "refused"],
    }


@signed_in
@require_safe
def collection(request, uuid):
    """The collection's files and terms."""
    found = queries.collection_for(request.user, uuid)
    context = page(found, "collection", form=_facts_form(found), **limits(), **_reading(found, 0))
    return render(request, "exchange/collection.html", context)


@signed_in
@require_safe
def collection_progress(request, uuid):
    """The part of the page that tells how far the files are; asked again with growing pauses."""
    found = queries.collection_for(request.user, uuid)
    if not request.htmx:
        return redirect("exchange:collection", found.uuid)
    look = request.GET.get("katso", "0")
    reading = _reading(found, int(look) if look.isascii() and look.isdigit() and len(look) < 4 else 0)
    if str(reading["done"]) != request.GET.get("valmiina", ""):
        reading["look"], reading["pause"] = 1, PAUSES[0]  # something happened: look soon again
    return render(request, "exchange/progress.html", {"collection": found, "counts": queries.counts(found), "polled": True, **reading})


@signed_in
@require_POST
@idempotent
def collection_upload(request, uuid):
    """Take in files: new ones, or changed ones under the name that they had."""
    found = queries.collection_for(request.user, uuid)
    files = request.FILES.getlist("files")
    if request.headers.get("Accept", "").startswith("application/json"):
        return _one_file(request, found, files)
    if not files:
        messages.error(request, _("Choose at least one file."))
    else:
        taken = take_files(request, found, files)
        if taken:
            messages.success(request, ngettext("%(n)s file was taken in.", "%(n)s files were taken in.", taken) % {"n": taken})
    return redirect("exchange:collection", found.uuid)


def _one_file(request, found, files):
    """The answer to a script that sends one file at a time."""
    if len(files) != 1:
        return JsonResponse({"problem": _("Choose at least one file.")}, status=422)
    try:
        operations.add_file(collection=found, file=files[0], name=files[0].name, by=request.user, later=True)
    except Refused as refused:
        return JsonResponse({"problem": refusal_text(refused.code, refused.detail)}, status=422)
    operations.start_reading(collection=found, by=request.user)
    return JsonResponse({"name": files[0].name, "address": reverse("exchange:collection", args=[found.uuid])})


def take_files(request, found, files) -> int:
    """Add the files that can be taken; the others are named in messages. Returns how many were."""
    taken = 0
    for file in files:
        try:
            operations.add_file(collection=found, file=file, name=file.name, by=request.user, later=True)
            taken += 1
        except Refused as refused:
            messages.error(request, f"{file.name}: {refusal_text(refused.code, refused.detail)}")
    if taken:
        operations.start_reading(collection=found, by=request.user)
    return taken


@signed_in
@require_POST
@idempotent
def collection_facts(request, uuid):
    """Licence, language, theme and authors, for what is not decided one by one."""
    found = queries.collection_for(request.user, uuid)
    form = _facts_form(found, request.POST)
    if form.is_valid():
        operations.change_facts(collection=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The details of the collection were saved."))
        return redirect("exchange:collection", found.uuid)
    return render(request, "exchange/collection.html", page(found, "collection", form=form, **limits(), **_reading(found, 0)), status=422)
