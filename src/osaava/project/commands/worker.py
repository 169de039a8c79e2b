"""`osaava worker`: jobs in a process of their own (with OSAAVA_JOBS=worker in the web processes)."""

from __future__ import annotations

import argparse
import signal


def run(name: str, argv: list[str]) -> int:
    """Run jobs until a signal asks to stop; the present job is finished first."""
    parser = argparse.ArgumentParser(prog="osaava worker")
    parser.add_argument("--once", action="store_true", help="run what is due and end")
    options = parser.parse_args(argv)
    import django

    django.setup()
    from osaava.base import jobs

    if options.once:
        print(f"{jobs.run_due()} jobs ran.")
        return 0
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: jobs.stop_thread())
    jobs.run_until_stopped()
    return 0
