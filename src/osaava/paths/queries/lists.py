"""Paths in lists: light rows, kept in memory where everyone may read them (see `units.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from osaava.base.language import LanguageText
from osaava.library.api import Licence
from osaava.network.api import memberships_of
from osaava.paths.models import Path
from osaava.paths.queries.units import remembered, unit_facts


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


_COLUMNS = (
    "published__published_at", "pk", "uuid", "slug", "published__title", "published__summary", "published__group_keys", "published__licence",
    "owner__name", "published__outline", "published__number",
)  # fmt: skip


def rows_of(paths: QuerySet[Path], person=None) -> list[PathRow]:
    """Rows of these paths, in their order; one query."""
    return _rows(list(paths.values_list(*_COLUMNS)), person)


def _rows(found: list[tuple], person) -> list[PathRow]:
    facts = unit_facts({pk for row in found for pk in outline_ids(row[9])}, person)
    rows = []
    for _at, pk, uuid, slug, title, summary, groups, licence, owner, outline, number in found:
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


def _shared() -> tuple[list[tuple], bool]:
    """Raw rows of the paths that everyone may read, and whether there are others; kept in memory until shared content changes."""
    published = Path.objects.filter(published__isnull=False, withdrawn_at=None)
    return remembered(
        "paths",
        lambda: (
            list(published.exclude(published__licence=Licence.OWN_ORGANISATION).values_list(*_COLUMNS)),
            published.filter(published__licence=Licence.OWN_ORGANISATION).exists(),
        ),
    )


def outline_ids(outline: list) -> tuple[int, ...]:
    """Unit ids of a version's outline, in order."""
    return tuple(step[0] for stage in outline for step in stage["steps"])


def path_rows(*, target_group: str = "", theme=None, minutes: int | None = None, ids: Iterable[int] | None = None, person=None) -> list[PathRow]:
    """Rows of published paths, newest first. `minutes`: at most this long in all. One query at most, for an organisation's own paths."""
    found, others = _shared()
    if others and getattr(person, "is_authenticated", False):
        own = visible_paths(person).filter(published__licence=Licence.OWN_ORGANISATION)
        found = found + list(own.values_list(*_COLUMNS))
    wanted = None if ids is None else set(ids)
    rows = _rows(sorted(found, key=lambda row: (row[0], row[1]), reverse=True), person)
    return [
        row
        for row in rows
        if (wanted is None or row.path_id in wanted)
        and (not target_group or target_group in row.target_groups)
        and (theme is None or theme.pk in row.theme_ids)
        and (minutes is None or row.minutes <= minutes)
    ]


@dataclass(frozen=True)
class PathOutline:
    """What a learner's pages need of a path they are on."""

    slug: str
    title: LanguageText
    unit_ids: tuple[int, ...]
    version: int


def outlines(ids: Iterable[int], person=None) -> dict[int, PathOutline]:
    """id -> outline of the paths among `ids` that the person may read. One query at most, for an organisation's own paths."""
    wanted = set(ids)
    found, others = _shared()
    if others and getattr(person, "is_authenticated", False):
        found = found + list(visible_paths(person).filter(pk__in=wanted, published__licence=Licence.OWN_ORGANISATION).values_list(*_COLUMNS))
    return {row[1]: PathOutline(row[3], row[4], tuple(outline_ids(row[9])), row[10]) for row in found if row[1] in wanted}


def paths_of_theme(theme, person=None) -> list[PathRow]:
    """Paths with at least one readable unit in the theme, in the order of their addresses."""
    return sorted(path_rows(theme=theme, person=person), key=lambda row: row.slug)


def paths_with_unit(unit_ids: Iterable[int], person=None) -> dict[int, list[tuple[int, str, LanguageText]]]:
    """unit id -> (path id, slug, title) of the published paths that it stands on; one query."""
    found = visible_paths(person).filter(published__steps__unit__in=set(unit_ids)).order_by("pk")
    out: dict[int, list[tuple[int, str, LanguageText]]] = {}
    for unit, pk, slug, title in found.values_list("published__steps__unit_id", "pk", "slug", "published__title"):
        out.setdefault(unit, []).append((pk, slug, title))
    return out
