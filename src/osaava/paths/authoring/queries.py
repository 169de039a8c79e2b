"""What the authoring pages of paths read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from osaava.library.api import Unit, UnitVersion, clean_line
from osaava.paths import queries
from osaava.paths.models import PathStep, PathVersion

FOUND_MOST = 15


@dataclass(frozen=True)
class UnitChoice:
    """A unit as an author of paths sees it."""

    slug: str
    title: str
    minutes: int
    house: object
    is_public: bool


def _choice(unit: Unit) -> UnitChoice:
    version = unit.published or unit.draft
    return UnitChoice(unit.slug, version.title, version.minutes, version.theme, unit.published_id is not None and unit.withdrawn_at is None)


def _with_versions(units):
    return units.select_related("published__theme", "draft__theme")


def units_named(person, slugs: Iterable[str], version: PathVersion) -> dict[str, UnitChoice]:
    """slug -> unit, of those the person may choose and those that the version already has."""
    slugs = list(slugs)[:300]
    if not slugs:
        return {}
    kept = PathStep.objects.filter(version=version, unit__slug__in=slugs).values("unit_id")
    found = Unit.objects.filter(Q(pk__in=queries.units_to_choose(person).order_by().values("pk")) | Q(pk__in=kept), slug__in=slugs)
    return {unit.slug: _choice(unit) for unit in _with_versions(found)}


def units_found(person, words: str, without: Iterable[str]) -> list[UnitChoice]:
    """Units whose title or address has these words, by title."""
    words = clean_line(words)[:100]
    if not words:
        return []
    wanted = Q(draft__title__icontains=words) | Q(published__title__icontains=words) | Q(slug__icontains=words.lower())
    wanted |= Q(published__texts__title__icontains=words)
    found = Unit.objects.filter(wanted, pk__in=queries.units_to_choose(person).order_by().values("pk")).exclude(slug__in=list(without)[:300])
    rows = _with_versions(found).distinct().order_by("draft__title", "pk")[:FOUND_MOST]
    return [_choice(unit) for unit in rows]


def published_numbers(slugs: Iterable[str]) -> dict[str, list[int]]:
    """slug -> numbers of its published versions, newest first."""
    found: dict[str, list[int]] = {}
    rows = UnitVersion.objects.filter(unit__slug__in=list(slugs)[:300], published_at__isnull=False).order_by("-number")
    for slug, number in rows.values_list("unit__slug", "number"):
        found.setdefault(slug, []).append(number)
    return found
