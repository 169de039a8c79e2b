"""What happens when somebody signs in."""

from __future__ import annotations

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _


@receiver(user_logged_in, dispatch_uid="accounts.offer_language")
def offer_language(sender, request, user, **kwargs) -> None:
    """The address decides the language; a person who chose another one is offered it."""
    if user.language == (translation.get_language() or "")[:2] or not hasattr(request, "_messages"):
        return
    with translation.override(user.language):
        text, link = _("You have chosen English."), _("Continue in English")
        address = resolve_url(settings.LOGIN_REDIRECT_URL)
    messages.info(request, format_html('<span lang="{}">{} <a href="{}">{}</a></span>', user.language, text, address, link))
