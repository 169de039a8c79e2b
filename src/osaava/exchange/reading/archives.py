"""Zips that come in: checked whole before a byte of them is used, and refused rather than repaired.

Two kinds are met. A zip of documents, which somebody packed from a folder, and a document that is itself a zip (docx, pptx, odt). Both go through
the same reading of the bytes (`zip_layout`); the `Policy` says what differs, and why. Sizes that an archive declares are never believed: bytes are
counted while they are inflated.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from osaava.exchange.reading import zip_layout
from osaava.exchange.reading.document import Refused
from osaava.exchange.reading.zip_layout import FLAG_UTF8, Record, unsafe

_STEP = 1 << 16
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_CODED = re.compile(r"%(?:2e|2f|5c|00|25)", re.IGNORECASE)
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)", re.IGNORECASE)
_PLAIN_SIGNS = frozenset("._-")
_FOLDER_SIGNS = frozenset("._- ()[]&+,;'’!=@#%–—§€´~")
_OFFICE_SIGNS = frozenset("._- ()[]&+,;'’!=@#%–—~{}$")
_ARCHIVES = frozenset("zip tar gz tgz bz2 tbz xz txz 7z rar jar war cab iso zst lz arj ace dmg h5p epub".split())  # noqa: SIM905
_DOCUMENTS = frozenset("docx dotx docm dotm pptx ppsx potx pptm potm ppsm odt ott odp ods odg xlsx xlsm".split())  # noqa: SIM905
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf'\x1c", b"Rar!", b"MSCF", b"(\xb5/\xfd")


@dataclass(frozen=True)
class Policy:
    """What an archive may be, sizes in bytes.

    `ratio` counts for entries that inflate to more than `ratio_from`; `nested`: other archives may lie inside; `letters`: names may have letters of
    every language and not only `signs` beside A–Z, a–z and 0–9.
    """

    signs: frozenset[str]
    letters: bool
    nested: bool
    ratio: int = 100
    ratio_from: int = 100_000
    entries: int = 2_000
    packed: int = 200_000_000
    unpacked: int = 500_000_000
    depth: int = 8
    name: int = 180


PACKAGE = Policy(_PLAIN_SIGNS, letters=False, nested=False)
"""Packages that programs make: `[A-Za-z0-9._/-]` only."""
FOLDER = Policy(_FOLDER_SIGNS, letters=True, nested=False)
"""A folder that a person packed: names are written for people ("1.1 Johdanto (uusi).docx"), so letters of every language, blanks and a few
signs are names too. They are never used as a path before each of their parts has passed."""
OFFICE = Policy(_OFFICE_SIGNS, letters=True, nested=True, ratio_from=20_000_000, unpacked=300_000_000)
"""docx, pptx, odt: their parts have names like `[Content_Types].xml`; XML that repeats itself packs well beyond 1 : 100, so the ratio counts from
20 MB up; an embedded workbook is an archive inside, which stays closed."""


@dataclass(frozen=True)
class Member:
    """One file that was taken out: its path inside the archive (with `/`) and its size in bytes."""

    name: str
    size: int


class Archive:
    """An archive whose every entry was checked: names, places, sizes, checksums."""

    def __init__(self, path: Path, policy: Policy):
        length = path.stat().st_size
        if length > policy.packed:
            raise Refused("too-large", f"{policy.packed // 1_000_000} MB")
        self.policy = policy
        self._file = path.open("rb")
        try:
            if self._file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                raise unsafe("data before the archive")
            records = zip_layout.read_layout(self._file, length, policy.entries)
            self._records = _named(records, policy)
            if sum(record.size for record in self._records.values()) > policy.unpacked:
                raise Refused("too-large", f"{policy.unpacked // 1_000_000} MB")
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()

    @property
    def names(self) -> list[str]:
        """Every file's path, in the archive's order; folders are not listed."""
        return [name for name in self._records if not name.endswith("/")]

    def __contains__(self, name: str) -> bool:
        return name in self._records

    def read(self, name: str) -> bytes:
        """One file's bytes, or b"" when there is no such file."""
        record = self._records.get(name)
        return b"".join(self.chunks(record)) if record else b""

    def start_of(self, name: str, size: int) -> bytes:
        """The first bytes of one file."""
        record = self._records.get(name)
        return next(self.chunks(record), b"")[:size] if record else b""

    def check(self) -> None:
        """Inflate everything once, keeping nothing: sizes, ratios and checksums are then known to be true."""
        total = packed = 0
        for name, record in self._records.items():
            for number, chunk in enumerate(self.chunks(record)):
                if not number and not self.policy.nested:
                    _ensure_no_archive(name, chunk)
                total += len(chunk)
                if total > self.policy.unpacked:
                    raise Refused("too-large", f"{self.policy.unpacked // 1_000_000} MB")
            packed += record.packed
        if total > self.policy.ratio_from and total > self.policy.ratio * packed:
            raise unsafe("ratio")

    def unpack(self, out: Path) -> list[Member]:
        """Write every file below `out`, but for the litter of operating systems. Call `check` first."""
        members = []
        for name in sorted(self.names):
            if _LITTER.search(name):
                continue
            place = out / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                for chunk in self.chunks(self._records[name]):
                    file.write(chunk)
            members.append(Member(name, self._records[name].size))
        return members

    def chunks(self, record: Record) -> Iterator[bytes]:
        """The entry's bytes as they inflate, counted; raises Refused when they are not what was declared."""
        self._file.seek(record.start)
        left, size, crc, at = record.packed, 0, 0, record.start
        inflater = zlib.decompressobj(-15) if record.method == 8 else None
        pending = b""
        while True:
            if not pending and left:
                self._file.seek(at)
                pending = self._file.read(min(_STEP, left))
                if not pending:
                    raise Refused("broken", "truncated")
                left, at = left - len(pending), at + len(pending)
            try:
                chunk = inflater.decompress(pending, _STEP) if inflater else pending
            except zlib.error:
                raise Refused("broken", "packed data") from None
            pending = inflater.unconsumed_tail if inflater else b""
            size, crc = size + len(chunk), zlib.crc32(chunk, crc)
            if size > record.size:
                raise unsafe("inflates to more than it declares")
            if size > self.policy.ratio_from and size > self.policy.ratio * record.packed:
                raise unsafe("ratio")
            if chunk:
                yield chunk
            elif not left and not pending:
                break
            if inflater and inflater.eof and (inflater.unused_data or left):
                raise unsafe("data after an entry")
        if size != record.size or crc != record.crc or (inflater and not inflater.eof):
            raise Refused("broken", "checksum")


