"""Aims of an organisation: replaced whole, private, safe to repeat."""

from datetime import date

import pytest

from osaava.base.models import AuditRow
from osaava.paths import api
from osaava.paths.tests import factories
from osaava.themes.api import load_vocabulary

pytestmark = pytest.mark.django_db

STEER = api.AimData("1.1", 3, 5, ("teachers",), {"fi": "Suunta selväksi"}, date(2027, 6, 30))


@pytest.fixture
def here(db):
    load_vocabulary()
    return factories.organisation()


def test_setting_aims_again_changes_nothing(here):
    assert api.set_aims(organisation=here, thread="T-AAAAAA", aims=[STEER], by=None)
    assert not api.set_aims(organisation=here, thread="T-AAAAAA", aims=[STEER], by=None)
    assert AuditRow.objects.filter(action="paths.aims.set").count() == 1
    assert [(a.thread, a.competence, a.level, a.weight, a.groups, a.due) for a in api.aims_of(here)] == [
        ("T-AAAAAA", "1.1", 3, 5, ("teachers",), date(2027, 6, 30))
    ]


def test_setting_aims_replaces_one_goal_and_leaves_the_others(here):
    api.set_aims(organisation=here, thread="T-AAAAAA", aims=[STEER], by=None)
    api.set_aims(organisation=here, thread="T-BBBBBB", aims=[api.AimData("2.1", 4)], by=None)

    api.set_aims(organisation=here, thread="T-AAAAAA", aims=[api.AimData("1.2", 2)], by=None)
    assert [(a.thread, a.competence) for a in api.aims_of(here)] == [("T-AAAAAA", "1.2"), ("T-BBBBBB", "2.1")]

    api.set_aims(organisation=here, thread="T-AAAAAA", aims=[], by=None)
    assert [a.thread for a in api.aims_of(here)] == ["T-BBBBBB"]


def test_aims_concern_their_groups_and_stay_in_their_organisation(here):
    elsewhere = factories.organisation("muualla", "Muualla")
    api.set_aims(organisation=here, thread="T-AAAAAA", aims=[STEER, api.AimData("1.2", 3)], by=None)
    api.set_aims(organisation=elsewhere, thread="T-AAAAAA", aims=[api.AimData("8.1", 3)], by=None)

    assert [a.competence for a in api.aims_for(here, "teachers")] == ["1.1", "1.2"]
    assert [a.competence for a in api.aims_for(here, "management")] == ["1.2"]
    assert [a.competence for a in api.aims_of(elsewhere)] == ["8.1"]
    assert [a.competence for a in api.aims_in([here.pk, elsewhere.pk])] == ["1.1", "1.2", "8.1"]
    assert api.aims_in([]) == []


@pytest.mark.parametrize(
    "aims",
    [
        [api.AimData("99.9", 3)], [api.AimData("1.1", 1)], [api.AimData("1.1", 6)], [api.AimData("1.1", 3, 0)], [api.AimData("1.1", 3, 101)],
        [api.AimData("1.1", 3, groups=("wizards",))], [api.AimData("1.1", 3), api.AimData("1.1", 4)],
    ],
)  # fmt: skip
def test_aims_that_make_no_sense_are_refused_and_change_nothing(here, aims):
    api.set_aims(organisation=here, thread="T-AAAAAA", aims=[STEER], by=None)
    with pytest.raises(ValueError):
        api.set_aims(organisation=here, thread="T-AAAAAA", aims=aims, by=None)
    assert [a.competence for a in api.aims_of(here)] == ["1.1"]


def test_catalogue_knows_published_units_and_is_remembered(here, django_assert_num_queries):
    units = [factories.unit(f"eka-{n}") for n in (1, 2)]
    factories.unit("oma", licence="own-organisation")
    factories.unit("luonnos", publish=False)

    catalogue = api.planning_catalogue()
    assert [c.unit for c in catalogue.units.values()] == [u.pk for u in units]
    assert api.planning_catalogue() is catalogue
