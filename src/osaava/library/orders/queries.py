"""What pages read of work orders."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404

from osaava.base import access
from osaava.base.access import Permission
from osaava.library.enums import OrderState
from osaava.library.models import WorkOrder
from osaava.library.orders.operations import LIVE
from osaava.network.api import Organisation, memberships_of, themes_where

SHOWN = 40
_FIRST = Case(When(state=OrderState.TAKEN, then=Value(0)), When(state=OrderState.OPEN, then=Value(1)), default=Value(2), output_field=IntegerField())


def work_orders(*, state: str = "", theme_key: str = "") -> QuerySet[WorkOrder]:
    """Orders of the whole network, live ones first, then the newest."""
    found = WorkOrder.objects.select_related("theme", "target_group", "taken_for", "unit__draft", "unit__published").order_by(_FIRST, "-created_at")
    if state:
        found = found.filter(state=state)
    return found.filter(theme__key=theme_key) if theme_key else found


def live_orders_of(person) -> list[WorkOrder]:
    """Open and taken orders in the themes whose units the person may write, at most `SHOWN`."""
    themes = themes_where(person, Permission.UNIT_WRITE)
    return list(work_orders().filter(theme_id__in=themes, state__in=LIVE)[:SHOWN]) if themes else []


def work_order_for(person, uuid) -> WorkOrder:
    """The order for someone who may write in its theme or coordinates the network, else 404."""
    order = work_orders().filter(uuid=uuid).first()
    if order is None:
        raise Http404
    if not access.allows(person, Permission.UNIT_WRITE, order.theme) and not access.allows(person, Permission.NETWORK_COORDINATE):
        raise Http404
    return order


def takers_for(person) -> list[Organisation]:
    """The organisations in whose name the person may take orders."""
    return [membership.organisation for membership in memberships_of(person)]


def orders_by_thread(codes: list[str]) -> dict[str, list[WorkOrder]]:
    """Code of a goal -> orders that serve it."""
    found: dict[str, list[WorkOrder]] = {code: [] for code in codes}
    for order in work_orders().exclude(threads=[]):
        for code in set(order.threads) & found.keys():
            found[code].append(order)
    return found


def live_kinds() -> set[tuple[str, str, str, str]]:
    """(theme key, target group key, language, competence key) of live orders, so that a need is not ordered twice."""
    return set(WorkOrder.objects.filter(state__in=LIVE).values_list("theme__key", "target_group__key", "language", "competence_key"))
