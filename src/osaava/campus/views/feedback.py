"""Feedback: anybody may give it without an account, the coordinator sees what waits for an answer."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base import clock, rates
from osaava.base.access import Permission, public, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.campus import operations, queries
from osaava.campus.forms import FeedbackForm, first_values

PAGE_SIZE = 50
coordinator = requires(Permission.NETWORK_COORDINATE, within="network")


def _came_from(request) -> str:
    """The page of ours on which the sender was; empty when they came from elsewhere."""
    origin, here = f"{request.scheme}://{request.get_host()}", reverse("campus:feedback")
    page = request.headers.get("Referer", "").removeprefix(origin)
    return page if page.startswith("/") and not page.startswith(("//", here)) else ""


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rates.limited(rates.FEEDBACK)
@idempotent
def feedback(request):
    """The form; the only public page with a cookie of ours, because sending needs it."""
    if request.method != "POST":
        form = FeedbackForm(initial=first_values(request.GET, request.user, _came_from(request)))
        response = render(request, "campus/feedback.html", {"form": form, "key": new_key()})
        response["Cache-Control"] = "no-store"
        return response
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, "campus/feedback.html", {"form": form, "key": request.POST.get("idempotency_key") or new_key()}, status=422)
    values = form.cleaned_data
    sender = request.user if request.user.is_authenticated else None
    sent = operations.send_feedback(by=sender, topic=values["topic"], message=values["message"], email=values["email"], page=values["page"])
    return redirect("campus:feedback_thanks", reference=sent.reference)


@public
@require_safe
def feedback_thanks(request, reference):
    """The confirmation: reference and the day by which we answer. Whoever has the reference sees no more than that."""
    sent = queries.feedback_by_reference(reference)
    if sent is None:
        raise Http404
    response = render(request, "campus/feedback_thanks.html", {"sent": sent})
    response["Cache-Control"] = "no-store"
    return response


def _in_section(request) -> None:
    pages = (
        (_("Overview"), "network:coordination"),
        (_("Organisations"), "network:coordination_organisations"),
        (_("Roles"), "network:coordination_roles"),
        (_("Capability"), "analytics:network"),
        (_("Feedback"), "campus:feedback_list"),
    )
    request.section_nav = [{"label": label, "url": reverse(name), "current": request.path == reverse(name)} for label, name in pages]


@coordinator
@require_safe
def feedback_list(request):
    """What waits, the most urgent first; `?tila=vastatut` shows what was answered."""
    _in_section(request)
    answered = request.GET.get("tila") == "vastatut"
    found = queries.answered_feedback() if answered else queries.open_feedback()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("sivu"))
    here = reverse("campus:feedback_list")
    options = [
        {"label": _("Waiting"), "url": here, "current": not answered},
        {"label": _("Answered"), "url": f"{here}?tila=vastatut", "current": answered},
    ]
    return render(request, "campus/feedback_list.html", {"page_of_rows": page, "answered": answered, "options": options, "today": clock.today()})


def _found(reference):
    found = queries.feedback_by_reference(reference)
    if found is None:
        raise Http404
    return found


@coordinator
@require_POST
@idempotent
def feedback_answered(request, reference):
    """Mark as answered."""
    operations.mark_answered(feedback=_found(reference), by=request.user)
    return redirect("campus:feedback_list")


@coordinator
@require_POST
@idempotent
def feedback_reopen(request, reference):
    """Back among those that wait."""
    operations.reopen_feedback(feedback=_found(reference), by=request.user)
    return redirect("campus:feedback_list")
