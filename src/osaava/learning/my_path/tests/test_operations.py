"""My path: planned from the organisation's goals, explained, changed, and true to what is done."""

from decimal import Decimal

import pytest
from django_scopes import scope, scopes_disabled

from osaava.learning import api
from osaava.learning.models import Completion, PlanStep, PlanStepGoal, UnitChoice
from osaava.learning.my_path.tests.units import unit
from osaava.library import api as library
from osaava.paths import api as paths

pytestmark = pytest.mark.django_db


def slugs(person):
    return [step.unit.slug for step in api.my_path(person).steps]


def answer(person, thing, value):
    api.save_answer(by=person, page=library.unit_page(thing.slug, person=person), block="q1", value=value)


def test_path_closes_the_goals_in_order_with_reasons(eero, here, planned):
    page = api.my_path(eero)
    assert [step.unit.slug for step in page.steps] == ["eka", "toka", "lyhyt"]
    assert [step.week for step in page.steps] == [1, 1, 1]
    assert page.steps[0].why["closes"] == [{"competence": "7.1", "from": 1, "to": 2, "threads": ["T-7Q4K2M"], "said": 1}]
    assert page.steps[0].why["without"] == {"levels": 2, "minutes": 10, "also": []}
    assert planned.facts | {"minutes": 0} == planned.facts | {"closed": 3, "wanted": 3, "proven": True, "by_goals": True, "out_of_reach": [], "minutes": 0}
    with scopes_disabled():
        assert set(PlanStepGoal.objects.values_list("step__unit__slug", "organisation_id", "thread")) == {
            (slug, here.pk, "T-7Q4K2M") for slug in ("eka", "toka", "lyhyt")
        }


def test_planning_again_changes_nothing_and_what_is_done_counts_once(eero, units, planned):
    assert slugs(eero) == slugs(eero) == ["eka", "toka", "lyhyt"]
    made = planned.made_at
    assert api.replan(by=eero).made_at == made

    api.complete_unit(by=eero, unit=units[0])
    assert [step.state for step in api.my_path(eero).steps] == ["done", "planned", "planned"]

    api.replan(by=eero)
    assert [(s.unit.slug, s.state) for s in api.my_path(eero).steps] == [("eka", "done"), ("toka", "planned"), ("lyhyt", "planned")]


def test_declined_unit_is_replaced_where_another_exists_and_may_come_back(eero, units, planned):
    api.decline_step(by=eero, unit=units[2], reason="other-way", text="  Käyn kurssin ")
    page = api.my_path(eero)
    assert [step.unit.slug for step in page.steps] == ["eka", "toka", "pitka"]
    assert [(d.unit.slug, d.reason, d.text) for d in page.declined] == [("lyhyt", "other-way", "Käyn kurssin")]

    api.take_back(by=eero, unit=units[2])
    assert slugs(eero) == ["eka", "toka", "lyhyt"]
    with pytest.raises(ValueError, match="no reason"):
        api.decline_step(by=eero, unit=units[2], reason="because")


def test_known_is_proven_by_the_units_questions(eero, units, planned):
    assert api.say_known(by=eero, unit=units[0]) is False
    assert api.my_path(eero).steps[0].state == "known"

    answer(eero, units[0], 0)
    assert api.my_path(eero).steps[0].state == "known"
    answer(eero, units[0], 1)
    assert api.my_path(eero).steps[0].state == "done"
    with scope(person=eero):
        assert Completion.objects.filter(unit=units[0], undone_at=None).count() == 1


def test_known_counts_at_once_where_the_questions_are_answered_already(eero, units, planned):
    answer(eero, units[0], 1)
    assert api.my_path(eero).steps[0].state == "planned", "answering right is not saying that one knows"
    assert api.say_known(by=eero, unit=units[0]) is True
    assert api.my_path(eero).steps[0].state == "done"


def test_known_without_questions_cannot_be_proven(eero, planned):
    plain = unit("teksti", ("7.3", 1, 2), blocks=[{"kind": "text", "markdown": "Lue."}])
    with pytest.raises(api.NotPlannable):
        api.say_known(by=eero, unit=plain)
    with scope(person=eero):
        assert not UnitChoice.objects.exists()


def test_hours_make_the_path_longer_or_put_it_on_a_break(eero, planned):
    few = api.change_hours(by=eero, hours=Decimal("0.3"))
    assert [step.week for step in api.my_path(eero).steps] == [1, 3, 5]
    assert few.hours_per_month == Decimal("0.3")

    none = api.change_hours(by=eero, hours=Decimal(0))
    assert slugs(eero) == []
    assert none.facts["method"] == "empty"
    assert api.change_hours(by=eero, hours=Decimal(2)) and slugs(eero) == ["eka", "toka", "lyhyt"]
    with pytest.raises(ValueError, match="hours"):
        api.change_hours(by=eero, hours=Decimal(-1))


def test_path_of_somebody_elsewhere_follows_their_own_organisation(outi, teachers, units, goals, lowest):
    plan = api.make_plan(by=outi, hours=Decimal(2), target_group=teachers)
    assert plan.facts["by_goals"] is False
    with scopes_disabled():
        assert not PlanStepGoal.objects.exists()


def test_changed_goals_are_noticed(eero, here, planned):
    assert not api.my_path(eero).is_stale
    paths.set_aims(organisation=here, thread="T-7Q4K2M", aims=[paths.AimData("7.1", 2, 5)], by=None)
    assert api.my_path(eero).is_stale
    api.replan(by=eero)
    assert slugs(eero) == ["eka"]
    assert not api.my_path(eero).is_stale


def test_withdrawn_unit_leaves_a_gap_until_the_path_is_planned_again(eero, units, planned):
    library.withdraw_unit(unit=units[2], by=None)
    assert [step.state for step in api.my_path(eero).steps] == ["planned", "planned", "gone"]
    api.replan(by=eero)
    assert slugs(eero) == ["eka", "toka", "pitka"]


def test_nothing_is_planned_before_group_and_hours_are_known(eero, units, teachers):
    with pytest.raises(api.NotPlannable) as refused:
        api.replan(by=eero)
    assert refused.value.what == "group"
    api.choose_target_group(by=eero, target_group=teachers)
    with pytest.raises(api.NotPlannable) as refused:
        api.replan(by=eero)
    assert refused.value.what == "hours"


def test_path_leaves_with_the_person(eero, planned):
    from osaava.base.privacy import erase_person, export_person

    found = export_person(eero)
    assert {"learning.personalplan", "learning.planstep", "learning.planstepgoal"} <= set(found)
    erase_person(eero)
    with scopes_disabled():
        assert not PlanStep.objects.exists()
