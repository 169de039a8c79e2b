"""The chunker's front: a document in, drafts out."""

from __future__ import annotations

from osaava.exchange.chunking.draft import Draft
from osaava.exchange.reading.document import Document

SHORTEST, LONGEST = 3, 15
"""Minutes of reading that a draft should take at least and may take at most."""


def chunk(document: Document, *, language: str = "auto", shortest: float = SHORTEST, longest: float = LONGEST) -> list[Draft]:
    """The document as draft units in reading order.

    `language`: "fi", "sv" or "en" of the whole document, or "auto" to find it for each part. `shortest` and `longest` are minutes of reading.
    """
    return []
