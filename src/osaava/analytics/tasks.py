"""Jobs of analytics."""

from __future__ import annotations

from django_tasks import task


@task
def draw_picture() -> bool:
    """Count the network's picture anew; safe to run again."""
    from osaava.analytics import operations

    return operations.draw_picture() is not None
