"""Encodes one image anew, in a process of its own: `python imaging.py IN OUT_FOLDER`. Knows nothing of the rest of the product.

The parent starts it with limits on memory, time and file size (`run`), because a small file can ask a decoder for gigabytes. Only the
pixels of the first frame come through: metadata, further frames, colour profiles and anything hidden behind the picture are left out.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

WIDTHS = (480, 960, 1600)
MASTER_WIDTH = 2560
MAX_PIXELS = 50_000_000
MAX_SIDE = 16_000
MEMORY, SECONDS = 1024 * 1024 * 1024, 30


class ImageRefused(ValueError):
    """`code`: large (with the size in pixels), slow or broken."""

    def __init__(self, code: str, width: int = 0, height: int = 0):
        self.code, self.width, self.height = code, width, height
        super().__init__(code)


def run(source: Path, folder: Path) -> dict:
    """Encode in a child; returns {width, height, files: [{width, height, name}]} or raises ImageRefused."""
    command = [sys.executable, "-I", str(Path(__file__).resolve()), str(source), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603  (our own script and paths that we made)
            command, capture_output=True, timeout=SECONDS + 15, preexec_fn=_limit, check=False, env={"PATH": os.defpath}, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise ImageRefused("slow") from None
    if done.returncode == -signal.SIGXCPU:
        raise ImageRefused("slow")
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").split()
        raise ImageRefused("large", int(reason[1]), int(reason[2])) if reason[:1] == ["large"] and len(reason) == 3 else ImageRefused("broken")
    return json.loads(done.stdout)


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 * 1024 * 1024, 100 * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def is_own_output(content: bytes) -> bool:
    """Whether a WebP holds nothing but one picture: then it is kept byte for byte, so that what we exported comes back the same."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or int.from_bytes(content[4:8], "little") + 8 != len(content):
        return False
    at, seen = 12, []
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        seen.append(name)
        at += 8 + size + (size & 1)
    return at == len(content) and set(seen) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"} and seen.count(b"VP8 ") + seen.count(b"VP8L") == 1


def _encode(source: str, folder: str) -> dict:
    from PIL import Image, ImageFile, ImageOps

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(source, formats=("PNG", "JPEG", "WEBP", "GIF")) as opened:
        width, height = opened.size
        if width < 1 or height < 1 or max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
            raise SystemExit(f"large {width} {height}")
        opened.draft("RGB", (MASTER_WIDTH, MASTER_WIDTH))
        opened.load()
        image = ImageOps.exif_transpose(opened)
        has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        image = image.convert("RGBA" if has_alpha else "RGB")
    image.info = {}
    if image.width > MASTER_WIDTH:
        image = image.resize((MASTER_WIDTH, max(1, round(image.height * MASTER_WIDTH / image.width))), Image.Resampling.LANCZOS)
    files = []
    for name, wanted, quality in [("master.webp", image.width, 90), *((f"{w}.webp", w, 80) for w in WIDTHS if w < image.width)]:
        size = (wanted, max(1, round(image.height * wanted / image.width)))
        out = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        out.save(os.path.join(folder, name), "WEBP", quality=quality, method=4)
        files.append({"name": name, "width": size[0], "height": size[1]})
    return {"width": image.width, "height": image.height, "files": files}


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(_encode(sys.argv[1], sys.argv[2])))
    except SystemExit:
        raise
    except BaseException as error:
        sys.stderr.write(f"broken {type(error).__name__}\n")
        sys.exit(1)
