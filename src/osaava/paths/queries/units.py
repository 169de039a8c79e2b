"""Unit rows for pages of paths and of learners, kept in memory as long as shared content has not changed.

Rows that everyone may read are remembered by revision (`base.revision`); an organisation's own units are asked for each time, so what is
remembered is the same for everybody.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from osaava.base import revision
from osaava.library.api import Licence, UnitRow, units_by_ids, visible_units

MAX_ROWS = 20_000


@dataclass(frozen=True)
class UnitFacts:
    """What a list of paths needs of a unit."""

    minutes: int
    theme_id: int


_memory = threading.local()


def _store() -> dict:
    now = revision.current()
    store = _memory.__dict__
    if store.get("revision") != now or len(store.get("rows", ())) > MAX_ROWS:
        store.clear()
        store.update(revision=now, rows={})
    return store


def remembered(name: str, make):
    """`make()`, remembered in this thread until shared content changes."""
    store = _store()
    if name not in store:
        store[name] = make()
    return store[name]


def forget() -> None:
    """Forget what this thread remembers (tests: a rolled-back database may come to the same revision with other content)."""
    _memory.__dict__.clear()


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


def _shared_facts() -> dict[int, UnitFacts]:
    rows = visible_units().order_by().values_list("pk", "published__minutes", "published__theme_id")
    return remembered("facts", lambda: {pk: UnitFacts(minutes, theme) for pk, minutes, theme in rows})


def unit_facts(ids: Iterable[int], person=None) -> dict[int, UnitFacts]:
    """id -> minutes and theme of the units among `ids` that the person can read; no query for what everybody may read."""
    known = _shared_facts()
    found = {pk: known[pk] for pk in ids if pk in known}
    missing = set(ids) - set(found)
    if missing and getattr(person, "is_authenticated", False):
        rows = visible_units(person).filter(pk__in=missing).values_list("pk", "published__minutes", "published__theme_id")
        found |= {pk: UnitFacts(minutes, theme) for pk, minutes, theme in rows}
    return found


def shared_units_by_theme() -> dict[int, frozenset[int]]:
    """Theme id -> ids of the units that everyone may read."""
    return remembered("themes", _by_theme)


def _by_theme() -> dict[int, frozenset[int]]:
    out: dict[int, set[int]] = {}
    for pk, fact in _shared_facts().items():
        out.setdefault(fact.theme_id, set()).add(pk)
    return {theme: frozenset(ids) for theme, ids in out.items()}
