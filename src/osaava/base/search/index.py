"""Keeping the index: sources of documents, indexing what changed, and making all of it anew when the analysis of words changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import transaction

from osaava.base.models import SearchEntry
from osaava.base.search import engines, marks
from osaava.base.textual import analysis_signature, index_terms

KINDS = ("unit", "path", "theme", "organisation", "help")
"""Kinds of findable things, in the order their groups are shown."""
BODY_CHARACTERS = 60_000
_BATCH = 200
_SIGNATURE = ("_", "signature", "fi")
_FOLD = str.maketrans("åäöéüæø", "aaoeuao")
_sources: dict[str, Callable[..., Iterator[dict]]] = {}


def register_source(kind: str, documents: Callable[..., Iterator[dict]]) -> None:
    """Tell where the documents of a kind come from: `documents(ids=None)` yields dicts with the fields of `SearchEntry`."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of findable thing.")
    _sources[kind] = documents


@transaction.atomic
def reindex(kind: str, ids: Iterable[int], *, keys: Iterable[str] = ()) -> int:
    """Index these things anew; `keys` are their keys, so that things which no longer give a document are forgotten. Returns documents written."""
    documents = list(_sources[kind](list(ids)))
    _forget(kind, {*keys, *(d["key"] for d in documents)})
    return _add(documents)


@transaction.atomic
def remove(kind: str, keys: Iterable[str]) -> None:
    """Forget things."""
    _forget(kind, set(keys))


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew; returns documents written."""
    engines.clear()
    SearchEntry.objects.all().delete()
    count = 0
    for kind in KINDS:
        if kind in _sources:
            documents = _sources[kind]()
            while batch := list(islice(documents, _BATCH)):
                count += _add(batch)
    kind, key, language = _SIGNATURE
    SearchEntry.objects.create(kind=kind, key=key, language=language, title=analysis_signature()[:300], url_name="-")
    return count


def ensure_current() -> bool:
    """Rebuild when the index was made with another analysis of words (Voikko came or went, rules changed); returns whether it did."""
    kind, key, language = _SIGNATURE
    made_with = SearchEntry.objects.filter(kind=kind, key=key, language=language).values_list("title", flat=True).first()
    if made_with == analysis_signature()[:300]:
        return False
    rebuild()
    return True


def _forget(kind: str, keys: set[str]) -> None:
    entries = list(SearchEntry.objects.filter(kind=kind, key__in=keys).values_list("pk", flat=True))
    if entries:
        engines.forget(entries)
        SearchEntry.objects.filter(pk__in=entries).delete()


def _add(documents: list[dict]) -> int:
    entries = SearchEntry.objects.bulk_create(SearchEntry(**{**d, "body": d.get("body", "")[:BODY_CHARACTERS]}) for d in documents)
    engines.learn([_words(entry) for entry in entries])
    return len(entries)


def folded(term: str) -> str:
    """The term as somebody without å, ä, ö on the keyboard types it."""
    return term.translate(_FOLD)


def _words(entry: SearchEntry) -> engines.Words:
    title, summary, body = (index_terms(text, entry.language) for text in (entry.title, entry.summary, entry.body))
    without = {folded(term) for term in (*title, *summary) if folded(term) != term}
    return engines.Words(entry.pk, title, summary, body, sorted(without), marks.marks_of(entry))
