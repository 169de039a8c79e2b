"""Styles and numbering of a Word document: what a paragraph is, and which number its item has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)")
_CODE = re.compile(r"source ?code|html preformatted|code|verbatim|plain text|listing|koodi", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense )?quote|block ?text|lainaus|erottuva lainaus", re.IGNORECASE)
_TYPEWRITER = ("courier", "consolas", "monospace", "menlo", "lucida console", "source code")


def val(element: etree._Element | None, default: str = "") -> str:
    """The `w:val` of an element, or the default when there is no element."""
    return default if element is None else element.get(f"{W}val", default)


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as `w:b` is there and not turned off."""
    return element is not None and val(element, "true") not in ("0", "false", "off", "none")


def is_typewriter(properties: etree._Element | None) -> bool:
    """Whether run properties ask for a font of equally wide letters."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return fonts is not None and (fonts.get(f"{W}ascii") or "").lower().startswith(_TYPEWRITER)


@dataclass
class Style:
    """What we need of a style; `based` is the id of its parent."""

    name: str = ""
    based: str = ""
    outline: int | None = None
    numbering: tuple[str, int] | None = None
    bold: bool = False
    italic: bool = False
    typewriter: bool = False
    hidden: bool = False


class Styles:
    """The styles of a document, asked with a style's id."""

    def __init__(self, root: etree._Element | None):
        self._known = {one.get(f"{W}styleId", ""): _style(one) for one in (root.iterfind(f"{W}style") if root is not None else ())}

    def chain(self, key: str) -> list[Style]:
        """The style and its parents, nearest first."""
        found: list[Style] = []
        seen = set()
        while key in self._known and key not in seen and len(found) < 20:
            seen.add(key)
            found.append(self._known[key])
            key = self._known[key].based
        return found

    def role(self, key: str) -> tuple[str, int]:
        """("heading", level), ("title", 1), ("code" | "quote" | "caption" | "contents" | "text", 0)."""
        for one in self.chain(key):
            name = one.name.lower()
            if found := _HEADING.fullmatch(name):
                return "heading", int(found[1])
            if name in ("title", "subtitle"):
                return name, 1
            if name.startswith("toc ") or name == "table of figures":
                return "contents", 0
            if name in ("caption", "image caption", "table caption"):
                return "caption", 0
            if _CODE.fullmatch(name):
                return "code", 0
            if _QUOTE.fullmatch(name):
                return "quote", 0
            if one.outline is not None and one.outline < 6:
                return "heading", one.outline + 1
        return "text", 0

    def numbering(self, key: str) -> tuple[str, int] | None:
        """The list that a paragraph style belongs to: (number id, level)."""
        return next((one.numbering for one in self.chain(key) if one.numbering), None)


def _style(element: etree._Element) -> Style:
    style = Style(val(element.find(f"{W}name")), val(element.find(f"{W}basedOn")))
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    if paragraph is not None:
        outline = val(paragraph.find(f"{W}outlineLvl"))
        style.outline = int(outline) if outline.isdigit() else None
        style.numbering = numbering_of(paragraph)
    if run is not None:
        style.bold, style.italic = is_on(run.find(f"{W}b")), is_on(run.find(f"{W}i"))
        style.typewriter, style.hidden = is_typewriter(run), is_on(run.find(f"{W}vanish"))
    return style


def numbering_of(paragraph: etree._Element | None) -> tuple[str, int] | None:
    """(number id, level) of paragraph properties; ("0", 0) takes a paragraph out of its style's list."""
    element = paragraph.find(f"{W}numPr") if paragraph is not None else None
    if element is None:
        return None
    level = val(element.find(f"{W}ilvl"), "0")
    return val(element.find(f"{W}numId"), "0"), min(int(level), 8) if level.isdigit() else 0


@dataclass
class _Level:
    numbered: bool
    start: int
    blank: bool


@dataclass
class Numbering:
    """The lists of a document. `step` counts their items as Word does."""

    _levels: dict[str, list[_Level]] = field(default_factory=dict)
    _at: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """Read numbering.xml."""
        found = cls()
        if root is None:
            return found
        kinds = {one.get(f"{W}abstractNumId", ""): [_level(level) for level in one.iterfind(f"{W}lvl")] for one in root.iterfind(f"{W}abstractNum")}
        for one in root.iterfind(f"{W}num"):
            key = one.get(f"{W}numId", "")
            found._levels[key] = [_Level(**vars(level)) for level in kinds.get(val(one.find(f"{W}abstractNumId")), [])]
            for change in one.iterfind(f"{W}lvlOverride"):
                start, level = val(change.find(f"{W}startOverride")), change.get(f"{W}ilvl", "")
                if start.isdigit() and level.isdigit() and int(level) < len(found._levels[key]):
                    found._levels[key][int(level)].start = int(start)
        return found

    def is_continuation(self, key: str, level: int) -> bool:
        """Whether the list's mark is a blank: then the paragraph goes on with the item before it."""
        levels = self._levels.get(key, [])
        return level < len(levels) and levels[level].blank

    def step(self, key: str, level: int) -> int | None:
        """The next item's number, or None for a bullet."""
        levels = self._levels.get(key, [])
        if level >= len(levels) or not levels[level].numbered:
            return None
        for deeper in [place for place in self._at if place[0] == key and place[1] > level]:
            del self._at[deeper]
        self._at[key, level] = self._at.get((key, level), levels[level].start - 1) + 1
        return self._at[key, level]


def _level(element: etree._Element) -> _Level:
    kind, start = val(element.find(f"{W}numFmt"), "bullet"), val(element.find(f"{W}start"), "1")
    blank = not val(element.find(f"{W}lvlText"), "x").strip()
    return _Level(kind not in ("bullet", "none"), int(start) if start.isdigit() else 1, blank)
