"""Audit rows as sentences. An act without a sentence of its own shows its plain name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from osaava.network.enums import NetworkRole, OrganisationRole
from osaava.network.extras import acts_in_words

_ROLES = dict(OrganisationRole.choices + NetworkRole.choices)


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    actor: str
    text: str
    organisation: str


def _text(line) -> str:
    about = line.about or _("a person who is no longer here")
    role = str(_ROLES.get(line.data.get("role", ""), ""))
    texts = {
        "network.organisation.created": _("The organisation joined the network."),
        "network.organisation.changed": _("The organisation's details were changed."),
        "network.email_domain.added": _("E-mail domain %(domain)s was added.") % {"domain": line.data.get("domain", "")},
        "network.email_domain.removed": _("E-mail domain %(domain)s was removed.") % {"domain": line.data.get("domain", "")},
        "network.membership.started": _("%(name)s joined.") % {"name": about},
        "network.membership.ended": _("The membership of %(name)s ended.") % {"name": about},
        "network.role.given": _("%(name)s got the role %(role)s.") % {"name": about, "role": role},
        "network.role.taken": _("%(name)s no longer has the role %(role)s.") % {"name": about, "role": role},
        "network.network_role.given": _("%(name)s got the role %(role)s.") % {"name": about, "role": role},
        "network.network_role.taken": _("%(name)s no longer has the role %(role)s.") % {"name": about, "role": role},
        "network.theme_team.joined": _("%(name)s joined a theme's team.") % {"name": about},
        "network.theme_team.left": _("%(name)s left a theme's team.") % {"name": about},
        "network.theme_roles.set": _("Theme roles were changed."),
        "network.theme_lead.handed_over": _("The lead of a theme was handed over to this organisation."),
        "network.invitation.created": _("An invitation was made."),
        "network.invitations.created": _("%(count)s people were invited.") % {"count": line.data.get("count", 0)},
        "network.invitation.accepted": _("An invitation was accepted."),
        "network.invitation.revoked": _("An invitation was withdrawn."),
    }
    return texts.get(line.action) or str(acts_in_words.get(line.action, line.action))


def sentences(lines) -> list[Act]:
    """What pages print of audit lines."""
    return [Act(line.at, line.actor if line.actor != line.about else "", _text(line), line.organisation) for line in lines]
