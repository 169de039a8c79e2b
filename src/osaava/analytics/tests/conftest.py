"""Aino leads, Mikko manages, Eero is on the staff, Outi leads elsewhere, Kaisa coordinates the network."""

import pytest
from django.utils import translation

from osaava.network.tests import factories as network
from osaava.plans.tests import factories as plans


@pytest.fixture(autouse=True)
def finnish():
    """A page asked for in Swedish leaves its language behind in this thread; the next test begins in Finnish again."""
    with translation.override("fi"):
        yield


@pytest.fixture
def here(db):
    return network.organisation(size_class="m")


@pytest.fixture
def aino(here):
    return network.lead(here)


@pytest.fixture
def mikko(here):
    return network.member(here, "Mikko Manner", "management")


@pytest.fixture
def eero(here):
    return network.member(here)


@pytest.fixture
def elsewhere(db):
    return network.organisation("Muualla opisto")


@pytest.fixture
def outi(elsewhere):
    return network.lead(elsewhere, "Outi Oja")


@pytest.fixture
def kaisa(db):
    return network.coordinator()


@pytest.fixture
def goal(here, aino):
    return plans.goal(plans.plan(here, aino), aino, groups=["teachers"])


@pytest.fixture
def wishing(db):
    """wishing(3): so many organisations that aim at level 3 of 6.2 for their teachers."""

    def make(number, *, key="6.2", groups=("teachers",), name="Toive", **facts):
        made = []
        for n in range(number):
            organisation = network.organisation(f"{name} {n}", **facts)
            lead = network.lead(organisation, f"{name} {n}", f"{name.lower()}{n}@college.example")
            made.append(plans.goal(plans.plan(organisation, lead), lead, key, groups=list(groups)))
        return made

    return make
