"""The capability profile of a closed round: what it published, beside the network, the round before, the team's levels and the targets.

Nothing here calculates from answers. Figures come from the result kept in closing, bands from the benchmark that belongs to the round: the newest
one that was made before the organisation's next full round closed.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django_scopes import scope

from osaava.capability.anonymity import ALL, CLASS, NETWORK, Band, Cell, Change, Level, Published, Reason, Refusal, Value, from_data
from osaava.capability.enums import RoundKind
from osaava.capability.extras import Target, profile_targets
from osaava.capability.models import BenchmarkSnapshot, ProfileResult, Round, Snapshot
from osaava.capability.queries.benchmarks import Bands, bands_of, latest_benchmark
from osaava.themes.api import Competence, Theme, all_competences, all_themes

NOT_ASKED = Refusal(Reason.NOT_ASKED)
NO_BAND = Refusal(Reason.TOO_FEW_ORGANISATIONS, 10)
MOST_POINTS = 6
"""Rounds in the trend."""

_kept: dict[uuid.UUID, Published] = {}
_MOST_KEPT = 128


@dataclass(frozen=True)
class Claim:
    """What management agreed on about one competence."""

    competence: str
    theme: str
    level: int
    evidence: str
    evidence_on: date | None


@dataclass(frozen=True)
class Line:
    """One theme or competence in the profile. `previous` is what its round published, or what was imported."""

    level: Level
    key: str
    label: str
    own: Cell
    groups: Mapping[str, Cell]
    network: Band | Refusal
    size_class: Band | Refusal
    previous: float | None
    team: float | None
    target: float | None

    @property
    def change(self) -> Change | None:
        """The difference to the round before over the questions both show, where it may be shown."""
        change = self.own.change if isinstance(self.own, Value) else None
        return change if isinstance(change, Change) else None


@dataclass(frozen=True)
class TrendPoint:
    """One round of the trend: theme key -> level. `imported` points were measured elsewhere."""

    name: str
    closed_on: date
    imported: bool
    source: str
    levels: Mapping[str, float]


@dataclass(frozen=True)
class Profile:
    """Everything one closed round says of an organisation. `published` is None when staff were not asked."""

    round: Round
    published: Published | None
    lines: tuple[Line, ...]
    competences: tuple[Line, ...]
    claims: tuple[Claim, ...]
    trend: tuple[TrendPoint, ...]
    benchmark: BenchmarkSnapshot | None
    previous: TrendPoint | None

    @property
    def has_levels(self) -> bool:
        """Some level of staff can be shown."""
        return any(isinstance(line.own, Value) for line in self.lines)

    @property
    def columns(self) -> tuple[str, ...]:
        """Groups with figures of their own, in the round's order, with the groups that are not shown."""
        if self.published is None:
            return ()
        shown = self.published.columns()
        own = tuple(card.key for card in self.published.groups)
        return (*own, *(key for key in shown if key not in own))

    def of_theme(self, theme: Theme) -> tuple[Line, ...]:
        """The competences of one theme."""
        keys = {competence.key for competence in all_competences() if competence.theme_id == theme.pk}
        return tuple(line for line in self.competences if line.key in keys)


@dataclass(frozen=True)
class ThemeLevel:
    """An organisation's level in one theme, for a short line elsewhere."""

    value: Value
    band: Band | Refusal
    closed_on: date


def profile_rounds(organisation) -> list[Round]:
    """Closed rounds that have a profile, the newest first; imported ones are only points of the trend."""
    with scope(organisation=organisation):
        rows = Round.objects.filter(organisation=organisation, closed_on__isnull=False).exclude(kind=RoundKind.IMPORTED)
        return list(rows.order_by("-closed_on", "-pk"))


def profile_of(round_: Round) -> Profile:
    """The profile of a closed round."""
    organisation = round_.organisation
    with scope(organisation=organisation):
        published = _published(ProfileResult.objects.filter(round=round_).values_list("uuid", flat=True).first())
        snapshot = Snapshot.objects.only("team").get(round=round_)
        trend = _trend(round_)
    return made_of(round_, published, claims=tuple(_claim(entry) for entry in snapshot.team), trend=trend, benchmark=_benchmark_of(round_, published))


def made_of(
    round_: Round, published: Published | None, *, claims: tuple[Claim, ...] = (), trend: tuple[TrendPoint, ...] = (),
    benchmark: BenchmarkSnapshot | None = None,
) -> Profile:
    """A profile of its parts: everything that it shows comes from these."""
    bands = bands_of(benchmark, published.size_class) if benchmark and published else {}
    previous = trend[-2] if len(trend) > 1 else None
    targets = [target for function in profile_targets for target in function(round_.organisation)]
    make = _Lines(published, bands, claims, targets, previous)
    return Profile(
        round=round_, published=replace(published, bands=bands) if published else None, claims=claims, trend=trend, benchmark=benchmark,
        previous=previous, lines=tuple(make.theme(theme) for theme in all_themes()),
        competences=tuple(make.competence(competence) for competence in all_competences()),
    )


