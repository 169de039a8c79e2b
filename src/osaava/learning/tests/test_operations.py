"""What a learner does: every operation, repeated, refused, and after the path changed."""

from datetime import timedelta

import pytest
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from osaava.base import clock, facts
from osaava.learning import api, queries
from osaava.learning.models import Answer, Completion, Enrolment, LearnerProfile, UnitVisit
from osaava.library import api as library
from osaava.paths import api as paths
from osaava.paths.tests import factories
from osaava.themes.api import all_target_groups

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Facts of learning as they were told."""
    told = []

    def hear(fact):
        told.append(fact)

    kinds = (api.UnitCompleted, api.UnitCompletionUndone, api.PathCompleted)
    for kind in kinds:
        facts.receiver(kind)(hear)
    yield told
    for kind in kinds:
        facts._receivers[kind].remove(hear)


def test_private_rows_need_a_scope(db):
    with pytest.raises(ScopeError):
        Completion.objects.count()


def test_completing_twice_is_completing_once(eero, units, heard):
    first = api.complete_unit(by=eero, unit=units[0])
    second = api.complete_unit(by=eero, unit=units[0])
    assert first.pk == second.pk
    assert [type(fact).__name__ for fact in heard] == ["UnitCompleted"]


def test_undo_keeps_history_and_completing_again_is_new(eero, units, heard):
    api.complete_unit(by=eero, unit=units[0])
    assert api.undo_completion(by=eero, unit=units[0])
    assert not api.undo_completion(by=eero, unit=units[0])
    api.complete_unit(by=eero, unit=units[0])
    with scope(person=eero):
        assert Completion.objects.count() == 2
        assert Completion.objects.filter(undone_at=None).count() == 1
    assert [type(fact).__name__ for fact in heard] == ["UnitCompleted", "UnitCompletionUndone", "UnitCompleted"]


def test_last_unit_completes_the_path_also_when_done_elsewhere(eero, units, path, heard):
    api.enrol(by=eero, path=path)
    for unit in units[:2]:
        api.complete_unit(by=eero, unit=unit, path=path)
    assert not [fact for fact in heard if isinstance(fact, api.PathCompleted)]
    api.complete_unit(by=eero, unit=units[2])
    assert [fact.path_id for fact in heard if isinstance(fact, api.PathCompleted)] == [path.pk]
    state = api.path_state(eero, paths.path_page(path.slug, person=eero))
    assert (state.done, state.total, state.elsewhere, state.is_complete) == (3, 3, 1, True)


def test_changing_the_path_takes_nothing_away(eero, units, path):
    api.enrol(by=eero, path=path)
    for unit in units:
        api.complete_unit(by=eero, unit=unit, path=path)
    extra = factories.unit()
    factories.change(path, [extra, units[2], units[0]])
    state = api.path_state(eero, paths.path_page(path.slug, person=eero))
    assert (state.done, state.total, state.next_number) == (2, 3, 1)
    assert set(api.journal_of(eero).done) == {unit.pk for unit in units}


def test_withdrawn_unit_does_not_keep_the_path_from_being_complete(eero, units, path):
    api.enrol(by=eero, path=path)
    library.withdraw_unit(unit=units[1], by=None)
    for unit in (units[0], units[2]):
        api.complete_unit(by=eero, unit=unit, path=path)
    assert api.path_state(eero, paths.path_page(path.slug, person=eero)).is_complete


def test_own_organisation_unit_counts_for_its_people_only(eero, outi, units):
    hidden = factories.unit(licence="own-organisation")
    path = factories.path([units[0], hidden])
    for person, total in ((eero, 2), (outi, 1)):
        page = paths.path_page(path.slug, person=person)
        assert api.path_state(person, page).total == total
    with pytest.raises(api.NotAvailable):
        api.complete_unit(by=outi, unit=hidden)
    with pytest.raises(api.NotAvailable):
        api.visit_unit(by=outi, unit=hidden)


def test_a_path_or_unit_that_cannot_be_seen_is_not_available(eero, units):
    draft = factories.path(units, publish=False)
    with pytest.raises(api.NotAvailable):
        api.enrol(by=eero, path=draft)
    library.withdraw_unit(unit=units[0], by=None)
    with pytest.raises(api.NotAvailable):
        api.complete_unit(by=eero, unit=units[0])


def test_a_path_without_the_unit_is_not_written_down(eero, units):
    other = factories.path(units[1:])
    assert api.complete_unit(by=eero, unit=units[0], path=other).path is None
    with scope(person=eero):
        assert Enrolment.objects.count() == 0


def test_completing_on_a_path_begins_it_but_leaving_holds(eero, units, path):
    api.complete_unit(by=eero, unit=units[0], path=path)
    assert [found.slug for found in api.paths_of(eero)] == ["polku"]
    api.leave_path(by=eero, path=path)
    api.leave_path(by=eero, path=path)
    api.complete_unit(by=eero, unit=units[1], path=path)
    assert api.paths_of(eero) == []
    api.enrol(by=eero, path=path)
    assert api.path_state(eero, paths.path_page(path.slug, person=eero)).done == 2
    with scope(person=eero):
        assert Enrolment.objects.count() == 1


def page_of(slug, person):
    return library.unit_page(slug, "fi", person)


@pytest.mark.parametrize(
    ("block", "value", "correct"),
    [
        ("q1", 1, True), ("q1", 0, False), ("q2", "12,5", True), ("q2", "13", False), ("q3", [0, 1, 2], True), ("q3", [2, 1, 0], False),
        ("lista", [0, 2], None), ("lista", [], None), ("pohdi", "Ajatus", None), ("kokeile", "", None),
    ],
)  # fmt: skip
def test_answers_are_kept_and_judged_here(eero, units, block, value, correct):
    page = page_of("eka-1", eero)
    api.save_answer(by=eero, page=page, block=block, value=value)
    answer = api.save_answer(by=eero, page=page, block=block, value=value)
    assert (answer.value, answer.correct, answer.tries) == (value, correct, 2)
    state = queries.answers_of(eero, page)[block]
    assert (state["value"], state["correct"]) == (value, correct)


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("q1", 2), ("q1", -1), ("q1", True), ("q1", "1"), ("q1", None), ("q1", [1]), ("q1", {"a": 1}), ("q1", 10**30), ("q2", 12.5), ("q2", ""),
        ("q2", "1" * 501), ("q3", [0, 1]), ("q3", [0, 0, 1]), ("q3", "abc"), ("lista", [3]), ("lista", [0, 0]), ("lista", "0"), ("lista", [True]),
        ("pohdi", "x" * 10_001), ("pohdi", ["x"]), ("kokeile", 5),
    ],
)  # fmt: skip
def test_answers_of_the_wrong_kind_or_size_are_refused(eero, units, block, value):
    with pytest.raises(api.BadAnswer):
        api.save_answer(by=eero, page=page_of("eka-1", eero), block=block, value=value)
    with scope(person=eero):
        assert Answer.objects.count() == 0


@pytest.mark.parametrize("block", ["", "ei-ole", "q1 ", "x" * 500])
def test_unknown_blocks_are_refused(eero, units, block):
    with pytest.raises(api.UnknownBlock):
        api.save_answer(by=eero, page=page_of("eka-1", eero), block=block, value=1)


def test_an_answer_that_no_longer_fits_opens_the_question_again(eero, units):
    page = page_of("eka-1", eero)
    api.save_answer(by=eero, page=page, block="q3", value=[0, 1, 2])
    with scope(person=eero):
        Answer.objects.update(value=[0, 1, 2, 3])
    assert queries.answers_of(eero, page) == {}


def test_a_moved_item_is_kept_but_not_judged(eero, units):
    page = page_of("eka-1", eero)
    answer = api.save_answer(by=eero, page=page, block="q3", value=[0, 1, 2], judge=False)
    assert (answer.correct, answer.tries) == (None, 0)


def test_nobody_sees_anothers_answers(eero, outi, units):
    api.save_answer(by=eero, page=page_of("eka-1", eero), block="pohdi", value="Salaisuus")
    assert queries.answers_of(outi, page_of("eka-1", outi)) == {}
    with scope(person=outi):
        assert Answer.objects.count() == 0


def test_phone_stops_and_laptop_goes_on(eero, units, path):
    api.enrol(by=eero, path=path)
    assert api.next_step(eero).number == 1
    api.visit_unit(by=eero, unit=units[1], block="pohdi", path=path)
    step = api.next_step(eero)
    assert (step.unit.slug, step.number, step.block) == ("eka-2", 2, "pohdi")
    assert step.url == "/polut/polku/2/#b-pohdi"
    api.complete_unit(by=eero, unit=units[1], path=path)
    assert api.next_step(eero).number == 1


def test_next_step_without_a_path_is_the_unit_left_in_the_middle(eero, units):
    assert api.next_step(eero) is None
    api.visit_unit(by=eero, unit=units[2], block="q1")
    step = api.next_step(eero)
    assert (step.path, step.url) == (None, "/osiot/eka-3/#b-q1")
    api.complete_unit(by=eero, unit=units[2])
    assert api.next_step(eero) is None


def test_the_path_used_last_comes_first(eero, units, path):
    other = factories.path([factories.unit()], slug="toinen")
    now = clock.now()
    api.enrol(by=eero, path=path, at=now - timedelta(days=3))
    api.enrol(by=eero, path=other, at=now - timedelta(days=2))
    assert api.next_step(eero).path.slug == "toinen"
    api.visit_unit(by=eero, unit=units[0], path=path, at=now)
    assert api.next_step(eero).path.slug == "polku"


def test_visiting_remembers_one_place_a_unit(eero, units):
    for block in ("q1", "q2"):
        api.visit_unit(by=eero, unit=units[0], block=block)
    api.visit_unit(by=eero, unit=units[0])
    with scope(person=eero):
        assert list(UnitVisit.objects.values_list("block", flat=True)) == ["q2"]


def test_target_group_and_visibility(eero):
    teachers = all_target_groups()[1]
    api.choose_target_group(by=eero, target_group=teachers)
    api.set_visibility(by=eero, shows_name=True)
    with scope(person=eero):
        profile = LearnerProfile.objects.get()
    assert (profile.target_group, profile.shows_name) == (teachers, True)


def test_invitations_target_group_is_taken_unless_one_was_chosen(here):
    from osaava.network.api import add_member

    person = factories.person("Maija Mäki")
    add_member(organisation=here, person=person, by=None, target_group_key="guidance")
    assert queries.facts_of(person).target_group_id == next(g.pk for g in all_target_groups() if g.key == "guidance")
    api.choose_target_group(by=person, target_group=all_target_groups()[0])
    add_member(organisation=factories.organisation("toinen", "Toinen"), person=person, by=None, target_group_key="guidance")
    assert queries.facts_of(person).target_group_id == all_target_groups()[0].pk


def test_what_happened_earlier_keeps_its_time(eero, units, path):
    then = clock.now() - timedelta(days=40)
    api.enrol(by=eero, path=path, at=then)
    api.complete_unit(by=eero, unit=units[0], path=path, at=then)
    record = api.learning_record(eero, "fi")
    assert (record.completions[0].completed_at, record.paths[0].started_at) == (then, then)


def test_erasure_leaves_nothing(eero, units, path):
    from osaava.base.privacy import erase_person, export_person

    api.enrol(by=eero, path=path)
    api.save_answer(by=eero, page=page_of("eka-1", eero), block="pohdi", value="Kanarialintu")
    assert "Kanarialintu" in str(export_person(eero))
    erase_person(eero)
    with scopes_disabled():
        assert not Enrolment.objects.exists()
        assert not Answer.objects.exists()
        assert not UnitVisit.objects.exists()


def test_visit_repeated_at_once_is_not_written_again_but_order_is_kept(eero, units, path):
    def last():
        with scope(person=eero):
            return UnitVisit.objects.order_by("-visited_at").first()

    now = clock.now()
    api.visit_unit(by=eero, unit=units[0], block="q1", at=now)
    api.visit_unit(by=eero, unit=units[0], block="q1", at=now + timedelta(seconds=20))
    assert last().visited_at == now
    api.visit_unit(by=eero, unit=units[1], at=now + timedelta(seconds=30))
    api.visit_unit(by=eero, unit=units[0], block="q1", at=now + timedelta(seconds=40))
    assert last().unit_id == units[0].pk
    api.visit_unit(by=eero, unit=units[0], block="q2", at=now + timedelta(seconds=50))
    assert last().block == "q2"
    api.visit_unit(by=eero, unit=units[0], block="q2", at=now + timedelta(minutes=10))
    assert last().visited_at == now + timedelta(minutes=10)


def test_visit_on_a_path_after_another_path_was_used_is_written(eero, units, path):
    now = clock.now()
    other = factories.path(units, slug="toinen")
    api.enrol(by=eero, path=path, at=now)
    api.visit_unit(by=eero, unit=units[0], path=path, at=now + timedelta(seconds=1))
    api.enrol(by=eero, path=other, at=now + timedelta(seconds=2))
    api.visit_unit(by=eero, unit=units[0], path=path, at=now + timedelta(seconds=3))
    assert queries.next_step(eero).path.slug == "polku"
