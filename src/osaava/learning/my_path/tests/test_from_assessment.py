"""From a person's own assessment to their path: what they said is where it starts, what they did stays, goals decide what is asked."""

from decimal import Decimal

import pytest
from django.test import Client
from django_scopes import scope

from osaava.capability import api as capability
from osaava.capability.personal import queries
from osaava.capability.personal.tests.stories import answered
from osaava.learning import api
from osaava.learning.models import PersonalPlan
from osaava.learning.my_path.levels import said_levels
from osaava.library.api import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def laptop(eero):
    client = Client()
    client.force_login(eero)
    return client


def slugs(person):
    with scope(person=person):
        return list(PersonalPlan.objects.get(person=person).steps.values_list("unit__slug", flat=True))


def words(client, address):
    return client.get(address).content.decode()


def test_levels_said_are_where_the_path_starts(eero, teachers, units, goals):
    answered(eero, place=1.0)
    capability.correct_levels(by=eero, levels={"7.1": 2, "7.2": 2})
    api.make_plan(by=eero, hours=Decimal(2), target_group=teachers)
    assert slugs(eero) == ["toka"]


def test_person_assesses_gets_a_path_does_a_unit_and_keeps_it(laptop, eero, units, goals):
    answered(eero, place=1.0)
    assert "Tee minulle polku" in words(laptop, "/oma/itsearviointi/tulos/")
    laptop.post("/oma/suunnitelma/", {"hours": "2", "target_group": "teachers", "languages": ["fi"], "idempotency_key": "a"})
    planned = slugs(eero)
    level = capability.personal_levels(eero)["7.1"].level
    page = words(laptop, "/oma/suunnitelma/")
    assert f"Arvioit olevasi tasolla {level}" in page
    assert "kunnes olet arvioinut itsesi" not in page
    api.complete_unit(by=eero, unit=Unit.objects.get(slug=planned[0]))
    laptop.post("/oma/suunnitelma/uudelleen/", {"idempotency_key": "b"})
    assert slugs(eero)[0] == planned[0]
    assert set(slugs(eero)) == set(planned)


def test_new_assessment_makes_the_path_stale_and_planning_again_takes_it_in(laptop, eero, teachers, units, goals):
    api.make_plan(by=eero, hours=Decimal(2), target_group=teachers)
    assert "Jokin on muuttunut" not in words(laptop, "/oma/suunnitelma/")
    answered(eero, place=5.0)
    assert "Jokin on muuttunut" in words(laptop, "/oma/suunnitelma/")
    laptop.post("/oma/suunnitelma/uudelleen/", {"idempotency_key": "a"})
    assert slugs(eero) == []


def test_goals_of_the_persons_group_are_asked_about_first(eero, outi, goals):
    assert capability.start_personal(by=eero, group="teachers").focus == ["7.1", "7.2"]
    assert queries.going(capability.start_personal(by=eero, group="management")).assessment.focus == ["7.2"]
    assert capability.start_personal(by=outi, group="teachers").focus == []


def test_who_has_not_said_anything_has_no_levels(eero, outi):
    answered(eero)
    found = said_levels([eero.pk, outi.pk])
    assert set(found) == {eero.pk}
    assert len(found[eero.pk]) == 40
