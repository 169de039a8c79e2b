"""An organisation's people: members, their roles, invitations."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osaava.base import clock, rates
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.network import operations, queries, rules, tokens
from osaava.network.enums import OrganisationRole
from osaava.network.forms import InvitationFileForm, LinkInvitationForm, PersonalInvitationForm, RoleForm
from osaava.network.views.common import REFUSED, in_section
from osaava.ui.forms import ran, ran_or_told

PAGE = 50
INVITATIONS = 20


def _page(request, *, status=200, **forms):
    in_section(request)
    here, now = request.organisation, clock.now()
    search = request.GET.get("q", "")[:100]
    members = Paginator(queries.members_of(here, search), PAGE).get_page(request.GET.get("sivu"))
    invitations = Paginator(queries.invitations_of(here), INVITATIONS).get_page(request.GET.get("kutsut"))
    for invitation in invitations:
        invitation.organisation = here
        invitation.holds = rules.invitation_holds(invitation, now)
    context = {
        "organisation": here, "search": search, "page": members,
        "query": f"{urlencode({'q': search})}&" if search else "", "members": queries.with_roles(here, members.object_list),
        "roles": OrganisationRole.choices, "invitations": invitations, "key": new_key(), "has_errors": status == REFUSED,
        "personal_form": PersonalInvitationForm(auto_id="personal_%s", initial={"language": translation.get_language()}),
        "link_form": LinkInvitationForm(auto_id="link_%s"), "file_form": InvitationFileForm(auto_id="file_%s"),
    }
    return render(request, "network/people.html", context | forms, status=status)


def _link_to_show(request) -> str:
    """The address of the link that this person made a moment ago. Neither the answer's store nor the session ever holds the token."""
    found = queries.fresh_link(request.organisation, request.GET.get("linkki", ""), request.user)
    return settings.BASE_URL + reverse("network:invitation", args=[tokens.token_of(found)]) if found else ""


def _back(request):
    return redirect("network:people", request.organisation.key)


@requires(Permission.PEOPLE_VIEW, within="organisation")
@require_safe
def people(request, organisation):
    return _page(request, new_link=_link_to_show(request))


@requires(Permission.PEOPLE_INVITE, within="organisation")
@rates.limited(rates.INVITATIONS)
@require_POST
@idempotent
def invitation_create(request, organisation):
    form = PersonalInvitationForm(request.POST, auto_id="personal_%s")
    if form.is_valid():
        _made, done = ran(form, operations.create_invitation, organisation=request.organisation, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]})
            return _back(request)
    return _page(request, status=REFUSED, personal_form=form)


@requires(Permission.PEOPLE_INVITE, within="organisation")
@rates.limited(rates.INVITATIONS)
@require_POST
@idempotent
def link_create(request, organisation):
    form = LinkInvitationForm(request.POST, auto_id="link_%s")
    if form.is_valid():
        made, done = ran(form, operations.create_invitation, organisation=request.organisation, by=request.user, **form.cleaned_data)
        if done:
            return redirect(f"{reverse('network:people', args=[request.organisation.key])}?linkki={made.invitation.uuid}")
    return _page(request, status=REFUSED, link_form=form)


@requires(Permission.PEOPLE_INVITE, within="organisation")
@rates.limited(rates.INVITATIONS)
@require_POST
@idempotent
def invitations_upload(request, organisation):
    form = InvitationFileForm(request.POST, request.FILES, auto_id="file_%s")
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        report, done = ran(form, operations.invite_many, organisation=request.organisation, content=content, by=request.user)
        if done:
            rates.count(request, rates.INVITATIONS, cost=report.invited)
            return _page(request, report=report)
    return _page(request, status=REFUSED, file_form=form)


@requires(Permission.PEOPLE_INVITE, within="organisation")
@require_POST
@idempotent
def invitation_revoke(request, organisation, uuid):
    invitation = queries.invitation_in(request.organisation, uuid)
    if invitation is None:
        raise Http404
    operations.revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation is withdrawn."))
    return _back(request)


def _member_or_404(request, uuid):
    membership = queries.membership_in(request.organisation, uuid)
    if membership is None:
        raise Http404
    return membership


def _change_role(request, uuid, operation, done_text):
    membership = _member_or_404(request, uuid)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    arguments = {"organisation": request.organisation, "person": membership.person, "role": form.cleaned_data["role"]}
    if ran_or_told(request, operation, by=request.user, **arguments):
        messages.success(request, done_text)
    return _back(request)


@requires(Permission.PEOPLE_MANAGE, within="organisation")
@require_POST
@idempotent
def role_give(request, organisation, uuid):
    return _change_role(request, uuid, operations.give_role, _("The role is given."))


@requires(Permission.PEOPLE_MANAGE, within="organisation")
@require_POST
@idempotent
def role_take(request, organisation, uuid):
    return _change_role(request, uuid, operations.take_role, _("The role is taken away."))


@requires(Permission.PEOPLE_MANAGE, within="organisation")
@require_POST
@idempotent
def membership_end(request, organisation, uuid):
    membership = _member_or_404(request, uuid)
    if ran_or_told(request, operations.end_membership, membership=membership, by=request.user):
        messages.success(request, _("The membership of %(name)s has ended.") % {"name": membership.person.name})
    return _back(request)
