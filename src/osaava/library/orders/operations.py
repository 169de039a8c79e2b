"""Every write of work orders. An order is done when a unit made for it is published; nobody has to remember to say so."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from osaava.base import access, audit, clock, facts
from osaava.base.access import Permission
from osaava.base.language import LANGUAGES
from osaava.library.enums import OrderState
from osaava.library.errors import OrderProblem
from osaava.library.facts import UnitPublished, WorkOrderDone
from osaava.library.models import Unit, WorkOrder
from osaava.library.texts import clean_line
from osaava.network.api import Organisation, is_member
from osaava.themes.api import all_competences

LIVE = (OrderState.OPEN, OrderState.TAKEN)


@transaction.atomic
def create_work_order(
    *, theme, target_group, language: str, by, competence_key: str = "", reason: str = "", need: dict | None = None, threads: list[str] | None = None
) -> WorkOrder:
    """Ask the theme's team for content. A live order of the same kind is given back instead, with the new threads added to it."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    if language not in LANGUAGES:
        raise OrderProblem(_("Choose the language of the unit."))
    if competence_key and competence_key not in {c.key for c in all_competences() if c.theme_id == theme.pk}:
        raise OrderProblem(_("Choose a competence of this house."))
    kind = {"theme": theme, "target_group": target_group, "language": language, "competence_key": competence_key}
    try:
        with transaction.atomic():
            order = WorkOrder.objects.create(
                **kind, reason=clean_line(reason)[:500], need=need or {}, threads=sorted(set(threads or [])), created_at=clock.now()
            )
    except IntegrityError:
        order = WorkOrder.objects.select_for_update().get(**kind, state__in=LIVE)
        if more := set(threads or []) - set(order.threads):
            order.threads = sorted({*order.threads, *more})
            order.save(update_fields=["threads"])
        return order
    audit.record("library.order.created", order, by=by, theme=theme.key, language=language, competence=competence_key)
    return order


@transaction.atomic
def take_work_order(*, order: WorkOrder, organisation: Organisation, by) -> WorkOrder:
    """The order becomes this organisation's work. Taking one's own again changes nothing; another's raises OrderProblem."""
    order = _locked(order)
    _ensure_team(order, by)
    if by is not None and not is_member(by, organisation):
        raise PermissionDenied(Permission.UNIT_WRITE.value)
    if order.state == OrderState.TAKEN and order.taken_for_id == organisation.pk:
        return order
    if order.state != OrderState.OPEN:
        raise OrderProblem(_("Somebody else has taken this order meanwhile."))
    order.state, order.taken_by, order.taken_for, order.taken_at = OrderState.TAKEN, by, organisation, clock.now()
    order.save(update_fields=["state", "taken_by", "taken_for", "taken_at"])
    audit.record("library.order.taken", order, by=by, organisation=organisation)
    return order


@transaction.atomic
def release_work_order(*, order: WorkOrder, by) -> WorkOrder:
    """Give the order back to everyone in the theme. A draft that was begun for it stays with its writers."""
    order = _locked(order)
    if order.state != OrderState.TAKEN:
        return order
    _ensure_team(order, by)
    if by is not None and not is_member(by, order.taken_for):
        raise PermissionDenied(Permission.UNIT_WRITE.value)
    organisation = order.taken_for
    order.state, order.taken_by, order.taken_for, order.taken_at, order.unit = OrderState.OPEN, None, None, None, None
    order.save(update_fields=["state", "taken_by", "taken_for", "taken_at", "unit"])
    audit.record("library.order.released", order, by=by, organisation=organisation)
    return order


@transaction.atomic
def withdraw_work_order(*, order: WorkOrder, by) -> WorkOrder:
    """The content is not needed any more. A finished order stays finished."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    order = _locked(order)
    if order.state in LIVE:
        order.state = OrderState.WITHDRAWN
        order.save(update_fields=["state"])
        audit.record("library.order.withdrawn", order, by=by)
    return order


@transaction.atomic
def answer_work_order(*, order: WorkOrder, unit: Unit, by) -> WorkOrder:
    """Say that the unit is being made for the order; publishing it finishes the order."""
    order = _locked(order)
    _ensure_team(order, by)
    if order.state != OrderState.TAKEN:
        raise OrderProblem(_("Take the order first."))
    if order.unit_id != unit.pk:
        order.unit = unit
        order.save(update_fields=["unit"])
        audit.record("library.order.answered", order, by=by, organisation=order.taken_for, unit=unit.slug)
    return order


@facts.receiver(UnitPublished)
def finish_answered(fact: UnitPublished) -> None:
    """A published unit finishes the orders that it was made for."""
    for order in WorkOrder.objects.select_for_update().filter(unit_id=fact.unit_id, state=OrderState.TAKEN):
        order.state, order.done_at = OrderState.DONE, clock.now()
        order.save(update_fields=["state", "done_at"])
        audit.record("library.order.done", order, organisation=None, unit=fact.slug)
        facts.publish(WorkOrderDone(order_uuid=order.uuid, unit_id=fact.unit_id, threads=tuple(order.threads)))


def _locked(order: WorkOrder) -> WorkOrder:
    return WorkOrder.objects.select_for_update(of=("self",)).select_related("theme", "taken_for").get(pk=order.pk)


def _ensure_team(order: WorkOrder, by) -> None:
    if by is not None:
        access.ensure(by, Permission.UNIT_WRITE, order.theme)
