"""The self-assessment on an organisation's dashboard."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osaava.base import access, clock
from osaava.base.access import Permission
from osaava.capability import queries, rules
from osaava.capability.enums import RoundKind
from osaava.capability.models import Round
from osaava.ui.templatetags.osaava_ui import day

ACTS = {
    "capability.round.opened": gettext_lazy("An assessment round was opened."),
    "capability.round.closed": gettext_lazy("An assessment round was closed."),
    "capability.results.imported": gettext_lazy("Earlier results were brought in."),
}
"""Acts that the dashboard tells."""


def tiles(request, organisation) -> list[dict]:
    """The round that is open, or the one that closed last; only for those who may see rounds."""
    if not access.allows(request.user, Permission.ROUND_VIEW, organisation):
        return []
    url = reverse("capability:rounds", args=[organisation.key])
    tile = {"label": _("Self-assessment"), "url": url, "link": _("See the rounds")}
    may_run = access.allows(request.user, Permission.ROUND_RUN, organisation)
    if round_ := queries.open_round(organisation):
        texts = {
            "scheduled": _("opens on %(day)s") % {"day": day(round_.opens_on)},
            "open": _("open until %(day)s") % {"day": day(round_.closes_on)},
            "over": _("The last day has passed; close the round to get the results."),
        }
        state = rules.state_of(round_, clock.today())
        return [tile | {"value": round_.name, "text": texts[state]} | (_step_of(round_, state) if may_run else {})]
    if round_ := queries.latest_closed_round(organisation, kinds=(RoundKind.FULL, RoundKind.TARGETED)):
        profile = {"url": reverse("capability:profile", args=[organisation.key]), "link": _("See the profile")}
        return [tile | profile | {"value": round_.name, "text": _("closed on %(day)s") % {"day": day(round_.closed_on)}}]
    step = {"step": _("Open a round"), "step_url": reverse("capability:round_new", args=[organisation.key])}
    return [tile | {"value": "–", "text": _("No round yet: open the first one.")} | (step if may_run else {})]


def _step_of(round_: Round, state: str) -> dict:
    """The next step of whoever runs a round that has not closed."""
    where = [round_.organisation.key, round_.uuid]
    if state == "over":
        return {"step": _("Close the round"), "step_url": reverse("capability:round_close", args=where)}
    return {"step": _("Follow the round %(name)s") % {"name": round_.name}, "step_url": reverse("capability:round", args=where)}
