"""The one place that tells the time, so that rules about dates can be tested by moving it.

Pages are kept in memory (`base.page_cache`), and time changes a page too: so a page that calls `now()` is not kept, one that calls `has_come()`
is kept until that moment, and `today()` is part of every kept page's key.
"""

from datetime import date, datetime

from django.utils import timezone

from osaava.base import watch


def now() -> datetime:
    """The present moment, aware."""
    watch.note_moment()
    return timezone.now()


def has_come(moment: datetime) -> bool:
    """Whether the moment is past: the way for a page to ask, because once past it stays past."""
    if moment <= timezone.now():
        return True
    watch.note_until(moment)
    return False


def today() -> date:
    """Today's date in Finland, the network's own calendar."""
    return timezone.localdate()
