"""News of learning, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitCompleted:
    """A person marked a unit as completed."""

    person_id: int
    unit_id: int
    version: int
    path_id: int | None


@dataclass(frozen=True)
class UnitCompletionUndone:
    """A person took their mark back."""

    person_id: int
    unit_id: int


@dataclass(frozen=True)
class PathCompleted:
    """The last open unit of a path that the person is on was completed."""

    person_id: int
    path_id: int
    path_version: int


@dataclass(frozen=True)
class QuizAnswered:
    """A person's answer to a question of a unit was judged."""

    person_id: int
    unit_id: int
    block: str
    correct: bool


@dataclass(frozen=True)
class PersonalPathPlanned:
    """A person's own path was planned, or planned anew and became another."""

    person_id: int
