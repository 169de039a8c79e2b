"""What the self-assessment does once a day: counts of participation, links of rounds long over."""

from __future__ import annotations

from datetime import timedelta

from osaava.base import jobs
from osaava.capability import operations, queries

LINKS_KEPT = timedelta(days=183)
"""Invitations: six months after the round."""


@jobs.every_day
def sweep_rounds() -> None:
    """Bring the organisers' counts up to date and forget old links; safe to repeat."""
    for round_ in queries.rounds_to_count():
        operations.count_participation(round_=round_)
    operations.forget_old_links(kept=LINKS_KEPT)
    operations.refresh_benchmarks()
