"""What the search index knows of paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osaava.base.language import LANGUAGES
from osaava.library.api import units_by_ids
from osaava.paths.queries import rows_of, visible_paths
from osaava.themes.api import all_themes


def documents(path_ids: Iterable[int] | None = None) -> Iterator[dict]:
    """One dict a path and language, for published paths that everyone may read."""
    paths = visible_paths().order_by("pk")
    if path_ids is not None:
        paths = paths.filter(pk__in=set(path_ids))
    theme_keys = {theme.pk: theme.key for theme in all_themes()}
    bodies = dict(paths.values_list("pk", "published__body"))
    changed = dict(paths.values_list("pk", "published__published_at"))
    for row in rows_of(paths):
        languages = [code for code in LANGUAGES if row.title.get(code)]
        for language in languages:
            units = units_by_ids(row.open_ids, language)
            yield {
                "kind": "path",
                "key": row.slug,
                "language": language,
                "title": row.title[language],
                "summary": row.summary.get(language, ""),
                "body": "\n".join([bodies[row.path_id].get(language, ""), *(unit.title for unit in units.values())]),
                "url_name": "paths:path",
                "url_args": [row.slug],
                "minutes": row.minutes,
                "level": None,
                "licence": row.licence,
                "languages": languages,
                "themes": sorted(theme_keys[pk] for pk in row.theme_ids),
                "target_groups": row.target_groups,
                "changed_at": changed[row.path_id],
            }
