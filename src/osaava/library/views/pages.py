"""What everyone reads: houses, units, their older versions and what changed between them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.base.language import LANGUAGES, current_language
from osaava.base.page_cache import kept
from osaava.library import compare, quiz
from osaava.library.blocks import find
from osaava.library.extras import house_extras
from osaava.library.forms import HouseFilterForm
from osaava.library.presentation import house_facts, unit_context
from osaava.library.queries import (
    count_units,
    current_slug,
    published_unit_ids_by_theme,
    published_units,
    published_versions_of,
    unit_page,
)
from osaava.network.api import theme_role_summary
from osaava.themes.api import all_themes, theme_by_slug

PAGE_SIZE = 50


@kept
@public
@require_safe
def house_list(request):
    """The eight houses."""
    units = published_unit_ids_by_theme(request.user)
    houses = [house_facts(theme, total=len(units.get(theme.pk, []))) for theme in all_themes()]
    breadcrumb = [{"label": _("Campus"), "url": reverse("campus:front")}, {"label": _("Houses"), "url": request.path}]
    return render(request, "library/house_list.html", {"houses": houses, "breadcrumb": breadcrumb, "nav_current": "campus"})


@kept
@public
@require_safe
def house(request, theme):
    """One house: who makes it, its units with filters, and what other apps add."""
    found = theme_by_slug(theme)
    if found is None:
        raise Http404
    if (address := house_facts(found)["url"]) != request.path:
        return redirect(address)
    form = HouseFilterForm(request.GET)
    filters = form.filters()
    total, visible = _counts(found, filters, request.user)
    pages = Paginator(range(visible), PAGE_SIZE)
    page = pages.get_page(request.GET.get("sivu"))
    rows = published_units(
        found, shown_in=current_language(), person=request.user, order=form.order(), offset=max(0, page.start_index() - 1), limit=PAGE_SIZE, **filters
    )
    context = {
        "theme": found, "house": house_facts(found), "roles": theme_role_summary(found), "form": None, "filter": form, "rows": rows,
        "page_of_rows": page, "total": total, "visible": visible, "filtered": bool(filters), "nav_current": "campus",
        "language_urls": _house_addresses(found, request), "breadcrumb": _house_breadcrumb(found, request),
    }
    return render(request, "library/house.html", context | house_extras.collect(request, found))


def _counts(theme, filters, person) -> tuple[int, int]:
    total = count_units(theme, person=person)
    return total, count_units(theme, person=person, **filters) if filters else total


def _house_addresses(theme, request) -> dict[str, str]:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[code] = house_facts(theme)["url"] + query
    return found


def _house_breadcrumb(theme, request) -> list[dict]:
    return [
        {"label": _("Campus"), "url": reverse("campus:front")},
        {"label": _("Houses"), "url": reverse("library:house_list")},
        {"label": str(theme.house_name), "url": request.path},
    ]


def _moved(slug: str, name: str, *args):
    """A permanent redirect when the address is an old one, else 404."""
    if present := current_slug(slug):
        return HttpResponsePermanentRedirect(reverse(name, args=[present, *args]))
    raise Http404


@kept
@public
@require_safe
def unit(request, slug):
    """The newest published version of a unit."""
    try:
        page = unit_page(slug, person=request.user)
    except Http404:
        return _moved(slug, "library:unit")
    return render(request, "library/unit_page.html", unit_context(request, page))


@public
@require_safe
def unit_version(request, slug, number):
    """An older published version; says that a newer one exists."""
    try:
        page = unit_page(slug, person=request.user, version=number)
    except Http404:
        return _moved(slug, "library:unit_version", number)
    return render(request, "library/unit_page.html", unit_context(request, page))


@public
@csrf_exempt  # stores nothing and knows nobody: the visitor's page stays the same for all, so it can be kept in memory
def quiz_check(request, slug, block):
    """A visitor's answer to one question, judged and forgotten."""
    if request.method != "POST":
        return redirect("library:unit", slug)
    page = unit_page(slug, person=request.user)
    question = find(page.blocks, block)
    if question is None or question["kind"] != "quiz":
        raise Http404
    value = quiz.value_from_post(question, request.POST)
    state = quiz.state_of(question, value, judged=not quiz.is_move(question, request.POST))
    context = unit_context(request, page, learning_state={block: state})
    response = render(request, "library/unit_page.html", context | {"language_urls": _unit_addresses(slug)})
    response["Cache-Control"] = "no-store"
    return response


def _unit_addresses(slug: str) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[code] = reverse("library:unit", args=[slug])
    return found


@public
@require_safe
def unit_changes(request, slug):
    """What changed between two published versions (the two newest, unless the address says which)."""
    page = unit_page(slug, person=request.user)
    versions = published_versions_of(page.unit, request.user)
    after = _pick(versions, request.GET.get("b")) or versions[0]
    older = [v for v in versions if v.number < after.number]
    before = _pick(older, request.GET.get("a")) or (older[0] if older else None)
    rows = compare.versions(before, after, page.language) if before else []
    context = {"page": page, "versions": versions, "before": before, "after": after, "rows": rows, "nav_current": "campus"}
    return render(request, "library/unit_changes.html", context)


def _pick(versions, number):
    return next((v for v in versions if str(v.number) == number), None)
