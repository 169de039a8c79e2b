"""Every write of the network."""

from osaava.network.operations.invitations import (
    InviteReport,
    NewInvitation,
    accept_invitation,
    create_invitation,
    forget_addresses,
    invite_many,
    revoke_invitation,
)
from osaava.network.operations.organisations import (
    Appointment,
    add_email_domain,
    appoint_digital_lead,
    change_organisation,
    create_organisation,
    remove_email_domain,
)
from osaava.network.operations.people import (
    add_member,
    add_theme_team_member,
    end_membership,
    give_network_role,
    give_role,
    join_by_domain,
    remove_theme_team_member,
    take_network_role,
    take_role,
)
from osaava.network.operations.theme_roles import hand_over_lead, set_theme_role, set_theme_roles

__all__ = [
    "Appointment",
    "InviteReport",
    "NewInvitation",
    "accept_invitation",
    "add_email_domain",
    "add_member",
    "add_theme_team_member",
    "appoint_digital_lead",
    "change_organisation",
    "create_invitation",
    "create_organisation",
    "end_membership",
    "forget_addresses",
    "give_network_role",
    "give_role",
    "hand_over_lead",
    "invite_many",
    "join_by_domain",
    "remove_email_domain",
    "remove_theme_team_member",
    "revoke_invitation",
    "set_theme_role",
    "set_theme_roles",
    "take_network_role",
    "take_role",
]
