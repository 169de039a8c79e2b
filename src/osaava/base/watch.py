"""What a page says of itself while it is made, for the memory of pages (`base.page_cache`).

Three things make a page differ from one view to the next although nothing was changed: a fresh key in a form, the moment it is, and the day. Keys
are noted, so that each view gets its own; a page that asks for the moment is not kept; a page that asks whether a moment has come is kept until
then. The day is in the key of every kept page.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Watch:
    """Notes of one request."""

    keys: list[str] = field(default_factory=list)
    until: datetime | None = None
    asked_the_moment: bool = False


_watch: ContextVar[Watch | None] = ContextVar("page_watch", default=None)


def begin() -> Watch:
    """Start taking notes in this request."""
    watch = Watch()
    _watch.set(watch)
    return watch


def end() -> None:
    """Stop taking notes."""
    _watch.set(None)


def note_key(key: str) -> None:
    """A fresh form key was handed out."""
    if watch := _watch.get():
        watch.keys.append(key)


def note_moment() -> None:
    """The page asked what time it is."""
    if watch := _watch.get():
        watch.asked_the_moment = True


def note_until(moment: datetime) -> None:
    """The page holds until this moment only."""
    if watch := _watch.get():
        watch.until = min(watch.until or moment, moment)
