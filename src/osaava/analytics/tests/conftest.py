"""Aino leads, Mikko manages, Eero is on the staff, Outi leads elsewhere, Kaisa coordinates the network."""

import pytest

from osaava.network.tests import factories as network
from osaava.network.tests.people import aino, eero, elsewhere, here, kaisa, mikko, outi  # noqa: F401  fixtures
from osaava.plans.tests import factories as plans


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
