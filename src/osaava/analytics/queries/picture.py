"""Counting the network's picture, and reading the last one. Counting crosses organisations; what it gives is made for the coordinator's eyes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from osaava.analytics import needs
from osaava.analytics.models import LevelsShared, NetworkPicture
from osaava.base import clock
from osaava.capability.api import InstrumentKind, Round, RoundKind, Value, bands_of, latest_benchmark, latest_closed_round, profile_of, rounds_of
from osaava.library.api import units_to_plan
from osaava.network.api import Organisation, OrganisationKind, all_organisations
from osaava.paths.api import aims_in
from osaava.plans.api import goals_of
from osaava.themes.api import all_target_groups

FORMAT = "osaava-network-picture/1"
INSTRUMENT = InstrumentKind.STAFF.value
COUNTED = timedelta(days=3 * 365)
"""A round closed longer ago is called old."""


class State:
    """What is said of an organisation's full rounds: one is open, closed within `COUNTED`, closed before, or none yet."""

    OPEN, CLOSED, OLD, NONE = "open", "closed", "old", "none"


@dataclass(frozen=True)
class Picture:
    """The network as it was counted at `made_at`."""

    made_at: datetime
    benchmark_on: date | None
    benchmark_organisations: int
    bands: Mapping[str, Mapping[str, Any]]
    """Theme or competence key -> low, median, high, mean (each may be None) and organisations; missing: too few organisations."""
    rows: tuple[Mapping[str, Any], ...]
    """For each organisation: organisation (id), state, closed ("2026-05" or ""), levels (theme key -> level; only where shared)."""
    needs: tuple[needs.Need, ...]
    goals: Mapping[str, int]
    """Competence key -> organisations with an open goal on it, where there are at least three."""


def latest_picture() -> Picture | None:
    """The newest picture, or None before the first."""
    row = NetworkPicture.objects.order_by("-made_at", "-pk").first()
    if row is None or row.data.get("format") != FORMAT:
        return None
    data = row.data
    found = tuple(needs.Need(**{**need, "missing": tuple(need["missing"]) if need["missing"] else None}) for need in data["needs"])
    day = date.fromisoformat(data["benchmark_on"]) if data["benchmark_on"] else None
    return Picture(row.made_at, day, data["benchmark_organisations"], data["bands"], tuple(data["rows"]), found, data["goals"])


def levels_shared() -> dict[int, LevelsShared]:
    """Organisation id -> its consent that the coordinator sees its level in each theme."""
    return {row.organisation_id: row for row in LevelsShared.objects.all()}


def count_picture() -> dict:
    """The picture's data, counted now. A few queries for each organisation: for a job, not for a page."""
    organisations = present_organisations()
    benchmark, shared = latest_benchmark(INSTRUMENT), levels_shared()
    return {
        "format": FORMAT,
        "benchmark_on": benchmark.made_on.isoformat() if benchmark else "",
        "benchmark_organisations": benchmark.organisations if benchmark else 0,
        "bands": _bands(benchmark) if benchmark else {},
        "rows": [_row(organisation, shared) for organisation in organisations],
        "needs": [asdict(need) for need in needs.needs(wants_of(organisations), units_to_plan())],
        "goals": _goals(organisations),
    }


def present_organisations() -> list[Organisation]:
    """Education providers that belong to the network today, by name."""
    today = clock.today()
    found = all_organisations().filter(kind=OrganisationKind.PROVIDER)
    return [organisation for organisation in found if organisation.left_on is None or organisation.left_on > today]


def wants_of(organisations: Iterable[Organisation]) -> dict[needs.Key, dict[int, int]]:
    """What these organisations' goals ask of their people's paths (`needs.wanted`)."""
    languages = {organisation.pk: needs.LANGUAGES_OF_PROFILE[organisation.language_profile] for organisation in organisations}
    return needs.wanted(aims_in(languages), languages, [group.key for group in all_target_groups()])


def _bands(benchmark) -> dict[str, dict]:
    """Bands of the whole network; they are the same in every size class."""
    found = {}
    for (_level, key), pair in bands_of(benchmark, next(iter(benchmark.data), "")).items():
        band = pair.get("network")
        if getattr(band, "organisations", 0):  # a refusal has none
            found[key] = {name: getattr(band, name) for name in ("organisations", "mean", "low", "median", "high")}
    return found


def _row(organisation: Organisation, shared: Mapping[int, LevelsShared]) -> dict:
    rounds = [round_ for round_ in rounds_of(organisation) if round_.kind == RoundKind.FULL]
    closed = max((round_.closed_on for round_ in rounds if round_.closed_on), default=None)
    return {
        "organisation": organisation.pk, "state": _state(rounds, closed), "closed": closed.strftime("%Y-%m") if closed else "",
        "levels": _levels(organisation) if organisation.pk in shared else {},
    }


def _state(rounds: list[Round], closed: date | None) -> str:
    today = clock.today()
    if any(round_.closed_on is None and round_.opens_on <= today for round_ in rounds):
        return State.OPEN
    if closed is None:
        return State.NONE
    return State.CLOSED if closed > today - COUNTED else State.OLD


def _levels(organisation: Organisation) -> dict[str, int]:
    """Theme key -> the level nearest to what its last full round published."""
    latest = latest_closed_round(organisation)
    if latest is None:
        return {}
    return {line.key: line.own.level for line in profile_of(latest).lines if isinstance(line.own, Value)}


def _goals(organisations: Iterable[Organisation]) -> dict[str, int]:
    having: dict[str, set[int]] = defaultdict(set)
    for organisation in organisations:
        for goal in goals_of(organisation):
            having[goal.competence.key].add(organisation.pk)
    return {key: len(found) for key, found in sorted(having.items()) if len(found) >= needs.FEWEST}
