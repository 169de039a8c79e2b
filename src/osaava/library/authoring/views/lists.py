"""The author's own list, and the start of a new unit."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.library import operations
from osaava.library.authoring import queries as reads
from osaava.library.authoring.extras import production_extras
from osaava.library.authoring.forms import NewUnitForm
from osaava.library.errors import InvalidUnit
from osaava.library.orders.operations import answer_work_order
from osaava.library.orders.queries import takers_for
from osaava.themes.api import all_themes


@signed_in
@require_safe
def production(request):
    """Drafts of one's own, and everything one may write."""
    themes, inside = reads.writable_themes(request.user), reads.may_write_inside(request.user)
    context = {
        "drafts": reads.my_drafts(request.user),
        "page": reads.units_page(request.user, request.GET.get("sivu")),
        "orders": (orders := reads.orders_shown(request.user)),
        "order_places": takers_for(request.user) if orders else [],
        "idempotency_key": new_key(),
        "may_write": bool(themes or inside),
        "breadcrumb": [{"label": _("Campus"), "url": reverse("campus:front")}, {"label": _("Authoring"), "url": request.path}],
    }
    return render(request, "library/authoring/production.html", context | production_extras.collect(request))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def unit_new(request):
    """Title, house and readers: the first version."""
    themes, inside = reads.writable_themes(request.user), reads.may_write_inside(request.user)
    owners = reads.owners_for(request.user)
    if not (themes or inside) or not owners:
        return render(request, "library/authoring/no_role.html", {"themes": all_themes()}, status=403)
    order = reads.order_taken_by(request.user, request.GET.get("tilaus", ""))
    initial = {"inside": not themes, "theme": request.GET.get("talo", "")} | reads.initial_of(order)
    form = NewUnitForm(request.POST or None, themes=all_themes() if inside else themes, owners=owners, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                version = operations.save_version(unit=None, data=form.to_data(request.user.name, order), by=request.user)
                if order is not None:
                    answer_work_order(order=order, unit=version.unit, by=request.user)
        except PermissionDenied:
            form.add_error("theme", _("In this house you can write only for your own organisation. Choose that, or another house."))
        except InvalidUnit as error:
            for problem in error.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        else:
            messages.success(request, _("The draft was made. Write the text block by block."))
            return redirect("library:unit_edit", version.unit.slug)
    context = {"form": form, "order": order, "idempotency_key": new_key(), "breadcrumb": [*crumbs(), {"label": _("New unit"), "url": request.path}]}
    return render(request, "library/authoring/unit_new.html", context, status=422 if form.errors else 200)


def crumbs(unit=None) -> list[dict]:
    """Authoring, and the unit when there is one."""
    found = [{"label": _("Authoring"), "url": reverse("library:production")}]
    if unit is not None:
        found.append({"label": unit.draft.title, "url": reverse("library:unit_edit", args=[unit.slug])})
    return found
