"""Every write of learning. `by` is always the learner: nobody writes in another person's name.

All of them are safe to repeat. They leave no row in the audit trail, which tells of privileged acts: what a person learns is theirs.
`at` is for bringing in what happened earlier; pages leave it out.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scope

from osaava.base import clock, facts
from osaava.base.language import current_language
from osaava.learning import queries, rules
from osaava.learning.errors import BadAnswer, NotAvailable, UnknownBlock
from osaava.learning.facts import PathCompleted, QuizAnswered, UnitCompleted, UnitCompletionUndone
from osaava.learning.models import Answer, Completion, Enrolment, LearnerProfile, UnitVisit
from osaava.library.api import Unit, UnitPage, grade, interactive, visible_units
from osaava.paths.api import Path, visible_paths

SAME_VISIT = timedelta(minutes=2)
"""So soon a repeated visit of the same place is not written: each write makes the person's kept pages new."""


@transaction.atomic
def choose_target_group(*, by, target_group) -> LearnerProfile:
    """Remember which target group the learner belongs to (None: not said)."""
    with scope(person=by):
        profile, _created = LearnerProfile.objects.update_or_create(person=by, defaults={"target_group": target_group})
    return profile


@transaction.atomic
def set_visibility(*, by, shows_name: bool) -> LearnerProfile:
    """Say whether the organisation sees the learner's name beside completed paths."""
    with scope(person=by):
        profile, _created = LearnerProfile.objects.update_or_create(person=by, defaults={"shows_name": bool(shows_name)})
    return profile


@transaction.atomic
def enrol(*, by, path: Path, at: datetime | None = None) -> Enrolment:
    """Put the learner on a path, or back on it. What was done before counts."""
    _ensure_path(by, path)
    with scope(person=by):
        now = at or clock.now()
        found, created = Enrolment.objects.get_or_create(person=by, path=path, defaults={"last_used_at": now})
        if created and at is not None:
            Enrolment.objects.filter(pk=found.pk).update(started_at=at)
        if found.left_at is not None:
            found.left_at, found.last_used_at = None, now
            found.save(update_fields=["left_at", "last_used_at"])
    return found


@transaction.atomic
def leave_path(*, by, path: Path, at: datetime | None = None) -> None:
    """Take the learner off a path. Completions and answers stay."""
    with scope(person=by):
        Enrolment.objects.filter(path=path, left_at=None).update(left_at=at or clock.now())


@transaction.atomic
def visit_unit(*, by, unit: Unit, block: str = "", path: Path | None = None, at: datetime | None = None) -> UnitVisit:
    """Remember where the learner is in a unit, so that another device goes on from there."""
    _ensure_unit(by, unit)
    return _visit(by, unit.pk, str(block)[:60], path, at or clock.now())


@transaction.atomic
def save_answer(
    *, by, page: UnitPage, block: str, value, path: Path | None = None, judge: bool = True, at: datetime | None = None
) -> Answer:
    """Store the learner's answer to one block of a unit page (`library.api.unit_page`, which checks access).

    A quiz is judged here, and every try counts; `judge=False` only keeps what is half done. Raises UnknownBlock or BadAnswer.
    """
    found = next((b for b in interactive(page.blocks) if b["id"] == block), None)
    if found is None:
        raise UnknownBlock(block)
    if not rules.fits(found, value):
        raise BadAnswer(block)
    now = at or clock.now()
    correct = grade(found, value) if judge else None
    with scope(person=by):
        answer, created = Answer.objects.select_for_update().get_or_create(
            person=by,
            unit=page.unit,
            block=block,
            defaults={"version": page.version.number, "value": value, "correct": correct, "tries": int(judge), "answered_at": now},
        )
        if not created:
            answer.version, answer.value, answer.correct, answer.answered_at = page.version.number, value, correct, now
            answer.tries += int(judge)
            answer.save(update_fields=["version", "value", "correct", "tries", "answered_at"])
    _visit(by, page.unit.pk, block, path, now)
    if correct is not None:
        facts.publish(QuizAnswered(person_id=by.pk, unit_id=page.unit.pk, block=block, correct=correct))
    return answer


@transaction.atomic
def complete_unit(
    *, by, unit: Unit, language: str = "", path: Path | None = None, version: int | None = None, at: datetime | None = None
) -> Completion:
    """Mark a unit as completed by the learner. Doing it twice is doing it once.

    On a path the learner has never been on, this is also how they come onto it.
    """
    _ensure_unit(by, unit)
    now = at or clock.now()
    with scope(person=by):
        present = Completion.objects.filter(unit=unit, undone_at=None).first()
        if present is not None:
            return present
        if path is not None:
            if queries.path_has_unit(path, unit.pk, by):
                Enrolment.objects.get_or_create(person=by, path=path, defaults={"last_used_at": now})
            else:
                path = None
        completion, created = Completion.objects.get_or_create(
            person=by,
            unit=unit,
            undone_at=None,
            defaults={
                "version": version or queries.version_read(unit),
                "language": (language or current_language())[:2],
                "path": path,
                "completed_at": now,
            },
        )
    if not created:
        return completion
    _visit(by, unit.pk, None, path, now)
    facts.publish(UnitCompleted(person_id=by.pk, unit_id=unit.pk, version=completion.version, path_id=path.pk if path else None))
    for path_id, number in queries.paths_just_completed(by, unit.pk):
        facts.publish(PathCompleted(person_id=by.pk, path_id=path_id, path_version=number))
    return completion


@transaction.atomic
def undo_completion(*, by, unit: Unit, at: datetime | None = None) -> bool:
    """Take the mark back; returns whether there was one. The row stays with its time, so history is true. Works for withdrawn units too."""
    with scope(person=by):
        changed = Completion.objects.filter(unit=unit, undone_at=None).update(undone_at=at or clock.now())
    if changed:
        facts.publish(UnitCompletionUndone(person_id=by.pk, unit_id=unit.pk))
    return bool(changed)


# -- helpers ----------------------------------------------------------------------------------------------------------------------


def _ensure_unit(by, unit: Unit) -> None:
    if not visible_units(by).filter(pk=unit.pk).exists():
        raise NotAvailable


def _ensure_path(by, path: Path) -> None:
    if not visible_paths(by).filter(pk=path.pk).exists():
        raise NotAvailable


def _is_same_visit(last: UnitVisit, unit_id: int, block: str | None, path: Path | None, at: datetime) -> bool:
    """Whether a visit says nothing new: the same place as the person's last one, just now, and no other path used since."""
    place = (unit_id, block or last.block, path.pk if path else last.path_id)
    if (last.unit_id, last.block, last.path_id) != place or not timedelta() <= at - last.visited_at < SAME_VISIT:
        return False
    return path is None or not Enrolment.objects.filter(left_at=None, last_used_at__gt=last.visited_at).exists()


def _visit(by, unit_id: int, block: str | None, path: Path | None, at: datetime) -> UnitVisit:
    """`block` None: keep the place that is remembered. A visit just like the last one a moment ago is not written again."""
    changes = {"visited_at": at} | ({"block": block} if block else {}) | ({"path": path} if path else {})
    with scope(person=by):
        last = UnitVisit.objects.order_by("-visited_at", "-pk").first()
        if last and _is_same_visit(last, unit_id, block, path, at):
            return last
        visit, _created = UnitVisit.objects.update_or_create(person=by, unit_id=unit_id, defaults=changes)
        if path is not None:
            Enrolment.objects.filter(path=path, left_at=None, last_used_at__lt=at).update(last_used_at=at)
    return visit
