"""Many files in a row: in a process of its own, politely, a portion at a time.

Reading a thousand documents is minutes of work, and the web process answers people meanwhile. So the job only waits for a process that reads
(`apart`), which runs when nobody else wants the processor, keeps its transactions short, pauses between files, and ends after half a minute so that
other jobs have their turn.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django_scopes import scopes_disabled

from osaava.base import jobs
from osaava.exchange.collections import apart
from osaava.exchange.collections.enums import WAITS, SourceState
from osaava.exchange.collections.models import Collection, Source
from osaava.exchange.collections.operations.reading import Tools, read_source
from osaava.exchange.reading.sandbox import Nursery
from osaava.exchange.suggesting import suggester

logger = logging.getLogger(__name__)
PORTION = 30
"""Seconds that a job reads before it lets others have their turn."""
PAUSE = 0.02
"""Seconds between two files, in which others may write."""


def read_waiting(pk: int, *, seconds: float | None = None, tell: Callable[[str], object] = lambda name: None) -> int:
    """Read the collection's waiting files one after another, for `seconds` at most; returns how many still wait. `tell` hears each file's name."""
    began = time.monotonic()
    with Nursery() as nursery, scopes_disabled():
        tools, waiting = Tools(nursery, suggester(steady=True)), Source.objects.filter(collection=pk, state__in=WAITS)
        while source := waiting.order_by("-state", "position").only("pk", "name").first():  # waiting before what another process may be reading
            if seconds is not None and time.monotonic() - began > seconds:
                break
            tell(source.name)
            read_source(source.pk, tools)
            time.sleep(PAUSE)
        return waiting.count()


def read_portion(pk: int) -> int:
    """Read for `PORTION` seconds in a process apart, and queue the job again when files are left; returns how many."""
    from osaava.exchange.tasks import read_collection  # the task calls this

    if not _is_seen_by_others():
        left = read_waiting(pk, seconds=PORTION)
    else:
        if not apart.read(pk, PORTION):
            give_up(pk)
        left = _waiting(pk)
    if left:
        jobs.enqueue_once(read_collection, pk)
    return left


def _is_seen_by_others() -> bool:
    """Whether a process with this environment would find what we have written: not inside a transaction, nor in a test's own database."""
    return not connection.in_atomic_block and connection.settings_dict["NAME"] == settings.ENV.database()["NAME"]


def _waiting(pk: int) -> int:
    with scopes_disabled():
        return Source.objects.filter(collection=pk, state__in=WAITS).count()


def give_up(pk: int) -> int:
    """The file at which the reading process died or stood still is named and passed over, so that the others go on; returns how many."""
    with scopes_disabled():
        stuck = Source.objects.filter(collection=pk, state=SourceState.READING)
        return stuck.update(state=SourceState.REFUSED, code="failed", detail="")


def take_up_again() -> int:
    """Queue the reading of every collection in which something waits and nobody reads: once a day, for what a lost job left behind."""
    from osaava.exchange.tasks import read_collection

    with scopes_disabled():
        found = list(Collection.objects.filter(sources__state__in=WAITS).distinct().values_list("pk", flat=True))
    return sum(jobs.enqueue_once(read_collection, pk) for pk in found)
