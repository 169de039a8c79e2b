"""The profile as a tagged PDF."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from osaava.base.language import current_language
from osaava.capability.documents.content import ProfileContent
from osaava.ui.pdf import write_pdf

STYLE = "capability/document.css"


def pdf_of(content: ProfileContent) -> bytes:
    """The file's bytes, in the active language."""
    html = render_to_string("capability/profile_pdf.html", {"content": content, "language": current_language()})
    return write_pdf(html, Path(finders.find(STYLE)).read_text(encoding="utf-8"))
