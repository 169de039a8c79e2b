"""What the authoring pages read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext as _

from osaava.base import access
from osaava.base.access import Permission
from osaava.library import blocks as schema
from osaava.library import queries
from osaava.library.enums import OrderState
from osaava.library.models import MediaFile, Unit
from osaava.library.orders import queries as order_queries
from osaava.library.texts import clean_line
from osaava.network.api import Organisation, memberships_of, organisations_where, themes_where
from osaava.themes.api import all_competences, all_themes

PAGE_SIZE, FOUND_MOST, MOST_FILES = 20, 10, 400


@dataclass(frozen=True)
class DraftRow:
    """A unit in the author's list."""

    unit: Unit
    title: str
    theme: object
    lacks: list[str]
    is_public: bool
    is_ahead: bool


def writable_themes(person) -> list:
    """Themes in which the person may write units, in order."""
    found = themes_where(person, Permission.UNIT_WRITE)
    return [theme for theme in all_themes() if theme.pk in found]


def owners_for(person) -> list[Organisation]:
    """Organisations in whose name the person may begin a unit."""
    if access.allows(person, Permission.NETWORK_COORDINATE):
        return list(Organisation.objects.order_by("name"))
    return [membership.organisation for membership in memberships_of(person)]


def may_write_inside(person) -> bool:
    """Whether the person may write material that stays inside some organisation of theirs."""
    return organisations_where(person, Permission.ORGANISATION_EDIT).exists()


def _rows(units) -> list[DraftRow]:
    units = units.select_related("owner", "draft__theme").prefetch_related("draft__texts", "draft__files")
    return [
        DraftRow(
            unit=unit, title=unit.draft.title, theme=unit.draft.theme, lacks=lacks_of(unit.draft),
            is_public=unit.published_id is not None and unit.withdrawn_at is None, is_ahead=unit.draft_id != unit.published_id,
        )
        for unit in units
    ]


def lacks_of(version) -> list[str]:
    """What is missing before publishing, without a query: texts and files are prefetched."""
    found = []
    if not version.theme_id:
        found.append(_("Choose the theme house."))
    if not version.target_group_count:
        found.append(_("Choose who the unit is for."))
    if not version.licence:
        found.append(_("Choose the licence."))
    names = {use.name for use in version.files.all()}
    for text in version.texts.all():
        if text.language == version.primary_language and not text.summary:
            found.append(_("Write the summary."))
        found += [gap.message for gap in schema.gaps(text.blocks, names)]
    return list(dict.fromkeys(found))


def my_drafts(person, most: int = 10) -> list[DraftRow]:
    """The person's own newest saves that others do not see yet."""
    mine = queries.drafts_ahead(queries.units_to_write(person)).filter(draft__created_by=person)
    return _rows(mine.order_by("-draft__created_at")[:most])


def units_page(person, number) -> Page:
    """One page of everything that the person may write, latest saved first."""
    pages = Paginator(queries.units_to_write(person).order_by("-draft__created_at", "-pk"), PAGE_SIZE)
    page = pages.get_page(number)
    page.object_list = cast(Any, _rows(page.object_list))  # a page of rows instead of units
    return page


def requirable(person, unit: Unit | None, slugs: list[str], words: str = "") -> list[tuple[str, str]]:
    """(address, title) of the units named already and of those found by words of their title."""
    allowed, slugs = queries.units_to_require(person, unit), [clean_line(slug) for slug in slugs[:100]]
    named = dict(allowed.filter(slug__in=slugs).values_list("slug", "draft__title"))
    found: list[tuple[str, str]] = []
    if words := clean_line(words)[:100]:
        wanted = Q(draft__title__icontains=words) | Q(slug__icontains=words.lower())
        others = allowed.filter(wanted).exclude(slug__in=slugs).exclude(pk=unit.pk if unit else None)
        found = list(others.order_by("draft__title").values_list("slug", "draft__title")[:FOUND_MOST])
    return [*((slug, named[slug]) for slug in slugs if slug in named), *found]


def files_by_uuid(uuids: list[str], unit: Unit) -> dict[str, MediaFile]:
    """uuid -> file, of those that the unit's versions may use: its owner's and its own earlier ones."""
    wanted = [found for text in uuids[:MOST_FILES] if (found := _uuid(text))]
    mine = Q(owner=unit.owner) | Q(uses__version__unit=unit)
    return {str(media.uuid): media for media in MediaFile.objects.filter(mine, uuid__in=wanted).distinct()} if wanted else {}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None


def files_of(ids: list[int]) -> dict[int, MediaFile]:
    """id -> file."""
    return MediaFile.objects.in_bulk(ids)


def orders_shown(person) -> list:
    """Live work orders of the person's themes, with what the page says of each."""
    orders = order_queries.live_orders_of(person)
    if not orders:
        return []
    known = {c.key: c for c in all_competences()}
    mine = {membership.organisation_id for membership in memberships_of(person)}
    for order in cast(list[Any], orders):
        order.competence, order.mine = known.get(order.competence_key), order.taken_for_id in mine
    return orders


def order_taken_by(person, uuid_text: str):
    """The taken order that a new unit answers, or None when the person's organisations have not taken such a one."""
    try:
        wanted = uuid.UUID(uuid_text)
    except ValueError:
        return None
    mine = [membership.organisation_id for membership in memberships_of(person)]
    return order_queries.work_orders(state=OrderState.TAKEN).filter(uuid=wanted, taken_for_id__in=mine, unit=None).first()


def initial_of(order) -> dict:
    """What a new unit's form begins with for an order."""
    if order is None:
        return {}
    return {"theme": order.theme.key, "target_groups": [order.target_group.key], "language": order.language, "owner": order.taken_for.key}
