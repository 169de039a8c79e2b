"""Doors of accounts: own details, a copy of one's data, erasure, signing in and out. The rest of signing in is allauth's."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.accounts import copy, links, operations, queries, rules
from osaava.accounts.forms import DetailsForm, ErasureForm
from osaava.base import clock, rates
from osaava.base.access import public, signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.ui.shell import THEME_COOKIE

YEAR = 365 * 24 * 3600


@public
@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """The short address of signing in; keeps where the person was going."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(reverse("account_login") + (f"?{urlencode({'next': wanted})}" if wanted and safe else ""))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    messages.success(request, _("You have signed out."))
    return redirect("campus:front")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def my_details(request):
    """Name, language and appearance; ways to everything else that is one's own."""
    form = DetailsForm(request.POST if request.method == "POST" else None, instance=queries.person_with_uuid(request.user.uuid))
    if request.method == "POST" and form.is_valid():
        operations.change_details(person=request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("accounts:my_details")
        response.set_cookie(
            THEME_COOKIE, request.user.appearance, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
        return response
    context = {
        "form": form,
        "ways": queries.ways_in(request.user),
        "erased_on": queries.erasure_day(request.user),
        "idempotency_key": new_key(),
    }
    return render(request, "accounts/my_details.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rates.limited(rates.EXPORT)
@reauthentication_required(allow_get=True)
def copy_of_data(request):
    """A copy of everything that is stored about the person, as one file."""
    if request.method != "POST":
        return render(request, "accounts/copy.html")
    response = HttpResponse(copy.as_zip(request.user, clock.now()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="osaamiskampus-{clock.today():%Y-%m-%d}.zip"'
    return response


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
@idempotent
def erase(request):
    """Ask for erasure, or take it back while there is time."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "cancel" in request.POST:
        operations.cancel_erasure(person=request.user, by=request.user)
        messages.success(request, _("Your data will not be erased."))
        return redirect("accounts:my_details")
    if request.method == "POST" and form.is_valid():
        operations.ask_erasure(person=request.user, by=request.user)
        return redirect("accounts:erase")
    context = {"form": form, "erased_on": queries.erasure_day(request.user), "days": rules.REGRET.days, "idempotency_key": new_key()}
    return render(request, "accounts/erase.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as an invented person of the demo network; looking at the page changes nothing."""
    person = links.person_of_link(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        logout(request)
        return perform_login(request, person, email_verification="none", redirect_url=reverse("learning:my_learning"))
    return render(request, "accounts/demo_sign_in.html", {"person": person})
