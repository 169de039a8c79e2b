"""Finnish by Voikko, where its library and dictionary are installed (Debian: libvoikko1 and voikko-fi).

Voikko knows the grammar of words, so it takes apart compounds nobody has written before and gives every reading of a form. It loads in 0.01 s
and adds 6 MB.
"""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock

from . import finnish
from .compounds import Piece, inside
from .port import REMEMBERED, Analyser, Analysis, by_known_ending

# In FSTOUTPUT, "[Xp]osata[X]osaa[Tn4]mi[Sg][Ny]sen": names in brackets, base forms between [Xp] (a word) or [Xj] (a suffix) and [X], the rest
# is the word as written. "[Bh][Bc]" stands between the parts of a compound, "[Tn4]" before the "mi" of a noun in -minen.
_JOINT = "[Bh][Bc]"
_MINEN = "[Tn4]"
_NAMED = re.compile(r"\[X[a-z]\].*?\[X\]|\[[^\]]*\]")
_BASE = re.compile(r"\[Xp\](.*?)\[X\]")


class VoikkoMissing(RuntimeError):
    """Voikko's library, its Python binding or its Finnish dictionary is not installed."""


class VoikkoAnalyser(Analyser):
    """Finnish by Voikko. Raises VoikkoMissing when it cannot be used here."""

    language = "fi"

    def __init__(self) -> None:
        super().__init__()
        try:
            import libvoikko

            self._voikko = libvoikko.Voikko("fi")
        except (ImportError, OSError) as error:
            raise VoikkoMissing("Voikko's library is not installed.") from error
        except libvoikko.VoikkoException as error:
            raise VoikkoMissing("Voikko's Finnish dictionary is not installed.") from error
        self.name = f"voikko-{libvoikko.Voikko.getVersion()}"
        # One handle serves one caller at a time, and ctypes lets other threads run meanwhile.
        self._one_at_a_time = Lock()
        self._part = lru_cache(maxsize=REMEMBERED // 6)(self._bases_of_part)

    def _readings(self, word: str) -> list[dict[str, str]]:
        """Voikko's readings of `word` that see the fewest parts in it: the others are grammatical, and hardly ever meant."""
        with self._one_at_a_time:
            readings = self._voikko.analyze(word)
        fewest = min((reading["STRUCTURE"].count("=") for reading in readings), default=0)
        return [reading for reading in readings if reading["STRUCTURE"].count("=") == fewest]

    def _look_up(self, word: str) -> Analysis:
        readings = self._readings(word)
        if not readings:
            return self._guess(word)
        bases: list[str] = []
        parts: list[str] = []
        for reading in readings:
            written = _written_parts(word, reading["STRUCTURE"])
            base = _base_form(reading, word)
            bases.append(base)
            if len(written) > 1:
                parts.extend(inside(self._pieces(written, base)))
            elif verb := _verb_behind(reading):
                parts.append(verb)
        return Analysis(tuple(bases), tuple(parts), known=True)

    def _pieces(self, written: list[str], base: str) -> tuple[Piece, ...]:
        stem = "".join(written[:-1])
        last = (base[len(stem) :],) if base.startswith(stem) else self._part(written[-1])
        return (*(Piece(part, self._part(part)) for part in written[:-1]), Piece(written[-1], last))

    def _bases_of_part(self, part: str) -> tuple[str, ...]:
        """Base forms of one written part of a compound: a word ("koulutuksen"), the stem of one ("osaamis") or a prefix ("digi")."""
        readings = [reading for reading in self._readings(part) if reading["STRUCTURE"].count("=") == 1]
        if readings:
            return tuple(dict.fromkeys(_base_form(reading, part) for reading in readings))
        for reading in self._readings(part + "-"):
            output = reading.get("FSTOUTPUT", "")
            if noun := _noun_in_minen(output):
                return (noun,)
            if "[Xj]" not in output and (base := _BASE.findall(output)):
                return (base[-1].lower(),)
        return (part,)

    def _guess(self, word: str) -> Analysis:
        if word.endswith("is") and (bases := self._part(word)) != (word,):
            return Analysis(bases, known=True)  # "osaamis- ja tukipalvelut"
        if noun := finnish.noun_in_minen(word):
            return Analysis((noun,))
        if guess := by_known_ending(word, self._bases):
            return guess
        return Analysis(finnish.stems_of_name(word))

    def _bases(self, word: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_base_form(reading, word) for reading in self._readings(word)))


def _written_parts(word: str, structure: str) -> list[str]:
    """`word` cut where Voikko's STRUCTURE has "="; its other signs stand for one letter each."""
    parts: list[str] = []
    letters = iter(word)
    for sign in structure:
        if sign == "=":
            parts.append("")
        elif parts:
            parts[-1] += next(letters, "")
    return parts


def _base_form(reading: dict[str, str], word: str) -> str:
    """The base form, and for a form of a noun in -minen the noun: Voikko says "osata", but who asks for "osaaminen" does not ask for "osaa"."""
    return _noun_in_minen(reading.get("FSTOUTPUT", "")) or reading.get("BASEFORM", word).lower()


def _verb_behind(reading: dict[str, str]) -> str | None:
    """The verb of a noun in -minen or of a participle ("ohjattava" of "ohjata")."""
    output = reading.get("FSTOUTPUT", "")
    if _MINEN in output or "PARTICIPLE" in reading:
        return next((base.lower() for base in _BASE.findall(output)), None)
    return None


def _noun_in_minen(output: str) -> str | None:
    """The noun that the word is a form of, if it is one in -minen: "osaaminen" for "osaamisen" and for the first part "osaamis-"."""
    written, found, ending = output.rpartition(_MINEN)
    if not found or "[Bc]" in ending.removesuffix(_JOINT):
        return None
    return _NAMED.sub("", written).lower() + "minen"
