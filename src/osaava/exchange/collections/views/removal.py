"""Taking a file or a collection away, after a page that says what goes and what stays."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent
from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.views.frame import page


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def source_remove(request, uuid, source):
    """One file with its draft units."""
    found = queries.collection_for(request.user, uuid)
    one = queries.source_of(found, source)
    if request.method == "POST":
        operations.remove_source(source=one, by=request.user)
        messages.success(request, _("“%(name)s” was removed from the collection.") % {"name": one.name})
        return redirect("exchange:collection", found.uuid)
    return _confirm(request, found, source=one)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def collection_remove(request, uuid):
    """The collection with all its files and draft units."""
    found = queries.collection_for(request.user, uuid)
    if request.method == "POST":
        operations.remove_collection(collection=found, by=request.user)
        messages.success(request, _("The collection “%(name)s” was removed.") % {"name": found.name})
        return redirect("exchange:collections")
    return _confirm(request, found)


def _confirm(request, collection, source=None):
    """What goes and what stays, and the button."""
    context = page(collection, "collection", source=source, goes=queries.removal_of(collection, source))
    label = _("Remove a file") if source else _("Remove the collection")
    context["breadcrumb"] = [*context["breadcrumb"], {"label": label, "url": request.path}]
    context["back"] = reverse("exchange:collection", args=[collection.uuid])
    return render(request, "exchange/remove.html", context)
