"""Learning's tile on an organisation's dashboard."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osaava.base import access
from osaava.base.access import Permission
from osaava.learning import queries


def tiles(request, organisation) -> list[dict]:
    """How many are on a path now; the link only for those who may see more. A count under five is not shown."""
    count = queries.learners_on_paths(organisation)
    if count.is_hidden:
        text = _("Numbers are shown when at least 5 people are on a path.")
    else:
        text = ngettext("person is on a path now", "people are on a path now", count.value)
    tile = {"label": _("Learning"), "value": _("under 5") if count.is_hidden else count.value, "text": text, "url": "", "link": ""}
    if access.allows(request.user, Permission.PARTICIPATION_VIEW, organisation):
        tile |= {"url": reverse("learning:participation", args=[organisation.key]), "link": _("See participation")}
    return [tile]
