"""Asking the index: results with counts, facets and words in context; suggestions while typing; help when nothing was found."""

from __future__ import annotations

import re
import threading
from collections import Counter
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from osaava.base import revision
from osaava.base.language import current_language
from osaava.base.models import SearchEntry
from osaava.base.search import engines, marks
from osaava.base.search.index import KINDS, folded
from osaava.base.textual import analyser_for, highlight, query_terms, suggest_spelling, typed_prefix

RANKED = 150
"""How many of the best entries facet counts rest on; pages go no further."""
_VOCABULARY_TITLES = 4_000
_store = threading.local()


@dataclass(frozen=True)
class Facets:
    """What the reader chose: facet -> values (any of them will do), and kinds."""

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()


@dataclass
class Hit:
    """One found thing. `title` and `snippet` are pieces (text, is a found word); `other_language` when it is not in the interface's."""

    kind: str
    key: str
    url: str
    title: list[tuple[str, bool]]
    snippet: list[tuple[str, bool]]
    entry: SearchEntry
    other_language: str = ""


@dataclass
class Results:
    """An answer. `total` is exact up to 10 000. Facet counts and groups rest on the `RANKED` best entries; `capped` says when there are more."""

    question: str
    hits: list[Hit]
    total: int
    groups: dict[str, int]
    facets: dict[str, dict[str, int]]
    capped: bool
    any_language: bool = False


@dataclass(frozen=True)
class Suggestion:
    """One line under the search box."""

    title: str
    kind: str
    url: str


def search(question: str, *, language: str | None = None, facets: Facets | None = None, limit: int = 10, offset: int = 0) -> Results:
    """Find things by words. Any string is a safe question; one without words gives no hits.

    First among the things as shown in the interface language (each thing once); when nothing is found there, in all languages.
    """
    language, facets = language or current_language(), facets or Facets()
    wanted = query_terms(question, language)
    if not wanted:
        return Results(question, [], 0, {}, {}, capped=False)
    words = [_group(alternatives) for alternatives in wanted]
    filters = _filters(facets)
    shown = engines.Group(frozenset({marks.mark("shown", language)}))
    found, total = engines.ask([*words, shown, *filters], most=RANKED)
    any_language = False
    if not found and len(parts := _taken_apart(question, language)) > len(wanted):
        # "koulutuksenjärjestäjillä" is also written as two words
        wanted, words = parts, [_group(alternatives) for alternatives in parts]
        found, total = engines.ask([*words, shown, *filters], most=RANKED)
    if not found:
        found, total = engines.ask([*words, *filters], most=RANKED)
        any_language = bool(found)
    entries = _light_entries(found)
    if any_language:
        entries = _each_once(entries)
        total = len(entries)
    page = _full_entries([e.pk for e in entries[offset : offset + limit]])
    return Results(
        question,
        [hit for entry in page if (hit := _hit(entry, wanted, language))],
        total,
        _in_kind_order(Counter(e.kind for e in entries)),
        _counts(entries),
        capped=total > len(entries),
        any_language=any_language,
    )


def suggest(question: str, *, language: str | None = None, limit: int = 8) -> list[Suggestion]:
    """Titles that begin to match what is being typed."""
    language = language or current_language()
    wanted = query_terms(question, language)
    prefix = typed_prefix(question)
    if not wanted or (prefix and len(prefix) < 2 and len(wanted) == 1):
        return []
    groups = [_group(alternatives, title_only=True) for alternatives in wanted]
    if prefix:
        last = groups[-1]
        groups[-1] = engines.Group(last.terms, frozenset({prefix, folded(prefix)}), title_only=True)
    shown = engines.Group(frozenset({marks.mark("shown", language)}))
    found = engines.ask_quickly([*groups, shown], most=60)
    begun = prefix or question.strip().casefold()
    entries = sorted(_light_entries(found), key=lambda e: (not e.title.casefold().startswith(begun), len(e.title)))
    return [Suggestion(e.title, e.kind, url) for e in entries[:limit] if (url := _url(e))]


