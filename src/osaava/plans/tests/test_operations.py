"""Deciding, moving, changing, checking in: what holds whatever page was used."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django_scopes import scope, scopes_disabled

from osaava.base import privacy
from osaava.base.facts import _receivers
from osaava.network import operations as network
from osaava.network.queries import members_of, membership_in
from osaava.plans import operations, queries, threads
from osaava.plans.errors import Stale
from osaava.plans.facts import ActionMoved, GoalDecided
from osaava.plans.models import Action, Change, FollowUp, Goal
from osaava.plans.tests import factories


@pytest.fixture
def heard():
    """Facts that were published in the test."""
    told = []
    for kind in (GoalDecided, ActionMoved):
        _receivers[kind].append(told.append)
    yield told
    for kind in (GoalDecided, ActionMoved):
        _receivers[kind].remove(told.append)


def column(goal, state="proposed"):
    with scopes_disabled():
        return [row.title for row in Action.objects.filter(goal=goal, state=state, removed_at=None).order_by("order", "id")]


def test_an_organisation_has_one_open_plan(here, aino, plan):
    with pytest.raises(ValidationError) as refused:
        factories.plan(here, aino)
    assert refused.value.code == "open"
    operations.close_plan(plan=plan, by=aino)
    assert factories.plan(here, aino).closed_on is None


def test_goal_gets_a_thread_code_and_tells(here, aino, plan, heard):
    goal = factories.goal(plan, aino)
    assert threads.read(goal.thread.lower()) == goal.thread
    assert heard == [GoalDecided(here.uuid, goal.thread, "6.2", 3)]
    assert queries.goal_by_thread(here, f" {goal.thread.lower()} ").pk == goal.pk


@pytest.mark.parametrize("text", ["", "T-", "T-12345", "T-1234567", "T-12345U", "X-123456", "T-12 456", "T-123456'"])
def test_what_is_no_thread_code_finds_nothing(here, goal, text):
    assert queries.goal_by_thread(here, text) is None


def test_a_thread_code_never_changes(goal):
    with pytest.raises(DatabaseError, match="plans_frozen"), transaction.atomic(), scopes_disabled():
        Goal.objects.filter(pk=goal.pk).update(thread="T-000000")


def test_the_fourth_goal_asks_for_a_reason(plan, aino):
    for key in ("1.1", "1.2", "1.3"):
        factories.goal(plan, aino, key)
    with pytest.raises(ValidationError) as refused:
        factories.goal(plan, aino, "1.4")
    assert set(refused.value.error_dict) == {"reason"}
    assert factories.goal(plan, aino, "1.4", reason="Laki muuttui kesken kauden.").reason


def test_one_competence_is_one_open_goal(plan, aino, goal):
    with pytest.raises(ValidationError) as refused:
        factories.goal(plan, aino)
    assert refused.value.code == "twice"
    operations.close_goal(goal=goal, by=aino, outcome="dropped")
    again = factories.goal(plan, aino)
    with pytest.raises(ValidationError):
        operations.reopen_goal(goal=goal, by=aino)
    assert again.thread != goal.thread


@pytest.mark.parametrize(("field", "value"), [("wanted", 1), ("wanted", 6), ("due_on", "past"), ("owner", "outi")])
def test_goal_refuses_what_cannot_be(plan, aino, outi, field, value):
    given = {"past": factories.clock.today().replace(year=2020), "outi": outi}.get(value, value)
    with pytest.raises(ValidationError) as refused:
        factories.goal(plan, aino, **{field: given})
    assert set(refused.value.error_dict) == {field}


def test_a_target_must_lie_above_the_start(plan, aino):
    start = operations.StartingLevel(level=factories.Decimal("3.2"), kind="staff")
    with pytest.raises(ValidationError) as refused:
        factories.goal(plan, aino, wanted=3, start=start)
    assert refused.value.error_dict["wanted"][0].code == "low"


@pytest.mark.parametrize("name", ["eero", "outi"])
def test_others_write_nothing(request, plan, goal, action, name):
    person = request.getfixturevalue(name)
    for run in (
        lambda: factories.goal(plan, person, "1.1"), lambda: factories.action(goal, person), lambda: operations.move_action(action=action, by=person, to="done"),
        lambda: operations.check_in(goal=goal, by=person, progress="slow"), lambda: operations.close_goal(goal=goal, by=person, outcome="reached"),
        lambda: operations.remove_action(action=action, by=person), lambda: operations.close_plan(plan=plan, by=person),
    ):
        with pytest.raises(PermissionDenied):
            run()


def test_move_keeps_columns_in_order_and_can_be_undone(goal, aino, heard):
    first, second, third = (factories.action(goal, aino, title) for title in ("A", "B", "C"))
    moved = operations.move_action(action=second, by=aino, to="running")
    assert (moved.was, moved.place) == ("proposed", 1)
    assert column(goal) == ["A", "C"]
    assert heard[-1].after == "running"
    operations.move_action(action=second, by=aino, to=moved.was, place=moved.place)
    assert column(goal) == ["A", "B", "C"]
    operations.move_action(action=third, by=aino, to="proposed", step=-1)
    assert column(goal) == ["A", "C", "B"]
    operations.move_action(action=first, by=aino, to="proposed", step=-1)
    assert column(goal) == ["A", "C", "B"]
    operations.move_action(action=third, by=aino, to="done", place=99)
    assert column(goal, "done") == ["C"]


def test_a_move_that_somebody_made_first_is_told(goal, action, aino, mikko):
    operations.move_action(action=action, by=mikko, to="done", was="proposed")
    with pytest.raises(Stale) as stale:
        operations.move_action(action=action, by=aino, to="running", was="proposed")
    assert stale.value.newer.state == "done"
    assert stale.value.change.by == mikko
    assert operations.move_action(action=action, by=aino, to="done", was="proposed").action.state == "done"


def test_an_edit_that_somebody_made_first_is_told_and_nothing_is_lost(goal, action, aino, mikko):
    values = {"text": "", "owner": None, "effort_hours": None, "due_on": None}
    operations.change_action(action=action, by=mikko, revision=1, title="Mikon nimi", **values)
    with pytest.raises(Stale) as stale:
        operations.change_action(action=action, by=aino, revision=1, title="Ainon nimi", **values)
    assert stale.value.newer.title == "Mikon nimi"
    assert operations.change_action(action=action, by=aino, revision=2, title="Ainon nimi", **values).revision == 3


def test_goal_edit_notices_the_other(goal, aino, mikko):
    values = {"text": "", "wanted": 4, "due_on": goal.due_on, "owner": None, "importance": 2}
    operations.change_goal(goal=goal, by=mikko, revision=1, title="Mikon", **values)
    with pytest.raises(Stale):
        operations.change_goal(goal=goal, by=aino, revision=1, title="Ainon", **values)


def test_history_tells_what_changed_and_cannot_be_edited(plan, goal, action, aino):
    operations.move_action(action=action, by=aino, to="running")
    line = queries.history_of(plan, action=action)[0]
    assert line.fields == {"state": ["proposed", "running"]}
    with pytest.raises(DatabaseError, match="plans_frozen"), transaction.atomic(), scopes_disabled():
        Change.objects.filter(pk=line.pk).update(fields={})


def test_check_ins_are_kept_and_cannot_be_edited(goal, action, aino):
    row = operations.check_in(goal=goal, action=action, by=aino, progress="stuck", text="Näkymä puuttuu.")
    assert queries.follow_ups_of(goal) == [row]
    with pytest.raises(DatabaseError, match="plans_frozen"), transaction.atomic(), scopes_disabled():
        FollowUp.objects.filter(pk=row.pk).update(text="Kaikki hyvin")
    with pytest.raises(ValidationError):
        operations.check_in(goal=goal, by=aino, progress="stuck", on=factories.far())


def test_removed_actions_come_back(goal, action, aino):
    operations.remove_action(action=action, by=aino)
    assert column(goal) == []
    with pytest.raises(ValidationError):
        operations.move_action(action=action, by=aino, to="done")
    operations.restore_action(action=action, by=aino)
    assert column(goal) == [action.title]


def test_a_closed_goal_and_plan_refuse_changes(plan, goal, action, aino):
    with pytest.raises(ValidationError):
        operations.close_plan(plan=plan, by=aino)
    operations.close_goal(goal=goal, by=aino, outcome="reached")
    with pytest.raises(ValidationError):
        operations.move_action(action=action, by=aino, to="done")
    operations.close_plan(plan=plan, by=aino)
    with pytest.raises(ValidationError):
        operations.reopen_goal(goal=goal, by=aino)


def test_an_owner_who_left_is_said_and_an_erased_one_is_nobody(here, plan, aino, eero):
    goal = factories.goal(plan, aino, owner=eero)
    action = factories.action(goal, aino, owner=eero)
    operations.check_in(goal=goal, by=aino, progress="slow")
    with scope(organisation=here):
        membership = membership_in(here, members_of(here).get(person=eero).uuid)
    network.end_membership(membership=membership, by=eero)
    [board] = queries.board_of(plan)
    assert board.owner.name == "Eero Eskola"
    assert board.owner.has_left
    assert board.cards[0].owner.has_left
    assert "plans.action" in privacy.export_person(eero)
    privacy.erase_person(eero)
    privacy.erase_person(aino)
    [board] = queries.board_of(queries.open_plan(here))
    assert board.owner.is_missing
    assert board.cards[0].owner.is_missing
    assert board.latest.by is None
    assert action.pk == board.cards[0].action.pk
