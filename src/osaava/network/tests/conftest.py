import pytest

from osaava.network.tests import factories


@pytest.fixture
def here(db):
    return factories.organisation()


@pytest.fixture
def elsewhere(db):
    return factories.organisation("Muualla opisto")


@pytest.fixture
def aino(here):
    return factories.lead(here)


@pytest.fixture
def eero(here):
    return factories.member(here)


@pytest.fixture
def outi(elsewhere):
    return factories.lead(elsewhere, "Outi Oja")


@pytest.fixture
def kaisa(db):
    return factories.coordinator()
