"""Uploaded files: what they are (`kinds`), images encoded anew in a child process (`imaging`), and where they lie (`storage`)."""

from osaava.library.media.kinds import ACCEPT, FileRefused, clean_name, identify
from osaava.library.media.storage import delete_stored, open_stored, stored_path

__all__ = ["ACCEPT", "FileRefused", "clean_name", "delete_stored", "identify", "open_stored", "stored_path"]
