"""Writes of the front of house: feedback arrives, is answered, and is forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from osaava.base import audit, clock
from osaava.base.access import Permission, ensure
from osaava.base.language import current_language
from osaava.campus.models import Feedback, due_day
from osaava.campus.tasks import tell_of_feedback

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
KEPT_AFTER_ANSWER = timedelta(days=365)


@transaction.atomic
def send_feedback(*, by, topic: str, message: str, email: str = "", page: str = "") -> Feedback:
    """Store a message from anybody (`by`: a person, or None) and tell the people who answer. The answer is due in 14 days."""
    now = clock.now()
    feedback = Feedback.objects.create(
        reference="".join(secrets.choice(_LETTERS) for _ in range(8)),
        topic=topic,
        message=message,
        email=email,
        page=page,
        language=current_language(),
        person=by,
        sent_at=now,
        due_on=due_day(timezone.localtime(now)),
    )
    if settings.FEEDBACK_TO:
        tell_of_feedback.enqueue(feedback.pk)
    return feedback


@transaction.atomic
def mark_answered(*, feedback: Feedback, by) -> Feedback:
    """Say that the sender has got an answer; safe to repeat."""
    ensure(by, Permission.NETWORK_COORDINATE)
    if feedback.answered_at is None:
        feedback.answered_at = clock.now()
        feedback.save(update_fields=["answered_at"])
        audit.record("campus.feedback.answered", feedback, by=by, reference=feedback.reference)
    return feedback


@transaction.atomic
def reopen_feedback(*, feedback: Feedback, by) -> Feedback:
    """Take the mark back; safe to repeat."""
    ensure(by, Permission.NETWORK_COORDINATE)
    if feedback.answered_at is not None:
        feedback.answered_at = None
        feedback.save(update_fields=["answered_at"])
        audit.record("campus.feedback.reopened", feedback, by=by, reference=feedback.reference)
    return feedback


def erase_feedback_of(*, emails: Iterable[str]) -> int:
    """Delete messages that were sent without signing in from the addresses of a person who is being erased."""
    deleted = 0
    for email in emails:
        deleted += Feedback.objects.filter(email__iexact=email).delete()[0]
    return deleted


def forget_old_feedback(*, now: datetime) -> int:
    """Delete messages that were answered more than a year ago."""
    return Feedback.objects.filter(answered_at__lt=now - KEPT_AFTER_ANSWER).delete()[0]
