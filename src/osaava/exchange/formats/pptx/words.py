"""Text frames of a presentation: runs, bullets (which are mostly inherited), and the words counted straight from the XML."""

from __future__ import annotations

from typing import Any

from lxml import etree

from osaava.exchange.reading.marks import Run, web_address
from osaava.exchange.reading.office import A, R

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EDGES = ("ftr", "dt", "sldNum", "hdr")
_TYPEWRITER = ("courier", "consolas", "monospace", "menlo", "lucida console")


def frame_runs(frame: Any, part: Any) -> list[list[Run]]:
    """The runs of every paragraph of a frame; `part` knows where links lead."""
    return [[run for element in paragraph._p for run in _runs(element, part)] for paragraph in frame.paragraphs]


def _runs(element: etree._Element, part: Any) -> list[Run]:
    if element.tag == f"{A}br":
        return [Run("\n")]
    if element.tag == f"{A}fld" and element.get("type", "").startswith(("slidenum", "datetime")):
        return []
    text = element.findtext(f"{A}t")
    if text is None:
        return [Run("".join(element.itertext("{http://schemas.openxmlformats.org/officeDocument/2006/math}t")))]
    look = element.find(f"{A}rPr")
    if look is None:
        return [Run(text.replace("\v", "\n"))]
    font = look.find(f"{A}latin")
    return [
        Run(
            text.replace("\v", "\n"),
            bold=look.get("b") in ("1", "true"),
            italic=look.get("i") in ("1", "true"),
            code=font is not None and (font.get("typeface") or "").lower().startswith(_TYPEWRITER),
            strike=look.get("strike", "noStrike") != "noStrike",
            url=_address(look.find(f"{A}hlinkClick"), part),
        )
    ]


def _address(click: etree._Element | None, part: Any) -> str:
    key = click.get(f"{R}id") if click is not None else None
    if not key or key not in part.rels or not part.rels[key].is_external:
        return ""
    return web_address(part.rels[key].target_ref)


def numbered_from(paragraph: Any) -> int | None:
    """The first number of an automatically numbered paragraph, else None."""
    number = paragraph._p.find(f"{A}pPr/{A}buAutoNum")
    if number is None:
        return None
    start = number.get("startAt", "1")
    return int(start) if start.isdigit() and len(start) < 7 else 1


def is_bulleted(paragraph: Any, shape: Any) -> bool:
    """Whether the paragraph has a mark before it, its own or one that it inherits."""
    own = _said(paragraph._p.find(f"{A}pPr"))
    if own is not None:
        return own
    level = f"{A}lvl{min(paragraph.level or 0, 8) + 1}pPr"
    for style in _styles(shape):
        said = _said(style.find(level)) if style is not None else None
        if said is not None:
            return said
    return False


def _said(properties: etree._Element | None) -> bool | None:
    if properties is None:
        return None
    if properties.find(f"{A}buNone") is not None:
        return False
    return True if any(properties.find(f"{A}{name}") is not None for name in ("buChar", "buAutoNum", "buBlip")) else None


def _styles(shape: Any) -> list[etree._Element | None]:
    """The list styles that a shape inherits, nearest first."""
    found = [shape._element.find(f"{P}txBody/{A}lstStyle")]
    if not shape.is_placeholder:
        return found
    above = getattr(shape, "_base_placeholder", None)
    while above is not None and len(found) < 4:
        found.append(above._element.find(f"{P}txBody/{A}lstStyle"))
        above = getattr(above, "_base_placeholder", None)
    master = shape.part.slide_layout.slide_master if hasattr(shape.part, "slide_layout") else None
    if master is not None:
        found.append(master._element.find(f"{P}txStyles/{P}bodyStyle"))
    return found


def source_words(root: etree._Element) -> str:
    """Every letter below the element, straight from the XML, without slide numbers, dates and footers."""
    out = []
    for paragraph in root.iter(f"{A}p"):
        if any(above.tag == _FALLBACK for above in paragraph.iterancestors()) or _is_edge(paragraph):
            continue
        for one in paragraph.iter(f"{A}t", f"{A}br", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"):
            field = one.getparent()
            if field.tag == f"{A}fld" and field.get("type", "").startswith(("slidenum", "datetime")):
                continue
            out.append(one.text or " ")
        out.append(" ")
    return "".join(out)


def _is_edge(paragraph: etree._Element) -> bool:
    shape = next(paragraph.iterancestors(f"{P}sp"), None)
    if shape is None:
        return False
    place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    told = shape.find(f"{P}nvSpPr/{P}cNvPr")
    return (place is not None and place.get("type") in _EDGES) or (told is not None and told.get("hidden") in ("1", "true"))
