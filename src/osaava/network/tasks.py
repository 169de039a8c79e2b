"""Jobs of the network. They are stored with the change they follow from, so a mail goes out exactly when the change was made."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_scopes import scopes_disabled
from django_tasks import task

from osaava.base import clock
from osaava.network import rules, tokens
from osaava.network.models import Invitation


@task
def send_invitations(ids: list[int]) -> int:
    """Mail the personal invitations that have not been mailed and still hold; returns how many went out. Safe to run again."""
    sent = 0
    with scopes_disabled():
        waiting = Invitation.objects.filter(pk__in=ids, sent_at=None).exclude(email="").select_related("organisation", "created_by")
        for invitation in waiting:
            if not rules.invitation_holds(invitation, clock.now()):
                continue
            _send(invitation)
            Invitation.objects.filter(pk=invitation.pk).update(sent_at=clock.now(), token_hash=tokens.hash_of(tokens.token_of(invitation)))
            sent += 1
    return sent


def _send(invitation: Invitation) -> None:
    with translation.override(invitation.language):
        context = {
            "invitation": invitation,
            "organisation": invitation.organisation,
            "inviter": invitation.created_by.name if invitation.created_by else "",
            "url": settings.BASE_URL + reverse("network:invitation", args=[tokens.token_of(invitation)]),
        }
        subject = render_to_string("network/mail/invitation_subject.txt", context).strip()
        body = render_to_string("network/mail/invitation_body.txt", context).strip() + "\n"
    send_mail(subject, body, None, [invitation.email])
