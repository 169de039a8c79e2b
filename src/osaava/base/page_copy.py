"""A page kept compressed, with holes for the form keys that must differ at each view.

A gzip stream may be put together from pieces: between two pieces the compressor is told to look back no further (full flush), and a hole is filled
with a stored block that holds the fresh key as it is. Only the checksum at the end depends on the key; it is worked out from the checksums of
the pieces (`combine`), so a page of 100 kB costs a few microseconds instead of compressing it anew.
"""

from __future__ import annotations

import re
import secrets
import struct
import uuid
import zlib
from collections.abc import Sequence

LEVEL = 6
KEY = 32
"""Bytes of a form key (`idempotency.new_key`)."""
_POLYNOMIAL = 0xEDB88320
_STORED_KEY = b"\x00" + struct.pack("<HH", KEY, KEY ^ 0xFFFF)
_LAST = b"\x03\x00"


def _multiply(a: int, b: int) -> int:
    """a · b modulo the CRC-32 polynomial, bits reversed as in zlib."""
    product, bit = 0, 1 << 31
    while True:
        if a & bit:
            product ^= b
            if not a & (bit - 1):
                return product
        bit >>= 1
        b = (b >> 1) ^ _POLYNOMIAL if b & 1 else b >> 1


def _powers() -> list[int]:
    found = [1 << 30]
    for _ in range(31):
        found.append(_multiply(found[-1], found[-1]))
    return found


_SQUARES = _powers()


def shift(length: int) -> int:
    """What a checksum is multiplied by when `length` bytes follow."""
    product, k = 1 << 31, 3
    while length:
        if length & 1:
            product = _multiply(_SQUARES[k & 31], product)
        length >>= 1
        k += 1
    return product


_KEY_SHIFT = shift(KEY)


def combine(first: int, second: int, shift_of_second: int) -> int:
    """CRC-32 of two texts one after the other, from their own and `shift(length of the second)`."""
    return (_multiply(shift_of_second, first) if first else 0) ^ second


class PageCopy:
    """The body of an answer, compressed once; `answer()` gives the bytes of one view."""

    __slots__ = ("_head", "_holes", "_length", "_parts", "size")

    def __init__(self, body: bytes, keys: Sequence[str] = (), level: int = LEVEL):
        found = [key.encode() for key in keys if len(key) == KEY and key.encode() in body]
        texts = re.split(b"(" + b"|".join(map(re.escape, found)) + b")", body) if found else [body]
        # Secrets in a compressed page could be guessed by its length (BREACH), so the head carries a name of random length, as Django's own
        # middleware does.
        name = secrets.token_hex(secrets.randbelow(50) + 1).encode()
        self._head = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff" + name + b"\x00"
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._parts = []
        for text in texts[::2]:
            packed = packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)
            self._parts.append((packed, zlib.crc32(text), shift(len(text))))
        numbers = {key: number for number, key in enumerate(dict.fromkeys(texts[1::2]))}
        self._holes = [numbers[key] for key in texts[1::2]]
        self._length = struct.pack("<I", len(body) & 0xFFFFFFFF)
        self.size = len(self._head) + sum(len(packed) + 150 for packed, _crc, _shift in self._parts) + 400

    @property
    def has_holes(self) -> bool:
        """Whether two views differ."""
        return bool(self._holes)

    def compressed(self) -> bytes:
        """The page as gzip, with fresh keys in its holes."""
        keys = [uuid.uuid4().hex.encode() for _ in set(self._holes)]
        packed, crc, _shift = self._parts[0]
        out = [self._head, packed]
        for hole, (packed, part, shifted) in zip(self._holes, self._parts[1:], strict=True):
            key = keys[hole]
            out += (_STORED_KEY, key, packed)
            crc = combine(combine(crc, zlib.crc32(key), _KEY_SHIFT), part, shifted)
        out += (_LAST, struct.pack("<I", crc), self._length)
        return b"".join(out)

    def plain(self) -> bytes:
        """The page for a client that reads no gzip."""
        return zlib.decompress(self.compressed(), 16 + zlib.MAX_WBITS)
