"""Answering: what a respondent meets, from the link to the thanks. No account, no session; works without script."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from osaava.base import clock, rates
from osaava.base.access import public
from osaava.base.idempotency import new_key
from osaava.capability import links, operations, presentation, queries, rules, visits
from osaava.capability.forms import CodeForm, ResumeForm, StartForm
from osaava.capability.operations import NobodyKnown, NoSuchPage, RoundNotOpen

REFUSED, CONFLICT, GONE = 422, 409, 410


def _answering(*methods):
    """What all pages of answering share: the link behind the code, a clear page when it does not open, and headers that keep the code here."""

    def mark(view):
        @public
        @never_cache
        @require_http_methods([*methods])
        @wraps(view)
        def wrapper(request, code, **kwargs):
            link = queries.link_by_code(code) if links.code_in(code) == code else None
            if link is None:
                rates.count(request, rates.RESPONDENT_CODE)
                raise Http404
            request.link, request.round = link, link.round
            response = _closed_page(request) or _run(view, request, code, kwargs)
            response["Referrer-Policy"] = "same-origin"  # the address is the secret
            return response

        return wrapper

    return mark


def _run(view, request, code, kwargs):
    try:
        return view(request, code, **kwargs)
    except RoundNotOpen:
        return _page(request, "ended", {"state": "closed"}, GONE)
    except NobodyKnown:
        return _nobody(request, code)
    except NoSuchPage:
        raise Http404 from None


def _closed_page(request):
    """Why nothing can be answered through this link today, or None."""
    state = rules.state_of(request.round, clock.today())
    if state == "open" and request.link.revoked_on is not None:
        state = "replaced"
    if state == "open":
        return None
    return _page(request, "ended", {"state": state}, 200 if state == "scheduled" else GONE)


def _page(request, name, context, status=200):
    context |= {"round": request.round, "organisation": request.round.organisation, "nav_current": "assessment"}
    return render(request, f"capability/answer/{name}.html", context, status=status)


def _respondent(request):
    """The respondent of this browser, or None."""
    identifier = visits.respondent_id(request, request.round)
    return queries.respondent_of(request.round, identifier) if identifier else None


def _shape(request):
    return queries.shape_of(request.round.staff_version_id)


def _pages(request, respondent):
    group, shape = respondent.group.key, _shape(request)
    return presentation.page_views(shape, shape.pages(group, request.round.items), group, queries.answers_of(respondent))


@public
@never_cache
@require_safe
def code_enter(request):
    """For a code that was printed: type it, and answering begins."""
    form = CodeForm(request.GET if "koodi" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("capability:answer_start", form.cleaned_data["koodi"])
    return render(request, "capability/answer/code.html", {"form": form, "nav_current": "assessment"}, status=REFUSED if form.is_bound else 200)


def _start_page(request, code, form, status=200):
    shape, only = _shape(request), request.round.items
    counts = [sum(len(page.items) for page in shape.pages(group.key, only) if not page.more) for group in queries.groups_of(request.round)]
    context = {
        "code": code, "form": form, "key": new_key(), "begun": _respondent(request), "purpose": shape.purpose, "items": max(counts, default=0),
        "minutes": presentation.minutes(max(counts, default=0)), "smallest": rules.SMALLEST_GROUP,
    }
    return _page(request, "start", context, status)


@_answering("GET", "HEAD", "POST")
def answer_start(request, code):
    """Who asks, why, how long it takes, who sees what; then the group."""
    groups = queries.groups_of(request.round)
    if request.method != "POST":
        chosen = request.link.group.key if request.link.group else groups[0].key if len(groups) == 1 else ""
        return _start_page(request, code, StartForm(groups=groups, initial={"group": chosen}))
    form = StartForm(request.POST, groups=groups)
    if not form.is_valid():
        return _start_page(request, code, form, REFUSED)
    key = request.POST.get("idempotency_key", "")[:80]
    respondent = operations.begin(link=request.link, group_key=form.cleaned_data["group"], key=key)
    response = redirect("capability:answer_page", code, 1)
    visits.remember(response, request.round, respondent)
    return response


def _nobody(request, code):
    """Answers arrived from a browser that does not say whose they are: say so, and store nothing in another's name."""
    return _page(request, "nobody", {"code": code}, CONFLICT)


@_answering("GET", "HEAD", "POST")
def answer_page(request, code, number):
    """The statements of one theme; a POST saves what is chosen and goes on."""
    if request.method == "POST":
        return _answers_saved(request, code, number)
    respondent = _respondent(request)
    return _statements(request, code, number, respondent) if respondent else redirect("capability:answer_start", code)


