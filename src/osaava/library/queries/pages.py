"""One unit as a page: everything the template prints, fetched with the check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import F, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base.language import LANGUAGES, current_language
from osaava.base.remembered import remembered
from osaava.library import rules
from osaava.library.enums import Licence, TextStatus
from osaava.library.models import Unit, UnitSlug, UnitText, UnitVersion
from osaava.library.queries.files import FileLink, file_links
from osaava.library.queries.lists import reader, visible_q
from osaava.network.api import is_member
from osaava.themes.api import Theme, all_competences, all_target_groups, all_themes

LICENCE_ADDRESSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True)
class LanguageState:
    """One language the unit exists in."""

    code: str
    status: str
    is_outdated: bool


@dataclass(frozen=True)
class LinkedUnit:
    """A unit to link to, with the language its title is really in."""

    slug: str
    title: str
    language: str


@dataclass
class UnitPage:
    """A version of a unit in one language."""

    unit: Unit
    version: UnitVersion
    text: UnitText
    language: str
    blocks: list[dict]
    theme: Theme
    other_themes: list
    competences: list
    target_groups: list
    prerequisites: list[LinkedUnit]
    required_levels: list
    authors: list[str]
    licence: str
    licence_name: str
    licence_url: str
    attribution: str
    languages: list[LanguageState]
    files: dict[str, FileLink]
    level: int | None
    minutes: int
    newer_version: UnitVersion | None = None
    is_outdated: bool = False
    is_preview: bool = False
    extra: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Canonical address in the active language."""
        return reverse("library:unit", args=[self.unit.slug])


def current_slug(old: str) -> str | None:
    """The present address of a unit that used to have this one."""
    return UnitSlug.objects.filter(slug=old).values_list("unit__slug", flat=True).first()


def attribution(version: UnitVersion, title: str, owner_name: str) -> str:
    """The line that a reuser copies: title, authors, owner, licence."""
    authors = ", ".join(version.authors) or owner_name
    names = authors if owner_name in version.authors or not version.authors else f"{authors} ({owner_name})"
    licence = Licence(version.licence).label if version.licence else ""
    line = f"“{title}”, {names}, {licence}"
    if version.source and (work := version.source.get("title")):
        facts = ", ".join(part for part in (work, version.source.get("authors"), version.source.get("licence")) if part)
        line += ". " + _("Adapted from: %(work)s") % {"work": facts}
    return line


def _visible_unit(slug: str, person) -> Unit:
    unit = Unit.objects.select_related("owner", "published").filter(visible_q(person), slug=slug).first()
    if unit is None:
        raise Http404
    return unit


def unit_page(slug: str, language: str | None = None, person=None, version: int | None = None) -> UnitPage:
    """The page of a published unit, or Http404. `version`: an older published one, whose page says that a newer one exists."""
    if version is None and reader(person) is None:
        page = remembered(("library.unit_page", slug, language), lambda: _published_page(slug, language, None, None))
        return replace(page, extra={})  # the caller's own copy
    return _published_page(slug, language, person, version)


def _published_page(slug: str, language: str | None, person, version: int | None) -> UnitPage:
    unit = _visible_unit(slug, person)
    shown, newer = unit.published, None
    if version is not None and version != shown.number:
        shown = unit.versions.filter(number=version, published_at__isnull=False).first()
        if shown is None or (rules.stays_inside(shown.licence) and not (person and is_member(person, unit.owner))):
            raise Http404
        newer = unit.published if unit.published.number > shown.number else None
    return page_of(unit, shown, language, person=person, newer=newer)


def page_of(unit: Unit, version: UnitVersion, language: str | None = None, *, person=None, newer=None, is_preview: bool = False) -> UnitPage:
    """The page of any version: for `unit_page` and for previews, whose callers have checked access."""
    language = language or current_language()
    texts = {t.language: t for t in version.texts.filter(language__in={language, version.primary_language})}
    text = texts.get(language) or texts[version.primary_language]
    outline, states = version.outline, version.outline["states"]
    known = {c.key: c for c in all_competences()} if outline["competences"] or outline["levels"] else {}
    themes = {t.key: t for t in all_themes()}
    licence = Licence(version.licence) if version.licence else None
    return UnitPage(
        unit=unit,
        version=version,
        text=text,
        language=text.language,
        blocks=text.blocks,
        theme=themes[outline["themes"][0]] if outline["themes"] else None,
        other_themes=[themes[key] for key in outline["themes"][1:]],
        competences=[{"competence": known[key], "from_level": first, "to_level": last} for key, first, last in outline["competences"]],
        target_groups=[group for group in all_target_groups() if group.key in version.group_keys],
        prerequisites=_prerequisites(unit, language, person) if unit.depth else [],  # at depth 0 nothing is required
        required_levels=[{"competence": known[key], "level": level} for key, level in outline["levels"]],
        authors=version.authors,
        licence=version.licence,
        licence_name=str(licence.label) if licence else "",
        licence_url=LICENCE_ADDRESSES.get(version.licence, ""),
        attribution=attribution(version, text.title, unit.owner.name),
        languages=[LanguageState(c, states[c], states[c] == TextStatus.OUTDATED) for c in LANGUAGES if c in states],
        files=file_links(version) if outline["files"] else {},
        level=version.level,
        minutes=version.minutes,
        newer_version=newer,
        is_outdated=text.status == TextStatus.OUTDATED,
        is_preview=is_preview,
    )


def _prerequisites(unit: Unit, language: str, person) -> list[LinkedUnit]:
    """Units recommended before this one that the person may read; one query."""
    required = Unit.objects.filter(visible_q(person), required_by__unit=unit).order_by().values("published_id")
    texts = UnitText.objects.filter(Q(language=language) | Q(language=F("version__primary_language")), version_id__in=required)
    found: dict[str, LinkedUnit] = {}
    for slug, title, code in texts.order_by("version__published_of__slug").values_list("version__published_of__slug", "title", "language"):
        if slug not in found or code == language:
            found[slug] = LinkedUnit(slug, title, code)
    return list(found.values())


def published_versions_of(unit: Unit, person=None) -> list[UnitVersion]:
    """Versions of the unit that were published and that this person may read, newest first."""
    found = unit.versions.filter(published_at__isnull=False).order_by("-number")
    if not (person and getattr(person, "is_authenticated", False) and is_member(person, unit.owner)):
        found = found.exclude(licence=Licence.OWN_ORGANISATION)
    return list(found)
