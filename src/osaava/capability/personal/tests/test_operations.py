"""A person's own assessment: begun, answered, changed, finished, corrected, taken away; and nobody else's to read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from osaava.base import privacy
from osaava.capability import api
from osaava.capability.models import PersonalAnswer, PersonalAssessment, PersonalLevel
from osaava.capability.personal import focus, operations, queries
from osaava.capability.personal.tests.stories import answered

pytestmark = pytest.mark.django_db


def test_finished_assessment_gives_a_level_for_every_competence(eero):
    assessment = answered(eero, place=3.0)
    assert assessment.finished_on is not None
    levels = api.personal_levels(eero)
    assert len(levels) == 40
    assert all(own.low <= own.level <= own.high and not own.is_own_word for own in levels.values())
    assert {own.said_on for own in levels.values()} == {assessment.finished_on}


def test_group_without_some_statements_is_asked_only_its_own(eero):
    assessment = answered(eero, group="support", place=4.0)
    with scope(person=eero):
        given = set(assessment.answers.values_list("item", flat=True))
    assert given <= {question.key for question in queries.bank_of(assessment.version_id, "support")}
    assert len(api.personal_levels(eero)) == 39


@pytest.mark.parametrize("group", ["students", "", "nobody"])
def test_group_without_statements_is_refused(eero, group):
    with pytest.raises(ValidationError):
        api.start_personal(by=eero, group=group)


def test_starting_again_goes_on(eero):
    first = answered(eero, most=3)
    assert api.start_personal(by=eero, group="teachers") == first
    assert len(queries.going(first).answers) == 3


def test_other_group_drops_what_was_begun_but_no_result(eero):
    answered(eero)
    answered(eero, most=3)
    other = api.start_personal(by=eero, group="management")
    assert queries.going(other).answers == {}
    assert len(api.personal_levels(eero)) == 40


def test_answer_may_be_changed_and_later_ones_stay(eero):
    assessment = answered(eero, most=4, value="no")
    before = queries.going(assessment)
    first = before.key_at(1)
    api.answer_personal(by=eero, assessment=assessment, item=first, value="yes")
    after = queries.going(assessment)
    assert list(after.answers) == list(before.answers)
    assert after.answers[first] == "yes"
    assert after.asker.beliefs.means != before.asker.beliefs.means


def test_same_answer_twice_is_one_answer(eero):
    assessment = api.start_personal(by=eero, group="teachers")
    key = queries.going(assessment).key_at(1)
    for _ in range(2):
        api.answer_personal(by=eero, assessment=assessment, item=key, value="partly")
    assert queries.going(assessment).answers == {key: "partly"}


def test_statement_that_is_not_asked_is_refused(eero):
    assessment = api.start_personal(by=eero, group="teachers")
    asked = queries.going(assessment).key_at(1)
    other = next(q.key for q in queries.bank_of(assessment.version_id, "teachers") if q.key != asked)
    for item in (other, "p-9.9-z", ""):
        with pytest.raises(operations.NotAsked):
            api.answer_personal(by=eero, assessment=assessment, item=item, value="yes")
    assert queries.going(assessment).answers == {}


def test_value_that_is_no_answer_is_refused(eero):
    assessment = api.start_personal(by=eero, group="teachers")
    key = queries.going(assessment).key_at(1)
    with pytest.raises(ValidationError):
        api.answer_personal(by=eero, assessment=assessment, item=key, value="5")


def test_finished_assessment_takes_no_answers(eero):
    assessment = answered(eero)
    key = queries.going(assessment).key_at(1)
    with pytest.raises(operations.NotAsked):
        api.answer_personal(by=eero, assessment=assessment, item=key, value="yes")


def test_another_person_cannot_answer_or_finish(eero, outi):
    assessment = answered(eero, most=9)
    key = queries.going(assessment).key_at(1)
    with pytest.raises(operations.NotAsked):
        api.answer_personal(by=outi, assessment=assessment, item=key, value="yes")
    with pytest.raises(PersonalAssessment.DoesNotExist):
        api.finish_personal(by=outi, assessment=assessment)
    assert api.personal_levels(outi) == {}


def test_stopping_early_needs_eight_answers_and_says_less_surely(eero, outi):
    few = answered(eero, most=7)
    with pytest.raises(ValidationError):
        api.finish_personal(by=eero, assessment=few)
    few = answered(eero, most=1)
    api.finish_personal(by=eero, assessment=few)
    api.finish_personal(by=eero, assessment=few)
    more = answered(outi)
    assert len(queries.going(more).answers) > len(queries.going(few).answers) == 8
    stopped, whole = queries.going(few).asker, queries.going(more).asker
    assert all(stopped.theme(theme).sd > whole.theme(theme).sd for theme in whole.themes)


def test_own_word_holds_until_the_next_assessment_and_history_stays(eero):
    answered(eero, place=4.0)
    before = api.personal_levels(eero)["6.2"]
    assert api.correct_levels(by=eero, levels={"6.2": 1, "6.1": api.personal_levels(eero)["6.1"].level}) == 1
    now = api.personal_levels(eero)["6.2"]
    assert (now.level, now.low, now.high, now.is_own_word) == (1, 1, 1, True)
    assert before.level > 1
    answered(eero, place=4.0)
    assert not api.personal_levels(eero)["6.2"].is_own_word
    with scope(person=eero):
        assert PersonalLevel.objects.filter(competence__key="6.2").count() == 3


@pytest.mark.parametrize("level", [0, 6, -1])
def test_level_outside_the_scale_is_refused(eero, level):
    with pytest.raises(ValidationError):
        api.correct_levels(by=eero, levels={"6.2": level})


def test_unknown_competence_is_left_aside(eero):
    assert api.correct_levels(by=eero, levels={"99.9": 3}) == 0


def test_levels_of_many_people_are_one_query(eero, outi):
    answered(eero, place=2.0)
    answered(outi, place=4.0)
    with CaptureQueriesContext(connection) as captured:
        found = api.personal_levels_of([eero.pk, outi.pk, 10**9])
    assert len(captured) == 1
    assert set(found) == {eero.pk, outi.pk}
    assert found[eero.pk]["7.1"].level < found[outi.pk]["7.1"].level


def test_levels_are_closed_outside_a_persons_scope(eero, here):
    answered(eero)
    with pytest.raises(ScopeError), scope(organisation=here):
        PersonalLevel.objects.count()
    with pytest.raises(ScopeError), scope(organisation=here):
        PersonalAnswer.objects.count()


def test_goals_decide_what_is_asked_first(eero, monkeypatch):
    monkeypatch.setattr(focus, "_provider", [lambda person, group: ["6.2", "7.1"]])
    assessment = api.start_personal(by=eero, group="teachers")
    assert assessment.focus == ["6.2", "7.1"]
    state = queries.going(answered(eero))
    asked = [queries.shape_of(assessment.version_id).by_key[key].competence for key in state.answers]
    assert sum(c in ("6.2", "7.1") for c in asked) >= 2


def test_person_takes_a_copy_and_is_erased(eero, outi):
    answered(eero)
    answered(outi)
    copy = privacy.export_person(eero)
    assert len(copy["capability.personallevel"]) == 40
    assert copy["capability.personalanswer"] and copy["capability.personalassessment"]
    privacy.erase_person(eero)
    with scopes_disabled():
        assert set(PersonalLevel.objects.values_list("person_id", flat=True)) == {outi.pk}
        assert set(PersonalAssessment.objects.values_list("person_id", flat=True)) == {outi.pk}
        assert set(PersonalAnswer.objects.values_list("assessment__person_id", flat=True)) == {outi.pk}


def test_person_deletes_what_they_said(eero):
    answered(eero)
    api.correct_levels(by=eero, levels={"6.2": 5})
    operations.forget_assessments(by=eero)
    assert api.personal_levels(eero) == {}
    assert "capability.personallevel" not in privacy.export_person(eero)


def test_database_refuses_two_open_assessments_and_wrong_levels(eero):
    first = api.start_personal(by=eero, group="teachers")
    with scope(person=eero):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonalAssessment.objects.create(person=eero, version=first.version, group="teachers", started_on=first.started_on)
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonalLevel.objects.create(person=eero, competence_id=1, level=2, low=3, high=4, said_on=first.started_on)


def test_themes_are_surer_than_their_competences(eero):
    assessment = answered(eero, place=3.0)
    themes, competences = queries.theme_estimates(assessment), queries.going(assessment).asker.competences()
    assert len(themes) == 8
    assert max(e.sd for e in themes.values()) < min(e.sd for e in competences.values())
