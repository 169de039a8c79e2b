"""Aino leads the assessment, Eero is on her staff, Mikko manages, Outi is from elsewhere."""

import pytest

from osaava.capability.tests import factories
from osaava.network.tests.people import aino, eero, elsewhere, here, mikko, outi  # noqa: F401  fixtures


@pytest.fixture
def round_(here, aino):
    return factories.opened(here, aino)
