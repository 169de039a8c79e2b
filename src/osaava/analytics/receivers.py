"""News from below: a round opened or closed, so the picture of the network is drawn again."""

from __future__ import annotations

from osaava.analytics import tasks
from osaava.base.facts import receiver
from osaava.capability.api import RoundClosed, RoundOpened


@receiver(RoundClosed)
@receiver(RoundOpened)
def draw_again(_fact: RoundClosed | RoundOpened) -> None:
    """Leave it to a job: counting over all organisations takes longer than closing should."""
    tasks.draw_picture.enqueue()
