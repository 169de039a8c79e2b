"""News from below: a round closed, so the goals that it can speak of are measured."""

from __future__ import annotations

from osaava.base.facts import receiver
from osaava.capability.api import RoundClosed
from osaava.plans import tasks


@receiver(RoundClosed)
def measure(fact: RoundClosed) -> None:
    """Leave it to a job: comparing with other organisations takes longer than closing should."""
    tasks.measure_round.enqueue(str(fact.organisation_uuid), str(fact.round_uuid))