def _statements(request, code, number, respondent, status=200, errors=()):
    views = _pages(request, respondent)
    if not 1 <= number <= len(views):
        raise Http404
    here, first = views[number - 1], [view for view in views if not view.page.more]
    context = {
        "code": code, "view": here, "number": number, "more": here.page.more, "errors": errors, "has_errors": bool(errors),
        "total": len(views) - len(first) if here.page.more else len(first), "place": number - len(first) if here.page.more else number,
        "points": presentation.points_of(_shape(request).scale), "apart": presentation.apart(), "previous": number - 1,
        "queue_owner": visits.tag(respondent), "tag": visits.tag(respondent), "key": new_key(), "smallest": rules.SMALLEST_GROUP,
    }
    return _page(request, "statements", context, status)


def _answers_saved(request, code, number):
    identifier = visits.respondent_id(request, request.round)
    if identifier is None or request.POST.get("tag") != visits.tag_of(identifier):
        return _nobody(request, code)
    if not rates.count(request, rates.ANSWERS, who=f"respondent:{identifier.hex}"):
        return rates.too_many(request, rates.ANSWERS)
    try:
        pages = operations.save_page(
            round_=request.round, respondent_id=identifier, number=number,
            sent=lambda item: request.POST.get(presentation.field_name(item), ""),
        )
    except ValidationError as error:
        return _statements(request, code, number, _respondent(request), REFUSED, [{"text": text} for text in error.messages])
    if request.POST.get("go") == "later":
        return redirect("capability:answer_resume", code)
    if "go" not in request.POST and request.headers.get("X-Idempotency-Key"):
        return HttpResponse(status=204)
    is_last = number == len(pages) or (pages[number].more and not pages[number - 1].more)
    return redirect("capability:answer_check", code) if is_last else redirect("capability:answer_page", code, number + 1)


@_answering("GET", "HEAD", "POST")
def answer_check(request, code):
    """All answers at a glance, with ways back; then sending."""
    respondent = _respondent(request)
    if respondent is None:
        return _nobody(request, code) if request.method == "POST" else redirect("capability:answer_start", code)
    errors = []
    if request.method == "POST":
        if request.POST.get("tag") != visits.tag(respondent):
            return _nobody(request, code)
        try:
            operations.submit(round_=request.round, respondent_id=respondent.pk)
            return redirect("capability:answer_thanks", code)
        except ValidationError as error:
            errors = [{"text": text, "target": "osat"} for text in error.messages]
    views = _pages(request, respondent)
    first, more = [v for v in views if not v.page.more], [v for v in views if v.page.more]
    shown_more = more if any(view.answered for view in more) else []
    context = {
        "code": code, "first": first, "more": shown_more, "errors": errors, "has_errors": bool(errors), "key": new_key(),
        "tag": visits.tag(respondent), "queue_owner": visits.tag(respondent), "go_on": next((v for v in more if v.missing), None),
        "more_count": sum(v.missing for v in more), "more_minutes": presentation.minutes(sum(v.missing for v in more)),
        "last": len(first),
    }
    return _page(request, "check", context, REFUSED if errors else 200)


@_answering("GET", "HEAD")
def answer_thanks(request, code):
    """What happens next and when. From here on this browser knows nothing of the answers; the code brings back to them."""
    respondent = _respondent(request)
    own_code = links.grouped(links.resume_code_of(respondent.pk)) if respondent and respondent.submitted_on else ""
    response = _page(request, "thanks", {"code": code, "own_code": own_code, "smallest": rules.SMALLEST_GROUP})
    if own_code:
        visits.forget(response, request.round)
    return response


@_answering("GET", "HEAD", "POST")
def answer_resume(request, code):
    """Stopping for now, and coming back on this or another device."""
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not rates.count(request, rates.RESPONDENT_CODE, cost=0):
            raise Http404
        found = queries.respondent_by_resume_code(request.round, form.cleaned_data["code"])
        if found is not None:
            response = redirect("capability:answer_check", code)
            visits.remember(response, request.round, found)
            return response
        rates.count(request, rates.RESPONDENT_CODE)
        form.add_error("code", _("No answers were begun with this code in this round. Check the code."))
    respondent = _respondent(request)
    own_code = links.grouped(links.resume_code_of(respondent.pk)) if respondent else ""
    context = {"code": code, "form": form, "own_code": own_code, "respondent": respondent, "last": 1}
    return _page(request, "resume", context, REFUSED if form.errors else 200)
