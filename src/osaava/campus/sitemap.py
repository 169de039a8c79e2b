"""The list of public pages for search engines: a fixed number of queries, however many pages there are."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from osaava.base import clock
from osaava.base.language import LANGUAGES
from osaava.campus import help_pages
from osaava.library.api import visible_units
from osaava.network.api import all_organisations
from osaava.paths.api import visible_paths
from osaava.themes.api import all_themes

MOST = 12_000
"""A sitemap may hold 50 000 addresses; each page has three."""
FIXED = (
    "campus:front", "library:house_list", "paths:path_list", "campus:self_assessment", "network:matrix", "campus:help", "campus:about",
    "campus:accessibility", "campus:privacy",
)  # fmt: skip


def _targets() -> Iterator[tuple[str, dict[str, list]]]:
    for name in FIXED:
        yield name, {code: [] for code in LANGUAGES}
    for theme in all_themes():
        yield "library:house", {code: [theme.slug.in_language(code)] for code in LANGUAGES}
    for slug in help_pages.ORDER:
        yield "campus:help_page", {code: [slug] for code in LANGUAGES}
    today = clock.today()
    lists = (
        ("paths:path", visible_paths().order_by("slug").values_list("slug", flat=True)),
        ("network:organisation", all_organisations().exclude(left_on__lte=today).values_list("key", flat=True)),
        ("library:unit", visible_units().order_by("slug").values_list("slug", flat=True)),
    )
    for name, slugs in lists:
        for slug in slugs[:MOST]:
            yield name, {code: [slug] for code in LANGUAGES}


def pages(base_url: str) -> list[dict[str, str]]:
    """One dict a page: language -> full address."""
    targets = list(_targets())[:MOST]
    found: list[dict[str, str]] = [{} for _target in targets]
    for code in LANGUAGES:
        with translation.override(code):
            for place, (name, args) in zip(found, targets, strict=True):
                place[code] = base_url + reverse(name, args=args[code])
    return found
