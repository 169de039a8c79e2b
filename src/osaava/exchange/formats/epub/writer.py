"""A publication as EPUB 3.3 (W3C Recommendation, https://www.w3.org/TR/epub-33/) with the metadata of EPUB Accessibility 1.1."""

from __future__ import annotations

import io
import zipfile

from django.template.loader import render_to_string

from osaava.exchange.offline import Publication
from osaava.exchange.offline.pages import media, pages

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
READABLE = ("image/jpeg", "image/png", "image/gif", "image/webp")
"""Core media types of pictures; anything else is carried as a foreign resource that chapters only link to."""


def write(publication: Publication) -> bytes:
    """The book. The type file comes first and uncompressed (OCF 3.3, section 4.2.2)."""
    out = io.BytesIO()
    files = media(publication)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", FIRST_DAY), "application/epub+zip")
        _add(archive, "META-INF/container.xml", CONTAINER)
        _add(archive, "EPUB/package.opf", _package(publication, files))
        for name, text in pages(publication, epub=True).items():
            _add(archive, f"EPUB/{name}", text)
        for name, (content, _mime) in files.items():
            archive.writestr(zipfile.ZipInfo(f"EPUB/{name}", FIRST_DAY), content)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), text.encode(), zipfile.ZIP_DEFLATED)


def _package(publication: Publication, files: dict[str, tuple[bytes, str]]) -> str:
    items = [{"id": f"f{n}", "href": name, "type": mime} for n, (name, (_content, mime)) in enumerate(files.items(), 1)]
    context = {
        "publication": publication, "files": items, "has_pictures": any(item["type"] in READABLE for item in items),
        "chapters": [{"id": f"c{n}", "href": f"units/{chapter.slug}.html"} for n, chapter in enumerate(publication.chapters, 1)],
    }  # fmt: skip
    return render_to_string("exchange/offline/package.opf.html", context)
