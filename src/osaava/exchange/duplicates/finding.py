"""Which drafts are exactly or nearly what is there already.

Exact means the same words in the same order; case, marks and spacing do not count. Near means that many runs of three words are the same. MinHash
only finds candidates; the similarity that is shown is counted from the runs themselves. A translation shares no runs with its original, so it is
none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rensa import RMinHash, RMinHashLSH

from osaava.exchange.chunking import Draft
from osaava.library.api import plain_text, published_texts

NEAR = 0.5
"""Share of equal runs from which on two texts are called near."""

FEWEST_WORDS = 20
"""Shorter texts are compared exactly only: in a few words likeness is chance."""

_RUN = 3
_BANDS, _ROWS, _SEED = 42, 3, 42
"""42 bands of three rows: two texts whose similarity is 0.5 become candidates in 99.6 of 100 cases (1 - (1 - 0.5³)⁴²)."""

_PERMUTATIONS = _BANDS * _ROWS
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Likeness:
    """A draft resembles something. `place`: index in the drafts that were asked about.

    `unit` is the slug of a published unit, or "" when it resembles the earlier draft at index `draft` (-1 otherwise). `similarity` is the share of
    three-word runs that are in both of those that are in either, 0–1; it is 1.0 with `exact` when the words are the same.
    """

    place: int
    similarity: float
    exact: bool
    unit: str = ""
    draft: int = -1
    title: str = ""


@dataclass
class _Entry:
    words: tuple[str, ...]
    runs: frozenset[str]
    unit: str
    draft: int
    title: str


@dataclass
class Shelf:
    """What drafts are compared with: prepared once for a batch, safe to use for many."""

    entries: list[_Entry] = field(default_factory=list)
    exact: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    index: RMinHashLSH = field(default_factory=lambda: RMinHashLSH(NEAR, _PERMUTATIONS, _BANDS))

    def add(self, text: str, *, title: str, unit: str = "", draft: int = -1) -> None:
        """Put one text on the shelf. `unit`: its slug; `draft`: its index in a batch."""
        words, runs = _words_and_runs(text)
        place = len(self.entries)
        self.entries.append(_Entry(words, runs, unit, draft, title))
        self.exact.setdefault(words, []).append(place)
        if runs:
            self.index.insert(place, _signature(runs))

    def like(self, text: str) -> list[tuple[_Entry, float, bool]]:
        """(entry, similarity, exact) of everything on the shelf that is like the text, the nearest first."""
        words, runs = _words_and_runs(text)
        same = set(self.exact.get(words, ())) if words else set()
        near = set(self.index.query(_signature(runs))) - same if runs else set()
        found = [(place, 1.0, True) for place in same]
        found += [(place, share, False) for place in near if (share := _share(runs, self.entries[place].runs)) >= NEAR]
        return [(self.entries[place], share, exact) for place, share, exact in sorted(found, key=lambda entry: (-entry[1], not entry[2], entry[0]))]


def library_shelf(*, person=None) -> Shelf:
    """The published units that this person (None: every visitor) may read, each language on its own; two queries."""
    shelf = Shelf()
    for text in published_texts(person):
        shelf.add(plain_text(text.blocks), title=text.title, unit=text.slug)
    return shelf


def find(drafts: Sequence[Draft], library: Shelf | None = None, *, leave_out: Sequence[str] = ()) -> list[Likeness]:
    """Likenesses of the drafts with the library (None: what every visitor sees) and with earlier drafts of the same batch.

    In order of the drafts, the nearest first; a draft without any is not in the list. `leave_out`: slugs that do not count, such as the units that
    these drafts became at an earlier import.
    """
    library = library_shelf() if library is None else library
    batch, found = Shelf(), []
    for place, draft in enumerate(drafts):
        text = plain_text(draft.blocks)
        for entry, share, exact in [*library.like(text), *batch.like(text)]:
            if entry.unit not in leave_out or not entry.unit:
                found.append(Likeness(place, round(share, 3), exact, entry.unit, entry.draft, entry.title))
        batch.add(text, title=draft.title, draft=place)
    return sorted(found, key=lambda likeness: (likeness.place, -likeness.similarity))


def _words_and_runs(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    words = tuple(_WORD.findall(text.casefold()))
    if len(words) < FEWEST_WORDS:
        return words, frozenset()
    return words, frozenset(" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))


def _signature(runs: frozenset[str]) -> RMinHash:
    made = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    made.update(sorted(runs))
    return made


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
