"""What base sweeps once a day: old idempotency keys, rate counts, expired sessions, finished jobs."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from osaava.base import clock, jobs
from osaava.base.models import IdempotencyKey, RateCount

KEYS_KEPT = timedelta(days=30)
JOBS_KEPT = timedelta(days=30)


@jobs.every_day
def sweep() -> None:
    """Delete rows that have served; safe to repeat."""
    from django_tasks_db.models import DBTaskResult

    now = clock.now()
    IdempotencyKey.objects.filter(created_at__lt=now - KEYS_KEPT).delete()
    RateCount.objects.filter(window__lt=int(now.timestamp()) - 86_400).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    DBTaskResult.objects.filter(status__in=["SUCCESSFUL", "FAILED"], finished_at__lt=now - JOBS_KEPT).delete()
