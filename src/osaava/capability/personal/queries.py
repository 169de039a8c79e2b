"""Reads of personal assessments. Each opens the scope of the person asked for: nobody else's rows can be reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django_scopes import scope

from osaava.capability.adaptive import Asker, Estimate, Question
from osaava.capability.enums import InstrumentKind
from osaava.capability.models import InstrumentVersion, PersonalAssessment, PersonalLevel
from osaava.capability.personal.focus import FOCUS_WEIGHT
from osaava.capability.queries import latest_version, shape_of

KEY = InstrumentKind.PERSONAL.value


@dataclass(frozen=True)
class OwnLevel:
    """A level 1-5 and the interval it stands in; `is_own_word`: the person said it outright, so there is no interval to speak of."""

    level: int
    low: int
    high: int
    said_on: date
    is_own_word: bool = False


@dataclass(frozen=True)
class Going:
    """An assessment with its answers so far, in the order of asking."""

    assessment: PersonalAssessment
    answers: dict[str, str]
    asker: Asker

    def key_at(self, number: int) -> str | None:
        """Key of the statement at a place, from 1: one answered before, or the one asked now; None beyond."""
        if 1 <= number <= len(self.answers):
            return list(self.answers)[number - 1]
        question = self.asker.next() if number == len(self.answers) + 1 else None
        return question.key if question else None


def personal_version() -> InstrumentVersion | None:
    """The newest item bank, or None when it is not loaded."""
    return latest_version(KEY)


def groups_asked(version: InstrumentVersion) -> set[str]:
    """Keys of the target groups that the bank has statements for."""
    return {group for item in shape_of(version.pk).items for group in item.groups}


def bank_of(version_id: int, group: str) -> list[Question]:
    """The statements that may be put to a group, in the bank's order."""
    items = shape_of(version_id).asked(group=group)
    return [Question(item.key, item.competence, item.theme, item.difficulty) for item in items if item.difficulty is not None]


def open_assessment(person) -> PersonalAssessment | None:
    """The assessment that the person has not finished, or None."""
    with scope(person=person):
        return PersonalAssessment.objects.filter(finished_on=None).first()


def latest_finished(person) -> PersonalAssessment | None:
    """The assessment that the person finished last, or None."""
    with scope(person=person):
        return PersonalAssessment.objects.exclude(finished_on=None).order_by("-finished_on", "-pk").first()


def going(assessment: PersonalAssessment) -> Going:
    """Its answers, and what they say so far; one query."""
    with scope(person=assessment.person_id):
        answers = dict(assessment.answers.order_by("number").values_list("item", "value"))
    weights = dict.fromkeys(assessment.focus, FOCUS_WEIGHT)
    return Going(assessment, answers, Asker(bank_of(assessment.version_id, assessment.group), answers, weights))


def personal_levels_of(people: Iterable[int]) -> dict[int, dict[str, OwnLevel]]:
    """{person id: {competence key: OwnLevel}}, the newest word on each; one query however many people.

    For planning a person's own path only. Nothing that shows an organisation numbers may read it.
    """
    ids = sorted(set(people))
    if not ids:
        return {}
    found: dict[int, dict[str, OwnLevel]] = {}
    with scope(person=ids):
        newest = PersonalLevel.objects.order_by().values("person", "competence").annotate(newest=Max("pk")).values("newest")
        rows = PersonalLevel.objects.filter(pk__in=newest).order_by("competence__theme__number", "competence__order")
        for person, competence, assessment, level, low, high, said_on in rows.values_list(
            "person_id", "competence__key", "assessment_id", "level", "low", "high", "said_on"
        ):
            found.setdefault(person, {})[competence] = OwnLevel(level, low, high, said_on, assessment is None)
    return found


def personal_levels(person) -> dict[str, OwnLevel]:
    """{competence key: OwnLevel} of one person; empty for who has not assessed themselves."""
    return personal_levels_of([person.pk]).get(person.pk, {})


def statement_asked(assessment: PersonalAssessment) -> str | None:
    """Key of the statement that is asked now; None when nothing more is asked."""
    question = going(assessment).asker.next()
    return question.key if question else None


def theme_estimates(assessment: PersonalAssessment) -> dict[str, Estimate]:
    """{theme key: where its answers put the person}; worked out again from the answers, which never change once it is finished."""
    asker = going(assessment).asker
    return {theme: asker.theme(theme) for theme in asker.themes}
