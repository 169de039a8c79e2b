"""The demo network: invented, the same every time, and in the middle of its life."""

from collections import Counter

from django.test import Client
from django_scopes import scopes_disabled
from django_tasks_db.models import DBTaskResult

from osaava.accounts.api import Person
from osaava.analytics.api import latest_picture
from osaava.base import audit, clock
from osaava.capability.api import (
    latest_benchmark,
    participation,
    personal_levels,
    rounds_of,
    state_of,
)
from osaava.learning.api import Completion, my_path, next_step
from osaava.library.api import load_starter_units
from osaava.library.models import WorkOrder
from osaava.network.api import is_coordinator, organisation_by_key, organisation_roles
from osaava.network.demo_data import demo_organisations
from osaava.paths.api import load_starter_paths
from osaava.plans.api import ActionState, effects_of, goals_of
from osaava.plans.models import Action, FollowUp
from osaava.plans.tasks import measure_round
from osaava.project import demo
from osaava.project.demo_people import EXAMPLE, STARS, demo_people


def test_plan_is_the_same_every_time():
    assert demo_people(demo_organisations()) == demo_people(demo_organisations())


def test_plan_names_nobody_twice_and_no_real_address():
    people = demo_people(demo_organisations())

    assert not [name for name, count in Counter(p.name for p in people).items() if count > 1]
    assert len({p.email for p in people}) == len(people)
    assert all(p.email.endswith(".example") for p in people)


def test_plan_gives_every_organisation_one_digital_lead():
    leads = Counter(p.key for p in demo_people(demo_organisations()) if p.role == "digital_lead")

    assert leads == {organisation["key"]: 1 for organisation in demo_organisations()}


def test_loaded_demo_is_a_campus_under_way(db, settings):
    """One load, looked at from all sides: loading takes seconds."""
    settings.DEMO = True
    load_starter_units()
    load_starter_paths()
    assert not demo.is_loaded()

    demo.load()

    assert demo.is_loaded()
    assert audit.verify() == []
    people = {key: Person.objects.get(email=star.email) for key, star in STARS.items()}
    example = organisation_by_key(EXAMPLE)
    assert is_coordinator(people["kaisa"])
    assert people["pia"].is_staff
    assert not is_coordinator(people["pia"])
    assert organisation_roles(people["eero"], example) == {"digital_lead"}
    assert next_step(people["aino"]) is not None
    with scopes_disabled():
        mine = Completion.objects.filter(person=people["aino"], undone_at=None).count()
        late = Completion.objects.filter(completed_at__gt=clock.now()).count()
    assert (mine, late) == (4, 0)
    _loop_is_under_way(example, people)
    links = demo.sign_in_links()
    assert [name for _role, name, _url in links] == [star.name for star in STARS.values()]
    for _role, _name, url in links:
        client = Client()
        path = url.removeprefix(settings.BASE_URL)
        assert client.get(path).status_code == 200
        assert "_auth_user_id" not in client.session
        client.post(path)
        assert "_auth_user_id" in client.session


def _loop_is_under_way(example, people):
    states = {round_.name: state_of(round_, clock.today()) for round_ in rounds_of(example)}
    assert states == dict.fromkeys(("Oma digikysely", "Ensimmäinen kierros", "Toinen kierros", "Kohdennettu uusinta"), "closed")
    elsewhere = organisation_by_key("haapavirran-koulutuskeskus")
    [open_] = [round_ for round_ in rounds_of(elsewhere) if state_of(round_, clock.today()) == "open"]
    assert participation(open_)
    assert latest_benchmark("staff").organisations >= 12
    goals = goals_of(example, only_open=False)
    assert [(goal.competence.key, goal.closed_on is not None) for goal in goals] == [("6.2", True), ("2.3", False), ("8.2", False), ("5.5", False)]
    assert all(goal.baseline is not None for goal in goals)
    [latest] = effects_of(goals[0])
    assert latest.round_name == "Kohdennettu uusinta"
    assert latest.figures["change"] > 0
    assert latest.comparison["compared"] >= 8
    with scopes_disabled():
        assert set(Action.objects.filter(goal=goals[1]).values_list("state", flat=True)) == set(ActionState.values)
        assert FollowUp.objects.filter(goal=goals[1]).count() == 3
        assert not Action.objects.filter(added_at__gt=clock.now()).exists()
    assert [step.week for step in my_path(people["aino"]).waiting] == [1, 1, 2]
    assert len(personal_levels(people["aino"])) >= 20
    assert set(WorkOrder.objects.values_list("state", flat=True)) == {"open", "taken", "done"}
    lacking = {(need.competence, need.group, need.language) for need in latest_picture().needs if need.missing}
    assert lacking >= {("2.4", "support", "sv"), ("4.2", "teachers", "fi"), ("5.5", "teachers", "fi"), ("8.5", "teachers", "fi")}
    assert organisation_roles(people["stina"], organisation_by_key("bergnas-yrkesskola")) == {"digital_lead"}
    for job in DBTaskResult.objects.filter(task_path="osaava.plans.tasks.measure_round"):  # what closing left behind changes nothing
        measure_round.call(*job.args_kwargs["args"])
    assert effects_of(goals[0]) == [latest]
