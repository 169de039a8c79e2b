"""Aino leads the assessment, Eero is on her staff, Mikko manages, Outi is from elsewhere."""

import pytest

from osaava.capability.tests import factories
from osaava.network.tests import factories as network


@pytest.fixture
def here(db):
    return network.organisation(size_class="m")


@pytest.fixture
def aino(here):
    return network.lead(here)


@pytest.fixture
def eero(here):
    return network.member(here)


@pytest.fixture
def mikko(here):
    return network.member(here, "Mikko Manner", "management")


@pytest.fixture
def outi(db):
    return network.lead(network.organisation("Muualla opisto"), "Outi Oja")


@pytest.fixture
def round_(here, aino):
    return factories.opened(here, aino)
