"""What the front of house keeps: feedback, because the law and our word promise an answer in 14 days."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models

from osaava.base import clock, privacy
from osaava.base.models import Model
from osaava.campus.enums import FeedbackTopic

ANSWER_DAYS = 14


class Feedback(Model):
    """One message from anybody. Deleted a year after it was answered (campus/housekeeping.py)."""

    privacy = privacy.PersonalData(person="person", erase="delete")
    unseen = "feedback is read on the coordinators' page, which is not kept"
    reference = models.CharField(max_length=12, unique=True, help_text="What the sender is told and may quote.")
    topic = models.CharField(max_length=20, choices=FeedbackTopic.choices)
    message = models.TextField(max_length=4000)
    email = models.EmailField(blank=True)
    page = models.CharField(max_length=400, blank=True, help_text="The address that the message is about, as the sender wrote it.")
    language = models.CharField(max_length=2)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(topic__in=FeedbackTopic.values), name="campus_feedback_topic_known"),
            models.CheckConstraint(condition=~models.Q(message=""), name="campus_feedback_says_something"),
        ]
        indexes = [models.Index(fields=["answered_at", "due_on"], name="campus_feedback_open")]

    def __str__(self) -> str:
        return self.reference


def due_day(sent_at):
    """The day by which a message must have its answer."""
    return (sent_at + timedelta(days=ANSWER_DAYS)).date()
