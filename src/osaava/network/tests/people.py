"""The people of the stories, as fixtures: Aino leads, Mikko manages, Eero is on the staff, Outi leads elsewhere, Kaisa coordinates the network."""

import pytest

from osaava.network.tests import factories


@pytest.fixture
def here(db):
    return factories.organisation(size_class="m")


@pytest.fixture
def aino(here):
    return factories.lead(here)


@pytest.fixture
def mikko(here):
    return factories.member(here, "Mikko Manner", "management")


@pytest.fixture
def eero(here):
    return factories.member(here)


@pytest.fixture
def elsewhere(db):
    return factories.organisation("Muualla opisto")


@pytest.fixture
def outi(elsewhere):
    return factories.lead(elsewhere, "Outi Oja")


@pytest.fixture
def kaisa(db):
    return factories.coordinator()
