"""Pieces out of an HTML tree: for pages, and for whatever is turned into HTML on the way (Markdown).

Nothing is fetched and nothing runs: scripts, styles, forms and navigation are left out and counted, addresses stay only where they are of the web,
and an element we do not know is a plain container of its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from lxml import html as lxml_html

from osaava.exchange.reading import marks
from osaava.exchange.reading.builder import Builder, alt_text
from osaava.exchange.reading.document import Refused, count_words
from osaava.exchange.reading.marks import Run

_LEFT_OUT = {"style": "style", "link": "style", "nav": "running-header", "head": "metadata"}
_LEFT_OUT |= dict.fromkeys(("script", "noscript", "template"), "script") | dict.fromkeys(("svg", "canvas", "math"), "drawing")
_LEFT_OUT |= dict.fromkeys(("form", "button", "select", "input", "textarea"), "form")
_LEFT_OUT |= dict.fromkeys(("iframe", "object", "embed", "video", "audio", "applet"), "embedded-object")
_BLOCKS = frozenset(
    "address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr html "  # noqa: SIM905
    "li main ol p pre section summary table tbody td tfoot th thead tr ul caption center".split()
)
_BOLD, _ITALIC, _CODE, _STRIKE = ("b", "strong"), ("i", "em", "cite", "dfn", "var"), ("code", "kbd", "samp", "tt"), ("s", "del", "strike")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BACK = re.compile(r"footnote-back|reversefootnote|doc-backlink|footnote-backref")
_LANGUAGE = re.compile(r"(?:language|lang|sourceCode|highlight)[-\s]+([A-Za-z0-9+#]+)")


def parse(text: str) -> etree._Element:
    """The tree of a page, however broken; raises Refused when there is none."""
    text = _DECLARATION.sub("", text)
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refused("no-content") from None


class Walk:
    """One walk over a tree into a builder. `find_image` gives the bytes of an image by its `src`, or None."""

    def __init__(self, builder: Builder, find_image: Callable[[str], bytes | None]):
        self.builder, self.find_image = builder, find_image
        self.pending: list[Run] = []
        self.pictures: list[tuple[etree._Element, str]] = []
        self.notes: dict[str, etree._Element] = {}
        self.labels: dict[str, str] = {}

    def walk(self, root: etree._Element) -> None:
        """Hand over everything below the root."""
        for section in root.xpath(".//*[@role='doc-endnotes' or contains(concat(' ', @class, ' '), ' footnotes ')]"):
            for note in section.iter("li", "div", "p", "aside"):
                if note.get("id"):
                    self.notes[note.get("id")] = note
            section.set("data-notes", "yes")
        self._children(root)
        self._end_paragraph()

    # Blocks

    def _children(self, parent: etree._Element) -> None:
        self._add(parent.text, {})
        for child in parent:
            self._node(child)
            self._add(child.tail, {})
        self._end_paragraph()

    def _node(self, element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or element.get("data-notes"):
            return
        if self._is_left_out(element):
            return
        if tag in _BLOCKS:
            self._end_paragraph()
            if line := element.get("data-line", "")[:9]:
                self.builder.place = f"line {line}"
            self._block(element, tag)
            self._end_paragraph()
        elif any(child.tag in _BLOCKS for child in element.iterdescendants() if isinstance(child.tag, str)):
            self._children(element)  # an inline element around blocks
        else:
            self._inline(element, {})

    def _block(self, element: etree._Element, tag: str) -> None:
        builder = self.builder
        if tag[0] == "h" and tag[1:].isdigit():
            self._inline_children(element, {})
            builder.heading(marks.inline(Run(r.text, italic=r.italic, code=r.code, url=r.url) for r in self._taken()), int(tag[1]))
            self._give_pictures()
        elif tag in ("ul", "ol", "dl"):
            self._list(element, 0)
        elif tag == "pre":
            self._pre(element)
        elif tag == "blockquote":
            self._quote(element)
        elif tag == "table":
            self._table(element)
        elif tag in ("figcaption", "caption", "legend"):
            self._inline_children(element, {})
            builder.caption(marks.inline(self._taken()))
        elif tag == "summary":
            self._inline_children(element, {"bold": True})
        else:
            self._children(element)

    def _list(self, element: etree._Element, level: int) -> None:
        number = int(element.get("start", "1")) if element.get("start", "1").isdigit() else 1
        for child in element:
            if not isinstance(child.tag, str) or self._is_left_out(child):
                continue
            if child.tag in ("ul", "ol"):
                self._list(child, level + 1)
                continue
            ordered = element.tag == "ol"
            self._item(child, level + (child.tag == "dd"), number if ordered else None)
            number += 1

    def _item(self, element: etree._Element, level: int, number: int | None) -> None:
        """An item: its first paragraph opens it, further ones go on, lists nest, anything else stands by itself after it."""
        opened = False

        def give() -> None:
            nonlocal opened
            if markdown := marks.lines(self._taken()):
                if opened:
                    self.builder.more_of_item(markdown)
                else:
                    self.builder.item(markdown, level, number)
                opened = True
            self._give_pictures()

        look = {"bold": True} if element.tag == "dt" else {}
        self._add(element.text, look)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in ("ul", "ol", "dl"):
                give()
                self._list(child, level + 1)
            elif tag in ("p", "div", "span", "label"):
                if tag in ("p", "div"):
                    give()
                if any(isinstance(one.tag, str) and one.tag in _BLOCKS for one in child.iterdescendants()):
                    give()
                    self._children(child)
                else:
                    self._inline_children(child, look)
                    if tag in ("p", "div"):
                        give()
            elif tag in _BLOCKS:
                give()
                self._block(child, tag)
            elif tag and not self._is_left_out(child):
                self._inline(child, look)
            self._add(child.tail, look)
        give()

    def _pre(self, element: etree._Element) -> None:
        classes = " ".join([element.get("class") or "", *(child.get("class") or "" for child in element)])
        language = _LANGUAGE.search(classes)
        for line in "".join(element.itertext()).strip("\n").split("\n"):
            self.builder.code(line, language[1] if language else "")
        self.builder.text("")

    def _quote(self, element: etree._Element) -> None:
        paragraphs = [child for child in element.iter("p") if not any(above.tag == "li" for above in child.iterancestors())]
        others = [child for child in element.iter("ul", "ol", "pre", "table", "h2", "h3")]
        if others:
            self._children(element)
            return
        for paragraph in paragraphs or [element]:
            self._inline_children(paragraph, {})
            self.builder.quote(marks.lines(self._taken()))
        self._give_pictures()

    def _table(self, element: etree._Element) -> None:
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1:
            self._children(cells[0][0])
            return
        caption = element.find("caption")
        if caption is not None:
            self._inline_children(caption, {})
        said = marks.inline(self._taken())
        has_head = bool(cells) and (next(rows[0].iterancestors()).tag == "thead" or all(cell.tag == "th" for cell in cells[0]))
        carried: dict[int, int] = {}
        table = [self._row(row, carried) for row in cells]
        self.builder.table(table, has_head=has_head, caption=said)
        self._give_pictures()

    def _row(self, cells: list[etree._Element], carried: dict[int, int]) -> list[str]:
        """One row; `carried` holds how many rows a column is still covered from above."""
        row: list[str] = []

        def skip_covered() -> None:
            while carried.get(len(row), 0):
                carried[len(row)] -= 1
                row.append("")

        for cell in cells:
            skip_covered()
            across, down = (_number(cell.get(name)) for name in ("colspan", "rowspan"))
            if across > 1 or down > 1:
                self.builder.warn("tables-merged")
            self._inline_children(cell, {})
            text = marks.inline(self._taken())
            for n in range(across):
                carried[len(row)] = down - 1
                row.append("" if n else text)
        skip_covered()
        return row

    # Words

    def _add(self, text: str | None, look: dict) -> None:
        if text:
            self.pending.append(Run(" ".join(text.split("\n")), **look))

    def _inline(self, element: etree._Element, look: dict) -> None:
        tag = element.tag
        if tag == "br":
            self.pending.append(Run("\n", **look))
        elif tag == "img":
            self.pictures.append((element, look.get("url", "")))
        elif tag == "a" and (label := self._reference(element)):
            self.pending.append(Run(f"[{label}]"))
        elif tag == "a" and _BACK.search(f"{element.get('class')} {element.get('role')}"):
            return
        else:
            look = dict(look)
            look |= {"bold": True} if tag in _BOLD else {"italic": True} if tag in _ITALIC else {}
            look |= {"code": True} if tag in _CODE else {"strike": True} if tag in _STRIKE else {}
            if tag == "a" and (address := marks.web_address(element.get("href", ""))):
                look["url"] = address
            self._inline_children(element, look)

    def _inline_children(self, element: etree._Element, look: dict) -> None:
        self._add(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and not self._is_left_out(child):
                if child.tag in _BLOCKS and self.pending and self.pending[-1].text.strip():
                    self.pending.append(Run(" "))
                self._inline(child, look)
                if child.tag in _BLOCKS:
                    self.pending.append(Run(" "))
            self._add(child.tail, look)

    def _reference(self, element: etree._Element) -> str:
        """The label of a footnote that the link refers to, or ""; the note is handed over with the paragraph."""
        target = element.get("href", "")
        note = self.notes.get(target[1:]) if target.startswith("#") else None
        if note is None or _BACK.search(f"{element.get('class')} {element.get('role')}"):
            return ""
        label = self.labels.get(target)
        if label is None:
            label = self.labels[target] = str(len(self.labels) + 1)
            inner = Walk(self.builder, self.find_image)
            inner._inline_children(note, {})
            self.builder.note(label, marks.inline(inner._taken()))
        return label

    def _taken(self) -> list[Run]:
        taken, self.pending = self.pending, []
        return taken

    def _end_paragraph(self) -> None:
        if self.pending:
            self.builder.text(marks.lines(self._taken()))
        self._give_pictures()

    def _give_pictures(self) -> None:
        pictures, self.pictures = self.pictures, []
        for element, url in pictures:
            source, alt = element.get("src", ""), alt_text(element.get("alt", ""), element.get("title", ""))
            if source.lower().startswith(("http:", "https:", "//")):
                self.builder.leave("external-link")
                self.builder.warn("external-images")
                if alt:
                    self.builder.card(alt, url or source)
                continue
            content = self.find_image(source)
            if content is None:
                self.builder.leave("image", detail="missing")
                continue
            decorative = element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"
            self.builder.image(content, alt=alt, decorative=decorative, url=url)

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = element.tag if isinstance(element.tag, str) else ""
        what = _LEFT_OUT.get(tag, "")
        if not what and tag != "img" and (element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")):
            what = "hidden"
        if what == "form" and tag == "form" and element.find(".//p") is not None:
            what = ""  # a page that is one big form
        if what and what != "metadata":
            shown = what not in ("script", "style") and tag != "input"
            self.builder.leave(what, words=count_words(" ".join(element.itertext())) if shown else 0)
        return bool(what)


def source_text(root: etree._Element) -> str:
    """Every word below the root that a reader of the page would see, straight from the tree."""
    hidden = " or ".join(f"ancestor::{tag}" for tag in sorted(_LEFT_OUT))
    style = "translate(@style,' ','')"
    hidden += f" or ancestor::*[@hidden or contains({style},'display:none') or contains({style},'visibility:hidden')]"
    out = []
    for text in root.xpath(f".//text()[not({hidden})]"):
        above = text.getparent()
        edge = above.tag in _BLOCKS or above.tag == "br"
        out.append(f" {text} " if edge and not text.is_tail else f"{' ' if above.tag in _BLOCKS or above.tag == 'br' else ''}{text}")
    return "".join(out)


def _number(value: str | None) -> int:
    return min(max(int(value), 1), 60) if value and value.isdigit() and len(value) < 5 else 1
