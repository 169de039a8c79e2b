"""Which units are recommended before a unit. Keeps `Unit.depth` right; the triggers refuse whatever would not be (library/triggers.py)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from osaava.library.data import Problem
from osaava.library.errors import InvalidUnit
from osaava.library.models import Unit, UnitPrerequisite


@transaction.atomic
def set_prerequisites(*, unit: Unit, required: list[Unit]) -> bool:
    """Make exactly these units the prerequisites of `unit`; returns whether anything changed. Called by `save_version`."""
    wanted = {other.pk: other for other in required}
    present = set(UnitPrerequisite.objects.filter(unit=unit).values_list("required_id", flat=True))
    if set(wanted) == present:
        return False
    UnitPrerequisite.objects.filter(unit=unit).exclude(required_id__in=wanted).delete()
    new = [other for pk, other in wanted.items() if pk not in present]
    if new:
        _make_room(unit, new)
        UnitPrerequisite.objects.bulk_create([UnitPrerequisite(unit=unit, required=other) for other in new])
    return True


def _make_room(unit: Unit, new: list[Unit]) -> None:
    """Raise the unit above what it will require, and its dependents above it, the topmost first."""
    above = _dependents(unit)
    if looping := [other for other in new if other.pk in above]:
        names = ", ".join(sorted(other.slug for other in looping))
        words = _("These units already require this one, so it cannot require them: %(names)s.") % {"names": names}
        raise InvalidUnit([Problem(words, field="prerequisites")])
    depths = dict(Unit.objects.filter(pk__in={unit.pk, *above, *(o.pk for o in new)}).values_list("pk", "depth"))
    floor = max(depths[other.pk] for other in new) + 1
    if depths[unit.pk] >= floor:
        return
    raised = {unit.pk: floor}
    for pk in _bottom_up(unit.pk, above):
        needed = max((raised[r] for r in above[pk] if r in raised), default=0) + 1
        if depths[pk] < needed:
            raised[pk] = needed
    for pk, depth in sorted(raised.items(), key=lambda item: -item[1]):
        Unit.objects.filter(pk=pk).update(depth=depth)
    unit.depth = floor


def _dependents(unit: Unit) -> dict[int, set[int]]:
    """Everything that requires the unit, directly or not: id -> ids it requires within this set and the unit itself. Includes the unit."""
    above: dict[int, set[int]] = {unit.pk: set()}
    front = {unit.pk}
    while front:
        edges = list(UnitPrerequisite.objects.filter(required_id__in=front).values_list("unit_id", "required_id"))
        front = {upper for upper, _lower in edges if upper not in above}
        for upper, lower in edges:
            above.setdefault(upper, set()).add(lower)
    return above


def _bottom_up(start: int, above: dict[int, set[int]]) -> list[int]:
    """The dependents in an order where everything comes after what it requires (the start itself left out)."""
    done, order = {start}, []
    waiting = [pk for pk in above if pk != start]
    while waiting:
        ready = [pk for pk in waiting if above[pk] <= done]
        if not ready:  # cannot happen while the triggers hold
            break
        order += ready
        done.update(ready)
        waiting = [pk for pk in waiting if pk not in done]
    return order
