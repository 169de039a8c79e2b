"""What people did to draft units, kept so that it can be taken back, one act after another."""

from __future__ import annotations

import uuid

from django.db import transaction

from osaava.exchange.collections import rules
from osaava.exchange.collections.enums import ChunkState, Verb
from osaava.exchange.collections.errors import StaleChunk
from osaava.exchange.collections.models import Change, Chunk, Collection
from osaava.exchange.collections.operations import units
from osaava.exchange.collections.operations.order import renumber
from osaava.exchange.collections.scoping import in_its_scope

KEPT = (
    "source_id", "place", "state", "title", "language", "blocks", "minutes", "first", "last", "origins", "imported", "theme_id", "sure_theme",
    "target_groups", "competences", "keywords", "suggestion", "duplicates", "warnings", "conflict", "news", "unit_id", "version",
)  # fmt: skip
MOST = 200
"""How many acts a collection remembers."""


def fresh(chunk: Chunk, revision: int | None) -> Chunk:
    """The draft unit as it stands, locked until the transaction ends. Raises StaleChunk when it is not at `revision` any more (None: any will do)."""
    found = Chunk.objects.select_for_update(of=("self",)).select_related("collection__owner", "source", "theme", "unit__draft", "unit__published")
    now = found.filter(pk=chunk.pk).first()
    if now is None:
        raise Chunk.DoesNotExist
    if revision is not None and now.revision != revision:
        raise StaleChunk(now)
    units.pull(now)
    return now


def store(chunk: Chunk) -> Chunk:
    """Save a changed draft unit with the next revision."""
    chunk.revision += 1
    chunk.save()
    return chunk


def keep(collection: Collection, verb: str, chunks: list[Chunk], by, *, order: bool = False) -> Change:
    """Remember how these draft units are before an act, and with `order` the order of all."""
    before = [{"uuid": str(chunk.uuid)} | {name: getattr(chunk, name) for name in KEPT} for chunk in chunks]
    whole = [str(found) for found in collection.chunks.order_by("place").values_list("uuid", flat=True)] if order else []
    change = Change.objects.create(collection=collection, verb=verb, before=before, order=whole, by=by)
    old = collection.changes.order_by("-id").values_list("pk", flat=True)[MOST : MOST + 20]
    Change.objects.filter(pk__in=list(old)).delete()
    return change


@transaction.atomic
@in_its_scope
def undo(*, collection: Collection, by) -> Change | None:
    """Take back the newest act that is not closed; returns it, or None. A unit that was made stays a draft in the library."""
    rules.ensure_may_work(by, collection)
    Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    change = collection.changes.filter(closed=False).order_by("-id").first()
    if change is None:
        return None
    now = {str(chunk.uuid): chunk for chunk in Chunk.objects.filter(collection=collection, uuid__in=[row["uuid"] for row in change.before])}
    Chunk.objects.filter(collection=collection, uuid__in=change.made).delete()
    for row in change.before:
        _put_back(collection, now.get(row["uuid"]), dict(row), by)
    order = {found: n for n, found in enumerate(change.order)}
    if order:
        rows = collection.chunks.order_by("place", "pk").values_list("pk", "uuid")
        renumber(collection, [pk for pk, _n in sorted(((pk, order.get(str(found), len(order))) for pk, found in rows), key=lambda pair: pair[1])])
    change.closed = True
    change.save(update_fields=["closed"])
    return change


def _put_back(collection: Collection, chunk: Chunk | None, row: dict, by) -> None:
    identifier, unit, version, place = row.pop("uuid"), row.pop("unit_id"), row.pop("version"), row.pop("place")
    if chunk is None:  # it was merged into another one
        chunk = Chunk(collection=collection, uuid=uuid.UUID(identifier), unit_id=unit, version=version, place=place)
    for name, value in row.items():
        setattr(chunk, name, value)
    if chunk.unit_id is None and unit:
        chunk.unit_id, chunk.version = unit, version
    store(chunk)
    if chunk.unit_id and chunk.state == ChunkState.ACCEPTED:
        units.push(Chunk.objects.select_related("collection__owner", "source", "theme", "unit__draft").get(pk=chunk.pk), by=by)


__all__ = ["Verb", "fresh", "keep", "store", "undo"]
