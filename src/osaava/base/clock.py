"""The one place that tells the time, so that rules about dates can be tested by moving it.

Pages are kept in memory (`base.page_cache`), and time changes a page too: so a page that calls `now()` is not kept, one that calls `has_come()`
is kept until that moment, and `today()` is part of every kept page's key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

from osaava.base import watch

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def _moment() -> datetime:
    return _moved.get() or timezone.now()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware moment, here only: for what operations are told of an earlier day (the demo network, an import)."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)


def now() -> datetime:
    """The present moment, aware."""
    watch.note_moment()
    return _moment()


def has_come(moment: datetime) -> bool:
    """Whether the moment is past: the way for a page to ask, because once past it stays past."""
    if moment <= _moment():
        return True
    watch.note_until(moment)
    return False


def of_the_machine() -> datetime:
    """The present moment even inside `standing_at`: for the security log, which says when something was written."""
    return timezone.now()


def today() -> date:
    """Today's date in Finland, the network's own calendar."""
    return timezone.localdate(_moment())
