"""Every read of collections."""

from osaava.exchange.collections.queries.chunks import (
    accepted_chunks,
    borders_of,
    changes_since_import,
    chunk_of,
    chunks_by_uuid,
    chunks_page,
    newest_change,
    publishing_gaps,
    units_on_path,
)
from osaava.exchange.collections.queries.lists import (
    MOST_NAMED,
    collection_for,
    collection_named,
    collections_page,
    counts,
    media_of,
    owners_for,
    reading_of,
    source_with_pieces,
    sources_named,
    sources_page,
)
from osaava.exchange.collections.queries.reports import report, report_as_text

__all__ = [
    "MOST_NAMED",
    "accepted_chunks",
    "borders_of",
    "changes_since_import",
    "chunk_of",
    "chunks_by_uuid",
    "chunks_page",
    "collection_for",
    "collection_named",
    "collections_page",
    "counts",
    "media_of",
    "newest_change",
    "owners_for",
    "publishing_gaps",
    "reading_of",
    "report",
    "report_as_text",
    "source_with_pieces",
    "sources_named",
    "sources_page",
    "units_on_path",
]
