"""Where the search index gets its documents: one source a kind. Units, paths and organisations describe themselves; themes and help are told here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from osaava.base import search
from osaava.base.language import LANGUAGES
from osaava.campus import help_pages
from osaava.library.api import documents as unit_documents
from osaava.network.api import documents as organisation_documents
from osaava.paths.api import documents as path_documents
from osaava.themes.api import all_themes, competences_of

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"^\s*(?:#+|[-*>]|\d+\.)\s|\*\*|__|`", re.MULTILINE)


def register() -> None:
    """Tell the index all sources; called once when the apps are ready."""
    search.register_source("unit", unit_documents)
    search.register_source("path", path_documents)
    search.register_source("theme", theme_documents)
    search.register_source("organisation", organisation_documents)
    search.register_source("help", help_documents)


def theme_documents(ids: Iterable[int] | None = None) -> Iterator[dict]:
    """One document a theme and language: the house, the official name, and its competences."""
    wanted = None if ids is None else set(ids)
    for theme in all_themes():
        if wanted is not None and theme.pk not in wanted:
            continue
        competences = competences_of(theme)
        for language in LANGUAGES:
            parts = [theme.description.in_language(language)]
            parts += [f"{c.name.in_language(language)}. {c.description.in_language(language)}" for c in competences]
            yield {
                "kind": "theme",
                "key": theme.key,
                "language": language,
                "title": f"{theme.house_name.in_language(language)}: {theme.short_name.in_language(language)}",
                "summary": theme.name.in_language(language),
                "body": "\n".join(parts),
                "url_name": "library:house",
                "url_args": [theme.slug.in_language(language)],
                "languages": list(LANGUAGES),
                "themes": [theme.key],
            }


def help_documents(ids: Iterable[int] | None = None) -> Iterator[dict]:
    """One document a help page and language. The pages are files: `ids` is there because every source has it."""
    for language in LANGUAGES:
        for page in help_pages.all_pages(language):
            yield {
                "kind": "help",
                "key": page.slug,
                "language": language,
                "title": page.title,
                "summary": page.summary,
                "body": _MARKUP.sub(" ", _LINK.sub(r"\1", page.text)),
                "url_name": "campus:help_page",
                "url_args": [page.slug],
                "languages": list(LANGUAGES),
            }
