"""What Word documents of all apps share. python-docx is imported where it is used, because it is large."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def add_table(document, head: Sequence[str], rows: Iterable[Sequence[str]], *, points: int = 0) -> None:
    """A table whose bold head repeats on every page; `points`: size of its letters, 0 for the document's own."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if points:
        for cell in (cell for row in table.rows for cell in row.cells):
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(points)


LANGUAGE_TAGS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


def set_language(document, language: str) -> None:
    """The language ("fi", "sv" or "en") that spelling and screen readers go by, in the styles and in the document's properties."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    tag = LANGUAGE_TAGS[language]
    document.core_properties.language = tag
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    for name in ("w:val", "w:eastAsia"):
        found.set(qn(name), tag)
