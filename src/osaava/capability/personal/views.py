"""Pages of a person's own assessment: why, one statement a page, the result and one's own word on it. Private to the person; works without script."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.capability.adaptive import FEWEST_ASKED, MOST_ASKED
from osaava.capability.personal import operations, presentation, queries
from osaava.capability.personal.forms import GroupForm, LevelsForm, StatementForm
from osaava.capability.personal.operations import NotAsked
from osaava.themes.api import competences_of, theme_by_key

REFUSED = 422


def _page(request, name, context, status=200):
    context |= {"nav_current": "learning", "key": new_key()}
    return render(request, f"capability/personal/{name}.html", context, status=status)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def personal(request):
    """`/oma/itsearviointi/`: why, how long, who sees; the group; and the way back to what is begun or done. POST begins."""
    version = queries.personal_version()
    if version is None:
        raise Http404
    begun, last = queries.open_assessment(request.user), queries.latest_finished(request.user)
    known = begun or last
    form = GroupForm(
        request.POST if request.method == "POST" else None, version=version,
        initial={"group": known.group if known else request.GET.get("ryhma", "")},
    )
    if request.method == "POST" and form.is_valid():
        operations.start_personal(by=request.user, group=form.cleaned_data["group"])
        return redirect("capability:personal_now")
    answered = len(queries.going(begun).answers) if begun else 0
    context = {"form": form, "begun": begun, "answered": answered, "last": last, "most": MOST_ASKED, "minutes": presentation.minutes()}
    return _page(request, "start", context, REFUSED if form.errors else 200)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD"])
def personal_now(request):
    """The statement that is asked now, wherever the person stopped."""
    begun = queries.open_assessment(request.user)
    if begun is None:
        return redirect("capability:personal_result" if queries.latest_finished(request.user) else "capability:personal")
    return redirect("capability:personal_statement", len(queries.going(begun).answers) + 1)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def personal_statement(request, number):
    """One statement: a new one, or one answered before, to look at or to change. POST stores the answer."""
    begun = queries.open_assessment(request.user)
    state = queries.going(begun) if begun else None
    key = state.key_at(number) if state else None
    if key is None:
        return redirect("capability:personal_now")
    statement = presentation.statement(state, key, number)
    form = StatementForm(request.POST if request.method == "POST" else None, statement=statement)
    if request.method == "POST" and form.is_valid():
        return _answered(request, begun, number, form.cleaned_data)
    context = {
        "statement": statement, "form": form, "most": MOST_ASKED, "previous": number - 1, "answered": len(state.answers),
        "may_finish": len(state.answers) >= FEWEST_ASKED,
    }  # fmt: skip
    return _page(request, "statement", context, REFUSED if form.errors else 200)


def _answered(request, begun, number, clean):
    try:
        done = operations.answer_personal(by=request.user, assessment=begun, item=clean["item"], value=clean["answer"])
    except NotAsked:
        messages.info(request, _("That statement was answered in another window. Here is the one that is asked now."))
        return redirect("capability:personal_now")
    if request.POST.get("go") == "later":
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("capability:personal")
    return redirect("capability:personal_result") if done else redirect("capability:personal_statement", number + 1)


@signed_in
@require_POST
@idempotent
def personal_finish(request):
    """Stop here and look at the result."""
    begun = queries.open_assessment(request.user)
    if begun is not None:
        try:
            operations.finish_personal(by=request.user, assessment=begun)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("capability:personal_now")
    return redirect("capability:personal_result")


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD"])
def personal_result(request):
    """Eight themes with a level in words and how sure it is, and the way to my path."""
    levels = queries.personal_levels(request.user)
    if not levels:
        return redirect("capability:personal")
    last = queries.latest_finished(request.user)
    estimates = queries.theme_estimates(last) if last else {}
    context = {"themes": presentation.result(levels, estimates), "last": last, "begun": queries.open_assessment(request.user)}
    return _page(request, "result", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def personal_theme(request, theme):
    """One theme's competences with their described levels: say your own, up or down."""
    found = theme_by_key(theme)
    if found is None:
        raise Http404
    levels = queries.personal_levels(request.user)
    form = LevelsForm(request.POST if request.method == "POST" else None, competences=competences_of(found), levels=levels)
    if request.method == "POST" and form.is_valid():
        operations.correct_levels(by=request.user, levels=form.levels())
        messages.success(request, _("Saved. Your own word holds until you change it or assess yourself again."))
        return redirect("capability:personal_result")
    return _page(request, "theme", {"theme": found, "form": form}, REFUSED if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def personal_forget(request):
    """Take away everything said here, after being asked once."""
    if request.method == "POST":
        operations.forget_assessments(by=request.user)
        messages.success(request, _("Your answers and levels are deleted."))
        return redirect("capability:personal")
    return _page(request, "forget", {})
