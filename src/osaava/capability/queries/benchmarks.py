"""Reads of the network's bands. `results_for_benchmarks` is the one crossing between organisations; only `benchmark` may take what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django_scopes import scopes_disabled

from osaava.base import clock
from osaava.capability.anonymity import Band, Level, Published, Refusal, bands_from_data, from_data
from osaava.capability.enums import RoundKind
from osaava.capability.models import BenchmarkSnapshot, ProfileResult, Round

OLDEST = timedelta(days=3 * 365)
"""A figure older than this says nothing of the network today."""

Bands = Mapping[tuple[Level, str], Mapping[str, Band | Refusal]]
_kept: dict[tuple, Bands] = {}
_MOST_KEPT = 32


def results_for_benchmarks() -> dict[str, list[Published]]:
    """Instrument key -> what each organisation's latest full round publishes. Crosses organisations: for bands only, never for a page."""
    with scopes_disabled():
        latest = Round.objects.filter(organisation=OuterRef("round__organisation"), kind=RoundKind.FULL, result__isnull=False)
        newest = latest.order_by("-closed_on", "-pk").values("pk")[:1]
        rows = ProfileResult.objects.filter(round=Subquery(newest), closed_on__gt=clock.today() - OLDEST)
        found: dict[str, list[Published]] = {}
        for row in rows.order_by("pk").iterator(chunk_size=20):
            published = from_data(row.data)
            found.setdefault(published.instrument, []).append(published)
    return found


def latest_benchmark(instrument: str, *, before: date | None = None) -> BenchmarkSnapshot | None:
    """The newest bands of an instrument (made before a day), without the bands themselves, or None."""
    rows = BenchmarkSnapshot.objects.defer("data").filter(instrument=instrument)
    return (rows.filter(made_on__lt=before) if before else rows).order_by("-made_on", "-pk").first()


def bands_of(row: BenchmarkSnapshot, size_class: str) -> Bands:
    """What an organisation of a size class sees. Kept in memory: a benchmark never changes."""
    key = (row.uuid, size_class)
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        data = row.data.get(size_class)
        _kept[key] = bands_from_data({size_class: data}).bands_for(size_class) if data else {}
    return _kept[key]
