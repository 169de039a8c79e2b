"""Did it help? Published figures of two rounds here, and of organisations that did not act on the same competence.

The one place of this app that reads across organisations. It gives `Shift`s of published figures to `capability.effect`, which averages over eight
organisations or more; nothing of a single other organisation is kept or shown.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django_scopes import scope, scopes_disabled

from osaava.capability.api import (
    ALL,
    Ask,
    Change,
    Level,
    RefusedComparison,
    Round,
    RoundKind,
    Shift,
    Value,
    publish,
    round_of,
    rounds_of,
    snapshot_of,
)
from osaava.network.api import Organisation, all_organisations
from osaava.plans.models import EffectResult, Goal

NEAR = timedelta(days=200)
"""How far from our own rounds another organisation's may have closed to be compared."""


def published_change(now: Round, before: Round, competence: str) -> tuple[Value, Change] | None:
    """The competence's figure after, with its change over the questions that both rounds show; None where the door refuses."""
    after, earlier = snapshot_of(now), snapshot_of(before)
    if after is None or earlier is None:
        return None
    try:
        found = publish(after, previous=earlier, ask=Ask(levels=(Level.COMPETENCE,), findings=False))
    except RefusedComparison:
        return None
    cell = found.cells.get((Level.COMPETENCE, competence, ALL))
    if not isinstance(cell, Value) or not isinstance(cell.change, Change):
        return None
    return cell, cell.change


def shifts_elsewhere(own: Organisation, competence: str, *, since: date, until: date) -> list[Shift]:
    """Changes of organisations that had no goal on the competence between the days. One number each, as they were published there."""
    with scopes_disabled():
        goals = Goal.objects.filter(competence__key=competence, decided_at__date__lte=until).filter(Q(closed_on=None) | Q(closed_on__gte=since))
        acted = set(goals.values_list("plan__organisation_id", flat=True))
    found = []
    for organisation in all_organisations():
        if organisation.pk == own.pk or organisation.pk in acted:
            continue
        if (shift := _shift(organisation, competence, since, until)) is not None:
            found.append(shift)
    return found


def _shift(organisation, competence: str, since: date, until: date) -> Shift | None:
    closed = [row for row in rounds_of(organisation) if row.closed_on and row.kind != RoundKind.IMPORTED and row.staff_version_id]
    before = next((row for row in sorted(closed, key=lambda row: abs(row.closed_on - since)) if abs(row.closed_on - since) <= NEAR), None)
    if before is None:
        return None
    later = [row for row in closed if row.closed_on > before.closed_on and abs(row.closed_on - until) <= NEAR]
    for row in sorted(later, key=lambda row: abs(row.closed_on - until)):
        if (found := published_change(row, before, competence)) is not None:
            value, change = found
            return Shift(change.previous, change.previous + change.value, value.rests_on_few)
    return None


def goals_to_measure(organisation, round_: Round) -> list[Goal]:
    """Goals whose starting level came from an earlier round than this one, and that were under way when it closed."""
    with scope(organisation=organisation):
        rows = Goal.objects.filter(plan__organisation=organisation, baseline_round__isnull=False, baseline_on__lt=round_.closed_on)
        rows = rows.filter(Q(closed_on=None) | Q(thread__in=round_.threads)).exclude(baseline_round=round_.uuid)
        if round_.kind == RoundKind.TARGETED:  # it asked about some goals only
            rows = rows.filter(thread__in=round_.threads)
        rows = rows.exclude(effects__round=round_.uuid)
        return list(rows.select_related("plan__organisation", "competence"))


def baseline_round_of(goal: Goal) -> Round | None:
    """The round that gave the goal its starting level."""
    return round_of(goal.plan.organisation, goal.baseline_round) if goal.baseline_round else None


def effects_of(goal: Goal) -> list[EffectResult]:
    """What later rounds said, the newest first."""
    with scope(organisation=goal.plan.organisation):
        return list(EffectResult.objects.filter(goal=goal))


def closed_round(organisation_uuid, round_uuid) -> Round | None:
    """A closed round by the identifiers that its fact carried, for the job."""
    organisation = next((row for row in all_organisations() if row.uuid == organisation_uuid), None)
    found = round_of(organisation, round_uuid) if organisation else None
    return found if found is not None and found.closed_on else None
