"""simplemma's word lists, kept packed in memory.

simplemma ships one front-coded stream a language: sorted word forms, each storing only what differs from the form before it. Its
ordinary reader unpacks that into a dictionary (400 MB for Finnish), its low-memory reader keeps the stream but spends as much again
on an index of tuples (47 MB for Finnish), and its trie needs two more packages and a writable disk. This reader keeps the stream as it is
and remembers one form in 64, which is 22 MB for Finnish. It is slower (10 to 30 µs a look-up instead of 0.5), and the analysers above
it remember their answers, so nobody notices.

The stream, as read from simplemma 2.0 (`strategies/dictionaries/frontcode.py`): magic `SMFC1`, a flag byte, the number of records as a
varint, then for each record: varint length shared with the previous form, varint length and bytes of the rest, one trim byte, and unless
the trim is 254 ("same value as before") varint length and bytes of the value's ending, which is put in place of the last `trim` bytes of
the form (255: the bytes are the whole value). Should a later simplemma ship another format, `load` notices the magic and hands the work
to simplemma's own low-memory reader: more memory, the same answers.
"""

from __future__ import annotations

import lzma
from array import array
from bisect import bisect_right
from typing import Protocol

_MAGIC = b"SMFC1"
_SAME_VALUE = 254
_WHOLE_VALUE = 255
_BLOCK = 64
_CHUNK = 1 << 18


class Lexicon(Protocol):
    """Word forms with their base form."""

    def get(self, form: str) -> str | None:
        """The base form of `form` (exact, lower-case), or None when the list does not have it."""


class PackedLexicon:
    """A front-coded stream with a sparse index.

    Raises ValueError when `stream` is not in the format described above, is reversed (a flag simplemma uses for other languages), or
    ends in the middle of a record.
    """

    __slots__ = ("_count", "_firsts", "_offsets", "_stream")

    def __init__(self, stream: bytearray) -> None:
        if stream[: len(_MAGIC)] != _MAGIC:
            raise ValueError("The word list is not a stream of the known format.")
        if stream[len(_MAGIC)] & 1:
            raise ValueError("The word list stores its words backwards.")
        self._stream = stream
        count, start = _varint(stream, len(_MAGIC) + 1)
        self._firsts: list[bytes] = []
        self._offsets = array("I")
        try:
            self._count = self._index(start)
        except IndexError:
            raise ValueError("The word list ends in the middle of a word.") from None
        if self._count != count:
            raise ValueError("The word list has not as many words as it says.")

    def __len__(self) -> int:
        return self._count

    def get(self, form: str) -> str | None:
        """The base form of `form`, or None. Time: one bisection and about 70 records at most: some 10 µs for a miss, 30 for a find."""
        target = form.encode("utf-8", "ignore")
        block = bisect_right(self._firsts, target) - 1
        if block < 0:
            return None
        if self._firsts[block] == target:
            return self._value(block, target)
        data = self._stream
        pos = self._offsets[block]
        end = self._offsets[block + 1] if block + 1 < len(self._offsets) else len(data)
        matched = -1  # how many first bytes of the target the last compared form had; -1: the block's first form is still ahead
        while pos < end:
            shared, length = data[pos], data[pos + 1]
            pos += 2
            if shared > 127 or length > 127:
                shared, length, pos = _head(data, pos - 2)
            if matched < 0:
                matched = _common(self._firsts[block], target)
            elif shared < matched:
                return None  # the forms have left the target's neighbourhood
            elif shared == matched:
                rest, ending = target[shared:], data[pos : pos + length]
                if ending == rest:
                    return self._value(block, target)
                if ending > rest:
                    return None
                matched = shared + _common(ending, rest)
            pos += length
            pos = _after_value(data, pos)
        return None

    def _value(self, block: int, target: bytes) -> str:
        """The value of a form known to be in `block`: forms are rebuilt only here, as few look-ups are hits."""
        data = self._stream
        pos = self._offsets[block]
        key: bytes = self._firsts[block]  # known whole, so what the first record shares with its predecessor is too
        value = b""
        while True:
            shared, length, pos = _head(data, pos)
            key = key[:shared] + bytes(data[pos : pos + length])
            pos += length
            trim, after = data[pos], _after_value(data, pos)
            if trim != _SAME_VALUE:
                _length, pos = _varint(data, pos + 1)
                ending = bytes(data[pos:after])
                value = ending if trim == _WHOLE_VALUE else key[: len(key) - trim] + ending
            if key == target:
                return value.decode()
            pos = after

    def _index(self, pos: int) -> int:
        """Walk the stream once and note where blocks begin. A block begins with a record that has a value of its own."""
        data, end = self._stream, len(self._stream)
        firsts, offsets = self._firsts, self._offsets
        key = bytearray()
        number = due = 0
        while pos < end:
            start = pos
            shared, length = data[pos], data[pos + 1]
            pos += 2
            if shared > 127 or length > 127:
                shared, length, pos = _head(data, start)
            key[shared:] = data[pos : pos + length]
            pos += length
            if number >= due and data[pos] != _SAME_VALUE:
                firsts.append(bytes(key))
                offsets.append(start)
                due = number + _BLOCK
            pos = _after_value(data, pos)
            number += 1
        if pos != end:
            raise IndexError
        return number


def load(language: str) -> Lexicon:
    """Read simplemma's word list of `language` ("fi", "sv", "en") from the installed package.

    Takes about 1.1 s and 22 MB for Finnish (40 MB while unpacking), a third of that for Swedish, a tenth for English. Raises ImportError when simplemma is not
    installed and ValueError when it has no such language.
    """
    from simplemma.strategies.dictionaries import StreamDictionaryFactory
    from simplemma.strategies.dictionaries.dictionary_factory import DATA_FOLDER, SUPPORTED_LANGUAGES

    if language not in SUPPORTED_LANGUAGES:
        raise ValueError(f"There is no word list for the language {language!r}.")
    try:
        with lzma.open(DATA_FOLDER / f"{language}.plzma", "rb") as packed:
            return PackedLexicon(_read_all(packed))
    except (ValueError, OSError, lzma.LZMAError):
        return StreamDictionaryFactory().get_dictionary(language)


def _read_all(packed: lzma.LZMAFile) -> bytearray:
    """The whole stream, without the second copy that `read()` makes while it joins its pieces."""
    stream = bytearray()
    while piece := packed.read(_CHUNK):
        stream += piece
    return stream


def _common(one: bytes | bytearray, other: bytes) -> int:
    """How many first bytes are the same in both."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number


def _head(data: bytearray, pos: int) -> tuple[int, int, int]:
    """Of the record at `pos`: bytes shared with the form before, bytes of its own, and where those begin."""
    shared, pos = _varint(data, pos)
    length, pos = _varint(data, pos)
    return shared, length, pos


def _after_value(data: bytearray, pos: int) -> int:
    """Where the next record begins, given the position of a record's trim byte."""
    if data[pos] == _SAME_VALUE:
        return pos + 1
    length = data[pos + 1]
    if length > 127:
        length, pos = _varint(data, pos + 1)
        return pos + length
    return pos + 2 + length


def _varint(data: bytearray, pos: int) -> tuple[int, int]:
    """The number at `pos`, seven bits a byte with the lowest first, and the position after it."""
    byte = data[pos]
    pos += 1
    if byte < 128:
        return byte, pos
    number, shift = byte & 127, 7
    while True:
        byte = data[pos]
        pos += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, pos
        shift += 7
