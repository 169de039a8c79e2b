"""What the authoring pages of paths read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from osaava.base.access import Permission
from osaava.library.api import Unit, UnitVersion, clean_line
from osaava.network.api import is_coordinator, memberships_of, organisations_where, themes_where
from osaava.paths import queries, rules
from osaava.paths.models import Path, PathStep, PathVersion

FOUND_MOST, LIST_MOST = 15, 200


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


def own_paths(person) -> list[Path]:
    """Paths that the person may edit, by address: `rules.may_write` for many paths at once (a test holds that they agree)."""
    members = set(memberships_of(person).values_list("organisation_id", flat=True))
    editable = set(organisations_where(person, Permission.ORGANISATION_EDIT).values_list("pk", flat=True)) & members
    themes, coordinates = themes_where(person, Permission.PATH_WRITE), is_coordinator(person)
    candidates = Path.objects.filter(draft__isnull=False).select_related("draft")
    if not coordinates:
        candidates = candidates.filter(owner_id__in=members)
    paths = list(candidates.order_by("slug"))
    steps = PathStep.objects.filter(version__in=[path.draft_id for path in paths])
    of_version: dict[int, set[int]] = {}
    for version, published, draft in steps.values_list("version_id", "unit__published__theme_id", "unit__draft__theme_id"):
        of_version.setdefault(version, set()).add(published or draft)

    def allowed(path: Path) -> bool:
        if rules.stays_inside(path.draft.licence):
            if path.owner_id not in members:
                return False
            if path.owner_id in editable:
                return True
        wanted = of_version.get(path.draft_id, set()) - {None}
        return bool(themes & wanted) if wanted else bool(themes)

    return [path for path in paths if allowed(path)][:LIST_MOST]
