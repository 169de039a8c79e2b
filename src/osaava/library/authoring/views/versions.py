"""Looking at a draft, making it public, and its history."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.base.language import LANGUAGES
from osaava.library import compare, operations, queries, rules
from osaava.library.authoring.draft import Draft, form_places
from osaava.library.authoring.merge import FACTS, TEXT_FACTS, fact_in_words, get_fact
from osaava.library.authoring.parts import whole
from osaava.library.authoring.views.lists import crumbs
from osaava.library.errors import NotReady, StaleVersion
from osaava.library.operations.versions import publishing_gaps
from osaava.library.presentation import unit_context
from osaava.library.queries.pages import page_of


def may_publish(person, unit) -> bool:
    """Whether to offer publishing; the operation checks again."""
    return rules.may_publish(person, theme=unit.draft.theme, licence=unit.draft.licence, owner=unit.owner)


@signed_in
@require_safe
def unit_preview(request, slug):
    """The draft, or the version that the address names, as readers would see it. Not public."""
    unit = queries.unit_for_author(request.user, slug)
    number = whole(request.GET.get("versio"))
    version = unit.draft if number is None else queries.version_of(unit, number)
    language = request.GET.get("kieli")
    page = page_of(unit, version, language if language in LANGUAGES else version.primary_language, person=request.user, is_preview=True)
    context = unit_context(request, page) | {
        "unit": unit, "version": version, "nav_current": "", "preview_back": f"{crumbs(unit)[1]['url']}?kieli={page.language}",
        "breadcrumb": [*crumbs(unit), {"label": _("Preview"), "url": request.path}],
    }
    return render(request, "library/authoring/preview.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def unit_publish(request, slug):
    """What is missing, or the button that makes the draft public."""
    unit = queries.unit_for_author(request.user, slug)
    status = 200
    if request.method == "POST":
        try:
            with transaction.atomic():
                operations.publish_unit(unit=unit, by=request.user, version=queries.version_of(unit, whole(request.POST.get("number")) or 0))
        except NotReady as error:
            problems, status = error.problems, 422
        else:
            messages.success(request, _("The unit is now visible in the library."))
            return redirect("library:unit", unit.slug)
    else:
        problems = publishing_gaps(unit.draft)
    context = {
        "unit": unit, "version": unit.draft, "errors": links_to_fields(unit, unit.draft, problems),
        "has_errors": status == 422, "refused": status == 422,
        "may_publish": may_publish(request.user, unit), "idempotency_key": new_key(),
        "breadcrumb": [*crumbs(unit), {"label": _("Publishing"), "url": request.path}],
    }
    return render(request, "library/authoring/publish.html", context, status=status)


def links_to_fields(unit, version, problems) -> list[dict]:
    """Each problem with the address of the field where it is put right."""
    address = reverse("library:unit_edit", args=[unit.slug])
    data = queries.version_data(version)
    out = []
    drafts: dict[str, Draft] = {}
    for problem in problems:
        language = problem.language or data.primary
        draft = drafts.setdefault(language, Draft.from_data(unit, version, data, language, None))
        target = "lohkot"
        if problem.block is not None:
            target = draft.views[form_places(data, language)[problem.block]].target(problem.field)
        elif problem.field:
            target = f"id_{problem.field}" + ("_0" if problem.field == "target_groups" else "")
        query = f"?kieli={language}" if language != data.primary else ""
        words = problem.message if language == data.primary else f"{language.upper()}: {problem.message}"
        out.append({"text": words, "url": f"{address}{query}#{target}"})
    return out


@signed_in
@require_POST
@idempotent
def unit_withdraw(request, slug):
    """Take the unit out of sight."""
    unit = queries.unit_for_author(request.user, slug)
    operations.withdraw_unit(unit=unit, by=request.user)
    messages.success(request, _("The unit is out of sight. What learners have done stays, and publishing brings it back."))
    return redirect("library:unit_versions", unit.slug)


@signed_in
@require_safe
def unit_versions(request, slug):
    """Every save, newest first."""
    unit = queries.unit_for_author(request.user, slug)
    context = {
        "unit": unit, "versions": list(queries.versions_of(unit)), "may_publish": may_publish(request.user, unit), "idempotency_key": new_key(),
        "breadcrumb": [*crumbs(unit), {"label": _("Versions"), "url": request.path}],
    }
    return render(request, "library/authoring/versions.html", context)


@signed_in
@require_safe
def unit_compare(request, slug):
    """Two versions of the unit side by side, in one language."""
    unit = queries.unit_for_author(request.user, slug)
    after = queries.version_of(unit, whole(request.GET.get("b")) or unit.draft.number)
    before = queries.version_of(unit, whole(request.GET.get("a")) or max(1, after.number - 1))
    languages = [code for code in LANGUAGES if code in {*before.languages, *after.languages}]
    language = request.GET.get("kieli") if request.GET.get("kieli") in languages else after.primary_language
    old, new = queries.version_data(before), queries.version_data(after)
    rows = []
    for name, label in FACTS.items():
        values = [fact_in_words(name, get_fact(data, name, language)) for data in (old, new)]
        if name not in TEXT_FACTS and values[0] != values[1]:
            rows.append(compare.Row("changed", str(label), *values, *compare.word_diff(*values)))
    rows += compare.versions(before, after, language)
    context = {
        "unit": unit, "before": before, "after": after, "rows": rows, "language": language, "versions": list(queries.versions_of(unit)),
        "languages": [
            {"label": code.upper(), "url": f"?a={before.number}&b={after.number}&kieli={code}", "current": code == language} for code in languages
        ],
        "same": all(row.kind == "same" for row in rows),
        "breadcrumb": [*crumbs(unit), {"label": _("Compare versions"), "url": request.path}],
    }
    return render(request, "library/authoring/compare.html", context)


@signed_in
@require_POST
@idempotent
def unit_restore(request, slug, number):
    """Make an earlier version the newest draft again."""
    unit = queries.unit_for_author(request.user, slug)
    version = queries.version_of(unit, number)
    try:
        with transaction.atomic():
            saved = operations.restore_version(unit=unit, version=version, by=request.user, base_number=whole(request.POST.get("base_number")) or 0)
    except StaleVersion as stale:
        messages.warning(request, _("Version %(number)s was saved meanwhile. Look at it before restoring.") % {"number": stale.newer.number})
        return redirect("library:unit_versions", unit.slug)
    messages.success(request, _("Version %(old)s is the draft again, as version %(new)s.") % {"old": version.number, "new": saved.number})
    return redirect("library:unit_edit", unit.slug)
