"""A targeted re-assessment: only the items that the chosen goals aim at, asked of the groups of the last round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osaava.base import clock
from osaava.capability.api import Round, RoundKind, open_round
from osaava.plans.models import Goal
from osaava.plans.queries.targeting import items_for, last_round, staff_version_for


@transaction.atomic
def open_targeted(*, organisation, by, goals: Sequence[Goal], name: str, closes_on: date) -> Round:
    """Open the round. The capability app checks that `by` may run rounds. Raises ValidationError when no earlier round or no item is there."""
    last = last_round(organisation)
    if last is None:
        raise ValidationError(_("A targeted re-assessment repeats items of an earlier round, and no round has closed yet."), code="no_round")
    if not goals:
        raise ValidationError({"goals": ValidationError(_("Choose at least one focus area."), code="required")})
    version = staff_version_for(last)
    return open_round(
        organisation=organisation, by=by, name=name, opens_on=clock.today(), closes_on=closes_on, kind=RoundKind.TARGETED,
        headcounts={group.key: group.headcount for group in last.groups.all()}, staff_version=version,
        items=[item.key for item in items_for(version, goals)], threads=[goal.thread for goal in goals],
    )
