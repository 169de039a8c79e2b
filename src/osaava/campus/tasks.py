"""Jobs of the front of house."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from osaava.campus.models import Feedback


@task
def tell_of_feedback(pk: int) -> bool:
    """Mail one message to the people who answer. The mail is in the product's first language; the message is as it was written."""
    feedback = Feedback.objects.filter(pk=pk).first()
    if feedback is None:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        context = {"feedback": feedback, "url": settings.BASE_URL + reverse("campus:feedback_list")}
        body = render_to_string("campus/mail/feedback.txt", context).strip() + "\n"
        subject = f"{feedback.get_topic_display()} {feedback.reference}"
    EmailMessage(subject, body, None, [settings.FEEDBACK_TO], reply_to=[feedback.email] if feedback.email else None).send()
    return True
