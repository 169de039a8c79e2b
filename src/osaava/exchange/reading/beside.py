"""Pictures that lie beside a page or a Markdown file: looked for inside one folder, and nowhere else."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from urllib.parse import unquote

from osaava.exchange.reading.images import LARGEST_IMAGE

_DATA = "data:image/"


def inline_image(address: str) -> bytes | None:
    """The bytes of a picture written into its own address, or None."""
    head, _, data = address.partition(",")
    if not head.lower().startswith(_DATA) or not head.lower().endswith(";base64") or len(data) > LARGEST_IMAGE * 2:
        return None
    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def image_beside(address: str, folder: Path, root: Path) -> bytes | None:
    """The picture at a relative address, when it is a plain file below `root`; None for everything else."""
    if address[:5].lower() == "data:":
        return inline_image(address)
    relative = unquote(address.partition("#")[0].partition("?")[0].strip())
    if not relative or "\x00" in relative or "\\" in relative or ":" in relative.split("/")[0] or relative.startswith("/"):
        return None
    try:
        place = folder / relative
        if any(one.is_symlink() for one in (place, *place.parents) if root in one.parents):
            return None
        place = place.resolve()
        if root.resolve() not in place.parents or not place.is_file() or place.stat().st_size > LARGEST_IMAGE:
            return None
        return place.read_bytes()
    except OSError:
        return None
