"""Eero assesses himself, Outi is from elsewhere; the item bank is the package's own."""

import pytest

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
def outi(db):
    return network.lead(network.organisation("Muualla opisto"), "Outi Oja")
