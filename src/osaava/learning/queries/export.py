"""A person's own learning as plain values: for the copy they may take with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django_scopes import scope

from osaava.learning.models import Answer, Completion, Enrolment
from osaava.paths.api import rows_for


@dataclass(frozen=True)
class CompletionLine:
    """One completion, also one that was taken back."""

    unit: str
    slug: str
    version: int
    language: str
    path: str
    completed_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True)
class PathLine:
    """One path the person is or was on."""

    path: str
    slug: str
    started_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class AnswerLine:
    """One answer of the person."""

    unit: str
    slug: str
    block: str
    value: object
    correct: bool | None
    tries: int
    answered_at: datetime


@dataclass(frozen=True)
class LearningRecord:
    """Everything a person did, the latest first."""

    completions: list[CompletionLine]
    paths: list[PathLine]
    answers: list[AnswerLine]


def learning_record(person, language: str) -> LearningRecord:
    """The person's own learning. Units that are gone keep their slug as name."""
    with scope(person=person):
        done = list(
            Completion.objects.order_by("-completed_at", "-pk").values_list(
                "unit_id", "unit__slug", "version", "language", "path__published__title", "completed_at", "undone_at"
            )
        )
        paths = list(Enrolment.objects.order_by("-started_at", "-pk").values_list("path__published__title", "path__slug", "started_at", "left_at"))
        answers = list(
            Answer.objects.order_by("-answered_at", "-pk").values_list("unit_id", "unit__slug", "block", "value", "correct", "tries", "answered_at")
        )
    rows = rows_for({row[0] for row in [*done, *answers]}, language, person)

    def title(pk: int, slug: str) -> str:
        return rows[pk].title if pk in rows else slug

    return LearningRecord(
        completions=[CompletionLine(title(pk, slug), slug, v, lang, str(path or ""), at, undone) for pk, slug, v, lang, path, at, undone in done],
        paths=[PathLine(str(name or slug), slug, started, left) for name, slug, started, left in paths],
        answers=[AnswerLine(title(pk, slug), slug, block, value, ok, tries, at) for pk, slug, block, value, ok, tries, at in answers],
    )
