"""For machines: liveness and readiness without detail for strangers, and what robots, browsers and finders of flaws look for."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from osaava.base import clock, revision
from osaava.base.access import public
from osaava.base.language import LANGUAGES
from osaava.campus import sitemap as addresses

PLAIN = "text/plain; charset=utf-8"
SECURITY_TXT_HOLDS = timedelta(days=180)


@public
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def readyz(request):
    """The process answers and reaches its database."""
    try:
        revision.number()
    except DatabaseError:
        return HttpResponse("not ready", status=503, content_type="text/plain", headers={"Cache-Control": "no-store"})
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
@require_safe
def robots(request):
    """What search engines leave alone: everybody's own pages, and search results without end."""
    closed = []
    for language in LANGUAGES:
        with translation.override(language):
            closed += [reverse(name) for name in ("campus:search", "learning:my_learning", "accounts:sign_in", "network:coordination")]
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in closed), "", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@public
@require_safe
def sitemap(request):
    """Every page that visitors may read, with its languages."""
    return render(request, "campus/sitemap.xml", {"pages": addresses.pages(settings.BASE_URL)}, content_type="application/xml; charset=utf-8")


@public
@require_safe
def favicon(request):
    """Browsers ask for this address whatever the page says."""
    return HttpResponsePermanentRedirect(static("ui/favicon.svg"))


@public
@require_safe
def manifest(request):
    """Name and picture for the home screen of a phone."""
    facts = {
        "name": "Virtuaalinen osaamiskampus",
        "short_name": "Osaamiskampus",
        "lang": "fi",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": "#FAF6EF",
        "theme_color": "#17473C",
        "icons": [{"src": static("ui/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@public
@require_safe
def security(request):
    """Where to tell about a flaw (RFC 9116)."""
    until = timezone.make_aware(datetime.combine(clock.today() + SECURITY_TXT_HOLDS, time()))
    with translation.override("fi"):
        contact = settings.BASE_URL + reverse("campus:feedback") + "?aihe=tietoturva"
    lines = [
        f"Contact: {contact}",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: fi, sv, en",
        f"Canonical: {settings.BASE_URL}{reverse('security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)
