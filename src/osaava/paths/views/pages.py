"""The list of paths, one path as a trail, and its older versions."""

from __future__ import annotations

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.base.page_cache import kept
from osaava.library.api import Licence, render_markdown
from osaava.paths import presentation, queries
from osaava.paths.extras import path_extras, path_list_extras
from osaava.themes.api import all_target_groups


@kept
@public
@require_safe
def path_list(request):
    """All paths, by target group: choose yours, choose a path."""
    groups = all_target_groups()
    chosen = next((group for group in groups if group.key == request.GET.get("kenelle")), None)
    rows = [row for row in queries.path_rows(person=request.user) if row.total]
    extra = path_list_extras.collect(request, rows)
    states = extra.get("path_done", {})
    shown = [row for row in rows if chosen is None or chosen.key in row.target_groups]
    context = {
        "chips": _chips(request.path, groups, chosen, rows),
        "chosen": chosen,
        "cards": [presentation.card(row, states.get(row.path_id)) for row in shown],
        "breadcrumb": [{"label": _("Campus"), "url": reverse("campus:front")}, {"label": _("Competence paths"), "url": request.path}],
        "nav_current": "paths",
    }
    return render(request, "paths/path_list.html", context | extra)


def _chips(address, groups, chosen, rows) -> list[dict]:
    chips = [{"label": _("All"), "url": address, "current": chosen is None, "count": len(rows)}]
    for group in groups:
        count = sum(1 for row in rows if group.key in row.target_groups)
        chips.append({"label": str(group.name), "url": f"{address}?kenelle={group.key}", "current": group == chosen, "count": count})
    return chips


def _moved(slug: str, name: str, *args):
    """A permanent redirect when the address is an old one, else 404."""
    if present := queries.current_slug(slug):
        return HttpResponsePermanentRedirect(reverse(name, args=[present, *args]))
    raise Http404


@kept
@public
@require_safe
def path(request, slug):
    """The newest published version of a path as a trail."""
    try:
        page = queries.path_page(slug, person=request.user)
    except Http404:
        return _moved(slug, "paths:path")
    return render(request, "paths/path_page.html", page_context(request, page))


@public
@require_safe
def path_version(request, slug, number):
    """An older published version; says that a newer one exists."""
    try:
        page = queries.path_page(slug, person=request.user, version=number)
    except Http404:
        return _moved(slug, "paths:path_version", number)
    return render(request, "paths/path_page.html", page_context(request, page))


def page_context(request, page: queries.PathPage) -> dict:
    """The whole context of `paths/path_page.html`; also for previews, whose callers have checked access."""
    extra = {} if page.is_preview else path_extras.collect(request, page)
    licence = Licence(page.version.licence).label if page.version.licence else ""
    return {
        "page": page,
        "stages": presentation.trail(page, extra.get("stations")),
        "body": render_markdown(page.body),
        "groups": ", ".join(str(group.name) for group in page.target_groups),
        "duration": presentation.duration(page.minutes),
        "licence": licence,
        "first": page.open_steps[0] if page.open_steps else None,
        "first_url": presentation.step_url(page.path.slug, page.open_steps[0]) if page.open_steps else "",
        "breadcrumb": [
            {"label": _("Campus"), "url": reverse("campus:front")},
            {"label": _("Competence paths"), "url": reverse("paths:path_list")},
            {"label": page.title, "url": page.url},
        ],
        "nav_current": "paths",
        **extra,
    }
