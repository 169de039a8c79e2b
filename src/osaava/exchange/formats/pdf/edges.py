"""What stands at the edge of every page: running headers, footers and page numbers, found by their coming again."""

from __future__ import annotations

import re
from collections import defaultdict

from osaava.exchange.formats.pdf.layout import Line

_NUMBERS = re.compile(r"\d+")
_PAGE = re.compile(r"\W*(?:sivu|sida|page|s\.|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|\(|of|av|–|-)\s*\d{1,4}\)?)?\W*", re.IGNORECASE)
_MARGIN = 0.12
"""Share of the page's height at the top and at the bottom in which such lines are looked for."""


def mark_edges(pages: list[list[Line]], heights: list[float]) -> None:
    """Set `Line.edge` to "running-header" or "page-number" for lines that belong to the page and not to the text."""
    alike: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for line in _outermost(lines, height):
            if _PAGE.fullmatch(line.text):
                line.edge = "page-number"
            else:
                alike[_NUMBERS.sub("#", line.text), round(line.top / 6)].append(line)
    for (text, _height), lines in alike.items():
        on = {line.page for line in lines}
        if (len(on) >= 3 or (len(on) == 2 and len(pages) <= 3)) and len(text) < 200 and len(on) * 4 >= len(pages):
            for line in lines:
                line.edge = "running-header"


def _outermost(lines: list[Line], height: float) -> list[Line]:
    """Lines in the margins, from the edge inwards as long as they stand apart from the text."""
    top = [line for line in lines if line.bottom < height * _MARGIN]
    bottom = [line for line in lines if line.top > height * (1 - _MARGIN)]
    return top + bottom
