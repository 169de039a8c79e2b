"""Writes about people in organisations: joining, leaving, roles.

An organisation that has somebody in charge never loses the last one: whoever takes a role away first locks the organisation's row, so two
people who leave at the same moment cannot both be the one before the last.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

from osaava.base import access, audit, clock, facts
from osaava.base.access import Permission
from osaava.network import queries, rules
from osaava.network.enums import NetworkRole, OrganisationRole
from osaava.network.facts import PersonJoined, PersonLeft
from osaava.network.models import Membership, Organisation, RoleAssignment, ThemeTeamMember


def lock(organisation: Organisation) -> Organisation:
    """The organisation's row, locked to the end of the transaction (SQLite has one writer anyway)."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def may_give_roles(by, organisation: Organisation) -> bool:
    """Whether `by` may give roles in the organisation: its own people in charge, or the coordinator who appoints them."""
    return access.allows(by, Permission.PEOPLE_MANAGE, organisation) or access.allows(by, Permission.NETWORK_COORDINATE)


def _ensure_may_give_roles(by, organisation: Organisation) -> None:
    if by is not None and not may_give_roles(by, organisation):
        raise PermissionDenied(Permission.PEOPLE_MANAGE.value)


@transaction.atomic
def join(
    *, organisation: Organisation, person, how: str, by=None, role: str = "", target_group_key: str = "", at: datetime | None = None
) -> Membership:
    """Make a person a member (again). Not a door by itself: callers have checked the invitation, the domain or the right to add.

    Joining twice gives the membership that already is.
    """
    if organisation.left_on is not None and organisation.left_on <= clock.today():
        raise ValidationError(_("This organisation has left the network."), code="left")
    with scopes_disabled():
        membership, new = Membership.objects.get_or_create(
            organisation=organisation, person=person, ended_at=None, defaults={"joined_at": at or clock.now()}
        )
    if new:
        audit.record("network.membership.started", organisation, by=by or person, organisation=organisation, person=person.pk, how=how)
        facts.publish(PersonJoined(person.pk, organisation.pk, target_group_key))
    if role:
        _assign(organisation, person, role, by)
    return membership


def add_member(
    *, organisation: Organisation, person, by=None, role: str = "", target_group_key: str = "", title: str = "", at: datetime | None = None
) -> Membership:
    """Add a person without an invitation: the system and the network's coordinator may."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    membership = join(organisation=organisation, person=person, how="added", by=by, role=role, target_group_key=target_group_key, at=at)
    if title and membership.title != title:
        membership.title = title[:120]
        membership.save(update_fields=["title"])
    return membership


def join_by_domain(*, organisation: Organisation, person, by) -> Membership:
    """Join by a verified e-mail address in one of the organisation's domains. A person joins only themselves."""
    if by != person:
        raise PermissionDenied("network:membership:join")
    if not organisation.email_domains.filter(domain__in=queries.verified_domains_of(person)).exists():
        raise ValidationError(_("You have no confirmed address in this organisation's e-mail domain."), code="domain")
    return join(organisation=organisation, person=person, how="domain", by=by)


def _assign(organisation: Organisation, person, role: str, by) -> None:
    _row, new = RoleAssignment.objects.get_or_create(
        person=person, organisation=organisation, role=OrganisationRole(role), defaults={"given_by": by}
    )
    if new:
        audit.record("network.role.given", organisation, by=by, organisation=organisation, person=person.pk, role=role)


@transaction.atomic
def give_role(*, organisation: Organisation, person, role: str, by) -> None:
    """Give a member a role in the organisation."""
    _ensure_may_give_roles(by, organisation)
    if not queries.is_member(person, organisation):
        raise ValidationError(_("Only a member of the organisation can have a role in it."), code="not_member")
    _assign(organisation, person, role, by)


def _refuse_to_lose_the_last_in_charge(organisation: Organisation, person, losing: set[str]) -> None:
    """Call with the organisation's row locked."""
    mine = set(RoleAssignment.objects.filter(organisation=organisation, person=person).values_list("role", flat=True))
    in_charge = mine & rules.IN_CHARGE
    if not in_charge or in_charge - losing:
        return
    with scopes_disabled():
        present = Membership.objects.filter(organisation=organisation, ended_at=None, person__is_active=True).exclude(person=person)
        others = RoleAssignment.objects.filter(organisation=organisation, role__in=rules.IN_CHARGE, person__in=present.values("person")).exists()
    if not others:
        raise ValidationError(
            _("This is the last person in charge of the organisation. Give somebody else the role of digital lead or administrator first."),
            code="last_in_charge",
        )