def theme_level_of(organisation, theme: Theme) -> ThemeLevel | None:
    """The latest full round's level in one theme beside the network, or None where nothing can be shown."""
    latest = next((row for row in profile_rounds(organisation) if row.kind == RoundKind.FULL), None)
    if latest is None:
        return None
    with scope(organisation=organisation):
        published = _published(ProfileResult.objects.filter(round=latest).values_list("uuid", flat=True).first())
    cell = published.cells.get((Level.THEME, theme.key, ALL)) if published else None
    if not isinstance(cell, Value):
        return None
    benchmark = _benchmark_of(latest, published)
    bands = bands_of(benchmark, published.size_class) if benchmark else {}
    return ThemeLevel(cell, bands.get((Level.THEME, theme.key), {}).get(NETWORK, NO_BAND), latest.closed_on)


def _published(key: uuid.UUID | None) -> Published | None:
    """A result by its identifier. Kept in memory: it never changes, and only the organisation's own rows lead here."""
    if key is None:
        return None
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = from_data(ProfileResult.objects.values_list("data", flat=True).get(uuid=key))
    return _kept[key]


def _benchmark_of(round_: Round, published: Published | None) -> BenchmarkSnapshot | None:
    if published is None:
        return None
    with scope(organisation=round_.organisation):
        later = Round.objects.filter(organisation=round_.organisation, kind=RoundKind.FULL, closed_on__gt=round_.closed_on)
        until = later.order_by("closed_on").values_list("closed_on", flat=True).first()
    return latest_benchmark(published.instrument, before=until)


def _claim(entry: Mapping) -> Claim:
    day = date.fromisoformat(entry["evidence_on"]) if entry["evidence_on"] else None
    return Claim(entry["competence"], entry["theme"], entry["level"], entry["evidence"], day)


def _trend(round_: Round) -> tuple[TrendPoint, ...]:
    """Full and imported rounds up to this one, and this one last; the newest `MOST_POINTS`."""
    rows = Round.objects.filter(organisation=round_.organisation, closed_on__lte=round_.closed_on, kind__in=(RoundKind.FULL, RoundKind.IMPORTED))
    rows = rows.exclude(pk=round_.pk).exclude(closed_on=round_.closed_on, pk__gt=round_.pk).order_by("-closed_on", "-pk")
    found = [*rows.values_list("name", "closed_on", "kind", "source", "result__uuid", "snapshot__imported")[: MOST_POINTS - 1]][::-1]
    own = ProfileResult.objects.filter(round=round_).values_list("uuid", flat=True).first()
    found.append((round_.name, round_.closed_on, round_.kind, round_.source, own, []))
    return tuple(
        TrendPoint(name, closed, kind == RoundKind.IMPORTED, source, _imported(lines) if kind == RoundKind.IMPORTED else _levels(result))
        for name, closed, kind, source, result, lines in found
    )


def _levels(result: uuid.UUID | None) -> dict[str, float]:
    published = _published(result)
    return {key: value.mean for key, value in published.values(Level.THEME)} if published else {}


def _imported(lines: list[Mapping]) -> dict[str, float]:
    """Levels of themes as they were brought in; a theme that has only competences gets their mean."""
    theme_of = {competence.key: competence.theme.key for competence in all_competences()}
    found = {line["theme"]: float(line["value"]) for line in lines if "theme" in line}
    parts = defaultdict(list)
    for line in lines:
        if "competence" in line:
            parts[theme_of[line["competence"]]].append(float(line["value"]))
    return {theme: round(sum(values) / len(values), 1) for theme, values in parts.items()} | found


class _Lines:
    """Makes the lines of a profile."""

    def __init__(self, published: Published | None, bands: Bands, claims, targets: list[Target], previous: TrendPoint | None):
        self.published, self.bands, self.previous = published, bands, previous
        self.claims: dict[str, list[float]] = defaultdict(list)
        self.targets: dict[str, float] = {}
        for claim in claims:
            self.claims[claim.competence].append(claim.level)
            self.claims[claim.theme].append(claim.level)
        self.cells: dict[tuple[Level, str], dict[str, Cell]] = defaultdict(dict)
        for (level, key, group), cell in published.cells.items() if published else ():
            self.cells[level, key][group] = cell
        theme_of = {competence.key: competence.theme.key for competence in all_competences()}
        for target in targets:
            for key in (target.competence, theme_of[target.competence]):
                self.targets[key] = max(target.level, self.targets.get(key, 0))

    def theme(self, theme: Theme) -> Line:
        """One theme."""
        return self._line(Level.THEME, theme.key, f"{theme.number} {theme.house_name}")

    def competence(self, competence: Competence) -> Line:
        """One competence."""
        return self._line(Level.COMPETENCE, competence.key, f"{competence.key} {competence.name}")

    def _line(self, level: Level, key: str, label: str) -> Line:
        cells = dict(self.cells.get((level, key), {}))
        bands = self.bands.get((level, key), {})
        own = cells.pop(ALL, NOT_ASKED)
        change = own.change if isinstance(own, Value) else None
        before = change.previous if isinstance(change, Change) else None
        if before is None and self.previous and self.previous.imported:
            before = self.previous.levels.get(key)
        claims = self.claims.get(key)
        return Line(
            level, key, label, own, cells, bands.get(NETWORK, NO_BAND), bands.get(CLASS, NO_BAND), before,
            round(sum(claims) / len(claims), 1) if claims else None, self.targets.get(key),
        )
