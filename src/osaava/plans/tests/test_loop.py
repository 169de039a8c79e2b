"""From a closed round to a goal, from the goal to aims, from a second round to its effect beside others."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django_scopes import scopes_disabled
from django_tasks_db.models import DBTaskResult

from osaava.base import clock
from osaava.capability import operations as capability
from osaava.capability.tests import factories as rounds
from osaava.network.tests import factories as network
from osaava.paths.api import aims_of
from osaava.plans import operations, profile, queries, tasks
from osaava.plans.models import EffectResult
from osaava.plans.queries import comparison
from osaava.plans.ranking import Standing
from osaava.plans.tests import factories

HEADCOUNTS = {"teachers": 14}
VALUES = (1, 2, 2, 3, 3, 3, 4, 2)


def closed(organisation, by, *, lift=0, name="Kevät", **values):
    """A closed round of eight teachers whose answers differ a little; `lift` makes them all higher."""
    round_ = rounds.opened(organisation, by, headcounts=HEADCOUNTS, name=name, team_version=None, **values)
    for value in VALUES:
        rounds.answered(round_, value=str(min(5, value + lift)))
    capability.close_round(round_=round_, by=by)
    return round_


def decided(plan, by, key="6.2", **values):
    position = queries.position_of(plan.organisation)
    return factories.goal(plan, by, key, start=operations.starting_level(position, key), **values)


def test_levels_of_the_list_are_those_that_the_round_shows(here, aino, plan):
    round_ = closed(here, aino)
    position = queries.position_of(here)
    assert position.round.uuid == round_.uuid
    assert position.of("6.2").staff == pytest.approx(2.5, abs=0.1)
    goal = decided(plan, aino)
    assert (float(goal.baseline), goal.baseline_kind, goal.baseline_round) == (position.of("6.2").level, "staff", round_.uuid)


def test_four_answers_show_no_level(here, aino):
    round_ = rounds.opened(here, aino, headcounts=HEADCOUNTS, team_version=None)
    for value in (1, 2, 3, 4):
        rounds.answered(round_, value=str(value))
    capability.close_round(round_=round_, by=aino)
    assert not queries.position_of(here).is_known


def test_aims_follow_the_goal(here, aino, plan):
    goal = factories.goal(plan, aino, groups=["teachers", "guidance"])
    [aim] = aims_of(here)
    assert (aim.thread, aim.competence, aim.level, set(aim.groups), aim.due) == (goal.thread, "6.2", 3, {"teachers", "guidance"}, goal.due_on)
    values = {"text": "", "due_on": goal.due_on, "owner": None, "importance": 3, "title": goal.title}
    operations.change_goal(goal=goal, by=aino, revision=1, wanted=4, **values)
    operations.assign_goal(goal=goal, by=aino, groups=["teachers"])
    [aim] = aims_of(here)
    assert (aim.level, aim.weight, aim.groups) == (4, 3, ("teachers",))
    operations.close_goal(goal=goal, by=aino, outcome="reached")
    assert aims_of(here) == []
    operations.reopen_goal(goal=goal, by=aino)
    assert len(aims_of(here)) == 1
    operations.assign_goal(goal=goal, by=aino, groups=[])
    assert aims_of(here) == []
    with pytest.raises(ValidationError):
        operations.assign_goal(goal=goal, by=aino, groups=["kaikki"])


def test_assigning_from_the_page(client, here, aino, eero, outi, elsewhere, goal):
    page = reverse("plans:goal_assign", args=[here.key, goal.thread])
    for person, status in ((aino, 200), (eero, 403), (outi, 404)):
        client.force_login(person)
        assert client.get(page).status_code == status
    client.force_login(outi)
    assert client.get(reverse("plans:goal_assign", args=[elsewhere.key, goal.thread])).status_code == 404
    client.force_login(aino)
    assert client.post(page, {"groups": ["teachers"]}).status_code == 302
    assert client.post(page, {"groups": ["x"]}).status_code == 422
    assert "Opettajat" in client.get(reverse("plans:goal", args=[here.key, goal.thread])).content.decode()
    [aim] = aims_of(here)
    assert aim.groups == ("teachers",)


def test_targeted_round_asks_only_the_goals_items(client, here, aino, mikko, plan):
    closed(here, aino)
    goal = decided(plan, aino)
    with pytest.raises(PermissionDenied):
        operations.open_targeted(organisation=here, by=mikko, goals=[goal], name="Uusinta", closes_on=factories.far())
    page = reverse("plans:targeted", args=[here.key])
    client.force_login(mikko)
    assert client.get(page).status_code == 403
    client.force_login(aino)
    assert client.get(page).status_code == 200
    last = clock.today() + timedelta(days=10)
    form = {"goals": [goal.thread], "name": "Uusinta", "closes_on_0": last.day, "closes_on_1": last.month, "closes_on_2": last.year}
    assert client.post(page, form | {"goals": []}).status_code == 422
    answer = client.post(page, form)
    assert answer.status_code == 302
    with scopes_disabled():
        round_ = here.assessment_rounds.get(kind="targeted")
    assert round_.threads == [goal.thread]
    assert round_.items
    assert {item.competence for item in rounds.asked(round_, "teachers")} == {"6.2"}


def test_without_an_earlier_round_nothing_can_be_asked_again(client, here, aino, goal):
    with pytest.raises(ValidationError) as refused:
        operations.open_targeted(organisation=here, by=aino, goals=[goal], name="Uusinta", closes_on=factories.far())
    assert refused.value.code == "no_round"
    client.force_login(aino)
    assert "Katso kierrokset" in client.get(reverse("plans:targeted", args=[here.key])).content.decode()


@pytest.mark.parametrize(
    ("standing", "start"),
    [
        ({"staff": 3.7, "team": 2}, (Decimal("3.7"), "staff")),  # the middle of the two, which orders the list, is nobody's view
        ({"staff": None, "team": 2}, (2, "team")),
        ({"staff": None, "team": None}, None),
    ],
)
def test_a_focus_area_starts_from_the_figure_that_its_effect_is_measured_by(here, aino, standing, start):
    round_ = closed(here, aino)
    position = queries.Position(round_, (Standing("6.2", "tahtitorni", **standing),))
    found = operations.starting_level(position, "6.2")
    assert (found and (found.level, found.kind)) == start
    assert found is None or found.round == round_.uuid


@pytest.fixture
def two_rounds(here, aino):
    """A year ago a round and a goal; now a targeted round that stands higher."""
    with time_machine.travel(clock.now() - timedelta(days=300), tick=False):
        closed(here, aino)
        goal = decided(factories.plan(here, aino), aino, wanted=4)
    again = operations.open_targeted(organisation=here, by=aino, goals=[goal], name="Uusinta", closes_on=clock.today() + timedelta(days=5))
    for value in VALUES:
        rounds.answered(again, value=str(min(5, value + 1)))
    return goal, again


def measure(round_):
    """Run the job that closing the round left."""
    waiting = [job.args_kwargs["args"] for job in DBTaskResult.objects.filter(task_path="osaava.plans.tasks.measure_round")]
    [arguments] = [arguments for arguments in waiting if arguments[1] == str(round_.uuid)]
    return tasks.measure_round.call(*arguments)


def others(number, *, lift=0, acts=0):
    """Organisations with a round a year ago and one now; the first `acts` have a goal on the same competence."""
    for n in range(number):
        organisation = network.organisation(f"Vertailu {n}")
        lead = network.lead(organisation, f"Veera {n}", f"veera{n}@college.example")
        with time_machine.travel(clock.now() - timedelta(days=300), tick=False):
            closed(organisation, lead)
            if n < acts:
                factories.goal(factories.plan(organisation, lead), lead)
        closed(organisation, lead, lift=lift, name="Syksy")


def test_closing_measures_the_goal_beside_those_who_did_not_act(client, here, aino, eero, outi, two_rounds):
    goal, again = two_rounds
    others(9, acts=1)
    capability.close_round(round_=again, by=aino)
    measure(again)
    [result] = queries.effects_of(goal)
    assert result.figures["change"] == pytest.approx(0.9, abs=0.15)
    assert result.comparison["compared"] == 8
    assert result.comparison["expected"] == pytest.approx(0, abs=0.05)
    assert result.comparison["clear"]
    assert operations.measure_effects(round_=queries.closed_round(here.uuid, again.uuid)) == []
    page = reverse("plans:goal_effect", args=[here.key, goal.thread])
    client.force_login(aino)
    html = client.get(page).content.decode()
    for words in ("Taso muuttui meillä enemmän kuin muualla", "Mitä tämä ei todista", "8 järjestäjää", "<svg"):
        assert words in html
    assert client.post(page).status_code == 405
    client.force_login(eero)
    assert client.get(page).status_code == 403
    client.force_login(outi)
    assert client.get(page).status_code == 404


def test_fewer_than_eight_others_are_no_comparison(client, here, aino, two_rounds):
    goal, again = two_rounds
    others(3)
    capability.close_round(round_=again, by=aino)
    measure(again)
    [result] = queries.effects_of(goal)
    assert result.comparison is None
    client.force_login(aino)
    assert "Alle kahdeksalla järjestäjällä" in client.get(reverse("plans:goal_effect", args=[here.key, goal.thread])).content.decode()


def test_too_few_answers_show_no_effect(client, here, aino, plan):
    with time_machine.travel(clock.now() - timedelta(days=300), tick=False):
        closed(here, aino)
        goal = decided(plan, aino, wanted=4, due_on=clock.today() + timedelta(days=600))
    again = operations.open_targeted(organisation=here, by=aino, goals=[goal], name="Uusinta", closes_on=clock.today() + timedelta(days=5))
    for value in (2, 3, 4):
        rounds.answered(again, value=str(value))
    capability.close_round(round_=again, by=aino)
    measure(again)
    [result] = queries.effects_of(goal)
    assert (result.figures, result.comparison) == (None, None)
    client.force_login(aino)
    assert "Muutosta ei voi näyttää" in client.get(reverse("plans:goal_effect", args=[here.key, goal.thread])).content.decode()


def test_results_cannot_be_edited_and_other_goals_are_left_alone(here, aino, two_rounds):
    goal, again = two_rounds
    capability.close_round(round_=again, by=aino)
    with scopes_disabled():
        assert comparison.goals_to_measure(here, queries.closed_round(here.uuid, again.uuid)) == [goal]
        measure(again)
        assert EffectResult.objects.count() == 1


def test_a_goal_without_a_later_round_says_so(client, here, aino, goal):
    client.force_login(aino)
    assert "Myöhempää kierrosta ei vielä ole" in client.get(reverse("plans:goal_effect", args=[here.key, goal.thread])).content.decode()


def test_the_profile_shows_targets_and_leads_to_the_choice(client, here, aino, eero):
    closed(here, aino)
    page = reverse("capability:profile", args=[here.key])
    client.force_login(aino)
    assert reverse("plans:choose", args=[here.key]) in client.get(page).content.decode()
    goal = decided(factories.plan(here, aino), aino, wanted=4)
    [target] = profile.targets(here)
    assert (target.competence, target.level, target.due) == ("6.2", 4, goal.due_on)
    html = client.get(page).content.decode()
    assert "Valitsemanne painopisteet" in html


def test_a_closed_goal_is_found_from_the_plan(client, here, aino, goal):
    client.force_login(aino)
    page = reverse("plans:plan", args=[here.key])
    address = reverse("plans:goal", args=[here.key, goal.thread])
    assert "Päättyneet painopisteet" not in client.get(page).content.decode()
    operations.close_goal(goal=goal, outcome="reached", by=aino)
    shown = client.get(page).content.decode()
    assert "Päättyneet painopisteet" in shown
    assert address in shown


def test_a_targeted_round_says_nothing_of_goals_it_did_not_ask_about(here, aino, two_rounds):
    goal, again = two_rounds
    with time_machine.travel(clock.now() - timedelta(days=299), tick=False):
        other = decided(goal.plan, aino, key="8.3")
    capability.close_round(round_=again, by=aino)
    with scopes_disabled():
        assert other.baseline_round == goal.baseline_round
        assert comparison.goals_to_measure(here, queries.closed_round(here.uuid, again.uuid)) == [goal]
