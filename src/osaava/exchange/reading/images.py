"""Pictures out of documents: told apart by content, kept once, named by their hash. Pixels are not decoded here; the library re-encodes them."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path

import puremagic

LARGEST_IMAGE = 25_000_000
MOST_PIXELS = 40_000_000
MOST_IMAGES = 1_000
_KINDS = {f".{kind}": kind for kind in ("png", "jpg", "gif", "webp", "bmp", "tiff")} | {".jpeg": "jpg", ".jfif": "jpg", ".tif": "tiff"}
_DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"\x01\x00\x09\x00", b"<svg", b"<?xml", b"\x1f\x8b")  # wmf, emf, wmf, svg, svgz


class Images:
    """The folder that a reader's pictures go to. `files` is `Document.images`."""

    def __init__(self, out: Path):
        self.out = out
        self.files: dict[str, str] = {}

    def keep(self, content: bytes) -> tuple[str, str]:
        """(key of the picture, "") or ("", why not): drawing, kind, size, pixels, many, broken."""
        if not content or len(content) > LARGEST_IMAGE:
            return "", "size"
        if content.lstrip()[:5].startswith(_DRAWINGS):
            return "", "drawing"
        kind = _kind(content)
        if not kind:
            return "", "kind"
        name = f"{hashlib.sha256(content).hexdigest()[:20]}.{kind}"
        if name in self.files:
            return name, ""
        if len(self.files) >= MOST_IMAGES:
            return "", "many"
        if why := _trouble(content):
            return "", why
        (self.out / name).write_bytes(content)
        self.files[name] = name
        return name, ""


def _kind(content: bytes) -> str:
    try:
        for guess in puremagic.magic_string(content[:4096]):
            if guess.extension.lower() in _KINDS:
                return _KINDS[guess.extension.lower()]
    except (puremagic.PureError, ValueError):
        pass
    return ""


def _trouble(content: bytes) -> str:
    """What the picture's header says against it."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content)) as picture:
                width, height = picture.size
        except Image.DecompressionBombError:
            return "pixels"
        except Exception:
            return "broken"
    return "pixels" if width * height > MOST_PIXELS or not width * height else ""
