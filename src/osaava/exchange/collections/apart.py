"""The process in which a collection's files are read: `python -m osaava.exchange.collections.apart COLLECTION SECONDS`, started by `read`.

It has the product's settings and database, because it stores what it reads; the documents themselves are opened in children of its own
(`reading.sandbox`).
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys

from osaava.exchange.reading import child, sandbox

logger = logging.getLogger(__name__)
POLITE = 10
"""Added to the process's niceness: everybody else goes first."""
SLACK = 60
_ENDED_BY_OTHERS = (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)


def read(collection: int, seconds: int) -> bool:
    """Let a process read the collection for `seconds`; whether it ended by itself or because the service stops. It is killed when it stands still."""
    command = [sys.executable, "-m", "osaava.exchange.collections.apart", str(collection), str(seconds)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  (our own module and two numbers)
    try:
        status = process.wait(seconds + sandbox.SECONDS * sandbox.PATIENCE + SLACK)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        status = process.wait(10)
    if status:
        logger.error("The process that reads collection %s ended with %s.", collection, status)
    return status == 0 or status in _ENDED_BY_OTHERS


def main(arguments: list[str]) -> None:
    """Step back behind everybody else, then read."""
    os.nice(POLITE)
    child.die_with_the_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from osaava.exchange.collections import operations

    operations.read_waiting(int(arguments[0]), seconds=float(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
