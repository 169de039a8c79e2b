"""The port of word analysis: what search needs to know of a word, whoever knows it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from .tokens import LONGEST_TOKEN, as_term, fold

REMEMBERED = 6144
"""Words whose analysis one analyser keeps, some 3 MB."""

_SHORTEST_ENDING = 6


class Analysis(NamedTuple):
    """What is known of one word, as index terms."""

    bases: tuple[str, ...] = ()
    """Base forms, the likeliest first: what a question with this word asks for."""
    parts: tuple[str, ...] = ()
    """What else the word is found by: parts of a compound, shorter compounds inside it, the verb behind a noun or participle."""
    known: bool = False
    """Whether a dictionary vouches for it; otherwise it is guessed from the word's ending."""


NOTHING = Analysis()


class Analyser(ABC):
    """Base forms and parts of the words of one language. Safe to share between threads."""

    language: str
    """Two-letter code."""
    name: str
    """What the index remembers of who made its terms, with a version."""

    def __init__(self) -> None:
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._examine)

    def examine(self, word: str) -> Analysis:
        """The analysis of `word`, which is folded first. Any string will do; what is not a word of letters has an empty analysis."""
        word = fold(word)
        if not 2 <= len(word) <= LONGEST_TOKEN or not word.replace("'", "").isalpha():
            return NOTHING
        return self._remembered(word)

    def analyse(self, word: str) -> frozenset[str]:
        """Base forms of `word` and of its parts together; empty when nothing is known of it."""
        analysis = self.examine(word)
        return frozenset(analysis.bases + analysis.parts)

    def _examine(self, word: str) -> Analysis:
        analysis = self._look_up(word)
        if not analysis.known and "'" in word:
            # "learner's", "Kahoot'n": the sign keeps a name apart from its ending.
            stem = word.rpartition("'")[0]
            found = self._look_up(stem)
            analysis = found if found.known else Analysis((stem,))
        bases = _terms(analysis.bases)
        return Analysis(bases, tuple(part for part in _terms(analysis.parts) if part not in bases), analysis.known)

    @abstractmethod
    def _look_up(self, word: str) -> Analysis:
        """The analysis of a folded word; repeated and mixed-case words are tidied by the caller."""


def by_known_ending(word: str, bases_of: Callable[[str], Iterable[str]]) -> Analysis | None:
    """A guess for an unknown word: it bends like the longest known word it ends in ("kyberhygieniaa" like "hygieniaa").

    `bases_of` gives the base forms of a known word and nothing for others. None when no ending of six letters, with a base form as long, is known.
    """
    for start in range(2, len(word) - _SHORTEST_ENDING + 1):
        bases = tuple(base for base in bases_of(word[start:]) if len(base) >= _SHORTEST_ENDING)
        if bases:
            return Analysis(tuple(word[:start] + base for base in bases), bases)
    return None


def _terms(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for word in words if (term := as_term(fold(word)))))
