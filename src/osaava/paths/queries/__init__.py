"""Every read of paths, with a name."""

from osaava.paths.queries.authoring import (
    RESERVED_SLUGS,
    free_slug,
    may_publish,
    may_start,
    owners_to_choose,
    path_for_author,
    path_themes,
    paths_to_write,
    published_path,
    units_to_choose,
    version_data,
    version_of,
    versions_of,
)
from osaava.paths.queries.lists import PathOutline, PathRow, outlines, path_rows, paths_of_theme, paths_with_unit, rows_of, visible_paths, visible_q
from osaava.paths.queries.pages import PathPage, Stage, Step, current_slug, page_of, path_page, published_versions_of
from osaava.paths.queries.planning import planning_catalogue
from osaava.paths.queries.units import rows_for, shared_units_by_theme

__all__ = [
    "RESERVED_SLUGS",
    "PathOutline",
    "PathPage",
    "PathRow",
    "Stage",
    "Step",
    "current_slug",
    "free_slug",
    "may_publish",
    "may_start",
    "outlines",
    "owners_to_choose",
    "page_of",
    "path_for_author",
    "path_page",
    "path_rows",
    "path_themes",
    "paths_of_theme",
    "paths_to_write",
    "paths_with_unit",
    "planning_catalogue",
    "published_path",
    "published_versions_of",
    "rows_for",
    "rows_of",
    "shared_units_by_theme",
    "units_to_choose",
    "version_data",
    "version_of",
    "versions_of",
    "visible_paths",
    "visible_q",
]
