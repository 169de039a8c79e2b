"""Word documents, read from their own XML: what is shown on paper with every change accepted, and nothing that only editors see."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from osaava.exchange.formats.docx.parts import Numbering, Styles, W, is_on, is_typewriter, numbering_of, val
from osaava.exchange.reading import marks, office
from osaava.exchange.reading.archives import OFFICE, Archive, open_archive
from osaava.exchange.reading.builder import Builder, alt_text
from osaava.exchange.reading.document import Document, Refused, count_words
from osaava.exchange.reading.marks import Run
from osaava.exchange.reading.office import A, R
from osaava.exchange.reading.port import Source

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VML = "{urn:schemas-microsoft-com:vml}"
_DELETED = (f"{W}del", f"{W}moveFrom")
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir")}
_SEEN = (*(f"{W}{name}" for name in ("t", "p", "tab", "br", "cr", "noBreakHyphen")), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"')


def read(source: Source, out: Path) -> Document:
    """The document's body in order, footnotes after the paragraph that refers to them."""
    with open_archive(source.path, OFFICE) as archive:
        reader = _Reader(archive, Builder(out))
        return reader.read()


class _Reader:
    def __init__(self, archive: Archive, builder: Builder):
        self.archive, self.builder = archive, builder
        self.main = office.main_part(archive, "word/document.xml")
        self.folder = self.main.rpartition("/")[0]
        self.relations = office.relations(archive, self.main)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering.of(self._part("numbering"))
        self.notes: dict[str, etree._Element] = {}
        self.note_relations: dict[str, dict] = {}
        self.source_words: list[str] = []
        self.pictures: list[tuple[etree._Element, str]] = []
        self.boxes: list[etree._Element] = []
        self.numbers = 0
        self.field: list[str] = []

    def _name_of(self, kind: str) -> str:
        return next((one.target for one in self.relations.values() if one.kind == kind and not one.external), "")

    def _part(self, kind: str) -> etree._Element | None:
        name = self._name_of(kind)
        return office.part(self.archive, name) if name else None

    def read(self) -> Document:
        root = office.part(self.archive, self.main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise Refused("broken", "no body")
        office.facts(self.archive, self.builder.document)
        for kind in ("footnotes", "endnotes"):
            notes = self._part(kind)
            if notes is not None:
                self.note_relations[kind[:-1]] = office.relations(self.archive, self._name_of(kind))
                self.notes |= {f"{kind[:-1]}{one.get(f'{W}id')}": one for one in notes if one.get(f"{W}type", "normal") == "normal"}
        comments = self._part("comments")
        self.builder.count("comment", len(comments.findall(f"{W}comment")) if comments is not None else 0)
        self._blocks(body)
        self._headers()
        return self.builder.finish(" ".join([_source_text(body), *(_source_text(note) for note in self.notes.values())]))

    def _headers(self) -> None:
        for kind in ("header", "footer"):
            texts = {" ".join(_source_text(root).split()) for one in self.relations.values() if one.kind == kind and one.target in self.archive
                     if (root := office.part(self.archive, one.target)) is not None}  # fmt: skip
            for text in sorted(texts - {""}):
                self.builder.leave("running-header", words=count_words(text))

    # Blocks

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag == f"{W}sdt" and "table of contents" in _gallery(element):
                self.builder.leave("contents-table", words=count_words(_source_text(element)))
                _forget(element)
            elif element.tag in _DELETED:
                self.builder.leave("tracked-deletion", words=count_words(_deleted_text(element)))
            elif element.tag in _THROUGH:
                self._blocks(element)

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        style = val(properties.find(f"{W}pStyle")) if properties is not None else ""
        role, level = self.styles.role(style)
        own = val(properties.find(f"{W}outlineLvl")) if properties is not None else ""
        if role == "text" and own.isdigit() and int(own) < 6:
            role, level = "heading", int(own) + 1
        if role == "contents":
            self.builder.leave("contents-table", words=count_words(_source_text(element)))
            _forget(element)
            return
        self.pictures, self.boxes = [], []
        runs = self._runs(element, self.relations)
        self._give(role, level, runs, numbering_of(properties) or self.styles.numbering(style), properties)
        for picture, url in self.pictures:
            self._picture(picture, url)
        for box in self.boxes:
            self._blocks(box)

    def _give(self, role: str, level: int, runs: list[Run], numbering: tuple[str, int] | None, properties: etree._Element | None) -> None:
        """Hand the paragraph's words over as what they are."""
        builder = self.builder
        if role in ("heading", "title"):
            builder.heading(marks.inline(Run(run.text, italic=run.italic, code=run.code, url=run.url) for run in runs), level)
        elif role == "caption":
            builder.caption(marks.inline(Run(run.text, url=run.url) for run in runs))
        elif role == "quote":
            builder.quote(marks.lines(Run(run.text, bold=run.bold, code=run.code, url=run.url) for run in runs))
        elif role == "code" or (runs and all(run.code for run in runs if run.text.strip()) and _is_code(runs)):
            for line in "".join(run.text for run in runs).split("\n"):
                builder.code(line)
        elif numbering and numbering[0] != "0":
            self._item(marks.lines(runs), *numbering)
        else:
            builder.text(marks.lines(runs))

    def _item(self, markdown: str, key: str, level: int) -> None:
        if not markdown:
            return
        if self.numbering.is_continuation(key, level):
            self.builder.more_of_item(markdown)
            return
        self.builder.item(markdown, level, self.numbering.step(key, level))

    # Runs

    def _runs(self, parent: etree._Element, relations: dict, url: str = "") -> list[Run]:
        found: list[Run] = []
        for element in parent:
            if element.tag == f"{W}r":
                found += self._run(element, relations, url or (self.field[-1] if self.field else ""))
            elif element.tag == f"{W}hyperlink":
                target = relations.get(element.get(f"{R}id", ""))
                found += self._runs(element, relations, target.target if target and target.external else url)
            elif element.tag in _DELETED:
                self.builder.leave("tracked-deletion", words=count_words(_deleted_text(element)))
            elif element.tag == f"{W}fldSimple":
                address = _ADDRESS.search(element.get(f"{W}instr", ""))
                found += self._runs(element, relations, address[1] if address else url)
            elif element.tag in _THROUGH:
                found += self._runs(element, relations, url)
            elif element.tag.endswith("}oMath") or element.tag.endswith("}oMathPara"):
                found.append(Run("".join(element.itertext("{http://schemas.openxmlformats.org/officeDocument/2006/math}t")), url=url))
        return found

    def _run(self, element: etree._Element, relations: dict, url: str) -> list[Run]:
        properties = element.find(f"{W}rPr")
        look = self._look(properties)
        if look.pop("hidden"):
            self.builder.leave("hidden", words=count_words(_source_text(element)))
            _forget(element)
            return []
        found: list[Run] = []
        for child in element:
            if child.tag == f"{W}t":
                found.append(Run(child.text or "", url=url, **look))
            elif child.tag in (f"{W}br", f"{W}cr"):
                found.append(Run("\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else " ", url=url, **look))
            elif child.tag in (f"{W}tab", f"{W}ptab"):
                found.append(Run("\t", url=url, **look))
            elif child.tag == f"{W}noBreakHyphen":
                found.append(Run("\u2011", url=url, **look))
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                found += self._reference(child)
            elif child.tag in (f"{W}fldChar", f"{W}instrText"):
                self._field(child)
            else:
                self._look_for_pictures(child, url)
        return found

    def _look(self, properties: etree._Element | None) -> dict[str, bool]:
        if properties is None:
            return {"bold": False, "italic": False, "code": False, "strike": False, "hidden": False}
        chain = self.styles.chain(val(properties.find(f"{W}rStyle")))

        def on(name: str, inherited: bool) -> bool:
            element = properties.find(f"{W}{name}")
            return is_on(element) if element is not None else inherited

        return {
            "bold": on("b", any(one.bold for one in chain)),
            "italic": on("i", any(one.italic for one in chain)),
            "code": is_typewriter(properties) or any(one.typewriter for one in chain),
            "strike": on("strike", False),
            "hidden": on("vanish", any(one.hidden for one in chain)),
        }

    def _field(self, element: etree._Element) -> None:
        """A field written in pieces: begin, instruction, separate, result, end. Only where a link leads is of interest."""
        if element.tag == f"{W}instrText":
            if self.field and (address := _ADDRESS.search(element.text or "")):
                self.field[-1] = address[1]
        elif element.get(f"{W}fldCharType") == "begin":
            self.field.append("")
        elif element.get(f"{W}fldCharType") == "end" and self.field:
            self.field.pop()

    def _reference(self, element: etree._Element) -> list[Run]:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        note = self.notes.get(f"{kind}{element.get(f'{W}id')}")
        if note is None:
            return []
        self.numbers += 1
        label = str(self.numbers)
        texts = [marks.inline(self._runs(p, self.note_relations[kind])) for p in note.iter(f"{W}p")]
        self.builder.note(label, "\n\n".join(text for text in texts if text))
        return [Run(f"[{label}]")]

    # Pictures and tables

    def _look_for_pictures(self, element: etree._Element, url: str) -> None:
        if element.tag in (f"{W}t", f"{W}delText", f"{W}rPr"):
            return
        for found in element.iter(f"{_DRAWING}inline", f"{_DRAWING}anchor", f"{_VML}imagedata", f"{W}txbxContent", f"{W}object"):
            if any(above.tag in (_FALLBACK, f"{W}txbxContent") for above in found.iterancestors()):
                continue
            if found.tag == f"{W}txbxContent":
                self.boxes.append(found)
            elif found.tag == f"{W}object":
                self.builder.leave("embedded-object")
            elif found.tag == f"{_VML}imagedata" or found.find(f".//{W}txbxContent") is None:
                self.pictures.append((found, url))

    def _picture(self, element: etree._Element, url: str) -> None:
        if element.tag == f"{_VML}imagedata":
            shape = element.getparent()
            alts, key, decorative = (shape.get("alt", ""), element.get("title", "")), element.get(f"{R}id", ""), False
        else:
            told = element.find(f"{_DRAWING}docPr")
            alts = (told.get("descr", ""), told.get("title", "")) if told is not None else ("", "")
            mark = element.find(f".//{office.DECORATIVE}")
            decorative = mark is not None and mark.get("val", "1") in ("1", "true")
            blip = element.find(f".//{A}blip")
            if blip is None:
                self.builder.leave("drawing")
                return
            key = blip.get(f"{R}embed") or blip.get(f"{R}link") or ""
            click = told.find(f"{A}hlinkClick") if told is not None else None
            relation = self.relations.get(click.get(f"{R}id", "")) if click is not None else None
            url = relation.target if relation and relation.external else url
        relation = self.relations.get(key)
        if relation is None or relation.external:
            self.builder.leave("external-link" if relation else "image")
            self.builder.warn("external-images")
            return
        self.builder.image(self.archive.read(relation.target), alt=alt_text(*alts), decorative=decorative, url=url)

    def _table(self, element: etree._Element) -> None:
        rows = element.findall(f"{W}tr")
        if len(rows) == 1 and len(cells := rows[0].findall(f"{W}tc")) == 1:
            self._blocks(cells[0])  # a frame drawn with a table
            return
        look = element.find(f"{W}tblPr/{W}tblLook")
        has_head = bool(rows) and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        if look is not None:
            has_head = has_head or look.get(f"{W}firstRow") == "1" or bool(int(look.get(f"{W}val") or "0", 16) & 0x20)
        self.pictures, self.boxes = [], []
        self.builder.table([self._row(row) for row in rows], has_head=has_head)
        for picture, url in self.pictures:
            self._picture(picture, url)

    def _row(self, row: etree._Element) -> list[str]:
        cells = []
        for cell in row.iterfind(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = val(properties.find(f"{W}gridSpan"), "1") if properties is not None else "1"
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            seen = [p for p in cell.iter(f"{W}p") if not any(above.tag == _FALLBACK for above in p.iterancestors())]
            texts = [marks.inline(self._runs(p, self.relations)) for p in seen]
            cells.append(" ".join(text for text in texts if text))
            more = min(int(span), 60) - 1 if span.isdigit() else 0
            cells += [""] * more
            if more or merged is not None:
                self.builder.warn("tables-merged")
        return cells


def _is_code(runs: list[Run]) -> bool:
    """Whether a paragraph all in typewriter letters looks like code, and not like a single word in it."""
    text = "".join(run.text for run in runs)
    return "\n" in text or bool(re.search(r"[{}();=<>$#]|^\s{2,}", text))


def _gallery(element: etree._Element) -> str:
    return val(element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")).lower()


def _forget(element: etree._Element) -> None:
    """Take words that were left out on purpose, and reported, off the count of the source."""
    for text in element.iter(f"{W}t"):
        text.text = ""


def _source_text(element: etree._Element) -> str:
    """Every letter below the element, straight from the file: paragraphs, breaks and tabs as blanks; deletions and second copies not."""
    out: list[str] = []
    for one in element.iter(*_SEEN):
        if any(above.tag in (*_DELETED, _FALLBACK) for above in one.iterancestors()):
            continue
        out.append((one.text or "") if one.tag.endswith("}t") else "\u2011" if one.tag == f"{W}noBreakHyphen" else " ")
    return "".join(out)


def _deleted_text(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}delText", f"{W}t"))
