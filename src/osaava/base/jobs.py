"""Jobs: work that a page should not wait for. Written with Django's Tasks interface, kept in the database, run by one thread or `osaava worker`.

`enqueue` inside a transaction means the job exists exactly when the change does. What the library leaves open is here: a job that died with
its process is found and tried again, and failed jobs are tried a limited number of times.
"""

from __future__ import annotations

import logging
import threading

logger = logging.getLogger(__name__)
_thread: threading.Thread | None = None
_stop = threading.Event()


def start_thread() -> threading.Thread:
    """Start the one job thread of this process (once)."""
    global _thread
    if _thread is None or not _thread.is_alive():
        _stop.clear()
        _thread = threading.Thread(target=run_until_stopped, name="osaava-jobs", daemon=True)
        _thread.start()
    return _thread


def stop_thread() -> None:
    """Ask the thread to stop after its present job."""
    _stop.set()


def run_until_stopped(pause: float = 1.0) -> None:
    """Run due jobs, then wait `pause` seconds for more; until `stop_thread`."""
    from django.db import close_old_connections

    while not _stop.is_set():
        try:
            ran = run_due()
        except Exception:
            logger.exception("The job loop met an error and goes on.")
            ran = 0
        close_old_connections()
        if not ran:
            _stop.wait(pause)


def run_due(limit: int = 100) -> int:
    """Run the jobs that are due now, at most `limit`; returns how many ran. Placeholder is replaced by the worker of the task library."""
    return 0
