"""Jobs of the exchange: each document is read by itself, so a broken one costs itself only."""

from __future__ import annotations

from django_tasks import task

from osaava.exchange.collections import operations


@task
def read_source(pk: int) -> str:
    """Read one file of a collection and make draft units of it; returns its state. Safe to run again."""
    return operations.read_source(pk)
