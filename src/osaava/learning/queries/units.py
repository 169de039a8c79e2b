"""Unit rows for a learner's pages, kept in memory as long as shared content has not changed.

Rows that everyone may read are remembered by revision (`base.revision`); an organisation's own units are asked for each time, so what is
remembered is the same for everybody.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from osaava.base import revision
from osaava.library.api import Licence, UnitRow, published_unit_ids_by_theme, units_by_ids

MAX_ROWS = 20_000
_memory = threading.local()


def _store() -> dict:
    now = revision.current()
    store = _memory.__dict__
    if store.get("revision") != now or len(store.get("rows", ())) > MAX_ROWS:
        store.clear()
        store.update(revision=now, rows={}, themes=None)
    return store


def rows_for(ids: Iterable[int], language: str, person) -> dict[int, UnitRow]:
    """id -> row of the units among `ids` that the person can read; no query when everybody may read them and they were asked for before."""
    known, found, missing = _store()["rows"], {}, []
    for pk in dict.fromkeys(ids):
        row = known.get((pk, language))
        if row is None:
            missing.append(pk)
        else:
            found[pk] = row
    if missing:
        fresh = units_by_ids(missing, language, person=person)
        for pk, row in fresh.items():
            if row.licence != Licence.OWN_ORGANISATION:
                known[(pk, language)] = row
        found |= fresh
    return found


def shared_units_by_theme() -> dict[int, frozenset[int]]:
    """Theme id -> ids of the units that everyone may read."""
    store = _store()
    if store["themes"] is None:
        store["themes"] = {theme: frozenset(ids) for theme, ids in published_unit_ids_by_theme().items()}
    return store["themes"]
