"""Work of accounts that a page does not wait for."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from osaava.accounts import queries
from osaava.base import jobs


@task()
def send_erasure_mail(person_id: int) -> None:
    """Tell the person that an erasure was asked, so that nobody's account disappears unseen."""
    person = queries.person_by_id(person_id)
    if person is None or person.erasure_asked_at is None:
        return
    with translation.override(person.language):
        context = {"person": person, "erased_on": queries.erasure_day(person), "address": settings.BASE_URL + reverse("accounts:erase")}
        subject = render_to_string("accounts/mail/erasure_subject.txt", context).strip()
        send_mail(subject, render_to_string("accounts/mail/erasure.txt", context), None, [person.email])


@jobs.every_day
def erase_due() -> None:
    """Erase the people whose time of regret is over."""
    from osaava.accounts import operations  # operations enqueue the task above

    operations.erase_due()
