"""The network's picture is drawn once a day."""

from __future__ import annotations

from osaava.analytics import operations
from osaava.base import jobs


@jobs.every_day
def draw_network_picture() -> None:
    """Count the coordinator's figures; safe to repeat."""
    operations.draw_picture()
