"""HTML to PDF with the product's own fonts: tagged (PDF/UA-1), so that headings, table headers, language and title are in the file.

WeasyPrint is imported where it is used, because it is large. It may fetch nothing but the fonts and the pictures that are written into the page.
"""

from __future__ import annotations

from base64 import b64decode
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

PICTURE = "data:image/svg+xml;base64,"
FONTS = {"body": "ui/fonts/atkinson-hyperlegible-next.woff2", "head": "ui/fonts/bricolage-grotesque.woff2"}


FACE = '@font-face { font-family: "Atkinson Hyperlegible Next"; src: url("font:body") format("woff2"); }'
"""The face that the pictures name."""


@lru_cache
def _fetcher():
    """Answers for the fonts and for the pictures that are written into the page; any other address stops the document."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith(PICTURE):
                return URLFetcherResponse(url, b64decode(url.removeprefix(PICTURE)), {"Content-Type": "image/svg+xml"})
            name = FONTS.get(url.removeprefix("font:"))
            found = finders.find(name) if name else None
            if not found:
                raise ValueError(f"A document fetches nothing: {url}")
            return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": "font/woff2"})

    return OnlyOurs(fail_on_errors=True)


def write_pdf(html: str, css: str, *, tagged: bool = True) -> bytes:
    """HTML and a stylesheet as PDF."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = CSS(string=FACE + css, url_fetcher=_fetcher(), base_url="font:", font_config=fonts)
    page = HTML(string=html, url_fetcher=_fetcher(), base_url="font:")
    return page.write_pdf(stylesheets=[style], font_config=fonts, **({"pdf_variant": "pdf/ua-1"} if tagged else {}))
