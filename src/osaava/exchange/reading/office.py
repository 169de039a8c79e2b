"""What docx and pptx have in common: a checked container, its relations, and what the file says of itself."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from osaava.exchange.reading import marks, safe_xml
from osaava.exchange.reading.archives import Archive
from osaava.exchange.reading.document import Document

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_EMPTY_TITLES = ("microsoft word", "microsoft powerpoint", "powerpoint", "dia 1", "slide 1", "asiakirja", "document", "otsikko", "title", "untitled")


@dataclass(frozen=True)
class Relation:
    """Where a part points: a name inside the container, or an address outside of it."""

    kind: str
    target: str
    external: bool


def part(archive: Archive, name: str) -> etree._Element | None:
    """The parsed part, or None when the container has none of that name."""
    data = archive.read(name)
    return safe_xml.parse(data) if data else None


def relations(archive: Archive, name: str) -> dict[str, Relation]:
    """The relations of a part, by their ids."""
    folder, _, file = name.rpartition("/")
    root = part(archive, f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
    found = {}
    for one in root if root is not None else ():
        target, external = one.get("Target", ""), one.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], target, external)
    return found


def main_part(archive: Archive, fallback: str) -> str:
    """The name of the part that the container calls its document."""
    for one in relations(archive, "").values():
        if one.kind == "officeDocument" and not one.external and one.target in archive:
            return one.target
    return fallback


def facts(archive: Archive, document: Document) -> None:
    """Title, authors, language and licence as the file tells them."""
    root = part(archive, "docProps/core.xml")
    if root is None:
        return
    said = {child.tag: marks.tidy(child.text or "") for child in root if isinstance(child.tag, str)}
    title = said.get(f"{_DC}title", "")
    if not title.lower().startswith(_EMPTY_TITLES):
        document.title = title
    document.authors = [name for name in said.get(f"{_DC}creator", "").replace(";", ",").split(",") if name.strip()]
    document.language = document.language or said.get(f"{_DC}language", "")[:2].lower()
    document.licence = said.get(f"{_DC}rights", "")
