"""The files of a collection: how far each is, what was refused and why, adding more and importing again."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import JsonResponse, QueryDict
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


def _reading(collection, asked, look: int) -> dict:
    """How far the files are, the page of them that the address asks for, and when to look again."""
    counts, only_refused = queries.reading_of(collection), asked.get("tila") == "refused"
    listed = queries.sources_page(collection, number=asked.get("sivu"), refused=only_refused)
    here = reverse("exchange:collection", args=[collection.uuid])
    choice = [
        {"label": _("All (%(n)s)") % {"n": counts["files"]}, "url": here, "current": not only_refused},
        {"label": _("Not taken (%(n)s)") % {"n": counts["refused"]}, "url": f"{here}?tila=refused", "current": only_refused},
    ]
    return {
        "listed": listed, "rows": [showing.source_row(source) for source in listed.object_list], "n_files": counts["files"],
        "done": counts["files"] - counts["waiting"], "is_reading": bool(counts["waiting"]), "n_refused": counts["refused"],
        "look": min(look + 1, len(PAUSES) - 1), "pause": PAUSES[min(look, len(PAUSES) - 1)],
        "asked": asked.urlencode(), "choice": choice if only_refused or (counts["refused"] and listed.paginator.num_pages > 1) else [],
    }


def _asked(values):
    """What of an address says which files are shown."""
    found = QueryDict(mutable=True)
    if re.fullmatch(r"[0-9]{1,6}", values.get("sivu", "")):
        found["sivu"] = values["sivu"]
    if values.get("tila") == "refused":
        found["tila"] = "refused"
    return found


@signed_in
@require_safe
def collection(request, uuid):
    """The collection's files and terms."""
    found = queries.collection_for(request.user, uuid)
    context = page(found, "collection", form=_facts_form(found), **limits(), **_reading(found, _asked(request.GET), 0))
    return render(request, "exchange/collection.html", context)


@signed_in
@require_safe
def collection_progress(request, uuid):
    """The part of the page that tells how far the files are; asked again with growing pauses."""
    found = queries.collection_for(request.user, uuid)
    look, before, asked = request.GET.get("katso", "0"), request.GET.get("valmiina", ""), _asked(request.GET)
    if not request.htmx:
        return redirect(reverse("exchange:collection", args=[found.uuid]) + (f"?{asked.urlencode()}" if asked else ""))
    request.GET = asked  # the links to other pages of the list are made of it
    reading = _reading(found, asked, int(look) if look.isascii() and look.isdigit() and len(look) < 4 else 0)
    if str(reading["done"]) != before:
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
    context = page(found, "collection", form=form, **limits(), **_reading(found, _asked({}), 0))
    return render(request, "exchange/collection.html", context, status=422)
