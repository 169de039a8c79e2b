"""Eero takes part and learns, Outi is from elsewhere; a path of three units."""

import pytest

from osaava.paths.tests import factories


@pytest.fixture
def here(db):
    return factories.organisation()


@pytest.fixture
def eero(here):
    return factories.person("Eero Eskola", here, email="eero@college.example")


@pytest.fixture
def outi(db):
    return factories.person("Outi Oja", factories.organisation("muualla", "Muualla"), email="outi@college.example")


@pytest.fixture
def units(here):
    return [factories.unit(f"eka-{n}", title=f"Osio {n}") for n in (1, 2, 3)]


@pytest.fixture
def path(units):
    return factories.path(units, slug="polku", title="Digipolku")
