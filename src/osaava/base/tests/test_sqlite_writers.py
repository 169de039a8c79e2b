"""Writers of one process take turns on SQLite; whoever is through, however it ended, lets the next one go."""

import threading

import pytest
from django.db import OperationalError, connections

from osaava.base.sqlite.base import DatabaseWrapper
from osaava.base.tests.at_once import at_once


@pytest.fixture
def writer(tmp_path, db):
    """Makes connections to one file, as threads of a web process have them."""
    made = []

    def connect(**options):
        told = connections["default"].settings_dict | {"ENGINE": "osaava.base.sqlite", "NAME": str(tmp_path / "turns.sqlite3")}
        told["OPTIONS"] = {"timeout": 5, "transaction_mode": "IMMEDIATE"} | options
        connection = DatabaseWrapper(told, "default")
        connection.inc_thread_sharing()
        made.append(connection)
        return connection

    with connect().cursor() as cursor:
        cursor.execute("CREATE TABLE line (number integer)")
    yield connect
    for connection in made:
        connection.close()


def begin(connection):
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO line VALUES (1)")


def finish(connection, how):
    if how != "break off":
        getattr(connection, how)()
    if how != "close":
        connection.set_autocommit(True)


def lines(connection):
    with connection.cursor() as cursor:
        return cursor.execute("SELECT count(*) FROM line").fetchone()[0]


@pytest.mark.parametrize(("how", "stored"), [("commit", 2), ("rollback", 1), ("close", 1), ("break off", 2)])
def test_the_next_writer_goes_when_the_one_before_is_through(writer, how, stored):
    aino, eero = writer(), writer()
    begin(aino)
    waiting = threading.Thread(target=lambda: (begin(eero), finish(eero, "commit")))
    waiting.start()
    finish(aino, how)
    waiting.join(10)
    assert not waiting.is_alive()
    assert lines(writer()) == stored


def test_a_turn_that_does_not_come_in_time_says_that_the_database_is_locked(writer):
    aino, eero = writer(), writer(timeout=0.05)
    begin(aino)
    with pytest.raises(OperationalError, match="locked"):
        begin(eero)
    finish(aino, "commit")
    begin(eero)
    finish(eero, "commit")
    assert lines(writer()) == 2


def test_a_refused_beginning_keeps_nobody_waiting(writer):
    """Another process writes: SQLite itself refuses, and the turn goes on to the next in this process."""
    import sqlite3

    aino, eero = writer(timeout=0.05), writer()
    elsewhere = sqlite3.connect(aino.settings_dict["NAME"], isolation_level=None)
    elsewhere.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        begin(aino)
    elsewhere.execute("COMMIT")
    elsewhere.close()
    begin(eero)
    finish(eero, "commit")
    assert lines(writer()) == 1


def test_writes_of_many_threads_are_all_there(writer):
    def work():
        connection = writer()
        for _line in range(20):
            begin(connection)
            finish(connection, "commit")

    assert at_once(*[work] * 4) == [None] * 4
    assert lines(writer()) == 80
