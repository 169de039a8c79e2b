"""Whole texts of published units with what their authors said they are about: for whoever compares or learns from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from osaava.library.models import UnitText
from osaava.library.queries.lists import visible_units


@dataclass(frozen=True)
class PublishedText:
    """One language of one published unit. The vocabulary is named by its keys; `themes[0]` is the unit's house."""

    slug: str
    language: str
    title: str
    summary: str
    outcomes: list[str]
    blocks: list[dict]
    themes: list[str]
    target_groups: list[str]
    competences: list[str]


def published_texts(person=None) -> Iterator[PublishedText]:
    """Every language of every published unit that this person (None: every visitor) may read, in a fixed order; two queries."""
    units = visible_units(person)
    slugs = dict(units.values_list("published_id", "slug"))
    texts = UnitText.objects.filter(version__published_of__in=units).select_related("version").order_by("version_id", "language")
    for text in texts.iterator(chunk_size=200):
        version = text.version
        competences = [entry[0] for entry in version.outline["competences"]]
        yield PublishedText(
            slugs[version.pk], text.language, text.title, text.summary, text.outcomes, text.blocks, version.outline["themes"], version.group_keys,
            competences,
        )  # fmt: skip
