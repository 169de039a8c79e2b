"""Showing why a page was found: short pieces of its text with the words that met the question marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .choice import analyser_for
from .terms import Choice, terms_of_word
from .tokens import for_display, tokenise

READ = 20_000
"""Characters of a text that are read for its snippets, some eight pages; a match further on is not shown."""

_ELLIPSIS = "…"
_MOST_MATCHES = 60


class _Match(NamedTuple):
    start: int
    end: int
    terms: frozenset[str]


def highlight(
    text: str,
    terms: Iterable[str | Iterable[str]],
    language: str,
    *,
    prefix: str = "",
    width: int = 240,
    snippets: int = 2,
    choice: Choice = analyser_for,
) -> list[tuple[str, bool]]:
    """Pieces of `text` around the words that answer `terms`, as (piece, whether it is a found word); joined they are the snippet.

    `terms` is what `query_terms` gave (or plain terms), `prefix` what `typed_prefix` gave; `language` is the text's. A word is marked when its base
    form, a part or itself is asked for, and always whole. At most `snippets` passages of about `width` characters are taken, those with most of
    the question in them, joined with an ellipsis; without a match it is the beginning of the text. Only the first `READ` characters are read.

    Pieces are plain text for a template to escape: white space is one space, and characters that would not be seen are gone.
    """
    asked = frozenset(term for group in terms for term in ((group,) if isinstance(group, str) else group))
    text = text[:READ]
    matches = _matches(text, asked, language, prefix, choice)
    pieces: list[tuple[str, bool]] = []
    for start, end in _passages(matches, width, snippets) or [(0, width)]:
        pieces.extend(_passage(text, matches, start, end))
    return _merged((for_display(piece), found) for piece, found in pieces)


def _matches(text: str, asked: frozenset[str], language: str, prefix: str, choice: Choice) -> list[_Match]:
    known: dict[str, frozenset[str]] = {}
    matches: list[_Match] = []
    for token in tokenise(text) if asked or prefix else ():
        if token.surface not in known:
            own = frozenset(terms_of_word(token.surface, language, choice=choice))
            begins = {prefix} if prefix and any(term.startswith(prefix) for term in own) else set()
            known[token.surface] = (own & asked) | begins
        if met := known[token.surface]:
            matches.append(_Match(token.start, token.end, met))
            if len(matches) == _MOST_MATCHES:
                break
    return matches


def _passages(matches: list[_Match], width: int, snippets: int) -> list[tuple[int, int]]:
    """Up to `snippets` stretches of text in their order, chosen one by one: each time the one with most terms not shown yet."""
    chosen: list[tuple[int, int]] = []
    shown: set[str] = set()
    candidates = [[match for match in matches[at:] if match.end <= first.start + width] or [first] for at, first in enumerate(matches)]
    while candidates and len(chosen) < snippets:
        best = max(candidates, key=lambda group: len({term for match in group for term in match.terms} - shown))
        new = {term for match in best for term in match.terms} - shown
        if chosen and not new:
            break
        shown |= new
        margin = max(0, width - (best[-1].end - best[0].start)) // 2
        start, end = max(0, best[0].start - margin), best[-1].end + margin
        chosen.append((start, end))
        candidates = [group for group in candidates if group[-1].end + width // 2 < start or group[0].start - width // 2 > end]
    return sorted(chosen)


def _passage(text: str, matches: list[_Match], start: int, end: int) -> list[tuple[str, bool]]:
    """One stretch cut at white space, its found words apart, with an ellipsis where text is left out."""
    inner = [match for match in matches if start <= match.start and match.end <= end]
    start = _forward_to_word(text, start, inner[0].start if inner else end)
    end = _back_to_word(text, end, inner[-1].end if inner else start)
    pieces = [(_ELLIPSIS, False)] if start else []
    at = start
    for match in inner:
        pieces += [(text[at : match.start], False), (text[match.start : match.end], True)]
        at = match.end
    pieces.append((text[at:end].rstrip(), False))
    return [*pieces, (_ELLIPSIS, False)] if end < len(text) else pieces


def _forward_to_word(text: str, start: int, limit: int) -> int:
    if start == 0 or text[start - 1].isspace():
        return start
    space = next((at for at in range(start, min(limit, start + 40)) if text[at].isspace()), None)
    return start if space is None else space + 1


def _back_to_word(text: str, end: int, limit: int) -> int:
    if end >= len(text) or text[end].isspace():
        return min(end, len(text))
    space = next((at for at in range(end - 1, max(limit, end - 40) - 1, -1) if text[at].isspace()), None)
    return end if space is None else space


def _merged(pieces: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Neighbouring plain pieces joined, empty ones and doubled ellipses dropped."""
    merged: list[tuple[str, bool]] = []
    for piece, found in pieces:
        if merged and not found and not merged[-1][1]:
            merged[-1] = ((merged[-1][0] + piece).replace(_ELLIPSIS * 2, f" {_ELLIPSIS} "), False)
        elif piece:
            merged.append((piece, found))
    return merged
