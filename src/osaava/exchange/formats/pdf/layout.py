"""Lines out of a page's letters: words that stand on one line and in one column, with what they look like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from osaava.exchange.reading.marks import Run
from osaava.exchange.reading.order import Box, reading_order

BULLET = re.compile(r"[•◦▪●○■□‣·–—*➢✓❖\uf0b7\uf0a7\uf0d8\uf02d-]|o")
NUMBER = re.compile(r"(\d{1,3})[.)]")
_MARK = re.compile(rf"(?:{BULLET.pattern}|{NUMBER.pattern}|[a-zåäö][.)])")
_CID = re.compile(r"\(cid:\d+\)")
_TYPEWRITER = re.compile(r"courier|mono|consol|menlo|typewriter", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli", re.IGNORECASE)


@dataclass
class Word:
    """One word on a page; heights and widths in points, origin at the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    font: str
    url: str = ""

    def run(self, text: str) -> Run:
        """The word as a run of letters."""
        bold, italic = bool(_BOLD.search(self.font)), bool(_ITALIC.search(self.font))
        return Run(text, bold=bold, italic=italic, code=bool(_TYPEWRITER.search(self.font)), url=self.url)


@dataclass
class Line:
    """Words of one line in one column."""

    words: list[Word]
    page: int
    edge: str = ""
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.right = self.words[0].left, max(w.right for w in self.words)
        self.top, self.bottom = min(w.top for w in self.words), max(w.bottom for w in self.words)
        self.size = Counter({round(w.size, 1): 0 for w in self.words} | _letters_by_size(self.words)).most_common(1)[0][0]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(_BOLD.search(word.font) for word in self.words if any(c.isalnum() for c in word.text))

    @property
    def is_code(self) -> bool:
        return all(_TYPEWRITER.search(word.font) for word in self.words)

    @property
    def mark(self) -> str:
        """The bullet or number that opens the line, or ""."""
        first = self.words[0].text
        return first if len(self.words) > 1 and _MARK.fullmatch(first) else ""


def _letters_by_size(words: list[Word]) -> Counter[float]:
    found: Counter[float] = Counter()
    for word in words:
        found[round(word.size, 1)] += len(word.text)
    return found


def links_of(page: Any) -> list[tuple[float, float, float, float, str]]:
    """Where on the page a link may be clicked, and its address."""
    return [(a["x0"], a["top"], a["x1"], a["bottom"], a["uri"]) for a in page.hyperlinks if isinstance(a.get("uri"), str)][:500]


def words_of(page: Any, outside: list[tuple[float, float, float, float]]) -> tuple[list[Word], int]:
    """(words of a page that stand outside of the given boxes, letters without a meaning)."""
    found, lost = [], 0
    links = links_of(page)
    for raw in page.extract_words(x_tolerance_ratio=0.2, y_tolerance=2, extra_attrs=["fontname", "size"]):
        text, missing = _CID.subn("", raw["text"]) if not _CID.fullmatch(raw["text"]) else ("•", 0)  # a lone sign of a symbol font
        lost += missing
        x, y = (raw["x0"] + raw["x1"]) / 2, (raw["top"] + raw["bottom"]) / 2
        if not text or not raw["upright"] or any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in outside):
            continue
        url = next((uri for x0, y0, x1, y1, uri in links if x0 <= x <= x1 and y0 - 1 <= y <= y1 + 1), "")
        found.append(Word(text, raw["x0"], raw["top"], raw["x1"], raw["bottom"], raw["size"], raw["fontname"], url))
    return found, lost


def lines_of(words: list[Word], page: int) -> list[Line]:
    """Words joined to lines; a wide empty space divides a line, for it may be the space between columns."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.left)):
        row = next((r for r in reversed(rows[-3:]) if _share_a_row(r[0], word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = []
    for row in rows:
        row.sort(key=lambda w: w.left)
        segment = [row[0]]
        for before, word in pairwise(row):
            after_mark = len(segment) == 1 and _MARK.fullmatch(before.text)
            if word.left - before.right > (4.0 if after_mark else 1.6) * max(before.size, 4):
                lines.append(Line(segment, page))
                segment = []
            segment.append(word)
        lines.append(Line(segment, page))
    return lines


def _share_a_row(one: Word, other: Word) -> bool:
    """Whether two words stand on one line: a raised small figure still does."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.55 * min(one.bottom - one.top, other.bottom - other.top)


def in_order(things: list[Any], body: float) -> list[Any]:
    """Lines, tables and pictures of one page in reading order."""
    boxes = [Box(n, one.left, one.top, one.right, one.bottom) for n, one in enumerate(things)]
    return [things[n] for n in reading_order(boxes, gap=body * 0.9, least=3)]


def body_size(lines: list[Line]) -> float:
    """The size that most letters have."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters += _letters_by_size(line.words)
    return letters.most_common(1)[0][0] if letters else 10.0


def heading_sizes(lines: list[Line], body: float) -> list[float]:
    """Sizes that stand out from the body, largest first, near ones taken together."""
    found: list[float] = []
    for size in sorted({line.size for line in lines if line.size >= body * 1.12 and any(c.isalpha() for c in line.text)}, reverse=True):
        if not found or found[-1] - size > max(0.4, body * 0.03):
            found.append(size)
    return found
