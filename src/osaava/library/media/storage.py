"""Where stored files lie: under `MEDIA_ROOT/library`, each under a name that we made. No part of a path comes from a user."""

from __future__ import annotations

import os
import re
import shutil
import uuid
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_OURS = re.compile(r"library/[0-9a-f]{2}/[0-9a-f]{32}(?:\.[a-z0-9]{1,8})?\Z")


def stored_path(path: str) -> Path:
    """The file on disk; refuses any path that is not of the form we make."""
    if not _OURS.match(path):
        raise ValueError(f"{path!r} is not a stored file's path")
    return Path(settings.MEDIA_ROOT) / path


def open_stored(path: str) -> BinaryIO:
    """The stored bytes, for reading."""
    return stored_path(path).open("rb")


def keep(source: Path, extension: str) -> str:
    """Copy a finished file into place, safely on disk before its name exists; returns the path to remember."""
    name = uuid.uuid4().hex
    path = f"library/{name[:2]}/{name}.{extension}"
    target = stored_path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    with source.open("rb") as incoming, partial.open("wb") as out:
        shutil.copyfileobj(incoming, out, 1024 * 1024)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(target)
    return path


def delete_stored(path: str) -> None:
    """Remove a file whose row did not come to be."""
    stored_path(path).unlink(missing_ok=True)
