"""Paths in lists: light rows, one query for the paths and one for the minutes of their units, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from osaava.base.language import LanguageText
from osaava.library.api import Licence, visible_units
from osaava.network.api import memberships_of
from osaava.paths.models import Path


@dataclass(frozen=True)
class UnitFacts:
    """What a path's list row needs of a unit."""

    minutes: int
    theme_id: int


@dataclass(frozen=True)
class PathRow:
    """What a list shows of a path. `unit_ids`: its steps in order, also those that this person cannot open."""

    path_id: int
    uuid: str
    slug: str
    title: LanguageText
    summary: LanguageText
    target_groups: list[str]
    licence: str
    owner: str
    unit_ids: tuple[int, ...]
    open_ids: frozenset[int]
    """Units that this person can read now."""
    minutes: int
    theme_ids: frozenset[int]
    version: int

    @property
    def total(self) -> int:
        """How many units can be read."""
        return len(self.open_ids)


def visible_q(person=None) -> Q:
    """Published, not withdrawn, and not another organisation's own path."""
    condition = Q(published__isnull=False, withdrawn_at=None)
    everyones = ~Q(published__licence=Licence.OWN_ORGANISATION)
    if not getattr(person, "is_authenticated", False):
        return condition & everyones
    return condition & (everyones | Q(owner_id__in=memberships_of(person).order_by().values("organisation_id")))


def visible_paths(person=None) -> QuerySet[Path]:
    """Paths that this person (None: a visitor) may read."""
    return Path.objects.filter(visible_q(person))


def unit_facts(ids: Iterable[int], person=None) -> dict[int, UnitFacts]:
    """id -> minutes and theme of the units among `ids` that the person may read; one query."""
    ids = set(ids)
    if not ids:
        return {}
    rows = visible_units(person).filter(pk__in=ids).values_list("pk", "published__minutes", "published__theme_id")
    return {pk: UnitFacts(minutes, theme) for pk, minutes, theme in rows}


def rows_of(paths: QuerySet[Path], person=None) -> list[PathRow]:
    """Rows of these paths (two queries), in their order."""
    found = list(
        paths.values_list(
            "pk", "uuid", "slug", "published__title", "published__summary", "published__group_keys", "published__licence", "owner__name",
            "published__outline", "published__number",
        )
    )
    facts = unit_facts({pk for row in found for pk in outline_ids(row[8])}, person)
    rows = []
    for pk, uuid, slug, title, summary, groups, licence, owner, outline, number in found:
        ids = outline_ids(outline)
        open_facts = {i: facts[i] for i in ids if i in facts}
        rows.append(
            PathRow(
                path_id=pk, uuid=str(uuid), slug=slug, title=title, summary=summary, target_groups=groups, licence=licence, owner=owner,
                unit_ids=ids, open_ids=frozenset(open_facts), minutes=sum(f.minutes for f in open_facts.values()),
                theme_ids=frozenset(f.theme_id for f in open_facts.values()), version=number,
            )
        )
    return rows


def outline_ids(outline: list) -> tuple[int, ...]:
    """Unit ids of a version's outline, in order."""
    return tuple(step[0] for stage in outline for step in stage["steps"])


def path_rows(*, target_group: str = "", theme=None, minutes: int | None = None, ids: Iterable[int] | None = None, person=None) -> list[PathRow]:
    """Rows of published paths, newest first. `minutes`: at most this long in all."""
    paths = visible_paths(person)
    if ids is not None:
        paths = paths.filter(pk__in=set(ids))
    if target_group:
        paths = paths.filter(published__target_groups__key=target_group)
    if theme is not None:
        paths = paths.filter(published__steps__unit__published__theme=theme).distinct()
    rows = rows_of(paths.order_by("-published__published_at", "-pk"), person)
    return [row for row in rows if minutes is None or row.minutes <= minutes]


def paths_of_theme(theme, person=None) -> list[PathRow]:
    """Paths with at least one readable unit in the theme; those with most of it first."""
    rows = [row for row in path_rows(theme=theme, person=person) if theme.pk in row.theme_ids]
    return sorted(rows, key=lambda row: row.slug)


def paths_with_unit(unit_ids: Iterable[int], person=None) -> dict[int, list[tuple[int, str, LanguageText]]]:
    """unit id -> (path id, slug, title) of the published paths that it stands on; one query."""
    found = visible_paths(person).filter(published__steps__unit__in=set(unit_ids)).order_by("pk")
    out: dict[int, list[tuple[int, str, LanguageText]]] = {}
    for unit, pk, slug, title in found.values_list("published__steps__unit_id", "pk", "slug", "published__title"):
        out.setdefault(unit, []).append((pk, slug, title))
    return out
