"""The profile as a Word file with real headings, repeated table headers, words for the pictures, a title and a language."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _

from osaava.base.language import current_language
from osaava.capability.documents.content import Picture, ProfileContent, Table
from osaava.capability.documents.images import png_of
from osaava.ui.templatetags.osaava_ui import day

LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
WIDE, SQUARE = 16.0, 10.0
"""Widths of pictures in centimetres."""


def docx_of(content: ProfileContent) -> bytes:
    """The file's bytes. python-docx is imported where it is used."""
    from docx import Document

    word = Document()
    code = LANGUAGES[current_language()]
    _set_language(word, code)
    word.core_properties.title = f"{content.title} – {content.organisation}"
    word.core_properties.author = content.organisation
    word.core_properties.language = code
    word.add_heading(content.title, level=1)
    word.add_paragraph(f"{content.organisation} · {content.facts}")
    word.add_heading(_("In a nutshell"), level=2)
    word.add_paragraph(" ".join(content.summary))
    for picture in content.pictures:
        _picture(word, picture)
    for table in content.tables:
        word.add_heading(table.caption, level=2)
        _table(word, table)
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


def _table(word, content: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    table = word.add_table(rows=1, cols=len(content.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, content.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in content.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row in table.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8 if len(content.head) > 6 else 10)


def _set_language(word, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    for name in ("w:val", "w:eastAsia"):
        found.set(qn(name), code)
