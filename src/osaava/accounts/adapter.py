"""How allauth meets our people."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name and the interface language of a new person."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name") or user.email.split("@")[0]
        user.language = (get_language() or "fi")[:2]
        return super().save_user(request, user, form, commit)


def display_name(person) -> str:
    """The name that pages and mails use."""
    return person.name
