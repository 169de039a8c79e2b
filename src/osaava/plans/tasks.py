"""Jobs of plans."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from osaava.plans import queries


@task
def measure_round(organisation_uuid: str, round_uuid: str) -> int:
    """Write down what a closed round says of each goal; returns how many. Safe to run again."""
    from osaava.plans import operations

    round_ = queries.closed_round(UUID(organisation_uuid), UUID(round_uuid))
    return len(operations.measure_effects(round_=round_)) if round_ is not None else 0
