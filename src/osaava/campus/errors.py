"""Error pages: plain words, a way on, no technical text.

The page for our own errors asks neither database nor session, because one of them may be what broke.
"""

import logging
import secrets

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from osaava.base.access import Permission

logger = logging.getLogger(__name__)

_LAST_RESORT = (
    '<!doctype html><html lang="fi"><meta charset="utf-8"><title>Virhe</title><h1>Jokin meni rikki meillä</h1>'
    "<p>Mitään tallennettua ei kadonnut. Yritä hetken päästä uudelleen.</p>"
    '<p lang="sv">Något gick sönder hos oss. Försök på nytt om en stund.</p>'
    '<p lang="en">Something broke on our side. Try again in a moment.</p><p>{incident}</p></html>'
)


def needed_role(permission: str) -> str:
    """Which role opens this, and who can give it."""
    if permission in (Permission.UNIT_WRITE, Permission.PATH_WRITE):
        return _("This takes the role of a developer in the theme. Ask the theme's lead for it.")
    if permission in (Permission.UNIT_PUBLISH, Permission.PATH_PUBLISH):
        return _("This takes the role of the theme's lead. Publishing is the lead's task.")
    if permission == Permission.NETWORK_COORDINATE:
        return _("This page is for the network's coordinator.")
    return _("This takes another role in the organisation. Ask your organisation's digital lead for it.")


def bad_request(request, exception=None):
    """400: the request cannot be read."""
    return render(request, "campus/error_400.html", status=400)


def permission_denied(request, exception=None):
    """403: the place is no secret, but it takes another role."""
    return render(request, "campus/error_403.html", {"needed": needed_role(str(exception or ""))}, status=403)


def not_found(request, exception=None):
    """404: there is no such page, or no such page for this person."""
    return render(request, "campus/error_404.html", status=404)


def server_error(request):
    """500: with a number that is also in the log."""
    incident = secrets.token_hex(4)
    logger.error("Incident %s at %s %s", incident, request.method, request.path)
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            ui = {"theme": request.COOKIES.get("theme", ""), "base_url": settings.BASE_URL}
            page = render_to_string("campus/error_500.html", {"incident": incident, "ui": ui})
    except Exception:
        logger.exception("The error page itself could not be made.")
        page = _LAST_RESORT.format(incident=incident)
    return HttpResponse(page, status=500, headers={"Cache-Control": "no-store"})


def csrf_failure(request, reason=""):
    """403 for a form whose token is missing or old."""
    return render(request, "campus/error_csrf.html", status=403)
