"""A person's own organisations: accepting an invitation, joining, leaving."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import clock, rates
from osaava.base.access import public, signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.network import operations, queries, rules, tokens
from osaava.network.forms import JoinForm
from osaava.network.views.common import REFUSED
from osaava.ui.forms import ran_or_told


def _invitation_or_404(request, token):
    """The invitation behind a token. Misses are counted (outside any transaction that a 404 would undo); too many, and nothing opens."""
    if not rates.count(request, rates.CODE_GUESS, cost=0):
        raise Http404
    invitation = queries.invitation_by_token(token) if tokens.token_in(token) == token else None
    if invitation is None:
        rates.count(request, rates.CODE_GUESS)
        raise Http404
    return invitation


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    found = _invitation_or_404(request, token)
    if request.method == "POST" and request.user.is_authenticated:
        return _accept(request, token, found)
    context = {
        "invitation": found, "organisation": found.organisation, "holds": rules.invitation_holds(found, clock.now()),
        "is_member": request.user.is_authenticated and queries.is_member(request.user, found.organisation), "key": new_key(),
    }
    response = render(request, "network/invitation.html", context)
    response["Referrer-Policy"] = "no-referrer"  # the address is the secret
    return response


@idempotent
def _accept(request, token, found):
    if ran_or_told(request, operations.accept_invitation, token=token, by=request.user):
        messages.success(request, _("Welcome! You now belong to %(name)s.") % {"name": found.organisation.name})
        return redirect("network:dashboard", found.organisation.key)
    return redirect("network:invitation", token)


def _own_page(request, form=None, status=200):
    context = {
        "memberships": queries.memberships_of(request.user), "open_to": queries.organisations_open_to(request.user),
        "form": form or JoinForm(), "key": new_key(),
    }
    return render(request, "network/my_organisations.html", context, status=status)


@signed_in
@require_safe
def my_organisations(request):
    return _own_page(request)


@signed_in
@require_POST
def join_by_code(request):
    form = JoinForm(request.POST)
    if form.is_valid():
        if token := tokens.token_in(form.cleaned_data["code"]):
            return redirect("network:invitation", token)
        form.add_error("code", _("This is not an invitation's code. Paste the whole link or the code of 32 characters."))
    return _own_page(request, form, REFUSED)


@signed_in
@require_POST
@idempotent
def join_by_domain(request, organisation):
    found = next((o for o in queries.organisations_open_to(request.user) if o.key == organisation), None)
    if found is None:
        raise Http404
    if ran_or_told(request, operations.join_by_domain, organisation=found, person=request.user, by=request.user):
        messages.success(request, _("Welcome! You now belong to %(name)s.") % {"name": found.name})
    return redirect("network:my_organisations")


@signed_in
@require_POST
@idempotent
def leave(request, uuid):
    membership = queries.own_membership(request.user, uuid)
    if membership is None:
        raise Http404
    if ran_or_told(request, operations.end_membership, membership=membership, by=request.user):
        messages.success(request, _("You have left %(name)s.") % {"name": membership.organisation.name})
    return redirect("network:my_organisations")
