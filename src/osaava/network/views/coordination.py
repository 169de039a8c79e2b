"""The network coordinator's pages: organisations, roles, leads."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import clock
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.network import operations, queries
from osaava.network.acts import sentences
from osaava.network.forms import AppointForm, CoordinatorOrganisationForm, HandOverForm, ThemeRolesForm
from osaava.network.views.common import REFUSED
from osaava.ui.forms import ran

coordinator = requires(Permission.NETWORK_COORDINATE, within="network")


def _in_section(request) -> None:
    pages = (
        (_("Overview"), "network:coordination"),
        (_("Organisations"), "network:coordination_organisations"),
        (_("Roles"), "network:coordination_roles"),
        (_("Capability"), "analytics:network"),
        (_("Feedback"), "campus:feedback_list"),
    )
    request.section_nav = [{"label": label, "url": reverse(name), "current": request.path == reverse(name)} for label, name in pages]


@coordinator
@require_safe
def overview(request):
    _in_section(request)
    context = {"counts": queries.network_counts(), "acts": sentences(queries.recent_network_acts())}
    return render(request, "network/coordination/overview.html", context)


@coordinator
@require_safe
def organisations(request):
    _in_section(request)
    found = list(queries.all_organisations())
    led = queries.organisations_with_lead(found)
    context = {"organisations": [(organisation, organisation.pk in led) for organisation in found], "today": clock.today()}
    return render(request, "network/coordination/organisations.html", context)


def _organisation_page(request, form, organisation=None, appoint_form=None, status=200):
    _in_section(request)
    context = {
        "form": form, "organisation": organisation, "key": new_key(), "has_errors": status == REFUSED,
        "appoint_form": appoint_form or AppointForm(auto_id="appoint_%s", initial={"language": translation.get_language()}),
    }
    return render(request, "network/coordination/organisation.html", context, status=status)


@coordinator
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def organisation_new(request):
    if request.method != "POST":
        return _organisation_page(request, CoordinatorOrganisationForm(initial={"joined_on": clock.today()}))
    form = CoordinatorOrganisationForm(request.POST)
    if form.is_valid():
        organisation, done = ran(form, operations.create_organisation, by=request.user, **form.values())
        if done:
            messages.success(request, _("%(name)s is in the network now. Appoint its digital lead next.") % {"name": organisation.name})
            return redirect("network:coordination_organisation", organisation.key)
    return _organisation_page(request, form, status=REFUSED)


def _organisation_or_404(key):
    organisation = queries.organisation_by_key(key)
    if organisation is None:
        raise Http404
    return organisation


@coordinator
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def organisation(request, organisation):
    here = _organisation_or_404(organisation)
    form = CoordinatorOrganisationForm.of(here, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _organisation_page(request, form, here)
    if form.is_valid():
        _row, done = ran(form, operations.change_organisation, organisation=here, by=request.user, **form.values())
        if done:
            messages.success(request, _("The organisation's details are saved."))
            return redirect("network:coordination_organisation", here.key)
    return _organisation_page(request, form, here, status=REFUSED)


@coordinator
@require_POST
@idempotent
def lead_appoint(request, organisation):
    here = _organisation_or_404(organisation)
    form = AppointForm(request.POST, auto_id="appoint_%s")
    if form.is_valid():
        made, done = ran(form, operations.appoint_digital_lead, organisation=here, by=request.user, **form.cleaned_data)
        if done:
            text = _("The role is given.") if made.person else _("The invitation is on its way to %(email)s.") % {"email": made.invitation.email}
            messages.success(request, text)
            return redirect("network:coordination_organisation", here.key)
    return _organisation_page(request, CoordinatorOrganisationForm.of(here), here, form, status=REFUSED)


def _roles_page(request, *, chosen=None, form=None, hand_form=None, status=200):
    _in_section(request)
    found = list(queries.organisations_on(clock.today()))
    if chosen is not None and form is None:
        form = _roles_form(chosen)
    context = {
        "organisations": found, "chosen": chosen, "form": form, "key": new_key(), "has_errors": status == REFUSED,
        "hand_form": hand_form or HandOverForm(auto_id="hand_%s", organisations=found, initial={"valid_from": clock.today()}),
        "history": queries.role_history(chosen) if chosen else [], "columns": queries.role_matrix().columns,
    }
    return render(request, "network/coordination/roles.html", context, status=status)


def _roles_form(organisation, data=None):
    return ThemeRolesForm(data, lines=queries.roles_of(organisation), may_lead=True, initial={"valid_from": clock.today()})


@coordinator
@require_safe
def roles(request):
    key = request.GET.get("organisaatio", "")
    return _roles_page(request, chosen=_organisation_or_404(key) if key else None)


@coordinator
@require_POST
@idempotent
def roles_save(request, organisation):
    here = _organisation_or_404(organisation)
    form = _roles_form(here, request.POST)
    if form.is_valid():
        arguments = {"organisation": here, "kinds": form.changed_kinds(), "valid_from": form.cleaned_data["valid_from"]}
        changed, done = ran(form, operations.set_theme_roles, by=request.user, **arguments)
        if done:
            messages.success(request, _("The roles are saved.") if changed else _("Nothing changed."))
            return redirect(f"{reverse('network:coordination_roles')}?organisaatio={here.key}")
    return _roles_page(request, chosen=here, form=form, status=REFUSED)


@coordinator
@require_POST
@idempotent
def lead_hand_over(request):
    form = HandOverForm(request.POST, auto_id="hand_%s", organisations=list(queries.organisations_on(clock.today())))
    if form.is_valid():
        _none, done = ran(form, operations.hand_over_lead, by=request.user, **form.values())
        if done:
            messages.success(request, _("The lead is handed over."))
            return redirect("network:coordination_roles")
    return _roles_page(request, hand_form=form, status=REFUSED)
