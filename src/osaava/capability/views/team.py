"""The team assessment: management agrees on levels, theme by theme."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osaava.base import clock
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.base.language import current_language
from osaava.capability import operations, queries, rules
from osaava.capability.forms import AgreeForm, ClaimForm
from osaava.capability.operations import ChangedMeanwhile
from osaava.capability.views.common import CONFLICT, REFUSED, page, round_or_404
from osaava.themes.api import all_themes, theme_by_key
from osaava.ui.forms import ran
from osaava.ui.templatetags.osaava_ui import clock_time


def _by_theme(lines):
    """The themes that the round asks about, with their lines."""
    found = [(theme, [line for line in lines if line.item.theme == theme.key]) for theme in all_themes()]
    return [(theme, own) for theme, own in found if own]


def _overview(request, found, form, status=200):
    lines = queries.team_lines(found)
    if not lines:
        raise Http404
    language = current_language()
    themes = [
        (theme, [(line, line.item.text_for().in_language(language)) for line in own], sum(line.claim is not None for line in own))
        for theme, own in _by_theme(lines)
    ]
    context = {
        "round": found, "themes": themes, "form": form, "key": new_key(), "done": sum(line.claim is not None for line in lines), "total": len(lines),
        "is_open": rules.is_open(found), "first_open": next((t for t, own, done in themes if done < len(own)), None),
    }
    return page(request, "team", context, status)


@requires(Permission.TEAM_ASSESS, within="organisation")
@require_http_methods(["GET", "HEAD"])
def team(request, organisation, uuid):
    """All themes with their levels, and agreeing on them."""
    found = round_or_404(request, uuid)
    return _overview(request, found, AgreeForm(initial={"agreed_on": found.team_agreed_on or clock.today()}))


@requires(Permission.TEAM_ASSESS, within="organisation")
@require_POST
@idempotent
def team_agree(request, organisation, uuid):
    """Write down the day on which management agreed."""
    found = round_or_404(request, uuid)
    form = AgreeForm(request.POST)
    if form.is_valid():
        agreed_on = form.cleaned_data["agreed_on"]
        _row, done = ran(form, operations.agree_team_assessment, round_=found, agreed_on=agreed_on, by=request.user)
        if done:
            messages.success(request, _("The team assessment is agreed on."))
            return redirect("capability:round", request.organisation.key, found.uuid)
    return _overview(request, found, form, REFUSED)


@requires(Permission.TEAM_ASSESS, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def team_theme(request, organisation, uuid, theme):
    """The items of one theme: level, evidence, date."""
    found, here = round_or_404(request, uuid), theme_by_key(theme)
    themes = _by_theme(queries.team_lines(found))
    place = next((n for n, (t, _own) in enumerate(themes) if here is not None and t.pk == here.pk), None)
    if place is None:
        raise Http404
    forms = [ClaimForm(request.POST if request.method == "POST" else None, line=line) for line in themes[place][1]]
    status = 200
    if request.method == "POST":
        status = _save(request, found, forms)
        if status == 200 and place + 1 < len(themes) and request.POST.get("go") == "next":
            return redirect("capability:team_theme", request.organisation.key, found.uuid, themes[place + 1][0].key)
        if status == 200:
            return redirect("capability:team", request.organisation.key, found.uuid)
    language = current_language()
    context = {
        "round": found, "theme": here, "number": place + 1, "total": len(themes), "key": new_key(), "is_open": rules.is_open(found),
        "lines": [(form, form.line.item.text_for().in_language(language), str(form.line.item.help)) for form in forms],
        "errors": [{"text": e, "target": b.id_for_label or b.auto_id} for f in forms for b in f for e in b.errors], "has_errors": status != 200,
    }
    return page(request, "team_theme", context, status)


def _save(request, found, forms) -> int:
    """Save what was chosen; the status of the page to show. Nothing of it is stored unless all of it can be."""
    if not all([form.is_valid() for form in forms]):
        return REFUSED
    status = 200
    for form in forms:
        clean = form.cleaned_data
        if not clean["level"]:
            continue
        try:
            operations.claim_level(
                round_=found, item_key=form.line.item.key, level=int(clean["level"]), by=request.user, evidence=clean["evidence"],
                evidence_on=clean["evidence_on"], revision=clean["revision"] or 0,
            )
        except ChangedMeanwhile as changed:
            _show_other(form, changed.claim)
            status = CONFLICT
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {"level": error}).items():
                form.add_error(name, errors)
            status = REFUSED
    return status


def _show_other(form, claim) -> None:
    """Tell what somebody else saved, keep what was typed, and let the next save replace it."""
    words = _("%(name)s saved level %(level)s here at %(time)s: %(evidence)s. Compare before you save yours.") % {
        "name": claim.by.name if claim.by else _("Somebody"), "level": claim.level, "time": clock_time(claim.changed_at),
        "evidence": claim.evidence or _("no evidence yet"),
    }
    form.add_error("level", words)
    form.data = form.data.copy()
    form.data[form.add_prefix("revision")] = str(claim.revision)
