"""What may be shown: every figure is either a `Value` or a `Refusal`, and nothing else leaves the anonymity module.

All numbers here are already rounded. Pages, documents, tables, texts and the interface for programs print these objects; they calculate nothing
from answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ALL = "all"
"""Key of the whole organisation in place of a group."""
OTHERS = "others"
"""Key of the groups that are too small to be shown and are counted together."""


class Level(StrEnum):
    """How far figures are gathered."""

    ITEM = "item"
    COMPETENCE = "competence"
    THEME = "theme"


class Reason(StrEnum):
    """Why a figure is not shown. The reasons never tell small numbers and like answers apart where that would tell an answer."""

    TOO_FEW = "too_few"
    """Fewer people than the threshold answered in this group."""
    PROTECTED = "protected"
    """Too few answers to this question, or answers so alike that one could be read out of them; which of the two is not said."""
    NOT_COVERED = "not_covered"
    """The groups that can be shown are less than half of the people asked, so they do not speak for the organisation."""
    NOT_ASKED = "not_asked"
    """The question is not put to this group."""
    TOO_FEW_ORGANISATIONS = "too_few_organisations"
    """Fewer organisations than the threshold; or one of them could be worked out by the others together."""
    NOTHING_TO_COMPARE = "nothing_to_compare"
    """No earlier round, or none of its figures on the same questions can be shown."""


@dataclass(frozen=True)
class Refusal:
    """A figure that is not shown. `n` says how many in words that tell nothing: "0", "1-4", "under 5" or ""."""

    reason: Reason
    threshold: int = 0
    n: str = ""


@dataclass(frozen=True)
class Interval:
    """Where the figure of the whole staff would lie, at 95 %; two decimals, on the scale 1 to 5 (changes: -4 to 4)."""

    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """Difference to the earlier round over the questions that both rounds show; one decimal. `items` counts these questions."""

    value: float
    interval: Interval
    previous: float
    items: int


@dataclass(frozen=True)
class Count:
    """How many, coarsely: `value` is exact only where `exact`; `at_least` marks the open top."""

    value: int
    exact: bool = False
    at_least: bool = False


@dataclass(frozen=True)
class Shares:
    """Answers 1–2, 3 and 4–5 in per cent, rounded to tens; 10 means "at most 10" and 90 "at least 90". Only from twenty answers."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Value:
    """A figure that may be shown.

    `mean` has one decimal. `n` counts answers (item) or people who answered something in it (competence, theme, organisation: summed over the
    groups in `groups`). `items` are the question keys it is made of. `rests_on_few` marks fewer than ten answers. `level` is the nearest
    described level, 1 to 5.
    """

    mean: float
    n: int
    interval: Interval
    level: int
    groups: tuple[str, ...]
    items: tuple[str, ...]
    rests_on_few: bool = False
    dont_know: Count | None = None
    not_applicable: Count | None = None
    shares: Shares | None = None
    change: Change | Refusal = field(default_factory=lambda: Refusal(Reason.NOTHING_TO_COMPARE))


Cell = Value | Refusal


@dataclass(frozen=True)
class GroupCard:
    """A group of the round: `respondents` is exact from five ("62"), otherwise "0" or "1-4". `shown_in` is its own key, OTHERS, or "" for nowhere."""

    key: str
    headcount: int
    respondents: str
    shown_in: str
    headcount_too_small: bool = False


@dataclass(frozen=True)
class Band:
    """Benchmark of one figure: organisations counted once each. `low` and `high` enclose the middle half; `step` is the rounding, in scale points."""

    organisations: int
    mean: float | None
    low: float | None
    median: float | None
    high: float | None
    step: float
    classes: tuple[str, ...] = ()


class FindingKind(StrEnum):
    """What a finding names."""

    DIVERGENCE = "divergence"
    CHANGE = "change"
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True)
class Finding:
    """A difference that chance alone would hardly make (family-wise 5 %). Values are published figures; `groups` are the two compared."""

    kind: FindingKind
    theme: str
    value: float
    against: float | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """What is wanted. Nothing asked for here can widen what is shown; it only saves work."""

    levels: tuple[Level, ...] = (Level.THEME, Level.COMPETENCE, Level.ITEM)
    findings: bool = True


@dataclass(frozen=True)
class Published:
    """Everything one closed round shows. `cells` maps (level, key, group or ALL or OTHERS) to a figure or a refusal."""

    round: str
    organisation: str
    closed_on: date
    instrument: str
    version: int
    size_class: str
    respondents: str
    headcount: int
    groups: tuple[GroupCard, ...]
    cells: Mapping[tuple[Level, str, str], Cell]
    findings: tuple[Finding, ...] = ()
    bands: Mapping[tuple[Level, str], Mapping[str, Band | Refusal]] = field(default_factory=dict)

    def cell(self, level: Level | str, key: str, group: str = ALL) -> Cell:
        """One figure or the reason why it is not shown; KeyError for what the round does not have."""
        return self.cells[(Level(level), key, group)]

    def values(self, level: Level | str, group: str = ALL) -> Iterator[tuple[str, Value]]:
        """The figures of one level and group that may be shown, in the order of the questions."""
        for (at, key, whose), cell in self.cells.items():
            if at == level and whose == group and isinstance(cell, Value):
                yield key, cell

    def columns(self) -> tuple[str, ...]:
        """The groups that have figures of their own, then OTHERS where it exists."""
        return tuple(dict.fromkeys(card.shown_in for card in self.groups if card.shown_in))
