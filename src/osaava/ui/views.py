"""Two doors: the choice of colour theme and the living style guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from osaava.base import access
from osaava.ui import samples
from osaava.ui.shell import THEME_COOKIE, THEMES

YEAR = 60 * 60 * 24 * 365


@csrf_exempt  # a token in every page would keep public pages out of every cache, and all a forged request could do is dim the light
@access.public
@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or automatic in a cookie and go back to the page the choice was made on."""
    theme = request.POST.get("theme", "")
    wanted = request.POST.get("next", "")
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted if safe else "/")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@access.public
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component in its states, from made-up data."""
    return render(request, "ui/style_guide.html", samples.everything(request))
