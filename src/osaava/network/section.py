"""The section bar of an organisation's own pages, for views of this app and of those above it."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from osaava.base import access
from osaava.base.access import Permission


def section_nav(request, organisation) -> list[dict]:
    """Links between the organisation's pages that this person may open; set it as `request.section_nav`.

    Pages of apps that are not installed are left out.
    """
    pages = (
        (_("Dashboard"), "network:dashboard", Permission.ORGANISATION_VIEW),
        (_("Self-assessment"), "capability:rounds", Permission.ROUND_VIEW),
        (_("Profile"), "capability:profile", Permission.ROUND_VIEW),
        (_("People"), "network:people", Permission.PEOPLE_VIEW),
        (_("Roles"), "network:theme_roles", Permission.ORGANISATION_VIEW),
        (_("Plan"), "plans:plan", Permission.PLAN_VIEW),
        (_("Learning"), "learning:participation", Permission.PARTICIPATION_VIEW),
        (_("Settings"), "network:settings", Permission.ORGANISATION_EDIT),
    )
    allowed: dict[Permission, bool] = {}
    links = []
    for label, url_name, permission in pages:
        try:
            url = reverse(url_name, args=[organisation.key])
        except NoReverseMatch:
            continue
        if permission not in allowed:
            allowed[permission] = access.allows(request.user, permission, organisation)
        if allowed[permission]:
            links.append({"url": url, "label": label, "current": request.path == url})
    return links
