"""Which drafts are exactly or nearly what is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from osaava.exchange.chunking import Draft


@dataclass(frozen=True)
class Likeness:
    """A draft resembles something. `place`: index in the drafts that were asked about.

    `unit` is the slug of a published unit, or "" when it resembles the earlier draft at index `draft` (-1 otherwise). `similarity` is the share of
    their three-word runs that both have, 0–1; 1.0 with `exact` when the words are the same.
    """

    place: int
    similarity: float
    exact: bool
    unit: str = ""
    draft: int = -1
    title: str = ""


@dataclass
class Shelf:
    """What drafts are compared with: published texts, prepared once for a batch."""

    entries: list = field(default_factory=list)


def library_shelf(*, person=None) -> Shelf:
    """The published units that this person (None: every visitor) may read."""
    return Shelf()


def find(drafts: Sequence[Draft], library: Shelf | None = None) -> list[Likeness]:
    """For each draft the likenesses worth showing, the closest first; drafts without one are not in the list."""
    return []
