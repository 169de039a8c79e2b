"""On a theme's house: where the reader's own organisation stands in the theme. The library and the self-assessment do not know each other."""

from __future__ import annotations

from osaava.base import access
from osaava.base.access import Permission
from osaava.capability.api import level_words, theme_level_of
from osaava.network.api import memberships_of

MOST = 3
"""Organisations of one person that are looked up."""


def house_levels(request, theme) -> dict:
    """Lines for members of organisations whose latest round shows the theme; nothing for visitors."""
    if not request.user.is_authenticated:
        return {}
    lines = []
    for membership in memberships_of(request.user)[:MOST]:
        organisation = membership.organisation
        if found := theme_level_of(organisation, theme):
            may_open = access.allows(request.user, Permission.ROUND_VIEW, organisation)
            lines.append({"organisation": organisation, "words": level_words(found), "theme": theme, "may_open": may_open})
    return {"house_levels": lines, "slots": {"now": ["campus/slots/house_levels.html"]}} if lines else {}
