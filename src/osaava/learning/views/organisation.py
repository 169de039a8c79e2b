"""What an organisation sees of its people's learning."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from osaava.base.access import Permission, allows, requires
from osaava.learning import queries
from osaava.network.api import section_nav


@requires(Permission.PARTICIPATION_VIEW, within="organisation")
@require_safe
def participation(request, organisation):
    """Counts, and names only where the person agreed."""
    request.section_nav = section_nav(request, request.organisation)
    context = {
        "organisation": request.organisation,
        "current_organisation": {"name": request.organisation.name},
        "view": queries.participation(request.organisation),
        "fewest": queries.FEWEST,
        "may_plan": allows(request.user, Permission.PERSONAL_PLANS_MAKE, request.organisation),
    }
    return render(request, "learning/participation.html", context)
