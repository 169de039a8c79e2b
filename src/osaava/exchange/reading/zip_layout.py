"""The bytes of a zip, read as strictly as a judge: where each entry's header, data and directory record lie, and whether they agree.

The standard library's reader forgives (data in front, records that overlap, a local header that tells another name than the directory), and what
one program forgives another reads differently. Here every byte of the file belongs to exactly one record, or the file is refused.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from osaava.exchange.reading.document import Refused

_END, _END64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_ENTRY, _LOCAL, _DESCRIPTOR = b"PK\x01\x02", b"PK\x03\x04", b"PK\x07\x08"
_LONG, _SHORT = 0xFFFFFFFF, 0xFFFF
_LARGEST_COMMENT = 1_000
_LARGEST_RECORD = 2_000  # name, extra fields and comment of one entry
FLAG_ENCRYPTED, FLAG_DESCRIPTOR, FLAG_UTF8 = 0x1, 0x8, 0x800
_FLAGS_OF_SECRECY = 0x1 | 0x40 | 0x2000
_FLAGS_COMPARED = FLAG_ENCRYPTED | FLAG_DESCRIPTOR | FLAG_UTF8
_EXTRA_ZIP64, _EXTRA_UNIX_LINK, _EXTRA_NAME, _EXTRA_AES = 0x0001, 0x000D, 0x7075, 0x9901


@dataclass
class Record:
    """One entry as the directory describes it; its packed bytes lie from `start` to `end` (0 until the local header is read)."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int
    start: int = 0
    end: int = 0


def unsafe(why: str) -> Refused:
    """The refusal for an archive that is not what it seems."""
    return Refused("unsafe-archive", why)


def read_layout(file: BinaryIO, length: int, most: int) -> list[Record]:
    """Every entry of the zip, in the order of the directory. Raises Refused for anything that is not plain."""
    count, size, start, last = _end_record(file, length)
    if count > most:
        raise Refused("too-many", str(most))
    if size > count * (46 + _LARGEST_RECORD) or start + size != last:
        raise unsafe("directory size")
    file.seek(start)
    records = _directory(file.read(size), count)
    for record in records:
        _read_local(file, record)
    _ensure_seamless(file, records, start)
    return records


def _end_record(file: BinaryIO, length: int) -> tuple[int, int, int, int]:
    """(entries, size of the directory, where it starts, where it must end)."""
    tail_from = max(0, length - 22 - _SHORT)
    file.seek(tail_from)
    tail = file.read(length - tail_from)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise Refused("broken", "no end record")
    disk, first, here, count, size, start, comment = struct.unpack("<4H2LH", tail[at + 4 : at + 22])
    if at + 22 + comment != len(tail):
        raise unsafe("data after the end record")
    if comment > _LARGEST_COMMENT:
        raise unsafe("comment")
    if disk or first or here != count:
        raise unsafe("more than one disk")
    end = tail_from + at
    if at >= 20 and tail[at - 20 : at - 16] == _LOCATOR:
        return _end_record_64(file, struct.unpack("<Q", tail[at - 12 : at - 4])[0], end - 20)
    if _LONG in (size, start):
        raise Refused("broken", "no zip64 record")
    return count, size, start, end


def _end_record_64(file: BinaryIO, where: int, end: int) -> tuple[int, int, int, int]:
    if where + 56 != end:
        raise unsafe("zip64 record")
    file.seek(where)
    record = file.read(56)
    if record[:4] != _END64:
        raise unsafe("zip64 record")
    _size, _made, _needed, disk, first, here, count, size, start = struct.unpack("<Q2H2L4Q", record[4:])
    if disk or first or here != count:
        raise unsafe("more than one disk")
    return count, size, start, where


