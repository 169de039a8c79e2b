"""Planning everybody's path: start a run, watch it, see what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.learning import queries
from osaava.learning.errors import RunGoesOn
from osaava.learning.my_path.forms import OfferForm
from osaava.learning.my_path.many import plan_for_many
from osaava.network.api import section_nav
from osaava.paths.api import aims_of


@requires(Permission.PERSONAL_PLANS_MAKE, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def everybody(request, organisation):
    """`/organisaatio/<org>/oppiminen/polut/`: plan for all members in the background, and how far that is."""
    form = OfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            plan_for_many(organisation=request.organisation, hours_per_month=form.cleaned_data["hours"], by=request.user)
            messages.success(request, _("Planning has begun. You can leave this page."))
        except RunGoesOn:
            messages.info(request, _("Planning is under way already."))
        return redirect("learning:everybody", request.organisation.key)
    request.section_nav = section_nav(request, request.organisation)
    runs = queries.runs_of(request.organisation)
    context = {
        "organisation": request.organisation,
        "current_organisation": {"name": request.organisation.name},
        "form": form,
        "runs": runs,
        "running": next((run for run in runs if run.finished_at is None), None),
        "goals": len({aim.thread for aim in aims_of(request.organisation)}),
        "key": new_key(),
    }
    return render(request, "learning/everybody.html", context, status=422 if form.errors else 200)
