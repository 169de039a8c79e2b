"""Jobs of the exchange."""

from __future__ import annotations

from django_tasks import task

from osaava.exchange.collections import operations


@task
def read_collection(pk: int) -> int:
    """Read what waits in a collection for half a minute; the rest is queued behind whatever else waits. Returns how many files still wait."""
    return operations.read_portion(pk)
