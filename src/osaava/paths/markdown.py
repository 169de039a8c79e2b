"""A path as Markdown files (format osaava-path/1, docs/reference/content-format.md), both ways."""

from __future__ import annotations

from osaava.library.api import read_path, write_path
from osaava.paths import queries
from osaava.paths.data import PathData
from osaava.paths.models import Path, PathVersion


def read_files(files: dict[str, str], slug: str) -> PathData:
    """A path from `{"fi.md": text, …}`; raises library.api.FormatError."""
    return PathData.from_dict(read_path(files, slug))


def export_path(path: Path, version: PathVersion | None = None) -> dict[str, str]:
    """`{"fi.md": text, …}` of a version: the published one by default, else the draft."""
    version = version or path.published or path.draft
    return write_path(queries.version_data(version).to_dict())
