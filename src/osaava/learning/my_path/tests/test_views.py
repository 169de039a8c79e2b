"""Pages of my path: the seven questions, without script, and everybody's run."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from osaava.learning import api
from osaava.learning.models import PersonalPlan, PlanRun
from osaava.learning.my_path import many
from osaava.network.api import OrganisationRole
from osaava.paths import api as paths
from osaava.paths.tests import factories

pytestmark = pytest.mark.django_db

FORM = {"hours": "2", "target_group": "teachers", "languages": ["fi"]}
DOORS = ["uudelleen/", "osio/eka/ohita/", "osio/eka/palauta/", "osio/eka/osaan/"]


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def laptop(eero):
    return client_of(eero)


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_person_makes_a_path_and_sees_why(laptop, units, goals, lowest):
    assert "Tee minulle polku" in words(laptop, "/oma/suunnitelma/")
    answer = laptop.post("/oma/suunnitelma/", FORM | {"idempotency_key": "a"})
    assert answer["Location"] == "/oma/suunnitelma/"
    page = words(laptop, "/oma/suunnitelma/")
    assert "Aloita: Osio eka" in page
    assert "Organisaatiosi tavoite 7.1" in page
    assert "Arvioit olevasi tasolla 1" in page
    assert "Viikko 1" in page
    one = words(laptop, "/oma/suunnitelma/osio/eka/")
    assert "Oppijat mukaan" in one
    assert "Ilman sitä" in one


def test_path_says_so_when_the_level_is_only_assumed(laptop, units, goals):
    laptop.post("/oma/suunnitelma/", FORM)
    assert "kunnes olet arvioinut itsesi" in words(laptop, "/oma/suunnitelma/")


@pytest.mark.parametrize(("hours", "shown"), [("", "Anna"), ("paljon", "Anna tunnit"), ("-1", "0–100"), ("101", "0–100"), ("1e9", "Anna tunnit")])
def test_hours_that_make_no_sense_are_told_and_kept(laptop, units, hours, shown):
    answer = laptop.post("/oma/suunnitelma/", FORM | {"hours": hours})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tarkista nämä kohdat" in page
    assert shown in page
    assert f'value="{hours}"' in page or not hours


def test_comma_and_nought_are_hours(laptop, eero, units, goals, lowest):
    laptop.post("/oma/suunnitelma/", FORM | {"hours": "1,5"})
    with scope(person=eero):
        assert PersonalPlan.objects.get().hours_per_month == Decimal("1.5")
    laptop.post("/oma/suunnitelma/", FORM | {"hours": "0"})
    assert "tauolla" in words(laptop, "/oma/suunnitelma/")


def test_person_leaves_a_unit_out_and_takes_it_back(laptop, planned):
    assert laptop.post("/oma/suunnitelma/osio/lyhyt/ohita/", {}).status_code == 422
    assert laptop.post("/oma/suunnitelma/osio/lyhyt/ohita/", {"reason": "later", "text": "<b>Kiire</b>"})["Location"] == "/oma/suunnitelma/"
    page = words(laptop, "/oma/suunnitelma/")
    assert "Osio pitka" in page
    assert "&lt;b&gt;Kiire&lt;/b&gt;" in page
    assert laptop.get("/oma/suunnitelma/osio/lyhyt/").status_code == 404
    laptop.post("/oma/suunnitelma/osio/lyhyt/palauta/")
    assert "Osio pitka" not in words(laptop, "/oma/suunnitelma/")


def test_knowing_leads_to_the_questions_and_counts_everywhere(laptop, eero, units, planned):
    assert laptop.post("/oma/suunnitelma/osio/eka/osaan/", {"idempotency_key": "k"})["Location"] == "/osiot/eka/"
    laptop.post("/osiot/eka/vastaus/q1/", {"answer": "1", "idempotency_key": "v"})
    assert "Jatka: Osio toka" in words(laptop, "/oma/suunnitelma/")
    assert "1/3 osiota suoritettu" in words(laptop, "/oma/")


def test_my_learning_and_the_unit_lead_to_the_path(laptop, client, planned, units):
    assert "Jatka: Osio eka" in words(laptop, "/oma/")
    assert "Seuraava polullani: Osio toka" in words(laptop, "/osiot/eka/")
    assert "polullani" not in words(client, "/osiot/eka/")


def test_again_after_goals_changed(laptop, here, planned):
    paths.set_aims(organisation=here, thread="T-7Q4K2M", aims=[paths.AimData("7.2", 2)], by=None)
    assert "Jokin on muuttunut" in words(laptop, "/oma/suunnitelma/")
    laptop.post("/oma/suunnitelma/uudelleen/")
    page = words(laptop, "/oma/suunnitelma/")
    assert "Jokin on muuttunut" not in page
    assert "Osio eka" not in page


def test_path_is_its_owners_alone(client, outi, planned):
    assert "/kirjaudu/" in client.get("/oma/suunnitelma/")["Location"]
    hers = client_of(outi)
    assert "Osio eka" not in words(hers, "/oma/suunnitelma/")
    assert hers.get("/oma/suunnitelma/osio/eka/").status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_doors_ask_for_post_and_sign_in_and_refuse_what_is_not_there(client, laptop, planned, door):
    assert "/kirjaudu/" in client.post(f"/oma/suunnitelma/{door}")["Location"]
    assert laptop.get(f"/oma/suunnitelma/{door}").status_code == 405
    if "eka" in door:
        assert laptop.post(f"/oma/suunnitelma/{door.replace('eka', 'ei-ole')}", {"reason": "later"}).status_code == 404


def test_again_without_group_says_what_is_missing(laptop, units):
    laptop.post("/oma/suunnitelma/uudelleen/")
    assert "Kerro ensin ryhmäsi ja tuntisi" in words(laptop, "/oma/suunnitelma/")


def test_double_submit_plans_once(laptop, eero, units, goals, lowest):
    first = laptop.post("/oma/suunnitelma/", FORM | {"idempotency_key": "same"})
    again = laptop.post("/oma/suunnitelma/", FORM | {"idempotency_key": "same"})
    assert again["Location"] == first["Location"]
    assert again["X-Idempotent-Replay"] == "1"


def test_equal_queries_for_short_and_long_paths(laptop, eero, here, planned):
    def queries():
        laptop.get("/oma/suunnitelma/")
        with CaptureQueriesContext(connection) as found:
            laptop.get("/oma/suunnitelma/")
        return len(found)

    long = queries()
    paths.set_aims(organisation=here, thread="T-7Q4K2M", aims=[paths.AimData("7.2", 2)], by=None)
    api.replan(by=eero)
    assert len(api.my_path(eero).steps) == 1
    assert queries() == long


# -- everybody ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def aino(here):
    return factories.person("Aino Aalto", here, role=OrganisationRole.DIGITAL_LEAD)


EVERYBODY = "/organisaatio/esimerkkiopisto/oppiminen/polut/"


def test_run_plans_for_everybody_and_may_be_run_again(aino, here, units, goals, lowest, teachers, monkeypatch):
    monkeypatch.setattr(many, "BATCH", 2)
    monkeypatch.setattr(many, "REST", 0)
    people = [factories.person(f"Eero {n}", here) for n in range(5)]
    for person in people[:4]:
        api.choose_target_group(by=person, target_group=teachers)
    lead = client_of(aino)
    assert EVERYBODY in words(lead, EVERYBODY.removesuffix("polut/"))
    assert "1 tavoite" in words(lead, EVERYBODY)

    assert lead.post(EVERYBODY, {"hours": "2", "idempotency_key": "r"})["Location"] == EVERYBODY
    assert "0/6" in words(lead, EVERYBODY)
    with scopes_disabled():
        assert many.go_on(PlanRun.objects.get().pk).finished_at
        run = PlanRun.objects.get()
    assert (run.total, run.seen, run.planned, run.no_group) == (6, 6, 4, 2)
    assert run.finished_at
    assert [s.unit.slug for s in api.my_path(people[0]).steps] == ["eka", "toka", "lyhyt"]

    lead.post(EVERYBODY, {"hours": "2", "idempotency_key": "r2"})
    with scopes_disabled():
        again = many.go_on(PlanRun.objects.first().pk)
    assert (again.planned, again.unchanged, again.no_group) == (0, 4, 2)


def test_run_goes_on_where_it_stopped(aino, here, units, goals, lowest, teachers, monkeypatch):
    monkeypatch.setattr(many, "BATCH", 1)
    monkeypatch.setattr(many, "REST", 0)
    people = [factories.person(f"Eero {n}", here) for n in range(3)]
    for person in people:
        api.choose_target_group(by=person, target_group=teachers)
    run = many.plan_for_many(organisation=here, hours_per_month=Decimal(2), by=aino)
    whole, calls = many._batch, []

    def breaks(*args):
        if len(calls) == 2:
            raise RuntimeError("the process ended here")
        calls.append(1)
        return whole(*args)

    monkeypatch.setattr(many, "_batch", breaks)
    with pytest.raises(RuntimeError):
        many.go_on(run.pk)
    monkeypatch.setattr(many, "_batch", whole)

    done = many.go_on(run.pk)
    assert (done.seen, done.planned, done.no_group) == (4, 3, 1)
    assert many.go_on(run.pk).seen == 4


def test_one_run_at_a_time(aino, here, units):
    api.plan_for_many(organisation=here, hours_per_month=Decimal(1), by=aino)
    with pytest.raises(api.RunGoesOn):
        api.plan_for_many(organisation=here, hours_per_month=Decimal(1), by=aino)
    assert "käynnissä" in words(client_of(aino), EVERYBODY)


def test_run_is_for_those_who_may(here, outi, eero, client, units):
    boss = factories.person("Maija Mäki", here, role=OrganisationRole.MANAGEMENT)
    assert "/kirjaudu/" in client.get(EVERYBODY)["Location"]
    assert client_of(outi).get(EVERYBODY).status_code == 404
    assert client_of(eero).get(EVERYBODY).status_code == 403
    assert client_of(boss).post(EVERYBODY, {"hours": "1"}).status_code == 403
    assert client_of(boss).delete(EVERYBODY).status_code in (403, 405)


def test_goals_tell_counts_and_hide_small_ones(here, units, goals, lowest, teachers):
    people = [factories.person(f"Eero {n}", here) for n in range(5)]
    for person in people[:4]:
        api.make_plan(by=person, hours=Decimal(2), target_group=teachers)
    found = api.learning_of_goals(here, ["T-7Q4K2M", "T-NOBODY"])
    assert found["T-7Q4K2M"].people.is_hidden
    assert found["T-7Q4K2M"].minutes_asked is None
    assert found["T-NOBODY"].people.value == 0

    api.make_plan(by=people[4], hours=Decimal(1), target_group=teachers)
    goal = api.learning_of_goals(here, ["T-7Q4K2M"])["T-7Q4K2M"]
    assert (goal.people.value, goal.minutes_asked, goal.minutes_given, goal.units, goal.units_done) == (5, 140, 540, 15, 0)

    api.complete_unit(by=people[0], unit=units[0])
    assert api.learning_of_goals(here, ["T-7Q4K2M"])["T-7Q4K2M"].units_done is None
    for person in people:
        for thing in units[:3]:
            api.complete_unit(by=person, unit=thing)
    goal = api.learning_of_goals(here, ["T-7Q4K2M"])["T-7Q4K2M"]
    assert (goal.units_done, goal.finished.value, goal.finished.names) == (15, 5, ())
