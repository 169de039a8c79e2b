"""What the exchange does once a day: reading that a lost job left behind, files that nobody has any more."""

from __future__ import annotations

from osaava.base import jobs
from osaava.exchange.collections import operations


@jobs.every_day
def take_up_reading() -> None:
    """Queue the reading of what still waits; safe to repeat."""
    operations.take_up_again()


@jobs.every_day
def sweep_files() -> None:
    """Delete files of collections that were removed; safe to repeat."""
    operations.sweep_files()
