"""PDF files with text: lines put into reading order, headings known by their size, and what belongs to the page rather than to the text left out.

A PDF says where letters stand and little else, so everything here is a judgement; what was judged away is reported. A page without letters is said to
be scanned; nothing is recognised from pictures.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from osaava.exchange.formats.pdf.edges import mark_edges
from osaava.exchange.formats.pdf.flow import Flow
from osaava.exchange.formats.pdf.layout import Line, body_size, in_order, lines_of, links_of, words_of
from osaava.exchange.formats.pdf.pictures import picture
from osaava.exchange.reading import marks
from osaava.exchange.reading.builder import Builder, alt_text
from osaava.exchange.reading.document import Document, Refused, count_words
from osaava.exchange.reading.port import Source

MOST_PAGES = 1_500
_MOST_EDGES = 4_000
_SMALLEST = 24  # points; smaller pictures are ornaments
_EMPTY_TITLES = ("microsoft", "untitled", "powerpoint", "word -")


@dataclass
class Placed:
    """A table or a picture at its place on a page."""

    left: float
    top: float
    right: float
    bottom: float
    page: int
    rows: list[list[str]] | None = None
    content: bytes = b""
    alt: str = ""
    url: str = ""


def read(source: Source, out: Path) -> Document:
    """All pages as one flow of text."""
    try:
        pdf = pdfplumber.open(source.path, unicode_norm="NFC")
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        raise Refused("encrypted" if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) else "broken") from None
    with pdf:
        return _Reader(pdf, Builder(out)).read()


class _Reader:
    def __init__(self, pdf: Any, builder: Builder):
        self.pdf, self.builder = pdf, builder
        self.pages: list[list[Line]] = []
        self.placed: list[list[Placed]] = []
        self.heights: list[float] = []
        self.source: list[str] = []
        self.scanned: list[int] = []
        self.lost = self.letters = 0

    def read(self) -> Document:
        count = len(self.pdf.pages)
        if not count:
            raise Refused("broken", "no pages")
        if count > MOST_PAGES:
            raise Refused("too-many", str(MOST_PAGES))
        self._facts()
        for number in range(1, count + 1):
            page = self.pdf.pages[number - 1]
            self._page(page, number)
            page.close()
        mark_edges(self.pages, self.heights)
        self._drop_repeated()
        lines = [line for page in self.pages for line in page if not line.edge]
        body = body_size(lines)
        flow = Flow(self.builder, lines, body)
        for number, (page_lines, placed) in enumerate(zip(self.pages, self.placed, strict=True), 1):
            self.builder.place, self.builder.anchor = f"page {number}", number
            self._leave_edges(page_lines)
            for thing in in_order([line for line in page_lines if not line.edge] + placed, body):
                self._give(thing, flow)
        flow.end()
        return self._finished(count, flow.numbers)

    def _finished(self, count: int, numbers: int) -> Document:
        builder = self.builder
        builder.place, builder.anchor = "", 0
        if self.scanned:
            builder.warn("scanned" if len(self.scanned) == count else "some-pages-scanned")
        if self.lost > 0.05 * max(self.letters, 1):
            builder.warn("fonts-without-text")
        edges = sum(entry.words for entry in builder.document.left_out if entry.what in ("running-header", "page-number"))
        document = builder.finish("".join(self.source))
        document.source_words = max(document.source_words - edges - numbers, 0)
        document.pages = count
        return document

    def _facts(self) -> None:
        said, document = self.pdf.metadata or {}, self.builder.document
        title = marks.tidy(str(said.get("Title") or ""))
        if not title.lower().startswith(_EMPTY_TITLES) and not re.search(r"\.(?:docx?|pptx?|odt|indd|pdf)$", title, re.IGNORECASE):
            document.title = title
        document.authors = [name for name in re.split(r"[;,]", str(said.get("Author") or "")) if name.strip()]
        language = self.pdf.doc.catalog.get("Lang")
        language = language.decode("latin-1", "ignore") if isinstance(language, bytes) else str(language or "")
        document.language = language[:2].lower() if language[:2].isalpha() else ""
        names = self.pdf.doc.catalog
        if "JavaScript" in f"{names.get('OpenAction')} {names.get('Names')}":
            self.builder.leave("script")
        if names.get("AcroForm"):
            self.builder.leave("form")

    def _page(self, page: Any, number: int) -> None:
        tables = self._tables(page, number)
        words, lost = words_of(page, [(one.left, one.top, one.right, one.bottom) for one in tables])
        pictures = self._pictures(page, number)
        if not words and not tables and page.images:
            self.scanned.append(number)
            self.builder.leave("image", detail="scanned", place=f"page {number}")
            pictures = []
        self.lost += lost
        self.letters += sum(len(word.text) for word in words)
        self.source.append(_source_text(page.chars))
        self.pages.append(lines_of(words, number))
        self.placed.append([*tables, *pictures])
        self.heights.append(float(page.height))

    def _tables(self, page: Any, number: int) -> list[Placed]:
        """Tables drawn with lines; a grid of one row or one column is a frame."""
        if len(page.edges) > _MOST_EDGES or len(page.edges) < 4:
            return []
        found = []
        for table in page.find_tables():
            rows = [[self._cell(page, cell) if cell else "" for cell in row.cells] for row in table.rows]
            wide = max((sum(1 for cell in row if cell) for row in rows), default=0)
            if wide < 2 or sum(1 for row in rows if any(row)) < 2:
                continue
            if any(cell is None for row in table.rows for cell in row.cells):
                self.builder.warn("tables-merged")
            left, top, right, bottom = table.bbox
            found.append(Placed(left, top, right, bottom, number, rows=rows))
        return found

    def _cell(self, page: Any, box: tuple[float, float, float, float]) -> str:
        left, top, right, bottom = box
        inside = page.within_bbox((max(left, 0), max(top, 0), min(right, page.width), min(bottom, page.height)), strict=False)
        words, lost = words_of(inside, [])
        self.lost += lost
        runs = []
        for line in sorted(lines_of(words, 0), key=lambda one: (one.top, one.left)):
            runs += [run for word in line.words for run in (word.run(word.text), marks.Run(" "))]
        return marks.inline(marks.Run(r.text, italic=r.italic, code=r.code, url=r.url) for r in runs)

    def _pictures(self, page: Any, number: int) -> list[Placed]:
        alts, links = _alternatives(page), links_of(page)
        found = []
        for image in page.images[:200]:
            left, top, right, bottom = (float(image[key]) for key in ("x0", "top", "x1", "bottom"))
            if right - left < _SMALLEST and bottom - top < _SMALLEST:
                continue
            content = picture(image["stream"])
            if not content:
                self.builder.leave("image", detail="kind", place=f"page {number}")
                continue
            x, y = (left + right) / 2, (top + bottom) / 2
            url = next((uri for x0, y0, x1, y1, uri in links if x0 <= x <= x1 and y0 <= y <= y1), "")
            found.append(Placed(left, top, right, bottom, number, content=content, alt=alt_text(alts.get(image.get("mcid"), "")), url=url))
        return found

    def _drop_repeated(self) -> None:
        """The same picture on most pages is a logo."""
        pages: Counter[int] = Counter()
        for placed in self.placed:
            pages.update({hash(one.content) for one in placed if one.content})
        often = {key for key, times in pages.items() if times >= 3 and times * 2 >= len(self.placed)}
        if often:
            self.placed = [[one for one in placed if not one.content or hash(one.content) not in often] for placed in self.placed]
            self.builder.leave("image", detail="repeated")

    def _leave_edges(self, lines: list[Line]) -> None:
        for line in lines:
            if line.edge:
                self.builder.leave(line.edge, words=count_words(line.text), place="every page" if line.edge == "running-header" else "")

    def _give(self, thing: Line | Placed, flow: Flow) -> None:
        if isinstance(thing, Line):
            flow.line(thing)
            return
        flow.end()
        if thing.rows is not None:
            self.builder.table(thing.rows, has_head=True)
        else:
            self.builder.image(thing.content, alt=thing.alt, url=thing.url)


def _alternatives(page: Any) -> dict[int, str]:
    """Alternative texts of a tagged PDF, by the marked content that they belong to."""
    found: dict[int, str] = {}
    waiting = list(page.structure_tree or [])
    while waiting:
        one = waiting.pop()
        if one.get("alt_text"):
            found |= {mcid: one["alt_text"] for mcid in one.get("mcids", [])}
        waiting += one.get("children", [])
    return found


def _source_text(chars: list[dict]) -> str:
    """The letters in the order of the file, divided where they stand apart; words broken at a line's end are one word."""
    out: list[str] = []
    before = None
    for char in chars:
        text = char["text"]
        if text.startswith("(cid:") or not char["upright"]:
            continue
        if before is not None:
            if abs(char["bottom"] - before["bottom"]) > 0.6 * max(before["size"], 1):
                out.append("\n")
            elif not -0.5 * before["size"] < char["x0"] - before["x1"] < 0.2 * max(before["size"], 1):
                out.append(" ")
        out.append(text)
        before = char
    return re.sub(r"(?<=[^\W\d_])[-\u00ad\u2010]\s*\n\s*(?=[a-zåäöéü])", "", "".join(out)) + "\n"
