"""News of paths, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PathPublished:
    """Another version of a path became the one that everyone sees."""

    path_id: int
    path_uuid: UUID
    slug: str
    version: int


@dataclass(frozen=True)
class PathWithdrawn:
    """A path was taken out of sight."""

    path_id: int
    path_uuid: UUID
    slug: str


@dataclass(frozen=True)
class PathRenamed:
    """A path got another address; the old one redirects."""

    path_id: int
    path_uuid: UUID
    old_slug: str
    slug: str


@dataclass(frozen=True)
class AimsSet:
    """An organisation's goal now asks for other competences or levels, or for none: personal paths may be renewed."""

    organisation_id: int
    thread: str
