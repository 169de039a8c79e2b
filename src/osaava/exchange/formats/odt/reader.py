"""OpenDocument text: the body in order with every tracked change accepted; notes after the paragraph that refers to them."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from osaava.exchange.formats.odt.styles import DRAW, OFFICE, STYLE, SVG, TABLE, TEXT, XLINK, Styles
from osaava.exchange.reading import marks, safe_xml
from osaava.exchange.reading.archives import OFFICE as POLICY
from osaava.exchange.reading.archives import Archive, open_archive
from osaava.exchange.reading.builder import Builder, alt_text
from osaava.exchange.reading.document import Document, Refused, count_words
from osaava.exchange.reading.marks import Run
from osaava.exchange.reading.port import Source

_DC = "{http://purl.org/dc/elements/1.1/}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_THROUGH = {f"{TEXT}section", f"{TEXT}numbered-paragraph", f"{TEXT}index-body"}
_INDEXES = {f"{TEXT}{name}-index" for name in ("alphabetical", "illustration", "table", "object", "user")} | {f"{TEXT}table-of-content"}
_UNSEEN = {f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "hidden-text", "ruby-text", "sequence-decls", "script")}
_UNSEEN |= {f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{SVG}title", f"{SVG}desc"}


def read(source: Source, out: Path) -> Document:
    """The document's own text; headers and footers of pages are reported."""
    with open_archive(source.path, POLICY) as archive:
        return _Reader(archive, Builder(out)).read()


