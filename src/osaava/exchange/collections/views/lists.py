"""The person's collections, and the start of a new one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.errors import CollectionProblem
from osaava.exchange.collections.views.files import take_files
from osaava.exchange.collections.views.frame import crumbs, limits
from osaava.exchange.forms import CollectionForm


@signed_in
@require_safe
def collections(request):
    """Collections that the person may work on, newest first."""
    context = {
        "page": queries.collections_page(request.user, request.GET.get("sivu")), "may_start": bool(queries.owners_for(request.user)),
        "breadcrumb": crumbs(),
    }
    return render(request, "exchange/collections.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def collection_new(request):
    """Name, owner and terms; the files come along, or one by one after this when scripts run."""
    owners = queries.owners_for(request.user)
    if not owners:
        raise PermissionDenied
    form = CollectionForm(request.POST or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        files = request.FILES.getlist("files")
        if not files and not request.POST.get("files_follow"):
            form.add_error(None, _("Choose at least one file."))
        elif made := _create(request, form):
            return _go_on(request, made, files)
    context = {
        "form": form, "idempotency_key": new_key(), **limits(),
        "breadcrumb": crumbs(label=_("New collection"), url=request.path),
    }
    return render(request, "exchange/collection_new.html", context, status=422 if form.errors else 200)


def _create(request, form):
    values = form.cleaned_data
    facts = {name: values[name] for name in ("name", "licence", "language", "theme", "keep_authors")}
    try:
        return operations.create_collection(owner=form.chosen_owner, by=request.user, **facts)
    except CollectionProblem as problem:
        form.add_error("name", str(problem))
        return None


def _go_on(request, made, files):
    """To the collection; a script that sends the files itself gets the addresses instead."""
    address = reverse("exchange:collection", args=[made.uuid])
    if request.POST.get("files_follow"):
        return JsonResponse({"collection": address, "upload": reverse("exchange:collection_upload", args=[made.uuid])})
    taken = take_files(request, made, files)
    messages.success(request, ngettext("%(n)s file was taken in.", "%(n)s files were taken in.", taken) % {"n": taken})
    return redirect(address)
