"""PowerPoint presentations: each slide's title as a heading, its shapes in reading order, and what is said beside it as `speaker`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from osaava.exchange.formats.pptx.words import frame_runs, is_bulleted, numbered_from, source_words
from osaava.exchange.reading import marks, office, safe_xml
from osaava.exchange.reading.archives import OFFICE, Archive, open_archive
from osaava.exchange.reading.builder import Builder, alt_text
from osaava.exchange.reading.document import Document, count_words
from osaava.exchange.reading.office import A, R
from osaava.exchange.reading.order import Box, reading_order
from osaava.exchange.reading.port import Source

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_EDGES = {PP_PLACEHOLDER.SLIDE_NUMBER: "page-number"}
_EDGES |= dict.fromkeys((PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER), "running-header")
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MOST_SLIDES = 2_000


def read(source: Source, out: Path) -> Document:
    """The slides in their order; hidden ones are left out and counted."""
    with open_archive(source.path, OFFICE) as archive:
        for name in archive.names:
            if name.endswith((".xml", ".rels")):
                safe_xml.ensure_no_doctype(archive.read(name))
        return _Reader(archive, Builder(out), Presentation(str(source.path))).read()


class _Reader:
    def __init__(self, archive: Archive, builder: Builder, deck: Any):
        self.archive, self.builder, self.deck = archive, builder, deck
        self.words: list[str] = []

    def read(self) -> Document:
        office.facts(self.archive, self.builder.document)
        self.builder.count("comment", sum(self._comments(name) for name in self.archive.names))
        slides = list(self.deck.slides)[:MOST_SLIDES]
        for number, slide in enumerate(slides, 1):
            self.builder.place, self.builder.anchor = f"slide {number}", number
            if slide._element.get("show") in ("0", "false"):
                self.builder.leave("hidden", words=count_words(source_words(slide._element)))
                continue
            self._slide(slide, number)
        document = self.builder.finish(" ".join(self.words))
        document.pages = len(slides)
        self._drop_repeated(document)
        return document

    def _comments(self, name: str) -> int:
        if not name.startswith("ppt/comments/") or not name.endswith(".xml"):
            return 0
        return sum(1 for one in safe_xml.parse(self.archive.read(name)).iter() if isinstance(one.tag, str) and one.tag.endswith("}cm"))

    def _slide(self, slide: Any, number: int) -> None:
        self.words.append(source_words(safe_xml.parse(self.archive.read(str(slide.part.partname).lstrip("/")))))
        _choose_alternatives(slide._element)
        shapes = list(self._flat(slide.shapes, (0, 0, 1.0, 1.0)))
        title = next((shape for shape, _box in shapes if _is_title(shape)), None)
        if title is not None:
            kind = slide.slide_layout._element.get("type", "")
            level = 1 if number == 1 or kind in ("title", "secHead") else 2
            runs = [run for paragraph in frame_runs(title.text_frame, title.part) for run in [*paragraph, marks.Run(" ")]]
            self.builder.heading(marks.inline(marks.Run(r.text, italic=r.italic, code=r.code, url=r.url) for r in runs), level)
        boxes = [Box(n, *box) for n, (shape, box) in enumerate(shapes) if title is None or shape._element is not title._element]
        for shape, caption in self._with_captions([shapes[n] for n in reading_order(boxes)], self.deck.slide_height or 1):
            self._shape(shape, caption)
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
            said = [marks.lines(runs) for runs in frame_runs(frame, slide.notes_slide.part)]
            self.builder.speaker("\n\n".join(marks.guard_start(one) for one in said if one))
            self.words.append(source_words(frame._txBody))

    def _flat(self, shapes: Any, frame: tuple[float, float, float, float]) -> Iterator[tuple[Any, tuple[float, float, float, float]]]:
        """Every shape with its place on the slide, groups opened up. `frame`: offset and scale of the group around."""
        left, top, wide, high = frame
        for shape in shapes:
            x, y, width, height = (value or 0 for value in (shape.left, shape.top, shape.width, shape.height))
            if shape._element.tag.endswith("}grpSp"):
                transform = shape._element.find(f"{{*}}grpSpPr/{A}xfrm")
                child = transform.find(f"{A}chOff") if transform is not None else None
                extent = transform.find(f"{A}chExt") if transform is not None else None
                cx, cy = (int(child.get("x", 0)), int(child.get("y", 0))) if child is not None else (x, y)
                cw, ch = (int(extent.get("cx", 0)), int(extent.get("cy", 0))) if extent is not None else (width, height)
                sx, sy = wide * (width / cw if cw else 1.0), high * (height / ch if ch else 1.0)
                yield from self._flat(shape.shapes, (left + x * wide - cx * sx, top + y * high - cy * sy, sx, sy))
                continue
            place = (left + x * wide, top + y * high, left + (x + width) * wide, top + (y + height) * high)
            yield shape, place

    @staticmethod
    def _with_captions(placed: list[tuple[Any, tuple]], height: int) -> Iterator[tuple[Any, Any]]:
        """(shape, the text box that is its caption or None): a short line right below a picture belongs to it."""
        at = 0
        while at < len(placed):
            shape, box = placed[at]
            at += 1
            following, below = placed[at] if at < len(placed) else (None, box)
            if (
                shape._element.tag.endswith("}pic") and following is not None and not following.is_placeholder and following.has_text_frame
                and _is_line(following) and abs(below[1] - box[3]) < 0.08 * height and below[0] < box[2] and below[2] > box[0]
            ):  # fmt: skip
                at += 1
                yield shape, following
            else:
                yield shape, None

    def _shape(self, shape: Any, caption: Any = None) -> None:
        builder, element = self.builder, shape._element
        told = element.find(".//{*}cNvPr")
        if told is not None and told.get("hidden") in ("1", "true"):
            builder.leave("hidden", words=count_words(source_words(element)))
            return
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        if kind in _EDGES:
            builder.leave(_EDGES[kind], words=count_words(source_words(element)))
        elif element.tag.endswith("}pic"):
            self._picture(shape, told, caption)
        elif getattr(shape, "has_table", False) and shape.has_table:
            self._table(shape)
        elif element.tag.endswith("}graphicFrame"):
            self._graphic(shape)
        elif shape.has_text_frame:
            self._text(shape, kind)

    def _text(self, shape: Any, kind: Any) -> None:
        paragraphs = list(zip(shape.text_frame.paragraphs, frame_runs(shape.text_frame, shape.part), strict=True))
        filled = [pair for pair in paragraphs if any(run.text.strip() for run in pair[1])]
        if kind in (*_TITLES, PP_PLACEHOLDER.SUBTITLE) or len(filled) == 1:
            for paragraph, runs in filled:
                start = numbered_from(paragraph)
                self.builder.item(marks.lines(runs), 0, start) if start is not None else self.builder.text(marks.lines(runs))
            return
        counts: dict[int, int] = {}
        for paragraph, runs in filled:
            level = min(paragraph.level or 0, 8)
            counts = {key: value for key, value in counts.items() if key <= level}
            if not is_bulleted(paragraph, shape):
                counts = {}
                self.builder.text(marks.lines(runs))
                continue
            start = numbered_from(paragraph)
            if start is not None:
                counts[level] = counts.get(level, start - 1) + 1
            self.builder.item(marks.lines(runs), level, counts[level] if start is not None else None)
        self.builder.text("")

    def _picture(self, shape: Any, told: etree._Element | None, caption: Any) -> None:
        said = [run for runs in frame_runs(caption.text_frame, caption.part) for run in runs] if caption is not None else []
        words = "".join(run.text for run in said)
        blip = shape._element.find(f".//{A}blip")
        key = blip.get(f"{R}embed") if blip is not None else None
        if shape._element.find(".//{*}nvPr/{*}videoFile") is not None or shape._element.find(".//{*}nvPr/{*}audioFile") is not None:
            self.builder.leave("embedded-object")
            self.builder.text(marks.inline(said))
            return
        if key is None:
            external = blip is not None and blip.get(f"{R}link")
            self.builder.leave("external-link" if external else "image")
            if external:
                self.builder.warn("external-images")
            self.builder.text(marks.inline(said))
            return
        mark = shape._element.find(f".//{office.DECORATIVE}")
        click = told.find(f"{A}hlinkClick") if told is not None else None
        relation = shape.part.rels.get(click.get(f"{R}id", "")) if click is not None and click.get(f"{R}id") else None
        url = relation.target_ref if relation is not None and relation.is_external else ""
        alt = alt_text(told.get("descr", ""), told.get("title", "")) if told is not None else ""
        decorative = mark is not None and mark.get("val", "1") in ("1", "true")
        content = shape.part.related_part(key).blob
        if url and words and not alt:
            self.builder.image(content, alt=marks.tidy(words), url=url)
        else:
            self.builder.image(content, alt=alt, caption=marks.inline(said) if alt_text(words) else "", decorative=decorative, url=url)

    def _table(self, shape: Any) -> None:
        rows = []
        for row in shape.table.rows:
            cells = []
            for cell in row.cells:
                if cell.is_spanned or cell.is_merge_origin:
                    self.builder.warn("tables-merged")
                said = [marks.inline(runs) for runs in frame_runs(cell.text_frame, shape.part)]
                cells.append("" if cell.is_spanned else " ".join(one for one in said if one))
            rows.append(cells)
        self.builder.table(rows, has_head=bool(shape.table.first_row))

    def _graphic(self, shape: Any) -> None:
        """A diagram's words are kept as a list; charts and embedded objects are left out and said so."""
        ids = shape._element.find(f".//{_DIAGRAM}relIds")
        if ids is None:
            self.builder.leave("embedded-object" if shape._element.find(".//{*}oleObj") is not None else "drawing")
            return
        root = safe_xml.parse(shape.part.related_part(ids.get(f"{R}dm")).blob)
        for point in root.iter(f"{_DIAGRAM}pt"):
            if point.get("type", "node") in ("node", "asst"):
                text = " ".join("".join(p.itertext(f"{A}t")) for p in point.iter(f"{A}p"))
                self.builder.item(marks.inline([marks.Run(text)]))
                self.words.append(text)
        self.builder.text("")
        self.builder.leave("drawing")

    def _drop_repeated(self, document: Document) -> None:
        """A picture without alternative text on half of the slides or more is the deck's dress, not its content."""
        on = Counter(key for key, _slide in {(p.image, p.anchor) for p in document.pieces if p.kind == "image" and not p.alt})
        for key, slides in on.items():
            if slides >= 3 and slides * 2 >= document.pages:
                document.pieces = [p for p in document.pieces if p.image != key]
                del document.images[key]
                self.builder.leave("image", detail="repeated", place=f"{slides} slides")


def _choose_alternatives(slide: etree._Element) -> None:
    """Put the newer of two versions of a shape in the place of both; the picture that stands for it where the newer one has no words."""
    for both in list(slide.iter(f"{_MC}AlternateContent")):
        choice, fallback = both.find(f"{_MC}Choice"), both.find(f"{_MC}Fallback")
        picture = fallback is not None and fallback.find("{*}pic") is not None
        chosen = fallback if choice is None or (picture and next(choice.iter(f"{A}t"), None) is None) else choice
        for shape in list(chosen) if chosen is not None else ():
            both.addprevious(shape)
        both.getparent().remove(both)


def _is_title(shape: Any) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type in _TITLES and shape.has_text_frame and bool(shape.text_frame.text.strip())


def _is_line(shape: Any) -> bool:
    """Whether the shape holds one short line of text."""
    return len(shape.text_frame.text.split()) <= 20 and sum(1 for p in shape.text_frame.paragraphs if p.text.strip()) == 1
