"""The front of suggestions."""

from __future__ import annotations

from osaava.exchange.chunking import Draft
from osaava.exchange.suggesting.port import Suggestion


def suggest(what: Draft | str, language: str = "") -> Suggestion:
    """What a draft (or a text in `language`) is about."""
    return Suggestion()
