"""Base forms of words: one port, two ways to them.

Finnish is analysed by Voikko where its library and dictionary are installed (Debian: libvoikko1, voikko-fi), else by simplemma's word list
and our own taking apart of compounds, as Swedish and English always are. Both ways give terms of the same shape, but not the same terms:
an index made with one must be made again for the other. `analysis_signature` says which one is in use.

Nothing is loaded before the first word is analysed. Measured on one core, per process:

    Voikko             0.02 s     6 MB
    simplemma Finnish  1.1 s     23 MB (40 MB for a moment while unpacking)
    simplemma Swedish  0.3 s      5 MB
    simplemma English  0.1 s      2 MB
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from . import english, finnish, lexicon, swedish
from .compounds import Joining, Piece, inside, split
from .tokens import LONGEST_TOKEN, fold

logger = logging.getLogger(__name__)

REMEMBERED = 8192
"""Words whose analysis one analyser keeps: about 4 MB. Two thirds of running text are the 1 000 commonest words."""

RULES = 1
"""Raised whenever a change here gives other terms, so that search knows to index again."""


class Analysis(NamedTuple):
    """What is known of one word."""

    bases: tuple[str, ...] = ()
    """Base forms, the likeliest first: what a question for this word asks for."""
    parts: tuple[str, ...] = ()
    """What else the word is found by: parts of a compound, shorter compounds inside it, the verb of a noun in -minen."""
    known: bool = False
    """Whether the dictionary vouches for it; otherwise it is a guess from the word's ending."""


class Analyser(ABC):
    """Base forms and parts of the words of one language."""

    language: str
    name: str

    def __init__(self) -> None:
        self._remember = lru_cache(maxsize=REMEMBERED)(self._examine)

    def examine(self, word: str) -> Analysis:
        """The analysis of `word`, which is folded first. Takes any string; what is not a word of letters gives an empty analysis."""
        word = fold(word)
        if len(word) > LONGEST_TOKEN or len(word) < 2 or not word.replace("'", "").isalpha():
            return Analysis()
        return self._remember(word)

    def analyse(self, word: str) -> frozenset[str]:
        """Base forms of `word` together with the base forms of its parts; empty when nothing is known of it."""
        analysis = self.examine(word)
        return frozenset(analysis.bases + analysis.parts)

    def _examine(self, word: str) -> Analysis:
        analysis = self._look_up(word)
        if not analysis.known and "'" in word:
            # "learner's", "Kahoot'n": the sign parts a name from its ending.
            stem = word.rpartition("'")[0]
            analysis = self._look_up(stem)
            analysis = analysis if analysis.bases else Analysis(bases=(stem,))
        return Analysis(_distinct(analysis.bases), _distinct(analysis.parts), analysis.known)

    @abstractmethod
    def _look_up(self, word: str) -> Analysis:
        """The analysis of a folded word of letters (and apostrophes), as terms or not."""


class SimplemmaAnalyser(Analyser):
    """Finnish, Swedish or English by simplemma's word list. Raises ValueError for another language; loads at the first word."""

    name = "simplemma"

    def __init__(self, language: str) -> None:
        if language not in _JOININGS:
            raise ValueError(f"No rules for the language {language!r}.")
        super().__init__()
        self.language = language
        self._joining = _JOININGS[language]
        self._list: lexicon.Lexicon | None = None
        self._loading = Lock()
        self._plain = lru_cache(maxsize=REMEMBERED)(self._from_list)
        self._form = finnish.lookup_with(self._plain) if language == "fi" else self._plain

    def _from_list(self, form: str) -> str | None:
        if self._list is None:
            with self._loading:
                self._list = self._list or lexicon.load(self.language)
        base = self._list.get(form) or self._list.get(form.capitalize())
        return base.lower() if base else None

    def _look_up(self, word: str) -> Analysis:
        base = self._form(word)
        if base is not None:
            return Analysis((base,), tuple(self._inside(base, exact=True)), known=True)
        pieces = self._pieces(word, exact=False)
        if pieces:
            return Analysis((_join(pieces),), tuple(inside(pieces)), known=True)
        return self._guess(word)

    def _guess(self, word: str) -> Analysis:
        if self.language == "fi" and (noun := finnish.noun_in_minen(word) or finnish.stem_of_nen(word, self._form)):
            return Analysis((noun,), known=True)
        if self._joining and (ending := longest_known_ending(word, self._known_base)):
            return ending
        if base := english.by_rule(word, self.language):
            return Analysis((base,))
        return Analysis(finnish.stems_of_a_name(word)) if self.language == "fi" else Analysis()

    def _known_base(self, form: str) -> tuple[str, ...]:
        base = self._form(form)
        return (base,) if base else ()

    def _inside(self, base: str, *, exact: bool) -> list[str]:
        return list(inside(self._pieces(base, exact=exact)))

    def _pieces(self, word: str, *, exact: bool) -> tuple[Piece, ...]:
        """The smallest pieces: those of the word, and theirs where a piece is a compound itself."""
        if not self._joining:
            return ()
        smallest: list[Piece] = []
        for piece in split(word, self._form, self._joining, exact=exact):
            ...
        return tuple(smallest)


def _join(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.written for piece in pieces[:-1]) + pieces[-1].bases[0]


_JOININGS: dict[str, Joining | None] = {"fi": finnish.JOINING, "sv": swedish.JOINING, "en": None}
