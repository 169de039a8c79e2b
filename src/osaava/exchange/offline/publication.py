"""What an offline format writes: parts with chapters, each chapter a unit in one language, with the files that it shows.

The chapters are made of what the library and the paths show to the same person, so nothing leaves that could not be read on the campus. A unit that
is missing in the wanted language is left out and named, never silently given in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from osaava.exchange.offline.blocks import body_html
from osaava.library.api import MediaFile, UnitPage, media_bytes, published_units, render_markdown, unit_page, version_data
from osaava.paths.api import path_page
from osaava.themes.api import all_themes


@dataclass
class Chapter:
    """One unit as a page. `files`: name inside the publication -> (bytes, media type)."""

    slug: str
    title: str
    html: str
    minutes: int
    facts: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    credit: str = ""
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)


@dataclass
class Part:
    """Chapters under one heading: a stage of a path, or a house."""

    title: str
    chapters: list[Chapter] = field(default_factory=list)


@dataclass
class Publication:
    """Everything that one file holds. `left_out`: titles of units that do not exist in the language."""

    slug: str
    title: str
    language: str
    identifier: str
    modified: str
    summary: str = ""
    introduction: str = ""
    credit: str = ""
    parts: list[Part] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def chapters(self) -> list[Chapter]:
        """All chapters in order of reading, each once."""
        return list({chapter.slug: chapter for part in self.parts for chapter in part.chapters}.values())


def of_path(slug: str, language: str, *, person=None) -> Publication:
    """A published path with the units that this person may read, or Http404."""
    with override(language):
        page = path_page(slug, language, person=person)
        slugs = {step.unit.slug for step in page.open_steps}
        found = Publication(
            slug=slug, title=page.title, language=language, identifier=f"urn:uuid:{page.path.uuid}", modified=_moment(page.version.published_at),
            summary=page.summary, introduction=render_markdown(page.body, _links_among(slugs)),
            credit=f"“{page.title}”, {page.path.owner.name}, {page.version.get_licence_display()}",
        )  # fmt: skip
        for stage in page.stages:
            title = stage.title.in_language(language)
            part = Part(_("Stage %(number)s: %(title)s") % {"number": stage.number, "title": title} if title else "")
            for step in stage.steps:
                if step.unit:
                    _add(found, part, step.unit, person, slugs, step.pinned)
            found.parts.append(part)
        return found


def of_library(language: str, *, person=None) -> Publication:
    """Every published unit that this person may read, by house."""
    with override(language):
        rows = published_units(shown_in=language, person=person, order="title")
        newest = max((row.changed_on for row in rows), default=None)
        found = Publication(
            slug="osaamiskampus", title=_("Virtual Competence Campus"), language=language, identifier=f"urn:osaava:library:{language}",
            modified=_moment(newest),
        )  # fmt: skip
        for theme in all_themes():
            part = Part(f"{theme.number} {theme.house_name}")
            for row in rows:
                if row.theme_key == theme.key:
                    _add(found, part, row, person, {row.slug for row in rows})
            if part.chapters:
                found.parts.append(part)
        return found


def _add(found: Publication, part: Part, row, person, slugs: set[str], pinned: int | None = None) -> None:
    page = unit_page(row.slug, found.language, person=person, version=pinned)
    if page.text.language == found.language:
        part.chapters.append(_chapter(page, slugs))
    else:
        found.left_out.append(page.text.title)


def _chapter(page: UnitPage, slugs: set[str]) -> Chapter:
    files = _files(page)
    names = {name: f"../media/{stored}" for name, (stored, _content, _mime) in files.items()}
    facts = [
        str(page.theme.house_name), _("%(minutes)s min") % {"minutes": page.minutes}, ", ".join(str(group.name) for group in page.target_groups),
        _("version %(number)s (%(date)s)") % {"number": page.version.number, "date": date_format(page.version.published_at, "SHORT_DATE_FORMAT")},
    ]  # fmt: skip
    return Chapter(
        slug=page.unit.slug, title=page.text.title, html=body_html(page.blocks, names, _links_among(slugs)), minutes=page.minutes,
        facts=[fact for fact in facts if fact], outcomes=list(page.text.outcomes), credit=page.attribution,
        files={stored: (content, mime) for stored, content, mime in files.values()},
    )  # fmt: skip


def _files(page: UnitPage) -> dict[str, tuple[str, bytes, str]]:
    """Name that the blocks use -> (name in the publication, bytes, media type). The same bytes have one name however many units use them."""
    used = {block.get(name) for block in page.blocks for name in ("file", "src", "captions")} - {None, ""}
    wanted = {name: pk for name, pk in version_data(page.version).files.items() if name in used}
    media = MediaFile.objects.in_bulk(wanted.values()) if wanted else {}
    found = {}
    for name, pk in wanted.items():
        suffix = re.search(r"\.[a-z0-9]{1,5}\Z", media[pk].path.lower())
        found[name] = (media[pk].stored_sha256[:24] + (suffix[0] if suffix else ""), media_bytes(pk), media[pk].mime)
    return found


def _links_among(slugs: set[str]) -> Callable[[str, str], str | None]:
    """Links to units of the same publication go to their pages; other links inside the campus become plain words."""
    return lambda kind, slug: f"{slug}.html" if kind == "unit" and slug in slugs else None


def _moment(moment) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else "1970-01-01T00:00:00Z"
