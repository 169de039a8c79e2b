"""The plan as a tagged PDF (PDF/UA-1): headings, table headers, language and title are in the file for screen readers.

WeasyPrint is imported where it is used, because it is large. It may fetch nothing but the product's own fonts.
"""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from osaava.plans.documents.content import PlanDocument

STYLE = "plans/document.css"
FONTS = {"body": "ui/fonts/atkinson-hyperlegible-next.woff2", "head": "ui/fonts/bricolage-grotesque.woff2"}


def _only_fonts(url: str, **_options) -> dict:
    """Answer for the two fonts of the stylesheet; refuse every other address."""
    name = FONTS.get(url.removeprefix("font:"))
    found = finders.find(name) if name else None
    if not found:
        raise ValueError(f"A document fetches nothing: {url}")
    return {"file_obj": Path(found).open("rb"), "mime_type": "font/woff2"}


def pdf_of(document: PlanDocument, *, language: str) -> bytes:
    """The file's bytes."""
    from weasyprint import CSS, HTML

    html = render_to_string("plans/document_pdf.html", {"document": document, "language": language})
    css = CSS(string=Path(finders.find(STYLE)).read_text(encoding="utf-8"), url_fetcher=_only_fonts, base_url="font:")
    return HTML(string=html, url_fetcher=_only_fonts, base_url="font:").write_pdf(stylesheets=[css], pdf_variant="pdf/ua-1")
