"""Every write of the library."""

from osaava.library.operations.media import store_media
from osaava.library.operations.prerequisites import set_prerequisites
from osaava.library.operations.starter import load_starter_units
from osaava.library.operations.versions import publish_unit, publishing_gaps, rename_unit, restore_version, save_version, withdraw_unit

__all__ = [
    "load_starter_units",
    "publish_unit",
    "publishing_gaps",
    "rename_unit",
    "restore_version",
    "save_version",
    "set_prerequisites",
    "store_media",
    "withdraw_unit",
]
