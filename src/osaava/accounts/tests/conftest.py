import pytest
from django.core.cache import cache

from osaava.accounts.tests import factories


@pytest.fixture(autouse=True)
def fresh_start():
    """The counters of the sign-in library live in the memory of the process."""
    cache.clear()


@pytest.fixture
def aino(db):
    return factories.person("Aino Aalto")


@pytest.fixture
def eero(db):
    return factories.person("Eero Eskola")


@pytest.fixture
def pia(db):
    return factories.operator()
