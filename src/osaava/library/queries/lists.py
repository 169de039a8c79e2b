"""Units in lists: light rows, two queries however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from osaava.base.remembered import remembered
from osaava.library.enums import Licence
from osaava.library.models import Unit, UnitCompetence, UnitText
from osaava.network.api import memberships_of
from osaava.themes.api import all_themes

ORDERS = {
    "newest": ("-published__published_at", "-pk"),
    "title": ("published__title", "pk"),
    "minutes": ("published__minutes", "published__title", "pk"),
    "level": ("published__level", "published__title", "pk"),
}


@dataclass(frozen=True)
class UnitRow:
    """What a list shows of a unit. `language` is the one that `title` and `summary` are really in."""

    unit_id: int
    uuid: str
    slug: str
    title: str
    summary: str
    language: str
    minutes: int
    level: int | None
    theme_number: int
    theme_key: str
    licence: str
    languages: list[str]
    changed_on: date
    target_groups: list[str] = field(default_factory=list)
    version: int = 1
    withdrawn: bool = False


def _is_person(person) -> bool:
    return getattr(person, "is_authenticated", False)


def visible_q(person=None) -> Q:
    """Published, not withdrawn, and not another organisation's own material."""
    condition = Q(published__isnull=False, withdrawn_at=None)
    everyones = ~Q(published__licence=Licence.OWN_ORGANISATION)
    if not _is_person(person):
        return condition & everyones
    return condition & (everyones | Q(owner_id__in=memberships_of(person).order_by().values("organisation_id")))


def reader(person):
    """The person for whom units must be asked for; None for those who may read just what everyone may. At most one query.

    Few people belong to an organisation that keeps units to itself; for all others one answer serves everyone (`base.remembered`).
    """
    if not _is_person(person):
        return None
    owners = remembered("library.owners_of_own_units", _owners_of_own_units)
    return person if owners and memberships_of(person).filter(organisation_id__in=owners).exists() else None


def _owners_of_own_units() -> frozenset[int]:
    inside = Unit.objects.filter(published__isnull=False, withdrawn_at=None, published__licence=Licence.OWN_ORGANISATION)
    return frozenset(inside.values_list("owner_id", flat=True))


def visible_units(person=None) -> QuerySet[Unit]:
    """Units that this person (None: a visitor) may read."""
    return Unit.objects.filter(visible_q(person))


def _filtered(theme, group, level, minutes, language, licence, person) -> QuerySet[Unit]:
    found = visible_units(person)
    if theme is not None:
        found = found.filter(published__theme=theme)
    if group:
        found = found.filter(published__target_groups__key=group)
    if level:
        found = found.filter(published__level=level)
    if minutes:
        found = found.filter(published__minutes__lte=minutes)
    if language:
        found = found.filter(published__texts__language=language)
    if licence:
        found = found.filter(published__licence=licence)
    return found


def count_units(theme=None, *, group="", level=None, minutes=None, language="", licence="", person=None) -> int:
    """How many units `published_units` has with the same filters."""
    filters, who = (theme, group, level, minutes, language, licence), reader(person)
    if who is None:
        return remembered(("library.count_units", *_plain(filters)), lambda: _filtered(*filters, None).count())
    return _filtered(*filters, who).count()


def published_units(
    theme=None, *, shown_in: str = "fi", group="", level=None, minutes=None, language="", licence="", person=None,
    order: str = "newest", offset: int = 0, limit: int | None = None,
) -> list[UnitRow]:
    """Rows of published units. `shown_in`: language of the titles; the other arguments narrow the list."""
    filters, who = (theme, group, level, minutes, language, licence), reader(person)

    def rows() -> list[UnitRow]:
        units = _filtered(*filters, who).order_by(*ORDERS.get(order, ORDERS["newest"]))
        return _rows(units[offset : offset + limit if limit is not None else None], shown_in)

    if who is None and limit is not None:
        return list(remembered(("library.published_units", *_plain(filters), shown_in, order, offset, limit), rows))
    return rows()


def _plain(filters: tuple) -> tuple:
    return (filters[0].pk if filters[0] is not None else None, *filters[1:])


def units_by_ids(ids: Iterable[int], language: str = "fi", *, person=None, with_withdrawn: bool = False) -> dict[int, UnitRow]:
    """id -> row for the units among `ids` that the person may read; two queries. `with_withdrawn` also gives units taken out of sight."""
    if not isinstance(ids, QuerySet):
        ids = list(ids)
        if not ids:
            return {}
    condition = visible_q(person)
    if with_withdrawn:
        condition = Q(published__isnull=False) & (~Q(published__licence=Licence.OWN_ORGANISATION) | condition)
    return {row.unit_id: row for row in _rows(Unit.objects.filter(condition, pk__in=ids), language)}


def _rows(units: QuerySet[Unit], language: str) -> list[UnitRow]:
    values = list(
        units.values_list(
            "pk", "uuid", "slug", "withdrawn_at", "published_id", "published__number", "published__primary_language", "published__minutes",
            "published__level", "published__theme_id", "published__licence", "published__languages", "published__group_keys",
            "published__published_at",
        )
    )
    texts = _texts([value[4] for value in values], language) if values else {}
    themes = {theme.pk: theme for theme in all_themes()}
    rows = []
    for pk, uuid, slug, withdrawn, version, number, primary, minutes, level, theme_id, licence, languages, groups, published_at in values:
        shown = language if (version, language) in texts else primary
        title, summary = texts.get((version, shown), ("", ""))
        rows.append(
            UnitRow(
                unit_id=pk, uuid=str(uuid), slug=slug, title=title, summary=summary, language=shown, minutes=minutes, level=level,
                theme_number=themes[theme_id].number, theme_key=themes[theme_id].key, licence=licence, languages=languages,
                changed_on=timezone.localtime(published_at).date(), target_groups=groups, version=number, withdrawn=withdrawn is not None,
            )
        )
    return rows


def _texts(versions: list[int], language: str) -> dict[tuple[int, str], tuple[str, str]]:
    found = UnitText.objects.filter(Q(language=language) | Q(language=F("version__primary_language")), version_id__in=versions)
    return {(v, code): (title, summary) for v, code, title, summary in found.values_list("version_id", "language", "title", "summary")}


def published_unit_ids_by_theme(person=None) -> dict[int, list[int]]:
    """Theme id -> ids of its published units, newest first; one query."""
    out: dict[int, list[int]] = {}
    for theme_id, pk in visible_units(person).order_by("-first_published_at", "-pk").values_list("published__theme_id", "pk"):
        out.setdefault(theme_id, []).append(pk)
    return out


def published_steps(person=None) -> list[tuple[int, str, int, int]]:
    """(unit id, competence key, from level, to level) of everything that the published units develop; one query."""
    rows = UnitCompetence.objects.filter(version__in=visible_units(person).order_by().values("published_id"))
    return list(rows.order_by("version__unit_id", "competence_id").values_list("version__unit_id", "competence__key", "from_level", "to_level"))
