"""What a file really is. Extension and content must agree with one line of our table; the browser's word is not asked.

Nothing that a browser runs as a page is accepted at all (HTML, SVG, XML, scripts), so even a wrong header could not make it act.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

MAX_NAME = 100
MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO = 2_000, 500 * 1024 * 1024, 100


class FileRefused(ValueError):
    """The file cannot be taken; the text says what to do."""


@dataclass(frozen=True)
class FileType:
    """One line of the table: how such a file is kept and served."""

    kind: str
    mime: str
    check: Callable[[BinaryIO, bytes], bool]
    inline: bool = False


def _starts(*heads: bytes) -> Callable[[BinaryIO, bytes], bool]:
    return lambda file, head: head.startswith(heads)


def _picture(file: BinaryIO, head: bytes) -> bool:
    """Any of the four raster formats under any of their names: the pixels are encoded anew in any case."""
    return head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _iso_media(file: BinaryIO, head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] not in (b"avif", b"heic", b"mif1")


def _mp3(file: BinaryIO, head: bytes) -> bool:
    return head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)


def _text(file: BinaryIO, head: bytes) -> bool:
    file.seek(0)
    content = file.read(2_000_001)
    if len(content) > 2_000_000 or b"\x00" in content:
        return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _captions(file: BinaryIO, head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") and _text(file, head)


def _package(*wanted: str, mimetype: bytes = b"") -> Callable[[BinaryIO, bytes], bool]:
    """A ZIP-based document: within limits, without macros, with the parts that make it what it says it is."""

    def check(file: BinaryIO, head: bytes) -> bool:
        if head[:4] != b"PK\x03\x04":
            return False
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as package:
                entries = package.infolist()
                names = {entry.filename for entry in entries}
                sizes = sum(entry.file_size for entry in entries)
                packed = sum(entry.compress_size for entry in entries) or 1
                if len(entries) > MAX_ENTRIES or sizes > MAX_UNPACKED or sizes / packed > MAX_RATIO:
                    return False
                if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names):
                    return False
                if mimetype:
                    entry = next((e for e in entries if e.filename == "mimetype"), None)
                    return entry is not None and entry.file_size < 200 and package.read(entry).strip() == mimetype
                return all(any(name.startswith(part) for name in names) for part in wanted)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
            return False

    return check


_ODF = b"application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."
TYPES: dict[str, FileType] = {
    "png": FileType("image", "image/webp", _picture, inline=True),
    "jpg": FileType("image", "image/webp", _picture, inline=True),
    "jpeg": FileType("image", "image/webp", _picture, inline=True),
    "webp": FileType("image", "image/webp", _picture, inline=True),
    "gif": FileType("image", "image/webp", _picture, inline=True),
    "mp4": FileType("video", "video/mp4", _iso_media, inline=True),
    "webm": FileType("video", "video/webm", _starts(b"\x1a\x45\xdf\xa3"), inline=True),
    "mp3": FileType("audio", "audio/mpeg", _mp3, inline=True),
    "m4a": FileType("audio", "audio/mp4", _iso_media, inline=True),
    "ogg": FileType("audio", "audio/ogg", _starts(b"OggS"), inline=True),
    "vtt": FileType("captions", "text/vtt", _captions, inline=True),
    "pdf": FileType("document", "application/pdf", _starts(b"%PDF-")),
    "docx": FileType("document", _OOXML + "wordprocessingml.document", _package("[Content_Types].xml", "word/")),
    "pptx": FileType("document", _OOXML + "presentationml.presentation", _package("[Content_Types].xml", "ppt/")),
    "xlsx": FileType("document", _OOXML + "spreadsheetml.sheet", _package("[Content_Types].xml", "xl/")),
    "odt": FileType("document", (_ODF + b"text").decode(), _package(mimetype=_ODF + b"text")),
    "odp": FileType("document", (_ODF + b"presentation").decode(), _package(mimetype=_ODF + b"presentation")),
    "ods": FileType("document", (_ODF + b"spreadsheet").decode(), _package(mimetype=_ODF + b"spreadsheet")),
    "txt": FileType("document", "text/plain; charset=utf-8", _text),
    "csv": FileType("document", "text/csv; charset=utf-8", _text),
}
ACCEPT = ",".join(f".{extension}" for extension in TYPES)
INLINE_MIMES = frozenset(t.mime for t in TYPES.values() if t.inline)
KNOWN_MIMES = frozenset(t.mime for t in TYPES.values())
_DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


def clean_name(name: str, extension: str | None = None) -> str:
    """A harmless name for blocks, Markdown and downloads: ASCII letters, digits, hyphens and one extension."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    stem = stem if dot else ending
    ending = extension or (ending if dot else "")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:MAX_NAME].strip("-") or "tiedosto"
    if plain in _DEVICES:
        plain = f"tiedosto-{plain}"
    ending = re.sub(r"[^a-z0-9]", "", ending.lower())[:8]
    return f"{plain}.{ending}" if ending else plain


def identify(file: BinaryIO, name: str) -> FileType:
    """The file's line in the table, or FileRefused with a sentence."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension in ("svg", "svgz"):
        raise FileRefused(_("SVG drawings are not taken, because they can carry programs. Save the picture as PNG and add that."))
    if "\x00" in name or extension not in TYPES:
        raise FileRefused(_("The file must be one of these: %(kinds)s.") % {"kinds": ", ".join(sorted(TYPES))})
    file.seek(0)
    head = file.read(4096)
    if not head:
        raise FileRefused(_("The file is empty. Choose another one."))
    found = TYPES[extension]
    if not found.check(file, head):
        raise FileRefused(_("The content is not what the name says (%(extension)s). Save the file again and add that.") % {"extension": extension})
    file.seek(0)
    return found
