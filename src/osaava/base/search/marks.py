"""Marks: short made-up words that stand in the index beside real ones, so that filters are answered by the index itself.

They contain the digit 0 between letters, which no word of a text has after analysis of ordinary writing, and nobody types.
"""

from __future__ import annotations

import re

from osaava.base.language import LANGUAGES

MINUTES = (("short", 0, 10), ("medium", 11, 15), ("long", 16, 10_000))
"""Steps of the facet minutes: name, from, to."""
FACETS = ("theme", "target_group", "level", "minutes", "language", "licence")
_LETTER = {"theme": "t", "target_group": "g", "level": "v", "minutes": "m", "language": "k", "licence": "c", "kind": "d", "shown": "s"}


def mark(name: str, value: object) -> str:
    """The mark of one value of one facet."""
    return f"x0{_LETTER[name]}0{re.sub(r'[^a-z0-9]', '', str(value).lower())}"


def minutes_step(minutes: int | None) -> str | None:
    """The step that a length falls into."""
    return next((name for name, low, high in MINUTES if minutes is not None and low <= minutes <= high), None)


def shown_in(language: str, languages: list[str]) -> list[str]:
    """Interface languages in which the document of `language` stands for its thing: its own, and those the thing lacks if it is the first."""
    there = [code for code in LANGUAGES if code in languages] or [language]
    lacking = [code for code in LANGUAGES if code not in there]
    return [language, *(lacking if there[0] == language else [])]


def facet_values(entry) -> dict[str, list[str]]:
    """Values of every facet of one entry."""
    step = minutes_step(entry.minutes)
    return {
        "theme": list(entry.themes),
        "target_group": list(entry.target_groups),
        "level": [str(entry.level)] if entry.level else [],
        "minutes": [step] if step else [],
        "language": list(entry.languages),
        "licence": [entry.licence] if entry.licence else [],
    }


def marks_of(entry) -> list[str]:
    """All marks of one entry."""
    found = [mark(name, value) for name, values in facet_values(entry).items() for value in values]
    found.append(mark("kind", entry.kind))
    return found + [mark("shown", code) for code in shown_in(entry.language, entry.languages)]
