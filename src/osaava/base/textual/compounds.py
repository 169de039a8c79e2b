"""Taking compound words apart with nothing but a list of word forms.

Finnish and Swedish write "osaamismerkki" and "kompetensmärke" in one word, so a search for "merkki" or "märke" finds them only when the
index knows the parts. Voikko knows them by grammar. Where it is not installed, this module tries every way to cover the word with forms of
the word list and takes the one with the fewest and longest pieces. What misleads a word list is short words that look like endings, so these
are believed only when a language names them (`Joining`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

Lookup = Callable[[str], str | None]
"""A word form to its base form, or None when it is not a word."""

LONGEST = 60
"""Letters; a longer word is left whole."""

MOST_LOOKUPS = 500
"""Forms looked up for one word. Real words need some 150; what would need more is made to keep us busy, and is left whole."""

_MOST_PIECES = 5
_PRICE_OF_SHORTNESS = {2: 1.4, 3: 0.7, 4: 0.25}


class Piece(NamedTuple):
    """One part of a compound as written, and its base forms."""

    written: str
    bases: tuple[str, ...]


@dataclass(frozen=True)
class Joining:
    """How a language joins words, and which of its words not to believe in."""

    head: Callable[[str, Lookup], str | None]
    """The base form of a piece that another piece may follow, or None."""
    short_heads: frozenset[str]
    """The only first pieces of two or three letters that count."""
    short_tails: frozenset[str]
    """The only last pieces of two or three letters that count."""
    prefixes: frozenset[str] = frozenset()
    """Pieces that are no words of their own; they stand for themselves and cost no more for being short."""
    not_tails: frozenset[str] = frozenset()
    """Longer forms that are words, but at the end of another word nearly always an ending."""
    whole: frozenset[str] = frozenset()
    """Base forms that only look like compounds."""
    nested: bool = True
    """Whether pieces that are compounds themselves are taken apart too."""


def split(word: str, lookup: Lookup, joining: Joining, *, exact: bool) -> tuple[Piece, ...]:
    """The pieces of `word`, or an empty tuple when it does not come apart.

    `exact` asks that the last piece is a base form, as it is when `word` is one; otherwise the last piece may be inflected. Time is bounded
    by the square of the word's length, at most `LONGEST`, in look-ups.
    """
    if not 5 <= len(word) <= LONGEST or word in joining.whole:
        return ()
    return _Search(word, lookup, joining, exact).best()


def inside(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Base forms of the pieces, and of the shorter compounds that neighbouring pieces make ("tietosuoja" in "tietosuojaseloste")."""
    for first in range(len(pieces)):
        stem = ""
        for last in range(first, len(pieces)):
            if last - first + 1 < len(pieces):
                yield from (stem + base for base in pieces[last].bases)
            stem += pieces[last].written


def words(text: str) -> frozenset[str]:
    """A set of words from a line of them."""
    return frozenset(text.split())


class _Cover(NamedTuple):
    cost: float
    pieces: tuple[Piece, ...]


class _Search:
    """The cheapest cover of one word. What is cheapest from a position on is reckoned once, however many ways lead there."""

    def __init__(self, word: str, lookup: Lookup, joining: Joining, exact: bool) -> None:
        self._word, self._plain, self._joining, self._exact = word, lookup, joining, exact
        self._covers: dict[int, _Cover | None] = {}
        self._looked_up = 0

    def best(self) -> tuple[Piece, ...]:
        cover = _cheapest(self._with_head(0))
        return cover.pieces if cover and len(cover.pieces) <= _MOST_PIECES and self._looked_up <= MOST_LOOKUPS else ()

    def _lookup(self, form: str) -> str | None:
        self._looked_up += 1
        return self._plain(form) if self._looked_up <= MOST_LOOKUPS else None

    def _cover(self, start: int) -> _Cover | None:
        if start not in self._covers:
            self._covers[start] = _cheapest([*self._tail(self._word[start:]), *self._with_head(start)])
        return self._covers[start]

    def _with_head(self, start: int) -> Iterator[_Cover]:
        joining = self._joining
        for end in range(start + 2, len(self._word) - 1):
            written = self._word[start:end]
            base: str | None
            if written in joining.prefixes:
                base, cost = written, 1.0
            elif len(written) > 3 or written in joining.short_heads:
                base, cost = joining.head(written, self._lookup), _price(written)
            else:
                continue
            if base is not None and (rest := self._cover(end)):
                yield _Cover(cost + rest.cost, (Piece(written, (base,)), *rest.pieces))

    def _tail(self, written: str) -> Iterator[_Cover]:
        joining = self._joining
        if written in joining.not_tails or (len(written) < 4 and written not in joining.short_tails):
            return
        base = self._lookup(written)
        if base is not None and base not in joining.not_tails and (base == written or not self._exact):
            yield _Cover(_price(written), (Piece(written, (base,)),))


def _cheapest(covers: Iterable[_Cover]) -> _Cover | None:
    return min(covers, key=lambda cover: cover.cost, default=None)


def _price(written: str) -> float:
    """Every piece costs one, a short one more."""
    return 1 + _PRICE_OF_SHORTNESS.get(len(written), 0.0)
