"""The ledger of erasures outside the database: one hash a line in the data folder.

The table of hashes goes back in time with a restored database; this file does not, so a backup that is older than an erasure cannot bring the
person back. `osaava restore` reads it.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def file() -> Path:
    """Where the ledger is."""
    return Path(settings.ENV.DATA) / "erasures.txt"


def append(person_hash: str) -> None:
    """Write one line and make sure that it is on the disk."""
    with file().open("a", encoding="ascii") as out:
        out.write(person_hash + "\n")
        out.flush()
        os.fsync(out.fileno())