def _directory(data: bytes, count: int) -> list[Record]:
    records, at = [], 0
    for _ in range(count):
        if data[at : at + 4] != _ENTRY or len(data) < at + 46:
            raise unsafe("directory")
        fields = struct.unpack("<6H3L5H2L", data[at + 4 : at + 46])
        _made, _needed, flags, method, _time, _date, crc, packed, size, name, extra, comment, disk, _inner, outer, offset = fields
        ends = at + 46 + name + extra + comment
        if name + extra + comment > _LARGEST_RECORD or ends > len(data) or disk not in (0, _SHORT):
            raise unsafe("directory record")
        raw = data[at + 46 : at + 46 + name]
        extras = _extras(data[at + 46 + name : at + 46 + name + extra])
        packed, size, offset = _long_values(extras, packed, size, offset)
        _ensure_plain(flags, extras, raw)
        records.append(Record(raw, flags, method, crc, packed, size, outer >> 16, offset))
        at = ends
    if at != len(data):
        raise unsafe("directory")
    return records


def _extras(data: bytes) -> dict[int, bytes]:
    found, at = {}, 0
    while at + 4 <= len(data):
        kind, size = struct.unpack("<2H", data[at : at + 4])
        if at + 4 + size > len(data) or kind in found:
            raise unsafe("extra field")
        found[kind] = data[at + 4 : at + 4 + size]
        at += 4 + size
    return found


def _long_values(extras: dict[int, bytes], packed: int, size: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset, from the zip64 field where the directory says to look there."""
    field, at, out = extras.get(_EXTRA_ZIP64, b""), 0, []
    for value in (size, packed, offset):
        if value == _LONG:
            if len(field) < at + 8:
                raise unsafe("zip64 field")
            value = struct.unpack("<Q", field[at : at + 8])[0]
            at += 8
        out.append(value)
    return out[1], out[0], out[2]


def _ensure_plain(flags: int, extras: dict[int, bytes], raw: bytes) -> None:
    if flags & _FLAGS_OF_SECRECY or _EXTRA_AES in extras:
        raise Refused("encrypted")
    if len(extras.get(_EXTRA_UNIX_LINK, b"")) > 12:
        raise unsafe("link")
    if _EXTRA_NAME in extras and extras[_EXTRA_NAME][5:] != raw:
        raise unsafe("two names for one entry")


def _read_local(file: BinaryIO, record: Record) -> None:
    """Find the entry's data, and make sure that its own header says what the directory says."""
    file.seek(record.offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != _LOCAL:
        raise unsafe("local header")
    _needed, flags, method, _time, _date, crc, packed, size, name, extra = struct.unpack("<5H3L2H", head[4:])
    rest = file.read(name + extra)
    if rest[:name] != record.raw_name or method != record.method or (flags ^ record.flags) & _FLAGS_COMPARED:
        raise unsafe("directory and header disagree")
    extras = _extras(rest[name:])
    if _LONG in (packed, size) and _EXTRA_ZIP64 in extras:
        packed, size, _offset = _long_values(extras, packed, size, 0)
    told = (crc, packed, size)
    known = (record.crc, record.packed, record.size)
    if flags & FLAG_DESCRIPTOR:
        if any(here not in (0, there) for here, there in zip(told, known, strict=True)):
            raise unsafe("directory and header disagree")
    elif told != known:
        raise unsafe("directory and header disagree")
    record.start = record.offset + 30 + name + extra
    record.end = record.start + record.packed


def _ensure_seamless(file: BinaryIO, records: list[Record], directory: int) -> None:
    """Entries lie one after the other from the first byte to the directory, nothing between and nothing shared."""
    at = 0
    for record in sorted(records, key=lambda r: r.offset):
        if record.offset != at:
            raise unsafe("overlapping entries" if record.offset < at else "data between entries")
        at = record.end
        if record.flags & FLAG_DESCRIPTOR:
            at += _descriptor_size(file, record)
    if at != directory:
        raise unsafe("overlapping entries" if directory < at else "data between entries")


def _descriptor_size(file: BinaryIO, record: Record) -> int:
    file.seek(record.end)
    data = file.read(24)
    mark = 4 if data[:4] == _DESCRIPTOR else 0
    for form, size in (("<3L", 12), ("<L2Q", 20)):
        if len(data) >= mark + size and struct.unpack(form, data[mark : mark + size]) == (record.crc, record.packed, record.size):
            return mark + size
    raise unsafe("directory and header disagree")
