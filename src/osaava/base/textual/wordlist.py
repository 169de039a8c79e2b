"""Analysis by simplemma's word lists: Swedish and English always, Finnish where Voikko is missing.

The lists know a form's one base form and nothing of its parts, so compounds are taken apart here (`compounds`). A list gives one answer
where a form has several ("alusta" may be of "alusta", "alku" or "alus"): that, and short parts, is what Voikko does better.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata
from threading import Lock

from . import finnish, lexicon, swedish
from .compounds import Joining, Piece, inside, split
from .port import NOTHING, REMEMBERED, Analyser, Analysis, by_known_ending

_JOININGS: dict[str, Joining | None] = {"fi": finnish.JOINING, "sv": swedish.JOINING, "en": None}
_LOOKUPS = {"fi": finnish.lookup_with, "sv": swedish.lookup_with}


class SimplemmaAnalyser(Analyser):
    """Finnish ("fi"), Swedish ("sv") or English ("en"); ValueError for another language.

    The word list is read when the first word is analysed: 1.2 s and 22 MB for Finnish, 0.4 s and 6 MB for Swedish, 0.1 s and 2 MB for English.
    """

    def __init__(self, language: str) -> None:
        if language not in _JOININGS:
            raise ValueError(f"There are no rules for the language {language!r}.")
        super().__init__()
        self.language = language
        self.name = f"simplemma-{metadata.version('simplemma')}"
        self._joining = _JOININGS[language]
        self._list: lexicon.Lexicon | None = None
        self._reading = Lock()
        listed = lru_cache(maxsize=REMEMBERED // 6)(self._listed)
        self._base = _LOOKUPS.get(language, lambda plain: plain)(listed)

    def _look_up(self, word: str) -> Analysis:
        base = self._base(word)
        if base is not None:
            return Analysis((base,), tuple(inside(self._pieces(base, exact=True))), known=True)
        if self.language == "fi" and (stem_of := finnish.word_in_nen(word, self._base)):
            return Analysis((stem_of,), known=True)  # "osaamis- ja tukipalvelut"
        if pieces := self._pieces(word, exact=False):
            base = "".join(piece.written for piece in pieces[:-1]) + pieces[-1].bases[0]
            return Analysis((base,), tuple(inside(pieces)), known=True)
        if self.language == "fi" and (noun := finnish.noun_in_minen(word)):
            return Analysis((noun,), known=True)
        return self._guess(word)

    def _guess(self, word: str) -> Analysis:
        if self._joining and (guess := by_known_ending(word, self._bases)):
            return guess
        if base := _by_rule(word, self.language):
            return Analysis((base,))
        return Analysis(finnish.stems_of_name(word)) if self.language == "fi" else NOTHING

    def _bases(self, form: str) -> tuple[str, ...]:
        base = self._base(form)
        return (base,) if base else ()

    def _listed(self, form: str) -> str | None:
        if self._list is None:
            with self._reading:
                self._list = self._list or lexicon.load(self.language)
        base = self._list.get(form) or self._list.get(form.capitalize())
        return base.casefold() if base else None

    def _pieces(self, word: str, *, exact: bool) -> tuple[Piece, ...]:
        if self._joining is None:
            return ()
        pieces = split(word, self._base, self._joining, exact=exact)
        return tuple(smallest for piece in pieces for smallest in self._smallest(piece, len(word))) if self._joining.nested else pieces

    def _smallest(self, piece: Piece, below: int) -> tuple[Piece, ...]:
        """A piece that is a compound itself, in its own pieces. Base forms must get shorter, or two could call each other for ever."""
        base = piece.bases[0]
        pieces = self._pieces(base, exact=True) if len(base) < below else ()
        stem = "".join(inner.written for inner in pieces[:-1])
        if not pieces or not piece.written.startswith(stem):
            return (piece,)
        return (*pieces[:-1], Piece(piece.written[len(stem) :], pieces[-1].bases))


def _by_rule(word: str, language: str) -> str | None:
    """simplemma's own rules for the endings of words it has not listed."""
    from simplemma.strategies import RulesStrategy

    return RulesStrategy().get_lemma(word, language)
