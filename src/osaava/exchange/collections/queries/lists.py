"""Collections and their files. A collection is obtained through its check only; who has it may read what is in it."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django_scopes import scopes_disabled

from osaava.base import access
from osaava.base.access import Permission
from osaava.exchange.collections import rules
from osaava.exchange.collections.enums import WAITS, ChunkState, SourceState
from osaava.exchange.collections.models import Chunk, Collection, Picture, Source
from osaava.exchange.collections.scoping import in_its_scope
from osaava.library.api import MediaFile
from osaava.network.api import Organisation, all_organisations, memberships_of, organisations_where

PAGE_SIZE, FILES_SHOWN = 20, 50
MOST_NAMED = 100
"""Files in a list to choose from; a longer one is chosen from on the page of files."""


def owners_for(person) -> list[Organisation]:
    """Organisations in whose name the person may bring in documents (goes with `rules.may_work`)."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return []
    if access.allows(person, Permission.NETWORK_COORDINATE):
        return list(all_organisations())
    mine = [membership.organisation for membership in memberships_of(person)]
    if rules.writes_somewhere(person):
        return mine
    editable = set(organisations_where(person, Permission.ORGANISATION_EDIT).values_list("pk", flat=True))
    return [organisation for organisation in mine if organisation.pk in editable]


def collection_for(person, uuid) -> Collection:
    """The collection for someone who may work on it, else 404. Its owner comes along."""
    with scopes_disabled():
        found = Collection.objects.select_related("owner").filter(uuid=uuid).first()
    if found is None or person is None or not rules.may_work(person, found.owner):
        raise Http404
    return found


def collection_named(owner: Organisation, name: str) -> Collection | None:
    """The organisation's collection of this name; for the command line, which works for the system itself."""
    with scopes_disabled():
        return Collection.objects.select_related("owner").filter(owner=owner, name=name).first()


def _number(rows: QuerySet, key: str) -> Coalesce:
    """How many rows point at the outer row by `key`."""
    counted = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def collections_page(person, number) -> Page:
    """Collections that the person may work on, newest first, with how many files and draft units each has."""
    with scopes_disabled():
        chunks, sources = Chunk.objects.all(), Source.objects.exclude(state=SourceState.ATTACHED)
        found = (
            Collection.objects.filter(owner__in=owners_for(person))
            .select_related("owner")
            .annotate(
                n_sources=_number(sources, "collection"),
                n_chunks=_number(chunks, "collection"),
                n_accepted=_number(chunks.filter(state=ChunkState.ACCEPTED), "collection"),
                is_reading=Exists(Source.objects.filter(collection=OuterRef("pk"), state__in=WAITS)),
            )
            .order_by("-created_at", "-pk")
        )
    return Paginator(found, PAGE_SIZE).get_page(number)


@in_its_scope
def counts(collection: Collection) -> dict[str, int]:
    """Draft units by state, how many are decided and published as they stand, and how many wait for a choice."""
    found = collection.chunks.aggregate(
        chunks=Count("pk"),
        proposed=Count("pk", filter=Q(state=ChunkState.PROPOSED)),
        accepted=Count("pk", filter=Q(state=ChunkState.ACCEPTED)),
        dropped=Count("pk", filter=Q(state=ChunkState.DROPPED)),
        published=Count("pk", filter=Q(state=ChunkState.ACCEPTED, unit__published_id=F("unit__draft_id"))),
        conflicts=Count("pk", filter=Q(conflict__isnull=False)),
        news=Count("pk", filter=~Q(news="")),
    )
    return found | {"decided": found["accepted"] + found["dropped"]}


@in_its_scope
def sources_page(collection: Collection, *, number=None, refused: bool = False) -> Page:
    """One page of files in order, each with `n_chunks`; their pieces stay unread. Pictures that belong to documents are not among them."""
    rows = collection.sources.exclude(state=SourceState.ATTACHED).defer("pieces").order_by("position")
    if refused:
        rows = rows.filter(state=SourceState.REFUSED)
    page = Paginator(rows.annotate(n_chunks=_number(Chunk.objects.all(), "source")), FILES_SHOWN).get_page(number)
    page.object_list = list(page.object_list)
    return page


@in_its_scope
def reading_of(collection: Collection) -> dict[str, int]:
    """How far the collection is: {files, waiting, refused}."""
    files = collection.sources.exclude(state=SourceState.ATTACHED)
    return files.aggregate(
        files=Count("pk"), waiting=Count("pk", filter=Q(state__in=WAITS)), refused=Count("pk", filter=Q(state=SourceState.REFUSED))
    )


@in_its_scope
def sources_named(collection: Collection, chosen: int | None = None) -> list[tuple[int, str]]:
    """(id, name) of the files that draft units came from: the first `MOST_NAMED`, and the chosen one in any case."""
    rows = collection.sources.filter(Exists(Chunk.objects.filter(source=OuterRef("pk")))).order_by("position").values_list("pk", "name")
    found = list(rows[:MOST_NAMED])
    if chosen and chosen not in {pk for pk, _name in found}:
        found += rows.filter(pk=chosen)
    return found


@in_its_scope
def source_with_pieces(collection: Collection, pk: int) -> Source:
    """One file with its pieces, or 404."""
    found = collection.sources.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@in_its_scope
def source_of(collection: Collection, pk: int) -> Source:
    """One file that the page of files shows, without its pieces, or 404."""
    found = collection.sources.exclude(state=SourceState.ATTACHED).defer("pieces").select_related("collection__owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@in_its_scope
def removal_of(collection: Collection, source: Source | None = None) -> dict[str, int]:
    """What removing the file, or the whole collection, takes away and leaves: {files, chunks, open, published, drafts, paths}.

    `open`: draft units that nobody has accepted; `published` and `drafts`: units in the library that stay.
    """
    chunks = collection.chunks.filter(source=source) if source else collection.chunks.all()
    found = chunks.aggregate(
        chunks=Count("pk"),
        open=Count("pk", filter=Q(unit=None)),
        published=Count("pk", filter=Q(unit__published__isnull=False)),
        drafts=Count("pk", filter=Q(unit__isnull=False, unit__published=None)),
    )
    files = 1 if source else collection.sources.exclude(state=SourceState.ATTACHED).count()
    return found | {"files": files, "paths": collection.paths.count()}


@in_its_scope
def media_of(source: Source) -> dict[str, MediaFile]:
    """Name that the file's blocks use -> stored picture."""
    return {picture.name: picture.media for picture in Picture.objects.filter(source=source).select_related("media")}
