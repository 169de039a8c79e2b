"""Reads of the front of house: messages that wait for an answer."""

from __future__ import annotations

from django.db.models import QuerySet

from osaava.campus.models import Feedback
from osaava.network.api import all_organisations


def open_feedback() -> QuerySet[Feedback]:
    """Messages that wait for an answer, the most urgent first."""
    return Feedback.objects.filter(answered_at=None).order_by("due_on", "pk")


def answered_feedback() -> QuerySet[Feedback]:
    """Messages that have their answer, newest first."""
    return Feedback.objects.exclude(answered_at=None).order_by("-answered_at", "-pk")


def feedback_by_reference(reference: str) -> Feedback | None:
    """The message with this reference, or None."""
    return Feedback.objects.filter(reference=reference).first()


def keys_of_organisation(pk: int) -> list[str]:
    """The search key of an organisation, also when it gives no document any more."""
    return list(all_organisations().filter(pk=pk).values_list("key", flat=True))
