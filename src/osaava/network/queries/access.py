"""Reads that decide what a person may do: memberships, roles, and the policy behind `base.access`."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django_scopes import scopes_disabled

from osaava.base import clock
from osaava.base.access import Permission, once
from osaava.network import rules
from osaava.network.enums import NetworkRole
from osaava.network.models import Membership, Organisation, RoleAssignment, ThemeRole, ThemeTeamMember
from osaava.themes.api import all_themes, theme_by_slug


def memberships_of(person) -> QuerySet[Membership]:
    """The person's present memberships, in all organisations: a listed crossing of scopes, limited to one person's own rows."""
    with scopes_disabled():
        return Membership.objects.filter(person=person, ended_at=None).select_related("organisation").order_by("joined_at")


def is_member(person, organisation) -> bool:
    """Whether the person belongs to the organisation now."""
    with scopes_disabled():
        found = Membership.objects.filter(person=person, organisation=organisation, ended_at=None)
        return once(("member", person.pk, organisation.pk), found.exists)


def organisation_roles(person, organisation) -> set[str]:
    """Roles beyond membership that the person has in the organisation; empty for people who are not members."""
    if not is_member(person, organisation):
        return set()
    found = RoleAssignment.objects.filter(person=person, organisation=organisation).values_list("role", flat=True)
    return set(once(("roles", person.pk, organisation.pk), lambda: tuple(found)))


def is_coordinator(person) -> bool:
    """Whether the person coordinates the network."""
    found = RoleAssignment.objects.filter(person=person, organisation=None, role=NetworkRole.COORDINATOR)
    return once(("coordinator", person.pk), found.exists)


def has_coordinator() -> bool:
    """Whether anybody coordinates the network."""
    return RoleAssignment.objects.filter(organisation=None, role=NetworkRole.COORDINATOR, person__is_active=True).exists()


def theme_roles_on(day: date | None = None) -> QuerySet[ThemeRole]:
    """Theme roles in force on a day (today by default) of organisations that belong to the network that day."""
    day = day or clock.today()
    return ThemeRole.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day),
        Q(organisation__left_on=None) | Q(organisation__left_on__gt=day),
        valid_from__lte=day,
    )


def theme_role_kinds_of(person, theme) -> set[str]:
    """Roles in a theme of the organisations for which the person works in the theme's team."""
    with scopes_disabled():
        teams = ThemeTeamMember.objects.filter(
            membership__organisation=OuterRef("organisation"), membership__person=person, membership__ended_at=None, theme=OuterRef("theme")
        )
        return set(theme_roles_on().filter(Exists(teams), theme=theme).values_list("kind", flat=True))


def themes_where(person, permission: Permission) -> set[int]:
    """Ids of themes in which the person has `permission` (the filter that goes with `allows`)."""
    if permission in rules.COORDINATOR_RIGHTS and is_coordinator(person):
        return {theme.pk for theme in all_themes()}
    with scopes_disabled():
        teams = ThemeTeamMember.objects.filter(
            membership__organisation=OuterRef("organisation"), membership__person=person, membership__ended_at=None, theme=OuterRef("theme")
        )
        wanted = rules.THEME_RIGHTS.get(permission, frozenset())
        return set(theme_roles_on().filter(Exists(teams), kind__in=wanted).values_list("theme_id", flat=True))


def organisations_where(person, permission: Permission) -> QuerySet[Organisation]:
    """Organisations in which the person has `permission` (the filter that goes with `allows`)."""
    if permission in rules.COORDINATOR_RIGHTS and is_coordinator(person):
        return Organisation.objects.all()
    with scopes_disabled():
        mine = Membership.objects.filter(organisation=OuterRef("pk"), person=person, ended_at=None)
        found = Organisation.objects.filter(Exists(mine))
    if permission not in rules.ORGANISATION_RIGHTS:
        return found.none()
    roles = rules.ORGANISATION_RIGHTS[permission]
    if roles is None:
        return found
    return found.filter(Exists(RoleAssignment.objects.filter(organisation=OuterRef("pk"), person=person, role__in=roles)))


def allows(person, permission: Permission, scope_object=None) -> bool:
    """The policy behind `base.access`: whether the person may do this there."""
    if permission in rules.COORDINATOR_RIGHTS and is_coordinator(person):
        return True
    if permission in rules.ORGANISATION_RIGHTS and isinstance(scope_object, Organisation):
        if not is_member(person, scope_object):
            return False
        wanted = rules.ORGANISATION_RIGHTS[permission]
        return wanted is None or bool(wanted & organisation_roles(person, scope_object))
    if permission in rules.THEME_RIGHTS and scope_object is not None:
        return bool(rules.THEME_RIGHTS[permission] & theme_role_kinds_of(person, scope_object))
    return False


def find_organisation(request, kwargs) -> Organisation:
    """The organisation that the address names, or 404."""
    found = Organisation.objects.filter(key=kwargs["organisation"]).first()
    if found is None:
        raise Http404
    return found


def find_theme(request, kwargs):
    """The theme that the address names (slug of the active language), or 404."""
    found = theme_by_slug(kwargs["theme"])
    if found is None:
        raise Http404
    return found


def has_theme_role(organisation, theme) -> bool:
    """Whether the organisation has a role in the theme, now or planned."""
    today = clock.today()
    return ThemeRole.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today), organisation=organisation, theme=theme).exists()


def verified_domains_of(person) -> set[str]:
    """Domains of the e-mail addresses that the person has confirmed."""
    addresses = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {address.rpartition("@")[2].lower() for address in addresses}
