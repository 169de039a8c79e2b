"""Reads about an organisation's people. They are private: the models raise outside the organisation's scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Collate
from django_scopes import scopes_disabled

from osaava.base import clock
from osaava.base.collation import FINNISH
from osaava.network import tokens
from osaava.network.models import Invitation, Membership, Organisation, RoleAssignment, ThemeTeamMember
from osaava.network.queries.access import verified_domains_of
from osaava.themes.api import Theme, all_themes


def members_of(organisation, search: str = "") -> QuerySet[Membership]:
    """Present members by name; `search` looks in name and address."""
    found = Membership.objects.filter(organisation=organisation, ended_at=None).select_related("person")
    if search := search.strip()[:100]:
        found = found.filter(Q(person__name__icontains=search) | Q(person__email__icontains=search))
    return found.order_by(Collate("person__name", FINNISH), "pk")


@dataclass(slots=True)
class Member:
    """A member as the organisation's people in charge see them."""

    membership: Membership
    roles: list[str] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)


def with_roles(organisation, memberships) -> list[Member]:
    """Memberships with their roles and themes: two queries however many."""
    memberships = list(memberships)
    members = {m.person_id: Member(m) for m in memberships}
    for person, role in RoleAssignment.objects.filter(organisation=organisation, person__in=members).order_by("role").values_list("person", "role"):
        members[person].roles.append(role)
    themes = {theme.pk: theme for theme in all_themes()}
    teams = ThemeTeamMember.objects.filter(membership__in=[m.pk for m in memberships]).order_by("theme__number")
    for person, theme in teams.values_list("membership__person_id", "theme_id"):
        members[person].themes.append(themes[theme])
    return list(members.values())


def _uuid(text) -> UUID | None:
    try:
        return text if isinstance(text, UUID) else UUID(str(text))
    except ValueError:
        return None


def membership_in(organisation, uuid) -> Membership | None:
    """A present membership of this organisation by its outside identifier, or None (also for what is no identifier)."""
    if (uuid := _uuid(uuid)) is None:
        return None
    return Membership.objects.filter(organisation=organisation, uuid=uuid, ended_at=None).select_related("person", "organisation").first()


def own_membership(person, uuid) -> Membership | None:
    """A person's own present membership, or None."""
    with scopes_disabled():
        return Membership.objects.filter(person=person, uuid=uuid, ended_at=None).select_related("person", "organisation").first()


def open_invitations(organisation) -> QuerySet[Invitation]:
    """Invitations that may still be used."""
    return Invitation.objects.filter(organisation=organisation, revoked_at=None, expires_at__gt=clock.now(), uses__lt=F("max_uses"))


def invitations_of(organisation) -> QuerySet[Invitation]:
    """All invitations of the organisation, the newest first."""
    return Invitation.objects.filter(organisation=organisation).select_related("target_group").order_by("-created_at", "-pk")


def invitation_in(organisation, uuid) -> Invitation | None:
    """An invitation of this organisation by its outside identifier, or None."""
    return Invitation.objects.filter(organisation=organisation, uuid=uuid).select_related("organisation").first()


def fresh_link(organisation, uuid, person) -> Invitation | None:
    """The link that the person made within ten minutes, or None: its address is shown just then."""
    if (uuid := _uuid(uuid)) is None:
        return None
    return open_invitations(organisation).filter(
        uuid=uuid, email="", created_by=person, created_at__gt=clock.now() - timedelta(minutes=10)
    ).first()


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that a token opens, still holding or not; None for an unknown token."""
    with scopes_disabled():
        found = Invitation.objects.filter(token_hash=tokens.hash_of(token)).select_related("organisation", "target_group", "created_by")
        return found.first()


def organisations_open_to(person) -> list[Organisation]:
    """Organisations that the person may join by a confirmed e-mail address and does not belong to yet."""
    domains = verified_domains_of(person)
    if not domains:
        return []
    with scopes_disabled():
        mine = Membership.objects.filter(person=person, ended_at=None).values("organisation")
        found = Organisation.objects.filter(email_domains__domain__in=domains).exclude(pk__in=mine)
        return list(found.filter(Q(left_on=None) | Q(left_on__gt=clock.today())).distinct().order_by("name"))


@dataclass(slots=True)
class Team:
    """Who works for an organisation in a theme: (row id, name) pairs."""

    theme: Theme
    members: list[tuple[int, str]] = field(default_factory=list)


def teams_of(organisation) -> dict[int, Team]:
    """The organisation's theme teams by theme id."""
    teams = {theme.pk: Team(theme) for theme in all_themes()}
    rows = ThemeTeamMember.objects.filter(membership__organisation=organisation, membership__ended_at=None)
    for pk, theme, name in rows.order_by("membership__person__name").values_list("pk", "theme_id", "membership__person__name"):
        teams[theme].members.append((pk, name))
    return teams


def team_member_in(organisation, pk: int) -> ThemeTeamMember | None:
    """A place in one of this organisation's theme teams, or None."""
    return ThemeTeamMember.objects.filter(pk=pk, membership__organisation=organisation).select_related("theme").first()
