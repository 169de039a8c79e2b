"""What the built-in suggester learns from: published units as their authors filed them, and the vocabulary's own words."""

from __future__ import annotations

from collections.abc import Iterator

from osaava.exchange.suggesting.model import Lesson, title_and_text
from osaava.exchange.suggesting.terms import Terms
from osaava.library.api import PublishedText, plain_text, published_texts
from osaava.themes.api import all_competences, all_target_groups, all_themes

_SEED = 3.0
"""What a competence's own text counts beside a published unit. Between 2.5 and 4 the figures of `osaava bench suggesting` hardly differ."""


def unit_lesson(text: PublishedText) -> Lesson:
    """A published unit as a lesson."""
    words = title_and_text(text.title, "\n".join([text.summary, *text.outcomes, plain_text(text.blocks)]))
    labels = {"themes": text.themes, "target_groups": text.target_groups, "competences": text.competences}
    return Lesson(Terms(words, text.language).counts, labels, 1.0, text.slug)


def seed_lessons(language: str) -> Iterator[Lesson]:
    """The vocabulary as lessons: themes by name, competences by name, description and what one sees at each level."""
    for theme in all_themes():
        words = [theme.name.get(language), theme.short_name.get(language), (theme.description or {}).get(language)]
        yield Lesson(Terms(". ".join(filter(None, words)), language).counts, {"themes": [theme.key]}, _SEED, f"theme {theme.key}")
    for competence in all_competences():
        levels = [*(competence.organisation_levels.get(language) or []), *(competence.person_levels.get(language) or [])]
        text = title_and_text(competence.name.get(language) or "", "\n".join([(competence.description or {}).get(language) or "", *levels]))
        labels = {"themes": [competence.theme.key], "competences": [competence.key]}
        yield Lesson(Terms(text, language).counts, labels, _SEED, f"competence {competence.key}")
    for group in all_target_groups():
        words = [group.name.get(language), (group.description or {}).get(language)]
        yield Lesson(Terms(". ".join(filter(None, words)), language).counts, {"target_groups": [group.key]}, 0.3, f"group {group.key}")


def lessons_of(language: str) -> list[Lesson]:
    """Everything there is to learn of one language."""
    units = [unit_lesson(text) for text in published_texts() if text.language == language]
    return [*seed_lessons(language), *units]
