"""The digital lead's pages: rounds, opening one in three steps, links and texts, participation, closing."""

import io

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import access, clock, rates
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.base.language import LANGUAGES, current_language
from osaava.capability import invitation_texts, operations, presentation, queries, rules
from osaava.capability.earlier_results import MAX_BYTES, EarlierResultsError
from osaava.capability.forms import ChangeRoundForm, DatesForm, EarlierResultsForm, GroupsForm, WhatForm
from osaava.capability.views.common import REFUSED, page, round_or_404
from osaava.ui.forms import fill, ran, ran_or_told

STEPS = (WhatForm, GroupsForm, DatesForm)
NOT_CARRIED = {"csrfmiddlewaretoken", "idempotency_key", "step", "go"}


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
def rounds(request, organisation):
    """All rounds, the newest first."""
    today = clock.today()
    found = [(round_, rules.state_of(round_, today)) for round_ in queries.rounds_of(request.organisation)]
    return page(request, "rounds", {"rounds": found, "open_round": next((r for r, state in found if state != "closed"), None)})


def _form_of_step(number, data):
    """The form of a step: with what was typed when the step has been seen, else with what usually fits."""
    cls = STEPS[number - 1]
    if data is not None and str(number) in data.getlist("seen"):
        return cls(data)
    return cls(initial=DatesForm.proposed() if cls is DatesForm else None)


def _step_page(request, number, form, data, status=200):
    own = {bound.html_name for bound in form} | {f"{bound.html_name}_{part}" for bound in form for part in range(3)} | NOT_CARRIED
    others = [(k, v) for k, values in (data.lists() if data else ()) for v in values if k not in own and (k, v) != ("seen", str(number))]
    names = (_("What is asked"), _("Groups"), _("Dates"))
    steps = [{"name": name, "state": "done" if n < number else "current" if n == number else "todo"} for n, name in enumerate(names, start=1)]
    context = {
        "form": form, "number": number, "steps": steps, "others": others, "key": new_key(), "smallest": rules.SMALLEST_GROUP,
        "step_name": names[number - 1],
    }
    return page(request, "round_new", context, status)


