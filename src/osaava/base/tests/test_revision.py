"""A kept page can never be stale, because the database itself counts the changes."""

import pytest
from django.db import connection, transaction

from osaava.base import remembered, revision
from osaava.base.models import PersonRevision, Revision
from osaava.themes.models import Theme

pytestmark = pytest.mark.django_db


def numbers(person=None):
    row = Revision.objects.get(id=1)
    return row.number, row.private, PersonRevision.objects.filter(person=person).values_list("number", flat=True).first()


@pytest.fixture
def aino(db):
    from osaava.accounts.api import Person

    return Person.objects.create_user("aino@esimerkki.example", name="Aino")


@pytest.fixture
def eero(db):
    from osaava.accounts.api import Person

    return Person.objects.create_user("eero@esimerkki.example", name="Eero")


@pytest.mark.parametrize(
    "change",
    [
        lambda: Theme.objects.filter(key="tori").update(description={"fi": "Uusi"}),
        lambda: Theme.objects.get(key="tori").save(),
        lambda: Theme.objects.get(key="tori").competences.first().usual_levels.all().delete(),
    ],
    ids=["queryset update", "save", "delete"],
)
def test_every_change_of_shared_content_moves_the_revision(change):
    before = revision.number()
    change()
    assert revision.number() > before


def test_private_rows_do_not_move_it(aino):
    before = revision.number()
    aino.save()
    assert revision.number() == before


def test_own_rows_move_their_persons_number_only(aino, eero):
    from osaava.base.models import IdempotencyKey

    before, others = numbers(aino), numbers(eero)
    row = {"owner": f"person:{aino.pk}", "route": "/", "body_hash": "", "status": 302}
    IdempotencyKey.objects.create(person=aino, key="a", **row)
    inserted = numbers(aino)
    IdempotencyKey.objects.filter(person=aino).update(status=200)
    updated = numbers(aino)
    IdempotencyKey.objects.bulk_create([IdempotencyKey(person=aino, key="a", **row), IdempotencyKey(person=aino, key="b", **row)], ignore_conflicts=True)
    again = numbers(aino)
    IdempotencyKey.objects.filter(person=aino).delete()
    deleted = numbers(aino)
    steps = [before, inserted, updated, again, deleted]
    assert [step[:2] for step in steps] == [before[:2]] * 5
    assert [step[2] for step in steps] == sorted({step[2] for step in steps})
    assert numbers(eero) == others


def test_row_that_changes_its_person_moves_both(aino, eero):
    from osaava.base.models import IdempotencyKey

    row = IdempotencyKey.objects.create(person=aino, key="a", owner="x", route="/", body_hash="", status=302)
    before = numbers(aino)[2], numbers(eero)[2]
    IdempotencyKey.objects.filter(pk=row.pk).update(person=eero)
    assert numbers(aino)[2] > before[0]
    assert numbers(eero)[2] > before[1]


def test_row_of_nobody_moves_nothing(aino):
    from osaava.base.models import IdempotencyKey

    before = numbers(aino)
    IdempotencyKey.objects.create(person=None, key="a", owner="session:x", route="/", body_hash="", status=302)
    assert numbers(aino) == before


def test_tables_that_say_nothing_move_the_private_number(aino):
    from osaava.network.models import RoleAssignment

    before = numbers(aino)
    RoleAssignment.objects.create(person=aino, role="coordinator")
    after = numbers(aino)
    assert after[0] == before[0]
    assert after[1] > before[1]


def test_number_goes_with_the_person(aino):
    key = aino.pk
    aino.delete()
    assert not PersonRevision.objects.filter(pk=key).exists()


def test_rolled_back_change_moves_nothing(aino):
    before = numbers(aino)
    with transaction.atomic():
        aino.save()
        Theme.objects.get(key="tori").save()
        transaction.set_rollback(True)
    assert numbers(aino) == before


def test_shared_tables_include_the_library_and_leave_learning_out():
    tables = revision.shared_tables()
    assert {"library_unit", "library_unittext", "network_themerole", "paths_pathstep", "base_searchentry"} <= set(tables)
    assert not [t for t in tables if t.startswith(("learning_", "accounts_"))]


def test_every_table_has_its_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE 'base_revision_%%'", [])
        else:
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'base_revision_%'")
        found = {row[0] for row in cursor.fetchall()}
    assert {table for table, moves in revision.tables().items() if moves.kind != "nothing"} <= found


def test_remembered_values_go_with_the_revision_and_only_reading_requests_remember():
    calls = []

    def make():
        calls.append(1)
        return len(calls)

    assert [remembered.remembered("x", make), remembered.remembered("x", make)] == [1, 2]
    try:
        revision.remember(5, reading=True)
        assert [remembered.remembered("x", make), remembered.remembered("x", make)] == [3, 3]
        revision.remember(6, reading=True)
        assert remembered.remembered("x", make) == 4
        revision.remember(5, reading=True)  # a request that began before the change
        assert [remembered.remembered("x", make), remembered.remembered("x", make)] == [5, 6]
        revision.remember(6, reading=False)
        assert remembered.remembered("x", make) == 7
    finally:
        revision.remember(None)
