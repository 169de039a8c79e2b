"""What an organisation sees: counts, never fewer than five, names only of those who agreed."""

from datetime import timedelta

import pytest

from osaava.base import clock
from osaava.learning import api, queries
from osaava.learning.queries.participation import counted
from osaava.network.api import Membership, end_membership
from osaava.paths.tests import factories

pytestmark = pytest.mark.django_db


def learners(organisation, count, path, *, complete=(), agree=()):
    people = [factories.person(f"Oppija{n} Oppinen", organisation) for n in range(count)]
    for n, person in enumerate(people):
        api.enrol(by=person, path=path)
        if n in agree:
            api.set_visibility(by=person, shows_name=True)
        if n in complete:
            for step in path.published.steps.all():
                api.complete_unit(by=person, unit=step.unit, path=path)
    return people


@pytest.mark.parametrize(
    ("people", "named", "value", "names"),
    [
        (0, 0, 0, 0), (1, 0, None, 0), (4, 0, None, 0), (5, 0, 5, 0), (2, 2, 2, 2), (5, 1, None, 1), (6, 1, 6, 1), (9, 5, None, 5),
    ],
)  # fmt: skip
def test_small_numbers_are_not_counted_out_not_even_by_subtraction(people, named, value, names):
    found = counted(set(range(people)), {n: f"Nimi {n}" for n in range(named)})
    assert (found.value, len(found.names)) == (value, names)


def test_under_five_learners_are_not_counted(here, path):
    learners(here, 4, path)
    view = api.participation(here)
    assert view.members == 4
    assert view.active.value == 0
    assert [row.learners.value for row in view.paths] == [None]
    assert view.learners.value is None


def test_five_learners_are_counted_and_names_need_consent(here, path):
    learners(here, 6, path, complete=(0, 1, 2), agree=(0, 4))
    row = api.participation(here).paths[0]
    assert row.learners.value == 6
    assert row.completed.names == ("Oppija0 Oppinen",)
    assert row.completed.value is None
    api.set_visibility(by=Membership.objects.model._base_manager.get(person__name="Oppija0 Oppinen").person, shows_name=False)
    assert api.participation(here).paths[0].completed.names == ()


def test_those_who_agreed_are_counted_when_nobody_else_is(here, path):
    learners(here, 5, path, complete=(0, 1), agree=(0, 1))
    row = api.participation(here).paths[0]
    assert (row.completed.value, row.completed.names) == (2, ("Oppija0 Oppinen", "Oppija1 Oppinen"))


def test_other_organisations_and_former_members_are_not_in_it(here, outi, path):
    people = learners(here, 6, path)
    api.enrol(by=outi, path=path)
    end_membership(membership=Membership._base_manager.get(person=people[0]), by=people[0])
    view = api.participation(here)
    assert (view.members, view.paths[0].learners.value) == (5, 5)


def test_active_means_the_last_thirty_days(here, units, path):
    people = learners(here, 6, path)
    for person in people:
        api.complete_unit(by=person, unit=units[0], at=clock.now() - timedelta(days=31))
    assert api.participation(here).active.value == 0
    for person in people[:5]:
        api.visit_unit(by=person, unit=units[1])
    assert api.participation(here).active.value == 5


def test_completions_of_a_theme_by_too_few_are_not_shown(here, units, path):
    people = learners(here, 5, path)
    for person in people[:4]:
        api.complete_unit(by=person, unit=units[0])
    paja = next(row for row in api.participation(here).themes if row.theme.key == "paja")
    assert paja.completions is None
    api.complete_unit(by=people[4], unit=units[0])
    paja = next(row for row in api.participation(here).themes if row.theme.key == "paja")
    assert paja.completions == 5


def test_preview_is_what_the_organisation_gets(here, eero, units, path):
    api.enrol(by=eero, path=path)
    for unit in units:
        api.complete_unit(by=eero, unit=unit, path=path)
    (hidden,) = api.organisation_view_of(eero)
    assert (hidden.named, hidden.counted_paths, hidden.counted_units) == ([], ["Digipolku"], 3)
    assert api.participation(here).paths[0].completed.names == ()
    api.set_visibility(by=eero, shows_name=True)
    (shown,) = api.organisation_view_of(eero)
    assert shown.named == ["Digipolku"]
    assert api.participation(here).paths[0].completed.names == (eero.name,)


def test_equally_many_queries_for_few_and_many(here, path, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    learners(here, 1, path)
    queries.participation(here)
    with CaptureQueriesContext(connection) as few:
        queries.participation(here)
    learners(here, 7, path)
    with django_assert_num_queries(len(few)):
        queries.participation(here)
