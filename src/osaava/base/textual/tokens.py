"""Cutting text into words, the same way for what is stored and what is asked.

Everything that reaches the index went through here, so that SQLite's and PostgreSQL's own ideas of a word never differ: a term is made of
letters and digits only. Text comes from people, packages and imports, so it may hold anything; whatever is not part of a word (control
characters, lone surrogates, direction marks) separates words or vanishes, and time grows with the length of the text only.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LONGEST_TOKEN = 100
"""Characters kept of one word; the rest of it is skipped, not indexed as more words."""

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Accents written apart (as macOS does), soft hyphens and zero-width characters stay inside a word; `fold` composes or drops them.
_RUN = rf"[^\W_]++(?:[{_MARKS}{_INVISIBLE}]++[^\W_]++)*+[{_MARKS}{_INVISIBLE}]*+"
_WORD = rf"{_RUN}(?:['’ʼ]{_RUN})*+"
# The ending of an abbreviation, "EU:n" or "tv:s": part of what is marked on a page, not of the word.
_ENDING = r"(?::(?:[nästa]|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|na|nä|ksi|tta|ttä|een|iin|hin|hön|hyn|hun|ien|jen|it|ja|jä|en|et|ar)(?!\w))?+"
_TOKEN = re.compile(rf"{_WORD}{_ENDING}(?:[-‐‑]{_WORD}{_ENDING})*+", re.IGNORECASE)
_ENDINGS = re.compile(r":[^-]*")
_ONE_SIGN = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_UNSEEN = re.compile(rf"[{_INVISIBLE}\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")


class Token(NamedTuple):
    """One word: folded, with its place in the text it came from (`text[start:end]` is the word as written)."""

    surface: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """The words of `text` in order.

    A surface is folded (see `fold`), keeps å, ä, ö and digits, and keeps the hyphens and apostrophes inside it ("digi-osaaminen", "vaa'an");
    the ending after the colon of an abbreviation is left out ("EU:n" is "eu"). Words are cut to `LONGEST_TOKEN` characters.
    Offsets are in characters of `text` as given. Takes any string and raises nothing; time is linear.
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        # Cut before folding too: one character may fold to eighteen, and invisible ones can come in millions.
        written = text[start:end] if end - start <= LONGEST_TOKEN else _UNSEEN.sub("", text[start : start + 4 * LONGEST_TOKEN])
        surface = fold(_ENDINGS.sub("", written))[:LONGEST_TOKEN].strip("-'")
        if surface:
            tokens.append(Token(surface, start, end))
    return tokens


def fold(word: str) -> str:
    """`word` in the one form that words are compared in: Unicode NFKC, case-folded, only letters, digits, hyphens and apostrophes.

    "OSAAMINEN", "osaa\u00adminen" and "ｏｓａａｍｉｎｅｎ" give "osaaminen"; å, ä, ö and é stay. An accent that no letter composes with is dropped.
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold()).translate(_ONE_SIGN)
    return "".join(char for char in folded if char.isalnum() or char in "-'")


def as_term(word: str) -> str:
    """A folded word as a term of the index: letters and digits only, so that no database splits it."""
    return word if word.isalnum() else "".join(char for char in word if char.isalnum())


def for_display(text: str) -> str:
    """`text` on one line, without characters that are not seen: what a snippet shows must not turn the page around it."""
    return _CONTROL.sub(" ", _UNSEEN.sub("", text))
