"""Writes of a personal assessment. `by` is always the person whose assessment it is; all of them are safe to repeat."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import clock
from osaava.capability.adaptive import FEWEST_ASKED
from osaava.capability.enums import PERSONAL_VALUES
from osaava.capability.models import PersonalAnswer, PersonalAssessment, PersonalLevel
from osaava.capability.personal import queries
from osaava.capability.personal.focus import focus_of
from osaava.themes.api import all_competences


class NotAsked(Exception):
    """The statement is not the one that is asked now, or the assessment is finished. Nothing was stored."""


@transaction.atomic
def start_personal(*, by, group: str) -> PersonalAssessment:
    """Begin an assessment with the statements of a target group, or go on with the one that is open.

    Raises ValidationError for a group that the statements are not made for. A group other than the open one's leaves that aside: its answers are
    dropped, because they were to other statements.
    """
    version = queries.personal_version()
    if version is None or group not in queries.groups_asked(version):
        raise ValidationError({"group": ValidationError(_("Select your group."), code="group")})
    with scope(person=by):
        present = PersonalAssessment.objects.select_for_update().filter(finished_on=None).first()
        if present is not None and present.group == group:
            return present
        if present is not None:
            present.delete()
        return PersonalAssessment.objects.create(
            person=by, version=version, group=group, focus=focus_of(by, group), started_on=clock.today()
        )


def _locked(by, assessment: PersonalAssessment) -> PersonalAssessment:
    row = PersonalAssessment.objects.select_for_update().filter(pk=assessment.pk, person=by, finished_on=None).first()
    if row is None:
        raise NotAsked
    return row


@transaction.atomic
def answer_personal(*, by, assessment: PersonalAssessment, item: str, value: str) -> bool:
    """Store an answer to the statement asked now, or change one given before. Returns whether that was enough: it is finished then.

    Raises ValidationError for a value that is no answer, NotAsked for a statement that is not asked (another tab was quicker).
    """
    if value not in PERSONAL_VALUES:
        raise ValidationError(_("Choose one of the answers."), code="value")
    with scope(person=by):
        row = _locked(by, assessment)
        state = queries.going(row)
        if item in state.answers:
            row.answers.filter(item=item).update(value=value)
        else:
            question = state.asker.next()
            if question is None or question.key != item:
                raise NotAsked
            PersonalAnswer.objects.create(assessment=row, number=len(state.answers) + 1, item=item, value=value)
        after = queries.going(row)
        if after.asker.next() is not None:
            return False
        _finish(row, after)
        return True


@transaction.atomic
def finish_personal(*, by, assessment: PersonalAssessment) -> PersonalAssessment:
    """Stop here: what was answered so far gives the levels, with wider intervals. Finishing twice changes nothing.

    Raises ValidationError under eight answers.
    """
    with scope(person=by):
        row = PersonalAssessment.objects.select_for_update().get(pk=assessment.pk, person=by)
        if row.finished_on is not None:
            return row
        state = queries.going(row)
        if len(state.answers) < FEWEST_ASKED:
            raise ValidationError(_("Answer at least eight statements before you look at the result."), code="few")
        _finish(row, state)
    return row


def _finish(row: PersonalAssessment, state: queries.Going) -> None:
    """Write the levels and close. Levels are added, never changed."""
    ids = {competence.key: competence.pk for competence in all_competences()}
    today = clock.today()
    PersonalLevel.objects.bulk_create(
        PersonalLevel(person_id=row.person_id, competence_id=ids[key], assessment=row, level=e.level, low=e.low, high=e.high, said_on=today)
        for key, e in state.asker.competences().items()
        if key in ids
    )
    row.finished_on = today
    row.save(update_fields=["finished_on"])


@transaction.atomic
def correct_levels(*, by, levels: Mapping[str, int]) -> int:
    """Say one's own level outright, up or down, competence by competence. Returns how many changed; the same level again changes nothing.

    Raises ValidationError for a level outside 1-5.
    """
    if not all(1 <= level <= 5 for level in levels.values()):
        raise ValidationError(_("Choose one of the five levels."), code="level")
    now = queries.personal_levels(by)
    ids = {competence.key: competence.pk for competence in all_competences()}
    today = clock.today()
    changed = {key: level for key, level in levels.items() if key in ids and (key not in now or now[key].level != level)}
    with scope(person=by):
        PersonalLevel.objects.bulk_create(
            PersonalLevel(person=by, competence_id=ids[key], level=level, low=level, high=level, said_on=today) for key, level in changed.items()
        )
    return len(changed)


@transaction.atomic
def forget_assessments(*, by) -> None:
    """Take away everything that the person has said of themselves here."""
    with scope(person=by):
        PersonalAssessment.objects.all().delete()
        PersonalLevel.objects.all().delete()
