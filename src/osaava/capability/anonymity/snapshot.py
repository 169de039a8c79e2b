"""What a closed round holds: the answers, frozen, without a trace of who gave them.

A snapshot is made once, when the round closes. Its rows are shuffled by the caller; nothing here depends on their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

DONT_KNOW = "dont_know"
NOT_APPLICABLE = "not_applicable"
LOWEST, HIGHEST = 1, 5

Answer = int | str | None
"""1 to 5, DONT_KNOW, NOT_APPLICABLE, or None where the question was skipped or never asked."""


class InvalidSnapshot(ValueError):
    """The rows do not fit the items, or a key is used twice."""


@dataclass(frozen=True)
class ItemRef:
    """One question: its stable key, the competence and the theme it stands for, the groups it is put to (empty: all)."""

    key: str
    competence: str
    theme: str
    groups: tuple[str, ...] = ()

    def is_asked_of(self, group: str) -> bool:
        """Whether the question is put to the group at all (public knowledge: it stands in the instrument)."""
        return not self.groups or group in self.groups


@dataclass(frozen=True)
class GroupRows:
    """One respondent group: how many people work in it, and one tuple of answers (in item order) for each who answered."""

    key: str
    headcount: int
    rows: tuple[tuple[Answer, ...], ...]

    @cached_property
    def given(self) -> tuple[tuple[Answer, ...], ...]:
        """The rows that hold at least one answer; an opened and empty form is nobody's answer."""
        return tuple(row for row in self.rows if any(answer is not None for answer in row))


@dataclass(frozen=True)
class Snapshot:
    """A closed round of one organisation. `size_class` is a key of the caller's fixed order of classes."""

    round: str
    organisation: str
    closed_on: date
    instrument: str
    version: int
    items: tuple[ItemRef, ...]
    groups: tuple[GroupRows, ...]
    size_class: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a closed round (InvalidSnapshot)."""
        for what, keys in (("item", [i.key for i in self.items]), ("group", [g.key for g in self.groups])):
            if len(set(keys)) != len(keys):
                raise InvalidSnapshot(f"The same {what} key stands twice.")
        for group in self.groups:
            if group.key in ("all", "others"):
                raise InvalidSnapshot(f"A group may not be called {group.key!r}; the word names a sum of groups.")
            if group.headcount < 0:
                raise InvalidSnapshot(f"The headcount of {group.key} is negative.")
            for row in group.rows:
                self._check_row(group.key, row)

    def _check_row(self, group: str, row: tuple[Answer, ...]) -> None:
        if len(row) != len(self.items):
            raise InvalidSnapshot(f"A row of {group} has {len(row)} answers to {len(self.items)} questions.")
        for answer in row:
            number = type(answer) is int and LOWEST <= answer <= HIGHEST
            if not (number or answer is None or answer in (DONT_KNOW, NOT_APPLICABLE)):
                raise InvalidSnapshot(f"{answer!r} is no answer.")

    def themes(self) -> Iterator[str]:
        """Theme keys in the order in which they are asked."""
        yield from dict.fromkeys(item.theme for item in self.items)

    def competences(self) -> Iterator[str]:
        """Competence keys in the order in which they are asked."""
        yield from dict.fromkeys(item.competence for item in self.items)
