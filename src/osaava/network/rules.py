"""Who may do what, where: one condition a line, so that every branch shows in coverage.

The matching queryset filters are in `queries.py` (`organisations_where`, `themes_where`); a property test holds that they agree.
"""

from __future__ import annotations

from osaava.base.access import Permission
from osaava.network.enums import OrganisationRole, ThemeRoleKind

LEAD, MANAGEMENT, ADMIN = OrganisationRole.DIGITAL_LEAD, OrganisationRole.MANAGEMENT, OrganisationRole.ADMIN

ORGANISATION_RIGHTS: dict[Permission, frozenset[str] | None] = {
    Permission.ORGANISATION_VIEW: None,  # every member
    Permission.ORGANISATION_EDIT: frozenset({LEAD, ADMIN}),
    Permission.PEOPLE_VIEW: frozenset({LEAD, ADMIN}),
    Permission.PEOPLE_INVITE: frozenset({LEAD, ADMIN}),
    Permission.PEOPLE_MANAGE: frozenset({LEAD, ADMIN}),
    Permission.THEME_ROLES_SET: frozenset({LEAD, ADMIN}),
    Permission.ROUND_VIEW: frozenset({LEAD, MANAGEMENT, ADMIN}),
    Permission.ROUND_RUN: frozenset({LEAD, ADMIN}),
    Permission.TEAM_ASSESS: frozenset({LEAD, MANAGEMENT, ADMIN}),
    Permission.PLAN_VIEW: frozenset({LEAD, MANAGEMENT, ADMIN}),
    Permission.PLAN_EDIT: frozenset({LEAD, MANAGEMENT}),
    Permission.PARTICIPATION_VIEW: frozenset({LEAD, MANAGEMENT, ADMIN}),
    Permission.PERSONAL_PLANS_MAKE: frozenset({LEAD, ADMIN}),
}
"""Permission within an organisation -> roles that allow it; None: membership is enough."""

THEME_RIGHTS: dict[Permission, frozenset[str]] = {
    Permission.UNIT_WRITE: frozenset({ThemeRoleKind.LEAD, ThemeRoleKind.DEVELOPER}),
    Permission.UNIT_PUBLISH: frozenset({ThemeRoleKind.LEAD}),
    Permission.PATH_WRITE: frozenset({ThemeRoleKind.LEAD, ThemeRoleKind.DEVELOPER}),
    Permission.PATH_PUBLISH: frozenset({ThemeRoleKind.LEAD}),
}
"""Permission within a theme -> roles of the organisation for which the person is in the theme's team."""

COORDINATOR_RIGHTS = frozenset(
    {
        Permission.NETWORK_COORDINATE,
        Permission.THEME_ROLES_SET,
        Permission.ORGANISATION_EDIT,
        Permission.UNIT_WRITE,
        Permission.UNIT_PUBLISH,
        Permission.PATH_WRITE,
        Permission.PATH_PUBLISH,
    }
)
"""What a network coordinator may do everywhere. Not among them: reading an organisation's people or their learning."""

IN_CHARGE = frozenset({LEAD, ADMIN})
"""Roles that can run an organisation's people: an organisation that has somebody in one of them keeps at least one."""


def invitation_holds(invitation, now) -> bool:
    """Whether an invitation may still be used."""
    if invitation.revoked_at is not None:
        return False
    if invitation.expires_at <= now:
        return False
    if invitation.organisation.left_on is not None and invitation.organisation.left_on <= now.date():
        return False
    return invitation.uses < invitation.max_uses
