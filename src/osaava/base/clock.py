"""The one place that tells the time, so that rules about dates can be tested by moving it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today() -> date:
    """Today's date in Finland, the network's own calendar."""
    return timezone.localdate()
