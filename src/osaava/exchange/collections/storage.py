"""Where the bytes of imported files lie: under `MEDIA_ROOT/imports`, by their hash, never under a name that somebody gave. Not served to anyone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from osaava.base import clock
from osaava.exchange.reading.document import Refused

ORPHANS_KEPT = timedelta(days=1)
"""A file is on disk before its row: one that came a moment ago may still get it."""
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_STEP = 1024 * 1024


def stored(sha256: str) -> Path:
    """The file with this hash."""
    if not _HASH.match(sha256):
        raise ValueError(f"{sha256[:20]!r} is not a hash")
    return Path(settings.MEDIA_ROOT) / "imports" / sha256[:2] / sha256


def keep(file: BinaryIO, limit: int) -> tuple[str, int]:
    """Store the bytes once; returns (hash, size). The name exists only when everything is safely on disk.

    Raises Refused when the file is empty or larger than `limit` bytes.
    """
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, partial = tempfile.mkstemp(prefix="part-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            file.seek(0)
            while step := file.read(_STEP):
                size += len(step)
                if size > limit:
                    raise Refused("too-large", f"{limit // _STEP} MB")
                digest.update(step)
                out.write(step)
            if not size:
                raise Refused("empty")
            out.flush()
            os.fsync(out.fileno())
        target = stored(digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        Path(partial).replace(target)
    finally:
        Path(partial).unlink(missing_ok=True)
    return digest.hexdigest(), size


def sweep(known: Callable[[list[str]], set[str]]) -> int:
    """Delete what has lain for a day without a row: files whose hash `known` does not give back, and what a killed process left half-done.

    Returns how many.
    """
    gone, before = 0, (clock.now() - ORPHANS_KEPT).timestamp()
    for place in (Path(settings.MEDIA_ROOT) / "imports").glob("*"):
        if place.name.startswith(("part-", "work-")):
            gone += _remove_old([place], before)
        elif place.is_dir():
            files = {file.name: file for file in place.iterdir()}
            kept = known(list(files))
            gone += _remove_old([file for name, file in files.items() if name not in kept], before)
    return gone


def _remove_old(places: list[Path], before: float) -> int:
    gone = 0
    for place in places:
        with contextlib.suppress(FileNotFoundError):  # whoever worked on it has ended meanwhile
            if place.stat().st_mtime < before:
                shutil.rmtree(place) if place.is_dir() else place.unlink()
                gone += 1
    return gone