@requires(Permission.ROUND_RUN, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def round_new(request, organisation):
    """Open a round in three steps: what, whom, when. What was typed travels in the form, so the back button is safe."""
    if request.method != "POST":
        return _step_page(request, 1, WhatForm(), None)
    asked = request.POST.get("step", "")
    number = int(asked) if asked in ("1", "2", "3") else 1
    if request.POST.get("go") == "back":
        return _step_page(request, max(1, number - 1), _form_of_step(max(1, number - 1), request.POST), request.POST)
    forms = [cls(request.POST) for cls in STEPS[:number]]
    if request.POST.get("go") != "open" and number < len(STEPS):
        for place, form in enumerate(forms, start=1):
            if not form.is_valid():
                return _step_page(request, place, form, request.POST, REFUSED)
        return _step_page(request, number + 1, _form_of_step(number + 1, request.POST), request.POST)
    return _opened(request, [cls(request.POST) for cls in STEPS])


def _opened(request, forms):
    for place, form in enumerate(forms, start=1):
        if not form.is_valid():
            return _step_page(request, place, form, request.POST, REFUSED)
    what, groups, dates = forms
    arguments = what.arguments()
    headcounts = groups.headcounts() if arguments["staff_version"] else {}
    try:
        made = operations.open_round(
            organisation=request.organisation, by=request.user, headcounts=headcounts, **arguments, **dates.cleaned_data,
        )
    except ValidationError as error:
        return _refused(request, forms, error)
    messages.success(request, _("The round is open. Send the links next."))
    return redirect("capability:round_invitations" if made.staff_version_id else "capability:round", request.organisation.key, made.uuid)


def _refused(request, forms, error):
    """Show the first step that the operation's reasons belong to."""
    for place, form in enumerate(forms, start=1):
        for name, errors in error.error_dict.items():
            field = {"groups": "headcount_management", "items": "competences"}.get(name, name)
            if field in form.fields:
                form.add_error(field, errors)
        if form.errors:
            return _step_page(request, place, form, request.POST, REFUSED)
    raise error


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
def round_(request, organisation, uuid):
    """One round: how answering goes, and what to do next."""
    found = round_or_404(request, uuid)
    lines = queries.team_lines(found)
    context = {
        "round": found, "state": rules.state_of(found, clock.today()), "participation": queries.participation(found),
        "team_done": sum(line.claim is not None for line in lines), "team_total": len(lines), "exact_from": rules.EXACT_FROM,
        "smallest": rules.SMALLEST_GROUP, "may_assess": access.allows(request.user, Permission.TEAM_ASSESS, request.organisation),
        "snapshot": queries.snapshot_row(found),
    }
    return page(request, "round", context)


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
def round_invitations(request, organisation, uuid):
    """Links, QR pictures and texts to send, for each group, in the language asked for."""
    found = round_or_404(request, uuid)
    language = request.GET.get("kieli") if request.GET.get("kieli") in LANGUAGES else current_language()
    kind = "reminder" if request.GET.get("teksti") == "muistutus" else "invitation"
    links = [
        (link, presentation.address_of_link(link.code, language), invitation_texts.mail_text(found, link, kind=kind, language=language))
        for link in queries.links_of(found)
    ]
    words = {"invitation": ("kutsu", _("Invitation")), "reminder": ("muistutus", _("Reminder"))}
    context = {
        "round": found, "links": links, "language": language, "key": new_key(), "kind": kind,
        "kinds": [{"label": label, "url": f"?kieli={language}&teksti={slug}", "current": k == kind} for k, (slug, label) in words.items()],
        "languages": [
            {"label": name, "url": f"?kieli={code}&teksti={words[kind][0]}", "current": code == language}
            for code, name in (("fi", "suomi"), ("sv", "svenska"), ("en", "English"))
        ],
    }
    return page(request, "invitations", context)


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
def link_picture(request, organisation, uuid, link, form):
    """A link as a QR picture, for a slide or a wall."""
    entry = next((entry for entry in queries.links_of(round_or_404(request, uuid)) if entry.link.uuid == link), None)
    if entry is None or form not in ("svg", "png"):
        raise Http404
    made, out = segno.make(presentation.address_of_link(entry.code, current_language()), error="m", micro=False), io.BytesIO()
    made.save(out, kind=form, scale=8, border=4, dark="#000000", light="#ffffff")
    return HttpResponse(out.getvalue(), content_type={"svg": "image/svg+xml", "png": "image/png"}[form])


@requires(Permission.ROUND_RUN, within="organisation")
@require_POST
@idempotent
def link_replace(request, organisation, uuid, link):
    """Take a link out of use and make another."""
    found = round_or_404(request, uuid)
    entry = next((entry for entry in queries.links_of(found) if entry.link.uuid == link), None)
    if entry is None:
        raise Http404
    if ran_or_told(request, operations.replace_link, link=entry.link, by=request.user):
        messages.success(request, _("The old link opens no more. Send the new one."))
    return redirect("capability:round_invitations", request.organisation.key, found.uuid)


@requires(Permission.ROUND_RUN, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def round_change(request, organisation, uuid):
    """Correct name, last day and headcounts of an open round."""
    found = round_or_404(request, uuid)
    if not rules.is_open(found):
        return redirect("capability:round", request.organisation.key, found.uuid)
    groups = {group.key: group.headcount for group in found.groups.all()}
    initial = {"name": found.name, "closes_on": found.closes_on, "results_on": found.results_on}
    initial |= {f"headcount_{key}": count for key, count in groups.items()}
    form = ChangeRoundForm(request.POST or None, groups=list(groups), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "closes_on", "results_on")}
        _row, done = ran(form, operations.change_round, round_=found, by=request.user, headcounts=form.headcounts(), **values)
        if done:
            messages.success(request, _("The round is corrected."))
            return redirect("capability:round", request.organisation.key, found.uuid)
    return page(request, "round_change", {"round": found, "form": form, "key": new_key()}, REFUSED if form.errors else 200)


@requires(Permission.ROUND_RUN, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@rates.limited(rates.UPLOAD)
def results_import(request, organisation):
    """Bring in results that were measured elsewhere."""
    form = EarlierResultsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        files = {name: clean[name].read(MAX_BYTES + 1) for name in ("table", "mapping")}
        try:
            made = operations.import_earlier_results(
                organisation=request.organisation, by=request.user, name=clean["name"], assessed_on=clean["assessed_on"], **files,
            )
            messages.success(request, _("The earlier results are in, marked as imported."))
            return redirect("capability:round", request.organisation.key, made.uuid)
        except EarlierResultsError as error:
            for problem in error.problems:
                form.add_error(None, problem)
        except ValidationError as error:
            fill(form, error)
    return page(request, "results_import", {"form": form, "key": new_key()}, REFUSED if form.errors else 200)


@requires(Permission.ROUND_RUN, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def round_close(request, organisation, uuid):
    """Close a round, after saying what that does."""
    found = round_or_404(request, uuid)
    if not rules.is_open(found):
        return redirect("capability:round", request.organisation.key, found.uuid)
    if request.method == "POST":
        if ran_or_told(request, operations.close_round, round_=found, by=request.user):
            messages.success(request, _("The round is closed and its results stand."))
        return redirect("capability:round", request.organisation.key, found.uuid)
    lines = queries.team_lines(found)
    context = {
        "round": found, "participation": queries.participation(found), "key": new_key(), "smallest": rules.SMALLEST_GROUP,
        "team_missing": sum(line.claim is None for line in lines), "team_total": len(lines),
    }
    return page(request, "round_close", context)
