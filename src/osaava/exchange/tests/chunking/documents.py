"""Documents for stories about chunks, out of a few lines of Markdown, so that no story depends on a reader."""

from __future__ import annotations

import re

from osaava.exchange.reading.document import Document, Piece

_IMAGE = re.compile(r'!\[(.*?)\]\((\S+?)(?: "(.*?)")?\)\Z')


def document(markdown: str, **facts) -> Document:
    """One piece for each part between blank lines. `[^1]: text` is a footnote, `???` opens spoken text."""
    pieces = [piece for part in re.split(r"\n\s*\n", markdown.strip("\n")) for piece in _pieces(part.strip("\n"))]
    images = {piece.image: piece.image for piece in pieces if piece.image}
    return Document(pieces=pieces, images=images, **facts)


def _pieces(part: str) -> list[Piece]:
    lines = part.split("\n")
    if match := re.match(r"(#{1,6}) (.*)", lines[0]):
        heading = Piece(kind="heading", markdown=match[2], level=len(match[1]))
        return [heading, *(_pieces("\n".join(lines[1:])) if lines[1:] else [])]
    if match := _IMAGE.match(part):
        return [Piece(kind="image", image=match[2], alt=match[1], caption=match[3] or "")]
    if match := re.match(r"\[\^(\d+)\]: (.*)", part, re.DOTALL):
        return [Piece(kind="note", markdown=f"[{match[1]}] {match[2]}")]
    if part.startswith("???"):
        return [Piece(kind="speaker", markdown=part[3:].strip())]
    if part.startswith("|"):
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if not re.match(r"[|\s:-]+\Z", line)]
        return [Piece(kind="table", head=rows[0], rows=rows[1:])]
    if re.match(r"(?:[-*+]|\d{1,3}[.)]) ", part) and not re.match(r"\d+\. .*\?\Z", part):
        return [Piece(kind="list", markdown=part)]
    if part.startswith(">"):
        return [Piece(kind="quote", markdown=part)]
    return [Piece(kind="text", markdown=part)]