class _Reader:
    def __init__(self, archive: Archive, builder: Builder):
        self.archive, self.builder = archive, builder
        content, styles = archive.read("content.xml"), archive.read("styles.xml")
        self.root = safe_xml.parse(content) if content else None
        self.looks = safe_xml.parse(styles) if styles else None
        self.styles = Styles(self.root, self.looks)
        self.frames: list[tuple[etree._Element, str]] = []
        self.numbers = 0

    def read(self) -> Document:
        body = self.root.find(f"{OFFICE}body/{OFFICE}text") if self.root is not None else None
        if body is None:
            raise Refused("broken", "no text")
        self._facts()
        if any(name.startswith(("Basic/", "Scripts/")) for name in self.archive.names):
            self.builder.leave("macro")
        self.builder.count("comment", len(list(body.iter(f"{OFFICE}annotation"))))
        for change in body.iter(f"{TEXT}deletion"):
            self.builder.leave("tracked-deletion", words=count_words(" ".join("".join(p.itertext()) for p in change.iter(f"{TEXT}p", f"{TEXT}h"))))
        for edge in self.looks.iter(f"{STYLE}header", f"{STYLE}footer") if self.looks is not None else ():
            self.builder.leave("running-header", words=count_words(_source_text(edge)))
        self._blocks(body)
        return self.builder.finish(_source_text(body))

    def _facts(self) -> None:
        data = self.archive.read("meta.xml")
        if not data:
            return
        document, meta = self.builder.document, safe_xml.parse(data)
        document.title = marks.tidy(meta.findtext(f".//{_DC}title") or "")
        names = {meta.findtext(f".//{_DC}creator"), meta.findtext(".//{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator")}
        document.authors = sorted(name for name in names if name)
        document.licence = marks.tidy(meta.findtext(f".//{_DC}rights") or "")
        document.language = (meta.findtext(f".//{_DC}language") or "")[:2].lower()

    # Blocks

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{TEXT}h":
                level = element.get(f"{TEXT}outline-level", "1")
                runs = self._taken(element)
                self.builder.heading(_plain_line(runs), int(level) if level.isdigit() else 1)
                self._give_frames()
            elif tag == f"{TEXT}p":
                self._paragraph(element)
            elif tag == f"{TEXT}list":
                self._list(element, 0)
            elif tag == f"{TABLE}table":
                self._table(element)
            elif tag in _INDEXES:
                self.builder.leave("contents-table", words=count_words(_source_text(element)))
                element.clear()
            elif tag in _THROUGH:
                self._blocks(element)
            elif tag == f"{DRAW}frame":
                self.frames.append((element, ""))
                self._give_frames()

    def _paragraph(self, element: etree._Element) -> None:
        role, level = self.styles.role(element.get(f"{TEXT}style-name", ""))
        runs = self._taken(element)
        if role in ("heading", "title"):
            self.builder.heading(_plain_line(runs), level)
        elif role == "quote":
            self.builder.quote(marks.lines(Run(r.text, bold=r.bold, code=r.code, url=r.url) for r in runs))
        elif role == "code":
            for line in "".join(run.text for run in runs).split("\n"):
                self.builder.code(line)
        elif role == "caption":
            self._give_frames()
            self.builder.caption(marks.inline(Run(r.text, url=r.url) for r in runs))
        else:
            self.builder.text(marks.lines(runs))
        self._give_frames()

    def _list(self, element: etree._Element, level: int, style: str = "") -> None:
        style = element.get(f"{TEXT}style-name", style)
        number = self.styles.start(style, level)
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            said = item.get(f"{TEXT}start-value", "")
            number = int(said) if number is not None and said.isdigit() and len(said) < 9 else number
            if self._item(item, level, style, number if item.tag == f"{TEXT}list-item" else None) and number is not None:
                number += 1

    def _item(self, item: etree._Element, level: int, style: str, number: int | None) -> bool:
        opened = False
        for child in item:
            if child.tag == f"{TEXT}list":
                self._list(child, level + 1, style)
            elif child.tag == f"{TEXT}h":
                self._blocks([child])
            elif child.tag == f"{TEXT}p":
                if self.styles.role(child.get(f"{TEXT}style-name", ""))[0] in ("code", "quote"):
                    self._paragraph(child)
                    continue
                markdown = marks.lines(self._taken(child))
                if markdown and not opened:
                    self.builder.item(markdown, level, number)
                elif markdown:
                    self.builder.more_of_item(markdown)
                opened = opened or bool(markdown)
                self._give_frames()
            else:
                self._blocks([child])
        return opened

    def _table(self, element: etree._Element) -> None:
        rows = [row for row in element.iter(f"{TABLE}table-row") if next(row.iterancestors(f"{TABLE}table")) is element]
        if len(rows) == 1 and len(cells := rows[0].findall(f"{TABLE}table-cell")) == 1:
            self._blocks(cells[0])
            return
        head = element.find(f"{TABLE}table-header-rows")
        table = [self._row(row) for row in rows]
        self.builder.table(table, has_head=head is not None or _looks_like_head(rows))
        self._give_frames()

    def _row(self, row: etree._Element) -> list[str]:
        cells = []
        for cell in row:
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            if cell.get(f"{TABLE}number-columns-spanned", "1") != "1" or cell.get(f"{TABLE}number-rows-spanned", "1") != "1":
                self.builder.warn("tables-merged")
            texts = [marks.inline(self._taken(p)) for p in cell.iter(f"{TEXT}p", f"{TEXT}h")]
            again = cell.get(f"{TABLE}number-columns-repeated", "1")
            cells += [" ".join(text for text in texts if text)] * (min(int(again), 60) if again.isdigit() else 1)
        return cells

    # Words

    def _taken(self, element: etree._Element) -> list[Run]:
        return self._runs(element, self.styles.look(element.get(f"{TEXT}style-name", ""), of_paragraph=True), "")

    def _runs(self, element: etree._Element, look: dict[str, bool], url: str) -> list[Run]:
        found = [Run(_text(element.text), url=url, **look)]
        for child in element:
            found += self._node(child, look, url)
            found.append(Run(_text(child.tail), url=url, **look))
        return found

    def _node(self, child: etree._Element, look: dict[str, bool], url: str) -> list[Run]:
        tag = child.tag
        if tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            return [Run(" " * (min(int(count), 200) if count.isdigit() else 1), url=url, **look)]
        if tag == f"{TEXT}tab":
            return [Run("\t", url=url, **look)]
        if tag == f"{TEXT}line-break":
            return [Run("\n", url=url, **look)]
        if tag == f"{TEXT}a":
            return self._runs(child, look, marks.web_address(child.get(f"{XLINK}href", "")) or url)
        if tag == f"{TEXT}note":
            return self._note(child)
        if tag == f"{DRAW}a":
            self.frames += [(frame, child.get(f"{XLINK}href", "")) for frame in child.iter(f"{DRAW}frame")]
            return []
        if tag == f"{DRAW}frame":
            self.frames.append((child, url))
            return []
        if tag.startswith(DRAW):
            self._shape(child)
            return []
        if tag in _UNSEEN:
            return []
        own = self.styles.look(child.get(f"{TEXT}style-name", ""))
        return self._runs(child, {key: look[key] or own[key] for key in look}, url)

    def _note(self, element: etree._Element) -> list[Run]:
        self.numbers += 1
        label = str(self.numbers)
        body = element.find(f"{TEXT}note-body")
        texts = [marks.inline(self._taken(p)) for p in body.iter(f"{TEXT}p")] if body is not None else []
        self.builder.note(label, "\n\n".join(text for text in texts if text))
        return [Run(f"[{label}]")]

    # Frames

    def _shape(self, element: etree._Element) -> None:
        """A drawn shape: its words are kept, its lines are not."""
        for box in element.iter(f"{TEXT}p"):
            self.frames.append((box, ""))
        self.builder.leave("drawing")

    def _give_frames(self) -> None:
        frames, self.frames = self.frames, []
        for frame, url in frames:
            if frame.tag == f"{TEXT}p":
                self._paragraph(frame)
                continue
            box, image = frame.find(f"{DRAW}text-box"), frame.find(f"{DRAW}image")
            if box is not None:
                self._box(box)
            elif image is not None:
                self._image(frame, image, url)
            else:
                self.builder.leave("embedded-object")

    def _box(self, box: etree._Element) -> None:
        """A text box; one that holds a picture and a line is a captioned figure."""
        picture = box.find(f".//{DRAW}image")
        if picture is None:
            self._blocks(box)
            return
        self.frames = []
        runs = [run for p in box.iter(f"{TEXT}p") for run in [*self._taken(p), Run(" ")]]
        frames, self.frames = self.frames, []
        for frame, url in frames:
            if (image := frame.find(f"{DRAW}image")) is not None:
                self._image(frame, image, url)
        self.builder.caption(marks.inline(Run(r.text, url=r.url) for r in runs))

    def _image(self, frame: etree._Element, image: etree._Element, url: str) -> None:
        name = image.get(f"{XLINK}href", "").removeprefix("./")
        if "://" in name:
            self.builder.leave("external-link")
            self.builder.warn("external-images")
            return
        alt = alt_text(frame.findtext(f"{SVG}desc") or "", frame.findtext(f"{SVG}title") or "")
        decorative = frame.get(f"{_LOEXT}decorative") == "true"
        self.builder.image(self.archive.read(name), alt=alt, decorative=decorative, url=url)


def _looks_like_head(rows: list[etree._Element]) -> bool:
    """Whether every paragraph of the first row has the style of table headings."""
    styles = [p.get(f"{TEXT}style-name", "") for p in rows[0].iter(f"{TEXT}p")] if rows else []
    return bool(styles) and all(re.search(r"Table_20_Heading|Table Heading", style) for style in styles)


def _plain_line(runs: list[Run]) -> str:
    return marks.inline(Run(run.text, italic=run.italic, code=run.code, url=run.url) for run in runs)


def _text(text: str | None) -> str:
    """Line ends in the file are blanks."""
    return (text or "").replace("\n", " ")


def _source_text(element: etree._Element) -> str:
    """Every letter below the element, straight from the file; what nobody sees on paper not."""
    out: list[str] = []

    def add(one: etree._Element) -> None:
        if one.tag in _UNSEEN or not isinstance(one.tag, str):
            return
        edge = one.tag in (f"{TEXT}p", f"{TEXT}h", f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break", f"{TEXT}note")
        out.append(f"{' ' if edge else ''}{one.text or ''}")
        for child in one:
            add(child)
            out.append(child.tail or "")
        out.append(" " if edge else "")

    add(element)
    return "".join(out)
