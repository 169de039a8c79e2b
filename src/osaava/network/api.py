"""The door of the network app."""

from osaava.network.enums import NetworkRole, OrganisationKind, OrganisationRole, Region, SizeClass, ThemeRoleKind
from osaava.network.models import EmailDomain, Invitation, Membership, Organisation, RoleAssignment, ThemeRole, ThemeTeamMember
from osaava.network.queries import (
    is_coordinator,
    is_member,
    memberships_of,
    organisation_roles,
    organisations_where,
    theme_role_kinds_of,
    theme_roles_on,
    themes_where,
)

__all__ = [
    "EmailDomain",
    "Invitation",
    "Membership",
    "NetworkRole",
    "Organisation",
    "OrganisationKind",
    "OrganisationRole",
    "Region",
    "RoleAssignment",
    "SizeClass",
    "ThemeRole",
    "ThemeRoleKind",
    "ThemeTeamMember",
    "is_coordinator",
    "is_member",
    "memberships_of",
    "organisation_roles",
    "organisations_where",
    "theme_role_kinds_of",
    "theme_roles_on",
    "themes_where",
]
