"""The door of the paths app.

Reads: `path_rows`, `path_page` and their kin. Writes take `by=`; `by=None` is the system itself. Higher apps join the pages through
`path_extras` and `path_list_extras` (paths/extras.py). `set_aims(organisation, thread, aims, by)` says what an organisation wants its people to
reach; `planner` (paths/planner) makes personal paths from a `planning_catalogue()`.
"""

from osaava.paths import planner
from osaava.paths.aims.data import AimData, AimRow
from osaava.paths.aims.operations import set_aims
from osaava.paths.aims.queries import aims_for, aims_in, aims_of
from osaava.paths.data import PathData, StageData, StepData
from osaava.paths.errors import InvalidPath, NotReady
from osaava.paths.extras import path_extras, path_list_extras
from osaava.paths.facts import AimsSet, PathPublished, PathRenamed, PathWithdrawn
from osaava.paths.markdown import export_path, read_files
from osaava.paths.models import Aim, Path, PathVersion
from osaava.paths.operations import (
    load_starter_paths,
    publish_path,
    rename_path,
    restore_path_version,
    save_path_version,
    withdraw_path,
)
from osaava.paths.presentation import card as path_card
from osaava.paths.queries import (
    PathPage,
    PathRow,
    current_slug,
    outlines,
    path_page,
    path_rows,
    paths_of_theme,
    paths_to_write,
    paths_with_unit,
    planning_catalogue,
    published_path,
    rows_for,
    shared_units_by_theme,
    version_data,
    visible_paths,
)
from osaava.paths.search import documents

__all__ = [
    "Aim",
    "AimData",
    "AimRow",
    "AimsSet",
    "InvalidPath",
    "NotReady",
    "Path",
    "PathData",
    "PathPage",
    "PathPublished",
    "PathRenamed",
    "PathRow",
    "PathVersion",
    "PathWithdrawn",
    "StageData",
    "StepData",
    "aims_for",
    "aims_in",
    "aims_of",
    "current_slug",
    "documents",
    "export_path",
    "load_starter_paths",
    "outlines",
    "path_card",
    "path_extras",
    "path_list_extras",
    "path_page",
    "path_rows",
    "paths_of_theme",
    "paths_to_write",
    "paths_with_unit",
    "planner",
    "planning_catalogue",
    "publish_path",
    "published_path",
    "read_files",
    "rename_path",
    "restore_path_version",
    "rows_for",
    "save_path_version",
    "set_aims",
    "shared_units_by_theme",
    "version_data",
    "visible_paths",
    "withdraw_path",
]