def open_archive(path: Path, policy: Policy) -> Archive:
    """The archive, after everything in it was inflated once and found to be true."""
    archive = Archive(path, policy)
    try:
        archive.check()
    except BaseException:
        archive.__exit__()
        raise
    return archive


def unpack(path: Path, out: Path) -> list[Member]:
    """Take a zip of documents apart; used in the child process (`sandbox.unpack_safely`)."""
    with path.open("rb") as file:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            raise Refused("mislabelled", "zip")
    with open_archive(path, FOLDER) as archive:
        return archive.unpack(out)


def _named(records: list[Record], policy: Policy) -> dict[str, Record]:
    """The records by their names, each name and kind judged."""
    found: dict[str, Record] = {}
    folded: set[str] = set()
    for record in records:
        name = _decoded(record)
        _ensure_name(name, policy)
        _ensure_kind(name, record)
        twin = unicodedata.normalize("NFKC", name).casefold().rstrip("/")
        if twin in folded:
            raise unsafe("two entries of one name")
        folded.add(twin)
        found[name] = record
    for name in found:
        parts = name.rstrip("/").split("/")
        if any("/".join(parts[:n]) in found for n in range(1, len(parts))):
            raise unsafe("a file that is also a folder")
        if not policy.nested and name.rpartition(".")[2].lower() in _ARCHIVES:
            raise Refused("nested-archive")
    return found


def _decoded(record: Record) -> str:
    """The name in NFC. Without the flag it may still be UTF-8 (packed on a Mac), else it is the code page of Northern European Windows."""
    try:
        name = record.raw_name.decode("utf-8")
    except UnicodeDecodeError:
        if record.flags & FLAG_UTF8:
            raise unsafe("name") from None
        name = record.raw_name.decode("cp850")
    return unicodedata.normalize("NFC", name)


def _ensure_name(name: str, policy: Policy) -> None:
    parts = name.removesuffix("/").split("/")
    if not name or len(name.encode("utf-8", "surrogatepass")) > policy.name or len(parts) > policy.depth:
        raise unsafe("name")
    for part in parts:
        if not part or part in (".", "..") or part != part.strip() or part.endswith(".") or part.startswith("-"):
            raise unsafe("name")
        if part.startswith(".") and not (_LITTER.search(part) or part == ".rels"):
            raise unsafe("hidden name")
        if _RESERVED.fullmatch(part) or _CODED.search(part) or not all(_is_fit(sign, policy) for sign in part):
            raise unsafe("name")


def _is_fit(sign: str, policy: Policy) -> bool:
    if (sign.isascii() and sign.isalnum()) or sign in policy.signs:
        return True
    return policy.letters and unicodedata.category(sign) in ("Ll", "Lu", "Lo", "Lm", "Lt", "Mn", "Mc", "Nd")


def _ensure_kind(name: str, record: Record) -> None:
    kind = stat.S_IFMT(record.mode)
    if kind and not (stat.S_ISDIR(record.mode) if name.endswith("/") else stat.S_ISREG(record.mode)):
        raise unsafe("link or device")
    if name.endswith("/") and (record.size or record.packed > 2):
        raise unsafe("a folder with content")
    if record.method not in (0, 8):
        raise unsafe("unknown packing")
    if record.method == 0 and record.packed != record.size:
        raise unsafe("directory and header disagree")


def _ensure_no_archive(name: str, start: bytes) -> None:
    if name.rpartition(".")[2].lower() in _DOCUMENTS:
        return
    if start.startswith(_MAGIC) or start[257:262] == b"ustar":
        raise Refused("nested-archive")
