"""How allauth meets our people."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language

from osaava.base import rates


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name and the interface language of a new person; counts tries by the network that base.rates trusts."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name") or form.cleaned_data["email"].split("@")[0]
        user.language = (get_language() or "fi")[:2]
        return super().save_user(request, user, form, commit)

    def get_client_ip(self, request) -> str:
        """The caller's address as the rest of the product sees it (forwarded addresses only behind a trusted proxy)."""
        return rates.network_of(request).split("/")[0]

    def format_email_subject(self, subject: str) -> str:
        """Subjects as they are written: the product's name is the sender."""
        return subject


def display_name(person) -> str:
    """The name that pages and mails use."""
    return person.name
