"""Aino leads, Mikko manages, Eero is on the staff, Outi leads elsewhere."""

import pytest

from osaava.network.tests.people import aino, eero, elsewhere, here, mikko, outi  # noqa: F401  fixtures
from osaava.plans.tests import factories


@pytest.fixture
def plan(here, aino):
    return factories.plan(here, aino)


@pytest.fixture
def goal(plan, aino):
    return factories.goal(plan, aino)


@pytest.fixture
def action(goal, aino):
    return factories.action(goal, aino)