def did_you_mean(question: str, *, language: str | None = None) -> str:
    """The question with unknown words replaced by near ones of titles; empty when there is nothing better."""
    language = language or current_language()
    vocabulary = _vocabulary(language)
    words, changed = [], False
    for word in question.split()[:8]:
        near = word if word.casefold() in vocabulary else suggest_spelling(word.casefold()[:40], vocabulary)
        near = near if isinstance(near, str) else next(iter(near or []), None)
        changed |= bool(near) and near != word
        words.append(near or word)
    return " ".join(words) if changed else ""


def _taken_apart(question: str, language: str) -> list[frozenset[str]]:
    """The question's groups with every compound as its parts, all of which must be met."""
    analyser = analyser_for(language)
    groups: list[frozenset[str]] = []
    for alternatives in query_terms(question, language):
        parts = [p for word in sorted(alternatives) for p in (analyser.examine(word).parts if analyser else ())]
        pieces = dict.fromkeys(p for p in parts if p not in alternatives and not any(p != q and p in q for q in parts if q in alternatives))
        groups += [frozenset({p}) for p in list(pieces)[:4]] if len(pieces) > 1 else [alternatives]
    return groups[:16]


def _group(alternatives: frozenset[str], *, title_only: bool = False) -> engines.Group:
    return engines.Group(alternatives | {folded(term) for term in alternatives}, title_only=title_only)


def _filters(facets: Facets) -> list[engines.Group]:
    groups = []
    for name, values in facets.chosen.items():
        if name in marks.FACETS and values:
            groups.append(engines.Group(frozenset(marks.mark(name, value) for value in values[:50])))
    if kinds := [kind for kind in facets.kinds if kind in KINDS]:
        groups.append(engines.Group(frozenset(marks.mark("kind", kind) for kind in kinds)))
    return groups


def _light_entries(ids: list[int]) -> list[SearchEntry]:
    by_id = SearchEntry.objects.defer("body", "summary").in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def _full_entries(ids: list[int]) -> list[SearchEntry]:
    by_id = SearchEntry.objects.in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def _each_once(entries: list[SearchEntry]) -> list[SearchEntry]:
    found: dict[tuple[str, str], SearchEntry] = {}
    for entry in entries:
        found.setdefault((entry.kind, entry.key), entry)
    return list(found.values())


def _in_kind_order(counts: Counter) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def _counts(entries: list[SearchEntry]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter] = {name: Counter() for name in marks.FACETS}
    for entry in entries:
        for name, values in marks.facet_values(entry).items():
            found[name].update(values)
    return {name: dict(counter) for name, counter in found.items()}


def _url(entry: SearchEntry) -> str:
    try:
        return reverse(entry.url_name, args=entry.url_args)
    except NoReverseMatch:
        return ""


def _hit(entry: SearchEntry, wanted: list[frozenset[str]], language: str) -> Hit | None:
    url = _url(entry)
    if not url:
        return None
    asked = [alternatives | {folded(term) for term in alternatives} for alternatives in wanted]
    return Hit(
        kind=entry.kind,
        key=entry.key,
        url=url,
        title=highlight(entry.title, asked, entry.language, width=300, snippets=1),
        snippet=_snippet(entry, asked),
        entry=entry,
        other_language=entry.language if entry.language != language else "",
    )


def _snippet(entry: SearchEntry, asked: list) -> list[tuple[str, bool]]:
    """The first passage in which the words are met; read in pieces, because most words stand near the beginning."""
    pieces = [entry.summary, *(entry.body[at : at + 1_000] for at in range(0, min(len(entry.body), 6_000), 1_000))]
    for text in pieces:
        found = highlight(text, asked, entry.language, snippets=1)
        if any(met for _piece, met in found):
            return found
    return highlight(entry.summary or entry.body[:300], [], entry.language, snippets=1)


def _vocabulary(language: str) -> list[str]:
    """Words of titles, remembered in this thread until shared content changes."""
    now = revision.current()
    kept = getattr(_store, "vocabulary", None)
    if kept is None or kept[0] != now:
        kept = _store.vocabulary = (now, {})
    if language not in kept[1]:
        titles = SearchEntry.objects.filter(language=language).exclude(kind="_").values_list("title", flat=True)[:_VOCABULARY_TITLES]
        kept[1][language] = sorted({word.casefold() for title in titles for word in re.findall(r"\w{3,}", title)})
    return kept[1][language]
