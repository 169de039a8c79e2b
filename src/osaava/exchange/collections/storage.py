"""Where the bytes of imported files lie: under `MEDIA_ROOT/imports`, by their hash, never under a name that somebody gave. Not served to anyone."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from osaava.exchange.reading.document import Refused

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
