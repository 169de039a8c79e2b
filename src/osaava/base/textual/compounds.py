"""Taking compound words apart with nothing but a list of word forms.

Finnish and Swedish write "osaamismerkki" and "kompetensmärke" in one word, so a search for "merkki" or "märke" finds them only when the
index knows the parts. Voikko knows them by grammar. Where it is not installed, this module tries every way to cover the word with forms
of the word list, prefers few and long pieces, and takes none rather than a doubtful one: a missing part costs a find, a wrong part brings
pages that have nothing to do with the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Lookup = Callable[[str], str | None]
"""A word form to its base form, or None: `Lexicon.get` with the case of letters taken care of."""

LONGEST = 60
"""Letters; a longer word is left whole, so that the time spent on one word has a bound."""

_SHORT_PIECE = {2: 1.4, 3: 0.7, 4: 0.25}
_MOST_PIECES = 5


class Piece(NamedTuple):
    """One part of a compound: as written, and its base form."""

    written: str
    base: str


@dataclass(frozen=True)
class Joining:
    """How a language joins words: which forms may stand before another word, and which may end a compound."""

    heads: Callable[[str, Lookup], str | None]
    """The base form of a piece that another piece may follow, or None."""
    not_heads: frozenset[str] = frozenset()
    """Forms of the word list that are endings or rarities, and only mislead as a first piece."""
    not_tails: frozenset[str] = frozenset()
    """The same for the last piece."""
    shortest_tail: int = 3
    extra_cost: dict[str, float] = field(default_factory=dict)


def split(word: str, lookup: Lookup, joining: Joining, *, known: bool) -> tuple[Piece, ...]:
    """The pieces of `word`, or an empty tuple when it does not come apart.

    `known` says that the word list has the whole word; then only two long pieces are evidence enough. The time is bounded by the square of the
    word's length, at most `LONGEST`, in look-ups.
    """
    if not 6 <= len(word) <= LONGEST:
        return ()
    best = _Search(word, lookup, joining).best()
    if best is None:
        return ()
    if known and min(len(piece.written) for piece in best) < 4:
        return ()
    return best


class _Search:
    """The cheapest cover of one word, found from its end: what is cheapest from a position on is needed once for every way to reach it."""

    def __init__(self, word: str, lookup: Lookup, joining: Joining) -> None:
        self.word, self.lookup, self.joining = word, lookup, joining
        self.found: dict[int, tuple[float, tuple[Piece, ...]] | None] = {}

    def best(self) -> tuple[Piece, ...] | None:
        answer = self.cover(0, _MOST_PIECES, whole=False)
        return answer[1] if answer else None

    def cover(self, start: int, left: int, *, whole: bool = True):
        if start in self.found:
            return self.found[start]
        options = list(self.options(start, left))
        if whole and (tail := self.tail(start)):
            options.append(tail)
        answer = min(options, key=lambda option: option[0], default=None)
        self.found[start] = answer
        return answer

    def tail(self, start: int):
        written = self.word[start:]
        if len(written) < self.joining.shortest_tail or written in self.joining.not_tails:
            return None
        base = self.lookup(written)
        if base is None:
            return None
        return self.cost(written), (Piece(written, base),)

    def options(self, start: int, left: int) -> Iterator:
        if left <= 1:
            return
        last = len(self.word) - self.joining.shortest_tail
        for end in range(start + 2, last + 1):
            written = self.word[start:end]
            if written in self.joining.not_heads:
                continue
            base = self.joining.heads(written, self.lookup)
            if base is None:
                continue
            rest = self.cover(end, left - 1)
            if rest is not None and len(rest[1]) < left:
                yield self.cost(written) + rest[0], (Piece(written, base), *rest[1])

    def cost(self, written: str) -> float:
        return 1 + _SHORT_PIECE.get(len(written), 0.0)


_FINNISH_PREFIXES = frozenset(
    "ali alku ansio avo digi edel edus eko ensi epä erikois erillis erityis esi etu etä harmaa hyper hyöty ilma info itse jatko jälki kaksi "
    "kansallis kanta kauko keski kesto kiinteistö kilpa kokonais kolmi kuiva kyber kylmä laaja liika lisä lähi maa makro mega meta mikro "
    "mini mobiili moni muka multi muu neli nyky oheis oma pika pien pitkä puoli pää rinnakkais risti sisä some suur sivu super syrjä taka "
    "takaisin tasa tele tosi tuki täsmä täys ulko uudelleen uudis uus vaihto vapaa varhais vasta verkko viher video virtuaali yhteis yksi "
    "yleis yli ylä äly äkki kohta".split()
)


def _finnish_head(written: str, lookup: Lookup) -> str | None:
    if written in _FINNISH_PREFIXES:
        return written
    if len(written) < 3:
        return None
    base = lookup(written)
    if base == written:
        return base
    if base is not None and written.endswith("n") and len(written) > 3:
        return base
    if written.endswith("is"):
        noun = written[:-1] + "nen"
        if lookup(noun) == noun:
            return noun
    return None


FINNISH = Joining(heads=_finnish_head)


def _swedish_head(written: str, lookup: Lookup) -> str | None:
    if len(written) < 3:
        return None
    if lookup(written) == written:
        return written
    if written.endswith("s") and len(written) > 3 and lookup(written[:-1]) == written[:-1]:
        return written[:-1]
    for ending in ("a", "e"):
        if lookup(written + ending) == written + ending:
            return written + ending
    return None


SWEDISH = Joining(heads=_swedish_head)
