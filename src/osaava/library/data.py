"""A unit as plain values: what forms, Markdown files and operations hand to each other.

Everything is named by its stable key (theme, target group, competence, organisation, required unit), so the same data fits another
installation. The only numbers of this installation are in `files`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass
class CompetenceStep:
    """A competence that the unit develops, from one level to another."""

    key: str
    from_level: int
    to_level: int


@dataclass
class LevelNeed:
    """A level of a competence that the reader should have before the unit."""

    key: str
    level: int


@dataclass
class TextData:
    """One language: title, summary, outcomes and blocks (`library.blocks`)."""

    title: str = ""
    summary: str = ""
    outcomes: list[str] = field(default_factory=list)
    blocks: list[dict] = field(default_factory=list)


@dataclass
class UnitData:
    """A whole unit. `themes[0]` is its house. `files`: name used by the blocks -> id of a stored `MediaFile`."""

    slug: str = ""
    primary: str = "fi"
    texts: dict[str, TextData] = field(default_factory=dict)
    themes: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)
    competences: list[CompetenceStep] = field(default_factory=list)
    minutes: int = 10
    required_units: list[str] = field(default_factory=list)
    required_levels: list[LevelNeed] = field(default_factory=list)
    licence: str = ""
    owner: str = ""
    authors: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    review_by: date | None = None
    source: dict | None = None
    files: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Something to put right, in words for the author. `block` is the place in the list of blocks, from 0."""

    message: str
    field: str = ""
    language: str = ""
    block: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        return self.message
