"""Aino leads, Mikko manages, Eero is on the staff, Outi leads elsewhere."""

import pytest

from osaava.network.tests import factories as network
from osaava.plans.tests import factories


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
def plan(here, aino):
    return factories.plan(here, aino)


@pytest.fixture
def goal(plan, aino):
    return factories.goal(plan, aino)


@pytest.fixture
def action(goal, aino):
    return factories.action(goal, aino)
