"""What authors read: drafts, versions, and a version as plain data."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils.text import slugify

from osaava.base.access import Permission
from osaava.library import rules
from osaava.library.data import CompetenceStep, LevelNeed, TextData, UnitData
from osaava.library.enums import Licence
from osaava.library.markdown.front_matter import clean_source
from osaava.library.models import Unit, UnitSlug, UnitVersion
from osaava.library.queries.lists import visible_q
from osaava.network.api import is_coordinator, memberships_of, organisations_where, themes_where

RESERVED_SLUGS = frozenset({"uusi", "ny", "new", "versiot", "tarkista"})
"""Addresses that pages of the library itself use."""


def version_data(version: UnitVersion) -> UnitData:
    """A stored version as plain data: what forms are filled with and what export writes."""
    unit = Unit.objects.select_related("owner").get(pk=version.unit_id)
    others = version.other_themes.order_by("number").values_list("key", flat=True)
    return UnitData(
        slug=unit.slug,
        primary=version.primary_language,
        texts={
            text.language: TextData(title=text.title, summary=text.summary, outcomes=text.outcomes, blocks=text.blocks)
            for text in sorted(version.texts.all(), key=lambda t: ("fi", "sv", "en").index(t.language))
        },
        themes=[version.theme.key, *others] if version.theme else [],
        target_groups=list(version.group_keys),
        competences=[
            CompetenceStep(c.competence.key, c.from_level, c.to_level) for c in version.competences.select_related("competence").order_by("pk")
        ],
        minutes=version.minutes,
        required_units=list(unit.prerequisites.order_by("pk").values_list("required__slug", flat=True)),
        required_levels=[
            LevelNeed(n.competence.key, n.level) for n in version.competence_prerequisites.select_related("competence").order_by("pk")
        ],
        licence=version.licence,
        owner=unit.owner.key,
        authors=list(version.authors),
        contributors=list(version.contributors),
        review_by=version.review_by,
        source=clean_source(version.source) if version.source else None,  # PostgreSQL keeps keys in an order of its own
        files=dict(version.files.order_by("pk").values_list("name", "media_id")),
    )


def free_slug(title: str) -> str:
    """An address made of the title that no unit has or had."""
    plain = title.lower().replace("å", "a").replace("ä", "a").replace("ö", "o")
    base = slugify(unicodedata.normalize("NFKD", plain))[:50].strip("-_").replace("_", "-") or "osio"
    base = "-".join(part for part in base.split("-") if part)
    taken = set(Unit.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= set(UnitSlug.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def units_to_write(person) -> QuerySet[Unit]:
    """Units that the person may edit: in their themes, and what stays inside an organisation they may edit (goes with `rules.may_write`)."""
    mine = memberships_of(person).order_by().values("organisation_id")
    inside = Q(draft__licence=Licence.OWN_ORGANISATION)
    themes = Q() if is_coordinator(person) else Q(draft__theme_id__in=themes_where(person, Permission.UNIT_WRITE))
    editable = organisations_where(person, Permission.ORGANISATION_EDIT).order_by().values("pk")
    return Unit.objects.filter((~inside & themes) | (inside & Q(owner_id__in=mine) & (themes | Q(owner_id__in=editable))))


def units_to_require(person, unit: Unit | None = None) -> QuerySet[Unit]:
    """Units that the person may name as prerequisites: those they may read or edit, and those already named."""
    if person is None:
        return Unit.objects.all()
    condition = visible_q(person) | Q(pk__in=units_to_write(person).order_by().values("pk"))
    if unit is not None:
        condition |= Q(pk__in=unit.prerequisites.order_by().values("required_id"))
    return Unit.objects.filter(condition)


def unit_by_slug(slug: str) -> Unit | None:
    """The unit with this address, with its draft and owner; for the system itself (import), which asks nobody."""
    return Unit.objects.filter(slug=slug).select_related("owner", "draft").first()


def units_for_export(*, drafts: bool = False) -> Iterator[UnitVersion]:
    """Published versions of all units that are in sight (or every unit's newest draft), in order of address."""
    units = Unit.objects.order_by("slug") if drafts else Unit.objects.filter(published__isnull=False, withdrawn_at=None).order_by("slug")
    for unit in units.select_related("draft__theme", "published__theme").iterator(chunk_size=200):
        if version := unit.draft if drafts else unit.published:
            yield version


def unit_for_author(person, slug: str, *, publish: bool = False) -> Unit:
    """The unit for someone who may write it, else 404. Its draft and owner come along."""
    unit = Unit.objects.filter(slug=slug).select_related("owner", "draft__theme", "published__theme").first()
    if unit is None or unit.draft is None:
        raise Http404
    check = rules.may_publish if publish else rules.may_write
    if person is None or not check(person, theme=unit.draft.theme, licence=unit.draft.licence, owner=unit.owner):
        raise Http404
    return unit


def versions_of(unit: Unit) -> QuerySet[UnitVersion]:
    """All versions of a unit, newest first, with who saved them."""
    return unit.versions.select_related("created_by").order_by("-number")


def version_of(unit: Unit, number: int) -> UnitVersion:
    """One version of this unit, or 404. Never another unit's."""
    found = unit.versions.select_related("theme", "created_by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def drafts_ahead(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Among these units, those whose draft is not what everyone sees."""
    return units.filter(Q(published=None) | ~Q(draft_id=F("published_id")))
