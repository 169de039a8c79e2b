"""Styles of an OpenDocument text: what a paragraph is, how its letters look, which lists are numbered."""

from __future__ import annotations

import re

from lxml import etree

_NS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, TABLE, DRAW, STYLE = (f"{{{_NS}:{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style"))
FO, SVG = f"{{{_NS}:xsl-fo-compatible:1.0}}", f"{{{_NS}:svg-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
_CODED = re.compile(r"_([0-9a-f]{2,4})_")
_TYPEWRITER = ("courier", "liberation mono", "consolas", "monospace", "dejavu sans mono", "menlo")
LOOKS = ("bold", "italic", "code", "strike")


class Styles:
    """All styles of content.xml and styles.xml, asked by name."""

    def __init__(self, *roots: etree._Element | None):
        self._known: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        for root in roots:
            for one in root.iter(f"{STYLE}style") if root is not None else ():
                self._known.setdefault(one.get(f"{STYLE}name", ""), one)
            for one in root.iter(f"{TEXT}list-style") if root is not None else ():
                self._lists.setdefault(one.get(f"{STYLE}name", ""), one)

    def chain(self, name: str) -> list[tuple[str, etree._Element]]:
        """The style and its parents, nearest first, with names as people see them."""
        found: list[tuple[str, etree._Element]] = []
        while name in self._known and len(found) < 20:
            one = self._known[name]
            found.append((_CODED.sub(lambda code: chr(int(code[1], 16)), name), one))
            name = one.get(f"{STYLE}parent-style-name", "")
        return found

    def role(self, name: str) -> tuple[str, int]:
        """("heading", level), ("title", 1), ("code" | "quote" | "caption" | "text", 0)."""
        names = [known for known, _style in self.chain(name)] or [_CODED.sub(lambda code: chr(int(code[1], 16)), name)]
        for one in names:
            low = one.lower()
            if found := re.fullmatch(r"heading (\d)", low):
                return "heading", int(found[1])
            if low in ("title", "subtitle"):
                return "title", 1
            if low.startswith("quotation") or low in ("quotations", "block quotation"):
                return "quote", 0
            if low in ("preformatted text", "source code", "source text"):
                return "code", 0
            if low in ("caption", "figure", "illustration", "table", "drawing", "figurecaption", "tablecaption", "figure caption", "table caption"):
                return "caption", 0
        return "text", 0

    def look(self, name: str, *, of_paragraph: bool = False) -> dict[str, bool]:
        """How letters look. A paragraph's own automatic style counts, the named styles above it are the paragraph's business."""
        look = dict.fromkeys(LOOKS, False)
        for known, one in self.chain(name):
            if of_paragraph and not re.fullmatch(r"P\d+", known):
                break
            look["code"] = look["code"] or known.lower() in ("source text", "teletype", "user entry")
            properties = one.find(f"{STYLE}text-properties")
            if properties is None:
                continue
            look["bold"] = look["bold"] or properties.get(f"{FO}font-weight", "") in ("bold", "700", "800", "900")
            look["italic"] = look["italic"] or properties.get(f"{FO}font-style", "") in ("italic", "oblique")
            look["strike"] = look["strike"] or properties.get(f"{STYLE}text-line-through-style", "none") != "none"
            font = (properties.get(f"{STYLE}font-name") or properties.get(f"{FO}font-family") or "").lower()
            look["code"] = look["code"] or font.startswith(_TYPEWRITER)
        return look

    def start(self, name: str, level: int) -> int | None:
        """The first number of a list's level, or None for bullets."""
        style = self._lists.get(name)
        for one in style if style is not None else ():
            if one.get(f"{TEXT}level") == str(level + 1):
                if not one.tag.endswith("}list-level-style-number") or not one.get(f"{STYLE}num-format", ""):
                    return None
                start = one.get(f"{TEXT}start-value", "1")
                return int(start) if start.isdigit() and len(start) < 9 else 1
        return None
