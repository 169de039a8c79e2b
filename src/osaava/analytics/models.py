"""What the coordinator's pages are drawn from. Nothing is known here first: the picture is counted anew from other apps and may be thrown away."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from osaava.base import clock, privacy
from osaava.base.models import UuidModel


class NetworkPicture(UuidModel):
    """The network on a day, as the coordinator may see it: bands, states of rounds, needs of at least three organisations. Holds no person."""

    privacy = privacy.NOTHING
    shared = True
    made_at = models.DateTimeField(default=clock.now)
    data = models.JSONField(help_text="osaava-network-picture/1, see analytics.queries.picture.")

    class Meta:
        ordering = ["-made_at", "-id"]


class LevelsShared(UuidModel):
    """An organisation lets the network's coordinator see its level in each theme. Without a row nothing is seen."""

    privacy = privacy.PersonalData(person="by", erase="detach")
    shared = True
    organisation = models.OneToOneField("network.Organisation", on_delete=models.CASCADE, related_name="levels_shared")
    since = models.DateField(default=clock.today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
