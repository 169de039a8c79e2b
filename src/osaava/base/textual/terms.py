"""From text to the terms of the index, and from a question to what it may be answered by.

The index holds every word as written, its base forms and its parts; a question asks for base forms and the word as written, never for parts.
So "merkki" finds "osaamismerkeistä", while "osaamismerkki" does not find every other "merkki". Everything is a plain word of letters and digits
and means the same to SQLite's FTS5 (unicode61, remove_diacritics 0) and to PostgreSQL's tsvector ("simple").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .choice import LANGUAGES, analyser_for
from .port import Analyser
from .tokens import LONGEST_TOKEN, Token, as_term, tokenise

MOST_BYTES = 600_000
"""Bytes of UTF-8 that the terms of one text may take; PostgreSQL refuses a tsvector of more than a megabyte, positions included."""

MOST_WORDS = 16
"""Words of a question that count; the rest is ignored."""

_LONGEST_QUESTION = 1_000
_SKIPPED = frozenset(
    "ja tai sekä eli on ei se että kun jos och eller i på en ett att för med av som är det the a an and or of to in for on with is".split()
)

Choice = Callable[[str], Analyser | None]
"""The analyser of a language; `analyser_for` unless a caller has reason for another."""


def index_terms(text: str, language: str, *, choice: Choice = analyser_for) -> list[str]:
    """The terms that `text` is found by: words as written, base forms, parts; each once, in the order they first come.

    `language` is the language of the text; with another than "fi", "sv" or "en" only words as written are given. `text` may be any string; time
    is linear. Terms beyond `MOST_BYTES` are left out. Store them joined with spaces; positions mean nothing.
    """
    analyser = choice(language)
    terms: dict[str, None] = {}
    size = 0
    for word in dict.fromkeys(token.surface for token in tokenise(text)):
        for term in _terms_of(word, analyser):
            if term not in terms:
                size += len(term.encode()) + 1
                if size > MOST_BYTES:
                    return list(terms)
                terms[term] = None
    return list(terms)


def query_terms(question: str, language: str = LANGUAGES[0], *, choice: Choice = analyser_for) -> list[frozenset[str]]:
    """What a question asks for: for each word the set of terms of which any will do, so `(a OR b) AND (c OR d)`.

    Nobody says which language a question is in: `language` is the interface's, whose guesses about unknown words count too; of the others only what
    their dictionaries know. Words as common as "ja" or "the" are dropped unless there is nothing else. At most `MOST_WORDS` words of the first 1 000
    characters count. Any string will do; one without words gives an empty list. Terms are safe to quote: letters and digits only.
    """
    words = [part for token in tokenise(question[:_LONGEST_QUESTION]) for part in _parts(token)]
    words = list(dict.fromkeys([word for word in words if word not in _SKIPPED] or words))[:MOST_WORDS]
    languages = [language, *(code for code in LANGUAGES if code != language)]
    return [frozenset(_asked_for(word, languages, choice)) for word in words]


def typed_prefix(question: str) -> str:
    """The last word of a question that is still being typed, as the beginning of a term; empty after a space or when there is no word.

    For suggestions while typing: let the last group of `query_terms` match this beginning as well.
    """
    question = question[-_LONGEST_QUESTION:]
    tokens = tokenise(question)
    if not tokens or tokens[-1].end != len(question):
        return ""
    return as_term(_parts(tokens[-1])[-1])


def terms_of_word(surface: str, language: str, *, choice: Choice = analyser_for) -> Iterator[str]:
    """The index terms of one word as `tokenise` gives it."""
    return _terms_of(surface, choice(language))


def _terms_of(surface: str, analyser: Analyser | None) -> Iterator[str]:
    parts = surface.split("-")
    if len(parts) > 1 and not surface.replace("-", "").isdecimal():
        # "digi-osaaminen" is found by "digiosaaminen" too.
        parts.insert(0, "".join(parts)[:LONGEST_TOKEN])
    for part in parts:
        if term := as_term(part):
            yield term
            if analyser:
                analysis = analyser.examine(part)
                yield from analysis.bases
                yield from analysis.parts


def _asked_for(word: str, languages: list[str], choice: Choice) -> Iterator[str]:
    yield as_term(word)
    for place, language in enumerate(languages):
        analyser = choice(language)
        if analyser is None:
            continue
        analysis = analyser.examine(word)
        if analysis.known or place == 0:
            yield from analysis.bases


def _parts(token: Token) -> list[str]:
    return [part for part in token.surface.split("-") if as_term(part)] or [token.surface]
