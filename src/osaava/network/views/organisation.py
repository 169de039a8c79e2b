"""An organisation's own pages: dashboard, theme roles, settings."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import access, clock
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.network import operations, queries
from osaava.network.acts import sentences
from osaava.network.extras import dashboard_extras
from osaava.network.forms import EmailDomainForm, OrganisationForm, ThemeRolesForm
from osaava.network.views.common import REFUSED, in_section
from osaava.themes.api import theme_by_key
from osaava.ui.forms import ran, ran_or_told


@requires(Permission.ORGANISATION_VIEW, within="organisation")
@require_safe
def dashboard(request, organisation):
    in_section(request)
    here = request.organisation
    in_charge = access.allows(request.user, Permission.PEOPLE_VIEW, here)
    tiles = [tile for extra in dashboard_extras for tile in extra(request, here)]
    context = {
        "organisation": here,
        "counts": queries.organisation_counts(here),
        "in_charge": in_charge,
        "tiles": tiles[:3],
        "next": next((tile for tile in tiles if tile.get("step")), None),
        "acts": sentences(queries.audit_of(here)) if in_charge else [],
    }
    return render(request, "network/dashboard.html", context)


def _roles_page(request, form, status=200):
    in_section(request)
    here = request.organisation
    lines = queries.roles_of(here)
    teams = queries.teams_of(here)
    may_set = access.allows(request.user, Permission.THEME_ROLES_SET, here)
    context = {
        "organisation": here, "may_set": may_set, "form": form, "key": new_key(), "history": queries.role_history(here),
        "lines": [(line, teams[line.theme.pk].members) for line in lines],
        "members": queries.members_of(here)[:500] if may_set else [],
    }
    return render(request, "network/theme_roles.html", context, status=status)


def _roles_form(request, data=None):
    may_lead = queries.is_coordinator(request.user)
    return ThemeRolesForm(data, lines=queries.roles_of(request.organisation), may_lead=may_lead, initial={"valid_from": clock.today()})


@requires(Permission.ORGANISATION_VIEW, within="organisation")
@require_safe
def theme_roles(request, organisation):
    return _roles_page(request, _roles_form(request))


@requires(Permission.THEME_ROLES_SET, within="organisation")
@require_POST
@idempotent
def theme_roles_save(request, organisation):
    form = _roles_form(request, request.POST)
    if form.is_valid():
        arguments = {"organisation": request.organisation, "kinds": form.changed_kinds(), "valid_from": form.cleaned_data["valid_from"]}
        changed, done = ran(form, operations.set_theme_roles, by=request.user, **arguments)
        if done:
            messages.success(request, _("The roles are saved.") if changed else _("Nothing changed."))
            return redirect("network:theme_roles", request.organisation.key)
    return _roles_page(request, form, REFUSED)


@requires(Permission.THEME_ROLES_SET, within="organisation")
@require_POST
@idempotent
def team_add(request, organisation):
    membership = queries.membership_in(request.organisation, request.POST.get("membership") or None)
    theme = theme_by_key(request.POST.get("theme", ""))
    if membership is None or theme is None:
        raise Http404
    if ran_or_told(request, operations.add_theme_team_member, membership=membership, theme=theme, by=request.user):
        messages.success(request, _("%(name)s is in the team now.") % {"name": membership.person.name})
    return redirect("network:theme_roles", request.organisation.key)


@requires(Permission.THEME_ROLES_SET, within="organisation")
@require_POST
@idempotent
def team_remove(request, organisation, pk):
    team_member = queries.team_member_in(request.organisation, pk)
    if team_member is None:
        raise Http404
    operations.remove_theme_team_member(team_member=team_member, by=request.user)
    messages.success(request, _("The person is no longer in the team."))
    return redirect("network:theme_roles", request.organisation.key)


def _settings_page(request, form=None, domain_form=None, status=200):
    in_section(request)
    here = request.organisation
    context = {
        "organisation": here, "form": form or OrganisationForm.of(here), "domain_form": domain_form or EmailDomainForm(auto_id="domain_%s"),
        "domains": queries.email_domains_of(here), "key": new_key(), "has_errors": status == REFUSED,
    }
    return render(request, "network/settings.html", context, status=status)


@requires(Permission.ORGANISATION_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def settings(request, organisation):
    if request.method != "POST":
        return _settings_page(request)
    form = OrganisationForm.of(request.organisation, request.POST)
    if form.is_valid():
        _row, done = ran(form, operations.change_organisation, organisation=request.organisation, by=request.user, **form.values())
        if done:
            messages.success(request, _("The organisation's details are saved."))
            return redirect("network:settings", request.organisation.key)
    return _settings_page(request, form, status=REFUSED)


@requires(Permission.ORGANISATION_EDIT, within="organisation")
@require_POST
@idempotent
def domain_add(request, organisation):
    form = EmailDomainForm(request.POST, auto_id="domain_%s")
    if form.is_valid():
        here, domain = request.organisation, form.cleaned_data["domain"]
        _row, done = ran(form, operations.add_email_domain, organisation=here, domain=domain, by=request.user)
        if done:
            messages.success(request, _("People with an address in this domain can now join by themselves."))
            return redirect("network:settings", request.organisation.key)
    return _settings_page(request, domain_form=form, status=REFUSED)


@requires(Permission.ORGANISATION_EDIT, within="organisation")
@require_POST
@idempotent
def domain_remove(request, organisation, pk):
    domain = next((row for row in queries.email_domains_of(request.organisation) if row.pk == pk), None)
    if domain is None:
        raise Http404
    operations.remove_email_domain(email_domain=domain, by=request.user)
    messages.success(request, _("The domain is removed. Those who have joined stay."))
    return redirect("network:settings", request.organisation.key)
