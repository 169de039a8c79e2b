"""Writers of one process wait for each other in a queue, not by asking SQLite again and again.

SQLite has one writer at a time, and one who finds it busy sleeps longer and longer before asking anew: with many short writes some wait half a
second while others go past them. A lock in the process lets the next go as soon as the one before is through. Other processes (`osaava worker`,
a command) still meet each other at SQLite's own lock.
"""

from __future__ import annotations

import os
import threading

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

_turns: dict[str, threading.Lock] = {}
"""Database file to the lock of who writes it now."""

os.register_at_fork(after_in_child=_turns.clear)  # a child has none of the threads that hold a turn


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction begins when it is this connection's turn and lets the next one go at its end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._turn: threading.Lock | None = None  # held while this connection writes

    def _take_turn(self) -> None:
        turn = _turns.setdefault(str(self.settings_dict["NAME"]), threading.Lock())
        if not turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked")
        self._turn = turn

    def _pass_on(self) -> None:
        if self._turn is not None:
            turn, self._turn = self._turn, None
            turn.release()

    def _start_transaction_under_autocommit(self):
        if self._turn is None:
            self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._pass_on()
            raise

    def _commit(self):
        super()._commit()
        self._pass_on()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._pass_on()

    def _set_autocommit(self, autocommit):
        super()._set_autocommit(autocommit)
        if autocommit:  # whatever was open is over, also where a commit was broken off
            self._pass_on()

    def _close(self):
        try:
            super()._close()
        finally:
            self._pass_on()
