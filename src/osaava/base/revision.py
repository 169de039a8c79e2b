"""The revision numbers that pages kept in memory are valid for.

A page may be served from memory as long as nothing that it shows has changed. "Changed" is decided by the database: triggers add one to a number
whenever a row is inserted, updated or deleted (`base.triggers`). An operation, an admin page, a data migration and a stray `queryset.update()`
therefore all count, and a kept page can never be stale.

There are three numbers. `shared` moves with what visitors see; `private` with what some signed-in people see; and each person has their own,
which moves with rows that no one else's pages show. Every table belongs to one of them, or says why it moves none (`moves_of`).
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, cast

from django.apps import apps
from django.conf import settings
from django.db import connections

from osaava.base import privacy
from osaava.base.models import Model

MovesKind = Literal["shared", "private", "own", "nothing"]


@dataclass(frozen=True)
class Moves:
    """Which number a table moves. `column`: where a row of kind "own" names its person; `reason`: why a table moves nothing. `inserts`: whether
    a new row moves it too (only tables of kind "shared" may say no).
    """

    kind: MovesKind
    column: str = ""
    reason: str = ""
    inserts: bool = True


def number(using: str = "default") -> int:
    """The present revision of shared content."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT number FROM base_revision WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else 0


_of_request: ContextVar[int | None] = ContextVar("revision_of_request", default=None)
_of_reading: ContextVar[int | None] = ContextVar("revision_of_reading", default=None)


def remember(value: int | None, *, reading: bool = False) -> None:
    """Keep the number read at the start of a request for the rest of it (None: forget). `reading`: the request changes nothing."""
    _of_request.set(value)
    _of_reading.set(value if reading else None)


def of_reading() -> int | None:
    """The number remembered for a request that only reads, else None."""
    return _of_reading.get()


def current() -> int:
    """The number remembered for this request, else the present one."""
    value = _of_request.get()
    return number() if value is None else value


def moves_of(model) -> Moves:
    """What a table moves. The safe answer is the default: a table that says nothing makes the kept pages of all signed-in people new."""
    if not issubclass(model, Model) and (told := settings.REVISION_OF_TABLES.get(model._meta.db_table)):
        kind, _, more = told.partition(":")
        return Moves("own", column=more) if kind == "own" else Moves(cast(MovesKind, kind), reason=more)
    if getattr(model, "shared", False) is True:
        return Moves("shared", inserts=not getattr(model, "unseen_at_first", ""))
    if isinstance(reason := getattr(model, "unseen", ""), str) and reason:
        return Moves("nothing", reason=reason)
    if getattr(model, "own", False) is True:  # a field may have this name
        return Moves("own", column=_person_column(model))
    return Moves("private")


def _person_column(model) -> str:
    declared = model.privacy
    if not isinstance(declared, privacy.PersonalData) or "__" in declared.person:
        raise TypeError(f"{model.__name__} says `own = True`, but no column of its own names the person.")
    return model._meta.pk.column if declared.person == "pk" else model._meta.get_field(declared.person).column


def tables() -> dict[str, Moves]:
    """Every table of the database with what it moves; many-to-many tables go with the model that declares them."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        owner = model._meta.auto_created or model
        moves = moves_of(owner)
        if owner is not model and moves.kind == "own":
            moves = Moves("private")
        found[model._meta.db_table] = moves
    return dict(sorted(found.items()))


def shared_tables() -> list[str]:
    """Tables whose rows visitors see."""
    return [table for table, moves in tables().items() if moves.kind == "shared"]
