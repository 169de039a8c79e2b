"""The profile as a Word file with real headings, repeated table headers, words for the pictures, a title and a language."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _

from osaava.base.language import current_language
from osaava.capability.documents.content import Picture, ProfileContent
from osaava.capability.documents.images import png_of
from osaava.ui.templatetags.osaava_ui import day
from osaava.ui.word import add_table, set_language

WIDE, SQUARE = 16.0, 10.0
"""Widths of pictures in centimetres."""


def docx_of(content: ProfileContent) -> bytes:
    """The file's bytes. python-docx is imported where it is used."""
    from docx import Document

    word = Document()
    set_language(word, current_language())
    word.core_properties.title = f"{content.title} – {content.organisation}"
    word.core_properties.author = content.organisation
    word.add_heading(content.title, level=1)
    word.add_paragraph(f"{content.organisation} · {content.facts}")
    word.add_heading(_("In a nutshell"), level=2)
    word.add_paragraph(" ".join(content.summary))
    for picture in content.pictures:
        _picture(word, picture)
    for table in content.tables:
        word.add_heading(table.caption, level=2)
        add_table(word, table.head, table.rows, points=8 if len(table.head) > 6 else 10)
    if content.evidence:
        word.add_heading(_("Management's evidence"), level=2)
        for label, text in content.evidence:
            paragraph = word.add_paragraph()
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(text)
    if content.notes:
        word.add_heading(_("How to read the profile"), level=2)
        for note in content.notes:
            word.add_paragraph(note, style="List Bullet")
    word.add_paragraph(content.source)
    word.sections[0].footer.paragraphs[0].text = f"{content.organisation} · {content.title} · {day(content.closed_on)}"
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _picture(word, picture: Picture) -> None:
    from docx.shared import Cm

    word.add_heading(picture.title, level=2)
    word.add_paragraph(picture.facts)
    shape = word.add_picture(BytesIO(png_of(picture)), width=Cm(SQUARE if picture.square else WIDE))
    properties = shape._inline.docPr
    properties.set("title", picture.title)
    properties.set("descr", picture.description)
    if picture.key:
        word.add_paragraph(" · ".join(f"{entry['sign']} {entry['label']}" for entry in picture.key))
