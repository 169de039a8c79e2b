"""Reads of aims. They are private to their organisation: each read opens the scope of the organisation that it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django_scopes import scope

from osaava.paths.aims.data import AimRow
from osaava.paths.models import Aim

_COLUMNS = ("organisation_id", "thread", "competence__key", "level", "weight", "group_keys", "label", "due")


def aims_of(organisation, *, thread: str = "") -> list[AimRow]:
    """The organisation's aims, all or of one goal; one query."""
    return aims_in([organisation.pk], thread=thread)


def aims_for(organisation, group: str) -> list[AimRow]:
    """The organisation's aims that concern a target group (its key); one query."""
    return [aim for aim in aims_of(organisation) if aim.is_for(group)]


def aims_in(organisations: Iterable[int], *, thread: str = "") -> list[AimRow]:
    """The aims of several organisations (ids) that one person belongs to; one query, none without organisations."""
    ids = sorted(set(organisations))
    if not ids:
        return []
    with scope(organisation=ids):
        found = Aim.objects.order_by("organisation_id", "thread", "competence__theme__number", "competence__order")
        if thread:
            found = found.filter(thread=thread)
        rows = list(found.values_list(*_COLUMNS))
    return [
        AimRow(
            competence=competence, level=level, weight=weight, groups=tuple(groups), label=label or {}, due=due, thread=code, organisation_id=pk,
        )
        for pk, code, competence, level, weight, groups, label, due in rows
    ]  # fmt: skip
