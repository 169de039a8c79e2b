"""Jobs: work that a page should not wait for. Written with Django's Tasks interface, kept in the database, run by one thread or `osaava worker`.

`enqueue` inside a transaction means the job exists exactly when the change does. What the library leaves open is here: a job that died with
its process is found and tried again, failed jobs are tried again with growing pauses, and housekeeping runs once a day.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, transaction

from osaava.base import clock

logger = logging.getLogger(__name__)

MAX_TRIES = 5
DEAD_AFTER = timedelta(minutes=15)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))

_thread: threading.Thread | None = None
_stop = threading.Event()
_daily: list[Callable[[], object]] = []
_last_day: list = [None]


def every_day(function: Callable[[], object]) -> Callable[[], object]:
    """Register housekeeping to run once a day; it must be safe to repeat."""
    if function not in _daily:
        _daily.append(function)
    return function


def enqueue_once(task, *arguments) -> bool:
    """Queue a job unless the same one waits already; whether it was queued. One that runs is no reason: it may have looked before the change."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().filter(task_path=task.module_path).values_list("args_kwargs", flat=True)
    if any(row["args"] == list(arguments) for row in waiting):
        return False
    task.enqueue(*arguments)
    return True


def start_thread() -> threading.Thread:
    """Start the one job thread of this process (once)."""
    global _thread
    if _thread is None or not _thread.is_alive():
        _stop.clear()
        _thread = threading.Thread(target=run_until_stopped, name="osaava-jobs", daemon=True)
        _thread.start()
    return _thread


def stop_thread() -> None:
    """Ask the loop to stop after its present job."""
    _stop.set()


def run_until_stopped(pause: float = 1.0) -> None:
    """Run due jobs, then wait `pause` seconds for more; until `stop_thread`."""
    while not _stop.is_set():
        ran = 0
        try:
            ran = run_due()
            run_daily()
        except Exception:
            logger.exception("The job loop met an error and goes on.")
        close_old_connections()
        if not ran:
            _stop.wait(pause)


def run_due(limit: int = 100) -> int:
    """Run the jobs that are due now, at most `limit`; returns how many ran."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    revive()
    due = DBTaskResult.objects.ready().filter(backend_name="default")
    if not due.exists():  # a plain read: polling must not take the write lock of SQLite
        return 0
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=limit, worker_id=f"w{id(due):x}"[:60],
        excluded_queue_names=[],
    )
    worker.run()
    return worker._run_tasks


def revive() -> int:
    """Make jobs of dead processes, and failed jobs whose pause is over, ready again; returns how many."""
    from django_tasks_db.models import DBTaskResult

    now = clock.now()
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gt=now - timedelta(days=1))
    dead = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=now - DEAD_AFTER)
    count = 0
    for row in [*failed, *dead]:
        tries = len(row.worker_ids)
        if tries >= MAX_TRIES:
            continue
        if row.status == "FAILED" and row.finished_at + PAUSES[min(tries, len(PAUSES)) - 1] > now:
            continue
        with transaction.atomic():
            count += DBTaskResult.objects.filter(pk=row.pk, status=row.status).update(status="READY", started_at=None, finished_at=None)
    return count


def run_daily() -> bool:
    """Run the housekeeping if it has not run today in this process; returns whether it did."""
    today = clock.today()
    if _last_day[0] == today:
        return False
    _last_day[0] = today
    for function in _daily:
        try:
            function()
        except Exception:
            logger.exception("Housekeeping %s met an error; it is tried again tomorrow.", function.__name__)
    return True
