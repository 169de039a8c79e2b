"""What the views of an organisation's own pages share."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from osaava.base import access
from osaava.base.access import Permission
from osaava.capability import queries
from osaava.network.api import section_nav

REFUSED, CONFLICT = 422, 409


def page(request, name, context, status=200):
    """A page of the section, with its bar; the assessment's own link is current on all of them."""
    request.section_nav = section_nav(request, request.organisation)
    own = context.get("section") or reverse("capability:rounds", args=[request.organisation.key])
    for entry in request.section_nav:
        entry["current"] = entry["url"] == own
    may_run = access.allows(request.user, Permission.ROUND_RUN, request.organisation)
    context |= {"organisation": request.organisation, "current_organisation": {"name": request.organisation.name}, "may_run": may_run}
    return render(request, f"capability/{name}.html", context, status=status)


def round_or_404(request, uuid):
    """One of the organisation's rounds."""
    found = queries.round_of(request.organisation, uuid)
    if found is None:
        raise Http404
    return found
