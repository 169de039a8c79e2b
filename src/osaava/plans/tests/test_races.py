"""Two people on one board at the same moment. Needs a database that really runs them at once."""

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scopes_disabled

from osaava.accounts.api import Person
from osaava.base.models import AuditRow, SearchEntry
from osaava.base.tests.at_once import at_once
from osaava.network.api import Organisation
from osaava.network.tests import factories as network
from osaava.plans import operations
from osaava.plans.errors import Stale
from osaava.plans.models import Action, DevelopmentPlan, Goal
from osaava.plans.tests import factories

pytestmark = pytest.mark.postgres


@pytest.fixture
def team(django_db_setup, django_db_blocker):
    """Aino and Mikko of one organisation, committed, because threads see only that; gone after the test."""
    with django_db_blocker.unblock():
        here = network.organisation()
        yield here, network.lead(here), network.member(here, "Mikko Manner", "management")
        with scopes_disabled():
            DevelopmentPlan.objects.all().delete()
            here.delete()
            Person.objects.all().delete()
            Organisation.objects.all().delete()
        for table in (AuditRow, SearchEntry):
            table.objects.all().delete()


def test_of_two_moves_to_two_columns_one_wins_and_the_other_is_told(team):
    here, aino, mikko = team
    action = factories.action(factories.goal(factories.plan(here, aino), aino), aino)
    found = at_once(
        lambda: operations.move_action(action=action, by=aino, to="running", was="proposed"),
        lambda: operations.move_action(action=action, by=mikko, to="done", was="proposed"),
    )
    assert sorted(type(each).__name__ for each in found) == ["Moved", "Stale"]


def test_many_moves_at_once_leave_each_column_numbered(team):
    here, aino, mikko = team
    goal = factories.goal(factories.plan(here, aino), aino)
    actions = [factories.action(goal, aino, f"Toimi {n}") for n in range(6)]
    found = at_once(*(
        lambda action=action, by=by: operations.move_action(action=action, by=by, to="done", was="proposed")
        for action, by in zip(actions[:4], (aino, mikko, aino, mikko), strict=True)
    ))
    assert not [each for each in found if isinstance(each, Exception)]
    with scopes_disabled():
        for state, count in (("done", 4), ("proposed", 2)):
            rows = Action.objects.filter(goal=goal, state=state).order_by("order").values_list("order", flat=True)
            assert list(rows) == list(range(count))


def test_of_two_edits_one_wins_and_the_other_is_told(team):
    here, aino, mikko = team
    action = factories.action(factories.goal(factories.plan(here, aino), aino), aino)
    values = {"text": "", "owner": None, "effort_hours": None, "due_on": None, "revision": 1}
    found = at_once(
        lambda: operations.change_action(action=action, by=aino, title="Ainon", **values),
        lambda: operations.change_action(action=action, by=mikko, title="Mikon", **values),
    )
    assert sum(isinstance(each, Stale) for each in found) == 1


def test_two_plans_or_four_goals_cannot_slip_in_together(team):
    here, aino, mikko = team
    plans = at_once(lambda: factories.plan(here, aino), lambda: factories.plan(here, mikko))
    assert sum(isinstance(each, ValidationError) for each in plans) == 1
    plan = next(each for each in plans if isinstance(each, DevelopmentPlan))
    for key in ("1.1", "1.2"):
        factories.goal(plan, aino, key)
    goals = at_once(lambda: factories.goal(plan, aino, "1.3"), lambda: factories.goal(plan, mikko, "1.4"))
    assert sum(isinstance(each, ValidationError) for each in goals) == 1
    with scopes_disabled():
        assert Goal.objects.filter(plan=plan).count() == 3
