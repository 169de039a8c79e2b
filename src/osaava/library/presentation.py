"""From a `UnitPage` to the context of `library/unit_page.html`: used by the library's own page and, inside a path, by learning."""

from __future__ import annotations

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base.idempotency import new_key
from osaava.base.language import current_language
from osaava.library.extras import unit_extras
from osaava.library.queries import UnitPage
from osaava.library.render import render_blocks


def house_url(theme) -> str:
    """Address of a theme's house in the active language."""
    return reverse("library:house", args=[theme.slug.get(current_language()) or theme.key])


def house_facts(theme, **more) -> dict:
    """A theme as the house components want it."""
    facts = {"number": theme.number, "key": theme.key, "slug": theme.slug.get(current_language()) or theme.key, "url": house_url(theme)}
    words = {"name": str(theme.house_name), "short_name": str(theme.short_name), "theme_name": str(theme.name)}
    return facts | words | more


def level_text(level: int | None) -> str:
    """What a level is called beside a unit."""
    return _("level %(level)s") % {"level": level} if level else ""


def unit_context(request, page: UnitPage, **more) -> dict:
    """The whole context. `more` wins over what the registered functions give: `learning_state`, `back_link`, `progress`, `next_step`,
    `action_query` (added to the addresses of forms, like "?polku=slug")."""
    context = unit_extras.collect(request, page) | more
    signed_in = request.user.is_authenticated
    rendering = {
        "unit_slug": page.unit.slug if not page.is_preview else None,
        "learning_state": context.get("learning_state") or {},
        "signed_in": signed_in,
        "action_query": context.get("action_query", ""),
        "idempotency_key": new_key() if signed_in and not page.is_preview else "",
        "csrf_token": get_token(request) if signed_in and not page.is_preview else "",
    }
    here = current_language()
    return {
        "page": page,
        "body": render_blocks(page.blocks, page.files, page.language, rendering),
        "house_url": house_url(page.theme) if page.theme else "",
        "level_text": level_text(page.level),
        "other_language": page.language if page.language != here else "",
        "breadcrumb": unit_breadcrumb(page),
        "nav_current": "campus",
        **context,
    }


def unit_breadcrumb(page: UnitPage) -> list[dict]:
    """Kampus › Talot › house › unit."""
    crumbs = [{"label": _("Campus"), "url": reverse("campus:front")}, {"label": _("Houses"), "url": reverse("library:house_list")}]
    if page.theme:
        crumbs.append({"label": str(page.theme.house_name), "url": house_url(page.theme)})
    return [*crumbs, {"label": page.text.title, "url": page.url}]
