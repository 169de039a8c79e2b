"""Everything that the product shows of one closed round, as text: what an attacker collects."""

from __future__ import annotations

import html
import io
import re

from django.template.loader import render_to_string

from osaava.capability import documents
from osaava.capability.documents import tables, theme_page
from osaava.capability.documents.docx import docx_of
from osaava.capability.documents.images import svg_of
from osaava.capability.documents.pdf import pdf_of
from osaava.capability.queries import Profile
from osaava.themes.api import all_themes

ONE_LANGUAGE = [{"code": "fi", "name": "Suomi", "url": "/", "current": True}]
"""Addresses of the other languages say nothing of a profile and take a third of a page's time."""


def words_of(page: str) -> str:
    """A page or picture without its tags; texts for screen readers stay."""
    said = re.findall(r'(?:alt|aria-label|title)="([^"]*)"', page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split()) + " " + html.unescape(" ".join(said))


def outputs_of(profile: Profile, *, with_files: bool = False) -> dict[str, str]:
    """Name -> text. `with_files` adds the PDF and the Word file, which take a second each."""
    content = documents.content_of(profile)
    organisation = profile.round.organisation
    frame = {"organisation": organisation, "round": profile.round, "profile": profile, "languages": ONE_LANGUAGE}
    context = frame | {"content": content, "pictures": {picture.name: picture for picture in content.pictures}}
    found = {"page": words_of(render_to_string("capability/profile.html", context)), "csv": tables.csv_of(profile), "json": tables.json_of(profile)}
    asked = {line.key for line in profile.lines if line.groups}
    for theme in (theme for theme in all_themes() if theme.key in asked):
        found[f"theme {theme.key}"] = words_of(render_to_string("capability/profile_theme.html", frame | theme_page.context(profile, theme)))
    for picture in content.pictures:
        found[f"picture {picture.name}"] = words_of(svg_of(picture).decode())
    if with_files:
        found |= {"pdf": _pdf_text(pdf_of(content)), "docx": _docx_text(docx_of(content))}
    return found


def _pdf_text(content: bytes) -> str:
    import pypdfium2

    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)).split())


def _docx_text(content: bytes) -> str:
    import docx

    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    alts = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    return " ".join([*(paragraph.text for paragraph in word.paragraphs), *cells, *alts])
