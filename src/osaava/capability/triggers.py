"""What is frozen stays frozen: the database refuses to change a version of an instrument, a snapshot, its results or the closing of a round."""

from __future__ import annotations

from osaava.base import frozen
from osaava.base.frozen import Frozen

_TABLES = {
    "capability_instrumentversion": Frozen(),
    "capability_snapshot": Frozen(),
    "capability_profileresult": Frozen(),
    "capability_benchmarksnapshot": Frozen(),
    "capability_round": Frozen(once=("closed_on",)),
}


def install(*, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate`."""
    frozen.install("capability_frozen", _TABLES, using=using)
