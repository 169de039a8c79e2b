"""What a file really is: its first bytes, and then a real look inside. A name is never asked here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from osaava.exchange.reading.archives import OFFICE, Archive

LARGEST_TEXT = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_TYPE = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.(wordprocessingml|presentationml|spreadsheetml)\.(?:document|template|presentation|slideshow|sheet)"
    rb"|ms-(?:word|powerpoint|excel)\.[A-Za-z]+\.(macroEnabled))[A-Za-z]*\.main\+xml",
    re.IGNORECASE,
)
_OFFICE_KINDS = {b"wordprocessingml": "docx", b"presentationml": "pptx", b"spreadsheetml": "xlsx"}
_ODF_KINDS = {"application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.text-template": "odt"}
_HTML = re.compile(r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_SOME_HTML = re.compile(r"</(?:p|div|h[1-6]|body|html|article|section|table|ul|ol|main)\s*>", re.IGNORECASE)
_NOT_WORDS = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Look:
    """What was found. `kind`: docx, pptx, odt, pdf, html, fragment (HTML without a page around it), zip, text, or another
    word for what nobody reads. `text` and `guessed` for text files: the
    decoded text, and whether its encoding was guessed."""

    kind: str
    refusal: str = ""
    detail: str = ""
    macros: bool = False
    text: str = ""
    guessed: bool = False


def look_inside(path: Path) -> Look:
    """Identify the file by its content; raises Refused for what is broken or hostile as a container."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1 << 16)
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
    if not head.strip(b"\x00 \t\r\n"):
        return Look("nothing", "empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _look_into_zip(path)
    if head.startswith(_OLE):
        return _look_into_ole(path)
    if head.startswith(b"%PDF-"):
        return Look("pdf", "mislabelled", "pdf and zip") if b"PK\x05\x06" in tail and _ends_as_zip(tail) else Look("pdf")
    if head.startswith(b"{\\rtf"):
        return Look("rtf")
    return _look_at_text(path, head, size)


def _ends_as_zip(tail: bytes) -> bool:
    at = tail.rfind(b"PK\x05\x06")
    return 22 <= len(tail) - at <= 22 + int.from_bytes(tail[at + 20 : at + 22], "little") + 2


def _look_into_zip(path: Path) -> Look:
    with Archive(path, OFFICE) as archive:
        if "[Content_Types].xml" in archive:
            return _look_into_office(archive)
        if "mimetype" in archive:
            mime = archive.start_of("mimetype", 100).decode("ascii", "replace").strip()
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                return Look("odt", "encrypted")
            return Look(_ODF_KINDS.get(mime, mime.rpartition(".")[2] or "zip"))
    return Look("zip")


def _look_into_office(archive: Archive) -> Look:
    types = archive.read("[Content_Types].xml")
    found = _OFFICE_TYPE.search(types)
    macros = any(name.lower().endswith("vbaproject.bin") for name in archive.names)
    if found is None:
        return Look("office", "broken", "no main part")
    return Look(_OFFICE_KINDS.get((found[1] or b"").lower(), "office"), macros=macros or bool(found[2]))


def _look_into_ole(path: Path) -> Look:
    """The container of old Office files, and of new ones behind a password."""
    with path.open("rb") as file:
        content = file.read(4_000_000)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Look("ole", "encrypted")
    return Look("ole")


def _look_at_text(path: Path, head: bytes, size: int) -> Look:
    if _is_known_binary(head):
        return Look("binary")
    if size > LARGEST_TEXT:
        return Look("text", "too-large", f"{LARGEST_TEXT // 1_000_000} MB")
    text, guessed = decode(path.read_bytes())
    if text is None:
        return Look("binary")
    start = text[:200_000]
    kind = "html" if _HTML.match(start) else "fragment" if start.lstrip().startswith("<") and _SOME_HTML.search(start) else "text"
    return Look(kind, text=text, guessed=guessed)


def _is_known_binary(head: bytes) -> bool:
    """Whether the first bytes are those of a picture, a program, an archive or the like."""
    if head[:3] == b"\xef\xbb\xbf" or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if b"\x00" in head:
        return True
    return head.startswith((b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF", b"\x1f\x8b", b"BZh", b"Rar!", b"7z\xbc\xaf", b"%!PS", b"RIFF"))


def decode(data: bytes) -> tuple[str | None, bool]:
    """(text, whether its encoding was guessed); (None, False) when the bytes are no text."""
    text, guessed = None, False
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "cp1252"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            guessed = True
            continue
        break
    if text is None:
        text, guessed = data.decode("iso-8859-1"), True
    if len(_NOT_WORDS.findall(text)) > len(text) // 1_000 or "\x00" in text:
        return None, False
    return text.replace("\r\n", "\n").replace("\r", "\n"), guessed
