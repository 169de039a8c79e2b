"""The plan as a tagged PDF."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from osaava.plans.documents.content import PlanDocument
from osaava.ui.pdf import write_pdf

STYLE = "plans/document.css"


def pdf_of(document: PlanDocument, *, language: str) -> bytes:
    """The file's bytes."""
    html = render_to_string("plans/document_pdf.html", {"document": document, "language": language})
    return write_pdf(html, Path(finders.find(STYLE)).read_text(encoding="utf-8"))
