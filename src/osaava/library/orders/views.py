"""Taking an order and giving it back; the list is on the author's page."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent
from osaava.library.errors import OrderProblem
from osaava.library.orders import operations, queries


@signed_in
@require_POST
@idempotent
def order_take(request, uuid):
    """Take the order for one's organisation and go on to the unit."""
    order = queries.work_order_for(request.user, uuid)
    places = {place.key: place for place in queries.takers_for(request.user)}
    place = places.get(request.POST.get("organisation", "")) or (next(iter(places.values())) if len(places) == 1 else None)
    if place is None:
        messages.error(request, _("Choose the organisation that takes the order."))
        return redirect("library:production")
    try:
        operations.take_work_order(order=order, organisation=place, by=request.user)
    except OrderProblem as problem:
        messages.error(request, str(problem))
        return redirect("library:production")
    messages.success(request, _("The order is yours. Begin the unit now or later from this page."))
    return redirect(reverse("library:production") + f"#tilaus-{order.uuid}")


@signed_in
@require_POST
@idempotent
def order_release(request, uuid):
    """Give the order back to everyone in the theme."""
    order = queries.work_order_for(request.user, uuid)
    operations.release_work_order(order=order, by=request.user)
    messages.success(request, _("The order is open to everyone in the house again."))
    return redirect(reverse("library:production") + f"#tilaus-{order.uuid}")
