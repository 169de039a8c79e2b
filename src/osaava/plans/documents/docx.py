"""The plan as a Word file with real headings, a repeated table header, a title and a language."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osaava.plans.documents.content import GoalPart, PlanDocument
from osaava.ui.templatetags.osaava_ui import day
from osaava.ui.word import add_table, set_language


def docx_of(document: PlanDocument, *, language: str) -> bytes:
    """The file's bytes. python-docx is imported where it is used."""
    from docx import Document

    word = Document()
    set_language(word, language)
    word.core_properties.title = f"{document.title} – {document.organisation}"
    word.core_properties.author = document.organisation
    word.add_heading(document.title, level=1)
    word.add_paragraph(f"{document.organisation} · {document.period}")
    word.add_paragraph(document.summary)
    for goal in document.goals:
        _goal(word, document, goal)
    word.add_heading(_("Signatures"), level=2)
    for words in document.signatures:
        word.add_paragraph("\n\n" + "_" * 40 + "\n" + words)
    word.sections[0].footer.paragraphs[0].text = f"{document.organisation} · {document.title} · {day(document.made_on)}"
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _goal(word, document: PlanDocument, goal: GoalPart) -> None:
    word.add_heading(goal.title, level=2)
    if goal.outcome:
        word.add_paragraph(goal.outcome)
    for label, value in goal.facts:
        paragraph = word.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)
    if goal.text:
        word.add_paragraph(goal.text)
    word.add_heading(pgettext("development plan", "Actions"), level=3)
    if not goal.actions:
        word.add_paragraph(_("No actions."))
    else:
        add_table(word, document.action_head, [row.cells for row in goal.actions])
        for row in goal.actions:
            if row.text or row.links:
                paragraph = word.add_paragraph()
                paragraph.add_run(f"{row.title}. ").bold = True
                paragraph.add_run(" ".join(filter(None, [row.text, _("Content: %(names)s.") % {"names": ", ".join(row.links)} if row.links else ""])))
    if goal.check_ins:
        word.add_heading(_("Check-ins"), level=3)
        for head, text in goal.check_ins:
            word.add_paragraph(f"{head}. {text}".strip(), style="List Bullet")
