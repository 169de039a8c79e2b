"""Suggesting what a mistyped word may have meant, from words that are really in the index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from .tokens import as_term, fold

_LETTERS_LEFT_OUT = 0.5


def suggest_spelling(word: str, vocabulary: Iterable[str] | Mapping[str, int], *, limit: int = 3) -> list[str]:
    """Words of `vocabulary` that `word` may have been meant for, the nearest first; at most `limit`, none when `word` is in it.

    One letter added, left out, changed or swapped with its neighbour is one mistake; words of up to four letters may have one, longer words two. Missing
    dots and rings ("kayttaja" for "käyttäjä") count as half a mistake together. Among the equally near the more frequent comes first when
    `vocabulary` maps words to their numbers, then the one with the same first letter. `vocabulary` holds folded terms; 50 000 of them take some 0.1 s.
    """
    asked = as_term(fold(word))
    if len(asked) < 3 or limit < 1 or (isinstance(vocabulary, Mapping | set | frozenset) and asked in vocabulary):
        return []
    most = 1 if len(asked) < 5 else 2
    plain = _without_marks(asked)
    frequency = vocabulary if isinstance(vocabulary, Mapping) else {}
    near: list[tuple[float, int, bool, str]] = []
    letters = set(asked)
    for candidate in vocabulary:
        if candidate == asked:
            return []
        if abs(len(candidate) - len(asked)) > most:
            continue
        if _without_marks(candidate) == plain:
            distance: float = _LETTERS_LEFT_OUT
        elif len(letters.difference(candidate)) > most:
            continue
        else:
            distance = _mistakes(asked, candidate, most)
        if distance <= most:
            near.append((distance, -frequency.get(candidate, 0), candidate[0] != asked[0], candidate))
    return list(dict.fromkeys(candidate for *_order, candidate in sorted(near)))[:limit]


def _mistakes(one: str, other: str, most: int) -> int:
    """Optimal string alignment distance, or `most + 1` as soon as it is sure to be more."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, facing in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before_last, last = last, row
    return last[-1]


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
