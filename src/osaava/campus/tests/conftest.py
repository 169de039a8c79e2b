"""Kaisa coordinates, Aino learns, Outi is from elsewhere. The database goes back in time between tests, so memories by revision are dropped."""

import pytest
from django.core.cache import cache

from osaava.accounts.api import Person
from osaava.campus import front_page
from osaava.network.api import add_member, create_organisation, give_network_role


@pytest.fixture(autouse=True)
def fresh_start():
    cache.clear()
    front_page.forget()


def person(name: str) -> Person:
    return Person.objects.create_user(f"{name.split()[0].lower()}@college.example", name=name)


@pytest.fixture
def here(db):
    return create_organisation(name="Esimerkkiopisto", by=None)


@pytest.fixture
def aino(here):
    made = person("Aino Aalto")
    add_member(organisation=here, person=made)
    return made


@pytest.fixture
def outi(db):
    return person("Outi Oja")


@pytest.fixture
def kaisa(db):
    made = person("Kaisa Koski")
    give_network_role(person=made, by=None)
    return made