@transaction.atomic
def take_role(*, organisation: Organisation, person, role: str, by) -> None:
    """Take a role away; the last person in charge keeps it."""
    _ensure_may_give_roles(by, organisation)
    lock(organisation)
    _refuse_to_lose_the_last_in_charge(organisation, person, {role})
    gone, _by_model = RoleAssignment.objects.filter(organisation=organisation, person=person, role=role).delete()
    if gone:
        audit.record("network.role.taken", organisation, by=by, organisation=organisation, person=person.pk, role=role)


@transaction.atomic
def end_membership(*, membership: Membership, by) -> None:
    """End a membership, by the person or by those in charge: roles and places in theme teams end with it, learning stays the person's."""
    organisation, person = membership.organisation, membership.person
    if by is not None and by != person:
        access.ensure(by, Permission.PEOPLE_MANAGE, organisation)
    lock(organisation)
    _refuse_to_lose_the_last_in_charge(organisation, person, set(OrganisationRole.values))
    with scopes_disabled():
        ended = Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=clock.now())
    if not ended:
        return
    RoleAssignment.objects.filter(organisation=organisation, person=person).delete()
    ThemeTeamMember.objects.filter(membership=membership).delete()
    audit.record("network.membership.ended", organisation, by=by, organisation=organisation, person=person.pk)
    facts.publish(PersonLeft(person.pk, organisation.pk))


@transaction.atomic
def add_theme_team_member(*, membership: Membership, theme, by) -> ThemeTeamMember:
    """Put a member into the organisation's team in a theme where it has a role."""
    organisation = membership.organisation
    if by is not None:
        access.ensure(by, Permission.THEME_ROLES_SET, organisation)
    if membership.ended_at is not None:
        raise ValidationError(_("Only a member of the organisation can be in its team."), code="not_member")
    if not queries.has_theme_role(organisation, theme):
        raise ValidationError(_("The organisation has no role in this theme. Choose the role first."), code="no_role")
    row, new = ThemeTeamMember.objects.get_or_create(membership=membership, theme=theme)
    if new:
        audit.record("network.theme_team.joined", organisation, by=by, organisation=organisation, person=membership.person_id, theme=theme.key)
    return row


@transaction.atomic
def remove_theme_team_member(*, team_member: ThemeTeamMember, by) -> None:
    """Take a member out of a theme's team: by those who set the roles, or by the person."""
    with scopes_disabled():
        membership = Membership.objects.select_related("organisation").get(pk=team_member.membership_id)
    organisation = membership.organisation
    if by is not None and by.pk != membership.person_id:
        access.ensure(by, Permission.THEME_ROLES_SET, organisation)
    audit.record(
        "network.theme_team.left", organisation, by=by, organisation=organisation, person=membership.person_id, theme=team_member.theme.key
    )
    team_member.delete()


@transaction.atomic
def give_network_role(*, person, role: str = NetworkRole.COORDINATOR, by) -> None:
    """Make a person the network's coordinator: a coordinator or the system may."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    row, new = RoleAssignment.objects.get_or_create(person=person, organisation=None, role=NetworkRole(role), defaults={"given_by": by})
    if new:
        audit.record("network.network_role.given", row, by=by, person=person.pk, role=role)


@transaction.atomic
def take_network_role(*, person, role: str = NetworkRole.COORDINATOR, by) -> None:
    """Take a network role away; the network keeps its last coordinator."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    held = list(RoleAssignment.objects.select_for_update().filter(organisation=None, role=role).select_related("person").order_by("pk"))
    row = next((row for row in held if row.person_id == person.pk), None)
    if row is None:
        return
    if not any(other.person.is_active for other in held if other is not row):
        raise ValidationError(_("This is the network's last coordinator. Appoint another one first."), code="last_in_charge")
    audit.record("network.network_role.taken", row, by=by, person=person.pk, role=role)
    row.delete()
