"""Saving and closing at the same moment: every acknowledged answer is in the snapshot. Needs a database that really runs them at once."""

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from osaava.accounts.api import Person
from osaava.base.models import AuditRow
from osaava.base.tests.at_once import at_once
from osaava.capability import operations, queries
from osaava.capability.models import Respondent, Round, Snapshot
from osaava.capability.tests import factories
from osaava.network.api import Organisation
from osaava.network.tests import factories as network


@pytest.fixture
def committed_rounds_that_go_away(django_db_setup, django_db_blocker):
    """Threads see only what is committed, so these tests commit, and delete what they made."""
    with django_db_blocker.unblock():
        yield
        with scopes_disabled():
            Snapshot.objects.all().delete()
            Round.objects.all().delete()
        Organisation.objects.all().delete()
        AuditRow.objects.all().delete()
        Person.objects.all().delete()


@pytest.mark.postgres
@pytest.mark.usefixtures("committed_rounds_that_go_away")
def test_every_acknowledged_answer_is_in_the_snapshot():
    round_ = factories.opened(network.organisation(), None)
    people = [operations.begin(link=factories.link(round_), group_key="teachers", key="") for _ in range(8)]
    items = [item.key for item in factories.asked(round_, "teachers")]
    acknowledged = dict.fromkeys(range(len(people)), 0)

    def answers(place):
        def run():
            for count, key in enumerate(items, start=1):
                operations.save_answers(round_=round_, respondent_id=people[place].pk, values={key: "4"})
                acknowledged[place] = count

        return run

    def closes():
        while sum(acknowledged.values()) < 20:
            pass
        return operations.close_round(round_=round_, by=None)

    found = at_once(*[answers(place) for place in range(len(people))], closes)
    assert all(outcome is None or isinstance(outcome, operations.RoundNotOpen) for outcome in found[:-1]), found
    frozen = queries.snapshot_of(queries.round_of(round_.organisation, round_.uuid))
    teachers = next(group for group in frozen.groups if group.key == "teachers")
    stored = sorted(sum(value is not None for value in row) for row in teachers.rows)
    assert stored == sorted(count for count in acknowledged.values() if count)


@pytest.mark.postgres
@pytest.mark.usefixtures("committed_rounds_that_go_away")
def test_whoever_begins_while_the_round_closes_is_in_it_or_is_told():
    """Closing locks the respondents that are there; those who begin meanwhile must not store answers that no snapshot holds."""
    round_ = factories.opened(network.organisation(), None)
    link, key = factories.link(round_), factories.asked(round_, "teachers")[0].key
    acknowledged = []

    def begins():
        while True:
            respondent = operations.begin(link=link, group_key="teachers", key="")
            operations.save_answers(round_=round_, respondent_id=respondent.pk, values={key: "4"})
            acknowledged.append(respondent.pk)

    def closes():
        while len(acknowledged) < 20:
            pass
        return operations.close_round(round_=round_, by=None)

    found = at_once(*[begins] * 6, closes)
    assert [type(outcome).__name__ for outcome in found[:-1]] == ["RoundNotOpen"] * 6, found
    frozen = queries.snapshot_of(queries.round_of(round_.organisation, round_.uuid))
    teachers = next(group for group in frozen.groups if group.key == "teachers")
    assert len(teachers.rows) == len(acknowledged)
    with scopes_disabled():
        assert not Respondent.objects.exists(), "nobody stays behind in a closed round"


@pytest.mark.postgres
@pytest.mark.usefixtures("committed_rounds_that_go_away")
def test_of_two_closings_one_wins():
    round_ = factories.opened(network.organisation(), None)
    found = at_once(*[lambda: operations.close_round(round_=round_, by=None)] * 2)
    assert sorted(type(outcome).__name__ for outcome in found) == ["Snapshot", "ValidationError"]


@pytest.mark.postgres
@pytest.mark.usefixtures("committed_rounds_that_go_away")
def test_of_two_who_press_close_both_get_a_page():
    here = network.organisation()
    people = [network.lead(here, "Aino Aalto", f"aino{number}@college.example") for number in range(2)]
    round_, clients = factories.opened(here, None), [Client(), Client()]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    address = f"/organisaatio/{here.key}/itsearviointi/{round_.uuid}/sulje/"
    found = at_once(*[lambda client=client: client.post(address).status_code for client in clients])
    assert found == [302, 302]
