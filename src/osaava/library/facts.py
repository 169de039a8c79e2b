"""News of the library, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class UnitPublished:
    """Another version of a unit became the one that everyone sees."""

    unit_id: int
    unit_uuid: UUID
    slug: str
    version: int


@dataclass(frozen=True)
class UnitWithdrawn:
    """A unit was taken out of sight."""

    unit_id: int
    unit_uuid: UUID
    slug: str


@dataclass(frozen=True)
class UnitRenamed:
    """A unit got another address; the old one redirects."""

    unit_id: int
    unit_uuid: UUID
    old_slug: str
    slug: str


@dataclass(frozen=True)
class WorkOrderDone:
    """A unit that answers a work order was published."""

    order_uuid: UUID
    unit_id: int
    threads: tuple[str, ...]
