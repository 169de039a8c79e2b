"""Eero teaches and has goals to reach, Outi is from elsewhere; four units for two competences."""

from decimal import Decimal

import pytest

from osaava.learning import api
from osaava.learning.my_path import levels
from osaava.learning.my_path.tests.units import unit
from osaava.paths import api as paths
from osaava.paths.tests import factories
from osaava.themes.api import all_target_groups, load_vocabulary


@pytest.fixture
def here(db):
    load_vocabulary()
    return factories.organisation()


@pytest.fixture
def eero(here):
    return factories.person("Eero Eskola", here, email="eero@college.example")


@pytest.fixture
def outi(here):
    return factories.person("Outi Oja", factories.organisation("muualla", "Muualla"), email="outi@college.example")


@pytest.fixture
def teachers(here):
    return next(g for g in all_target_groups() if g.key == "teachers")


@pytest.fixture
def units(here):
    """Level by level for 7.1, and two ways to 7.2."""
    return [unit("eka", ("7.1", 1, 2)), unit("toka", ("7.1", 2, 3)), unit("lyhyt", ("7.2", 1, 2), minutes=8), unit("pitka", ("7.2", 1, 2), minutes=15)]


@pytest.fixture
def goals(here):
    aims = [paths.AimData("7.1", 3, 5, ("teachers",), {"fi": "Oppijat mukaan"}), paths.AimData("7.2", 2, 1)]
    paths.set_aims(organisation=here, thread="T-7Q4K2M", aims=aims, by=None)


@pytest.fixture
def lowest(monkeypatch):
    """Everybody has said level 1 of the goals' competences."""
    said = {key: levels.SaidLevel(1) for key in ("7.1", "7.2")}
    monkeypatch.setattr(levels, "_provider", [lambda people: dict.fromkeys(people, said)])


@pytest.fixture
def planned(eero, teachers, units, goals, lowest):
    return api.make_plan(by=eero, hours=Decimal(2), target_group=teachers)
