"""What closed rounds show, made once and kept: the profile's result in closing, and the network's bands from organisations' results."""

from __future__ import annotations

from django.db import transaction
from django_scopes import scope

from osaava.base import clock
from osaava.capability import queries
from osaava.capability.anonymity import Level, bands_to_data, benchmark, publish, to_data
from osaava.capability.models import BenchmarkSnapshot, ProfileResult, Round
from osaava.network.api import SizeClass

MOVED = 5
"""Bands are made anew only when at least so many organisations have a new figure, so that two of them side by side tell no single one."""
SIZE_CLASSES = (*SizeClass.values, "")
"""In order; an organisation that has not told its size is counted in the network."""
LEVELS = (Level.THEME, Level.COMPETENCE)


def keep_result(*, round_: Round) -> ProfileResult | None:
    """Publish a round that has just closed, beside the full round before it, and keep what that shows. None when staff were asked nothing."""
    with scope(organisation=round_.organisation):
        snapshot = queries.snapshot_of(round_)
        if snapshot is None:
            return None
        before = queries.latest_closed_round(round_.organisation, before=round_)
        earlier = queries.snapshot_of(before) if before else None
        if earlier is not None and earlier.instrument != snapshot.instrument:
            earlier = None
        return ProfileResult.objects.create(round=round_, closed_on=snapshot.closed_on, data=to_data(publish(snapshot, previous=earlier)))


@transaction.atomic
def refresh_benchmarks() -> list[BenchmarkSnapshot]:
    """Make today's bands from each organisation's latest full round, for instruments in which enough has changed; safe to repeat."""
    made = []
    today = clock.today()
    for instrument, results in queries.results_for_benchmarks().items():
        latest = queries.latest_benchmark(instrument)
        rounds = {p.organisation: p.round for p in results}
        known = dict(latest.rounds) if latest else {}
        moved = {key for key in rounds.keys() | known.keys() if rounds.get(key) != known.get(key)}
        if len(moved) < MOVED or (latest and latest.made_on >= today):
            continue
        bands = benchmark(results, size_classes=SIZE_CLASSES, levels=LEVELS)
        made.append(
            BenchmarkSnapshot.objects.create(
                instrument=instrument, made_on=today, organisations=len(results), rounds=rounds, data=bands_to_data(bands)
            )
        )
    return made
