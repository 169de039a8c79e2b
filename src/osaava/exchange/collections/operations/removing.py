"""Taking a file or a whole collection away. Units that were made of it are the library's and stay as they are, published or not."""

from __future__ import annotations

from django.db import transaction
from django_scopes import scopes_disabled

from osaava.base import audit
from osaava.exchange.collections import rules, storage
from osaava.exchange.collections.enums import SourceState
from osaava.exchange.collections.models import Chunk, Collection, Source
from osaava.exchange.collections.operations.files import WITH_PICTURES_BESIDE
from osaava.exchange.collections.operations.order import renumber
from osaava.exchange.collections.scoping import in_its_scope


@transaction.atomic
@in_its_scope
def remove_source(*, source: Source, by) -> None:
    """Delete the file with its draft units. It cannot be undone, and earlier changes can neither: they hold the words of what goes.

    Pictures beside documents go with the last document that could show them.
    """
    rules.ensure_may_work(by, source.collection)
    collection = Collection.objects.select_for_update(of=("self",)).select_related("owner").get(pk=source.collection_id)
    gone = {str(found) for found in source.chunks.values_list("uuid", flat=True)}
    collection.changes.all().delete()
    audit.record("exchange.source.removed", source, by=by, organisation=collection.owner, chunks=len(gone))
    source.delete()
    if not collection.sources.filter(kind__in=[*WITH_PICTURES_BESIDE, "zip"]).exists():
        collection.sources.filter(state=SourceState.ATTACHED).delete()
    changed = []
    for chunk in collection.chunks.exclude(duplicates=[]):
        if len(left := [entry for entry in chunk.duplicates if entry.get("chunk") not in gone]) < len(chunk.duplicates):
            chunk.duplicates = left
            changed.append(chunk)
    Chunk.objects.bulk_update(changed, ["duplicates"], batch_size=200)
    renumber(collection)


@transaction.atomic
@in_its_scope
def remove_collection(*, collection: Collection, by) -> None:
    """Delete the collection with its files, draft units and history."""
    rules.ensure_may_work(by, collection)
    audit.record("exchange.collection.removed", collection, by=by, organisation=collection.owner, files=collection.sources.count())
    collection.delete()


def sweep_files() -> int:
    """Delete stored files that no collection has had for a day; returns how many."""
    with scopes_disabled():
        return storage.sweep(lambda hashes: set(Source.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)))
