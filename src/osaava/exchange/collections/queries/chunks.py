"""Draft units: lists, one by its check, what the last import changed, and what is missing before publishing."""

from __future__ import annotations

import uuid as uuids
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from osaava.exchange.collections.enums import ChunkState
from osaava.exchange.collections.models import Change, Chunk, Collection, Source
from osaava.exchange.collections.scoping import in_its_scope
from osaava.library.api import Problem
from osaava.library.api import publishing_gaps as gaps_of_version
from osaava.paths.api import Path as LearningPath
from osaava.paths.api import version_data as path_data

PAGE_SIZE = 25
MOST_ASKED = 50


@dataclass(frozen=True)
class MadePath:
    """A path of a collection with the addresses of the units on its draft."""

    path: LearningPath
    units: set[str]

    @property
    def is_published(self) -> bool:
        """Whether everybody sees the draft."""
        return self.path.published_id == self.path.draft_id


def _rows(collection: Collection) -> QuerySet[Chunk]:
    rows = collection.chunks.select_related("collection__owner", "source", "theme", "unit__draft", "unit__published")
    return rows.defer("source__pieces", "imported").order_by("place", "pk")


@in_its_scope
def chunks_page(collection: Collection, *, number=None, source=None, state: str = "", theme: str = "") -> Page:
    """One page of draft units in order; `theme` finds those with that house chosen or surely suggested."""
    rows = _rows(collection)
    if source:
        rows = rows.filter(source_id=int(source))
    if state:
        rows = rows.filter(state=state)
    if theme:
        rows = rows.filter(Q(theme__key=theme) | Q(theme=None, sure_theme=theme))
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    page.object_list = list(page.object_list)
    return page


@in_its_scope
def chunk_of(collection: Collection, uuid) -> Chunk:
    """One draft unit of this collection, or 404. Never another collection's."""
    found = _rows(collection).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@in_its_scope
def chunks_by_uuid(collection: Collection, wanted: list[str]) -> list[Chunk]:
    """Those of the named draft units that are in the collection, in order; what is no uuid is passed over."""
    found = []
    for text in wanted[:MOST_ASKED]:
        try:
            found.append(uuids.UUID(str(text)))
        except ValueError:
            continue
    return list(_rows(collection).filter(uuid__in=found))


@in_its_scope
def borders_of(source: Source) -> list[tuple[uuids.UUID, str, int]]:
    """(uuid, title, first piece) of a file's draft units."""
    return list(source.chunks.exclude(news="gone").order_by("place").values_list("uuid", "title", "first"))


@in_its_scope
def newest_change(collection: Collection) -> Change | None:
    """The act that would be undone next."""
    return collection.changes.filter(closed=False).order_by("-id").only("verb").first()


@in_its_scope
def accepted_chunks(collection: Collection) -> list[Chunk]:
    """Accepted draft units in order, with their units' drafts ready to be looked through."""
    rows = _rows(collection).filter(state=ChunkState.ACCEPTED)
    return list(rows.prefetch_related("unit__draft__texts", "unit__draft__files"))


def publishing_gaps(chunks: list[Chunk]) -> list[tuple[Chunk, list[Problem]]]:
    """Of accepted draft units, those that lack something before others may see them, each with what. A published draft lacks nothing."""
    found = []
    for chunk in chunks:
        if chunk.unit.published_id != chunk.unit.draft_id and (problems := gaps_of_version(chunk.unit.draft)):
            found.append((chunk, problems))
    return found


@in_its_scope
def paths_of(collection: Collection) -> list[MadePath]:
    """The paths that were made of the collection, in the order in which they were made."""
    found = []
    for path in collection.paths.select_related("draft", "published").order_by("pk"):
        found.append(MadePath(path, {step.unit for step in path_data(path.draft).steps}))
    return found


@in_its_scope
def changes_since_import(collection: Collection) -> list[dict]:
    """Draft units that the last imports made, changed or did not find any more, and those with a choice to make: [{kind, chunk}]."""
    rows = _rows(collection).filter(~Q(news="") | Q(conflict__isnull=False))
    return [{"kind": "conflict" if chunk.conflict else chunk.news, "chunk": chunk} for chunk in rows]
