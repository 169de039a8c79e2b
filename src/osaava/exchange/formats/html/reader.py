"""Web pages: one file with its pictures beside it, or a zip of pages. The main content is read; navigation, scripts and forms are left out."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from osaava.exchange.reading import html_tree, marks
from osaava.exchange.reading.archives import FOLDER, open_archive
from osaava.exchange.reading.beside import image_beside, inline_image
from osaava.exchange.reading.builder import Builder
from osaava.exchange.reading.document import Document, Refused, count_words
from osaava.exchange.reading.port import Source
from osaava.exchange.reading.sniffing import LARGEST_TEXT, decode

_PAGES = (".html", ".htm", ".xhtml")
_DOCUMENTS = (".docx", ".pptx", ".odt", ".pdf", ".md", ".markdown", ".txt")


def read(source: Source, out: Path) -> Document:
    """One page, or every page of a zip in the order index first, then by name."""
    builder = Builder(out)
    if source.look.kind == "zip":
        return _read_zip(source.path, builder)
    if source.look.guessed:
        builder.warn("encoding-guessed")
    folder = source.path.parent.resolve()
    words = _page(source.look.text, builder, lambda address: image_beside(address, folder, source.root))
    return builder.finish(words)


def _read_zip(path: Path, builder: Builder) -> Document:
    with open_archive(path, FOLDER) as archive:
        names = [name for name in archive.names if not name.startswith("__MACOSX/")]
        pages = sorted((n for n in names if n.lower().endswith(_PAGES)), key=lambda n: (n.count("/"), "index." not in n.lower(), n))
        if not pages or any(name.lower().endswith(_DOCUMENTS) for name in names):
            raise Refused("unsupported", "zip")
        words = []
        for name in pages:
            text, guessed = decode(archive.read(name)[:LARGEST_TEXT])
            if text is None:
                raise Refused("not-text")
            if guessed:
                builder.warn("encoding-guessed")
            builder.place = name if len(pages) > 1 else ""

            def find(address: str, folder: str = posixpath.dirname(name)) -> bytes | None:
                if address[:5].lower() == "data:":
                    return inline_image(address)
                inside = posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0].partition("?")[0])))
                return archive.read(inside) if inside in archive else None

            words.append(_page(text, builder, find))
        document = builder.finish(" ".join(words))
        document.pages = len(pages) if len(pages) > 1 else 0
        return document


def _page(text: str, builder: Builder, find_image) -> str:
    """Hand one page over; returns its words for the count of the source."""
    root = html_tree.parse(text)
    _facts(root, builder.document)
    content = _main(root, builder)
    words = html_tree.source_text(content)
    html_tree.Walk(builder, find_image).walk(content)
    return words


def _main(root: etree._Element, builder: Builder) -> etree._Element:
    """The element that holds the page's own content; what lies outside of it is reported."""
    body = root.find("body") if root.find("body") is not None else root
    found = body.xpath(".//main | .//*[@role='main']") or body.xpath(".//article[not(ancestor::article)]")
    content = found[0] if len(found) == 1 else body
    for edge in [one for one in content if one.tag in ("footer", "header") and one.find(".//h1") is None]:
        builder.leave("running-header", words=count_words(html_tree.source_text(edge)))
        content.remove(edge)
    if content is not body:
        outside = count_words(html_tree.source_text(body)) - count_words(html_tree.source_text(content))
        if outside > 0:
            builder.leave("running-header", words=outside)
    return content


def _facts(root: etree._Element, document: Document) -> None:
    title = root.findtext(".//title")
    document.title = document.title or marks.tidy(title or "")
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "")[:2].lower()
    document.language = document.language or (language if language.isalpha() else "")
    for meta in root.iter("meta"):
        name = (meta.get("name") or "").lower()
        if name in ("author", "dc.creator", "dcterms.creator") and meta.get("content") not in document.authors:
            document.authors.append(meta.get("content") or "")
        elif name in ("dc.rights", "dcterms.license", "license"):
            document.licence = document.licence or marks.tidy(meta.get("content") or "")
    for link in root.iter("link", "a"):
        if "license" in (link.get("rel") or "").split():
            document.licence = document.licence or marks.web_address(link.get("href") or "")
