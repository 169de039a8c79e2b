"""Sentences for the codes that readers, the chunker and the duplicate finder give: one for each, that says what happened and what to do.

The codes come from pure Python without a catalogue (`reading.document`, `chunking`); pages, the report and the command line take their words here.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

REFUSAL = {
    "empty": N_("The file is empty. Choose the right file and add it again."),
    "broken": N_("The file is broken. Open it in the program it was made with, save it again and add it here."),
    "encrypted": N_("The file is protected with a password. Save a copy without the password and add that."),
    "mislabelled": N_("The file is not what its name says. Save it again in the right format and add that."),
    "unsupported": N_("This kind of file cannot be read. Save it as DOCX, PPTX, ODT, PDF, HTML or Markdown."),
    "too-large": N_("The file is too big. Split it or make its pictures smaller, and add it again."),
    "too-slow": N_("Reading the file took too long. Split it into smaller files and add those."),
    "too-much-memory": N_("The file needs too much memory. Split it into smaller files and add those."),
    "too-many": N_("There are too many files or parts. Split them into smaller sets."),
    "macro-file": N_("The file holds macros, which are never run here. Save it without macros and add that."),
    "not-text": N_("The file is not text. Save it in UTF-8 and add it again."),
    "scanned": N_("The pages are pictures of text. Recognise the text (OCR) first, then add the file."),
    "unsafe-archive": N_("The package is put together in an unsafe way. Pack the files anew and add the package again."),
    "nested-archive": N_("There is a package inside the package. Unpack it and add its files."),
    "no-content": N_("No text was found in the file."),
    "link": N_("This is a link to another file. Add the file itself."),
    "failed": N_("Reading stopped because of a fault of ours. Add the file again; if it happens twice, tell us through the feedback page."),
}
LEFT_OUT = {
    "comment": N_("comment"), "tracked-deletion": N_("deleted text with tracked changes"), "running-header": N_("repeated header or footer"),
    "page-number": N_("page number"), "macro": N_("macro"), "external-link": N_("content linked from elsewhere"),
    "embedded-object": N_("embedded object"), "image": N_("picture that cannot be used"), "script": N_("program code of a web page"),
    "style": N_("styling"), "form": N_("form field"), "hidden": N_("hidden text"), "contents-table": N_("table of contents"),
    "front-matter": N_("front matter"), "metadata": N_("file details"), "drawing": N_("drawing"), "empty": N_("empty part"),
    "disclaimer": N_("disclaimer"),
}  # fmt: skip
WARNING = {
    "scanned": N_("The pages are pictures of text: recognise the text (OCR) first."),
    "some-pages-scanned": N_("Some pages are pictures of text and were not carried over."),
    "no-headings": N_("The file has no headings, so it was divided by length. Check the borders."),
    "no-heading": N_("No heading was found here. Check the name."),
    "external-images": N_("Pictures that lie elsewhere on the web were not fetched."),
    "fonts-without-text": N_("Some text could not be read because of its font."),
    "many-images": N_("There are many pictures. Check which of them are needed."),
    "tables-merged": N_("Merged table cells were taken apart. Check the tables."),
    "encoding-guessed": N_("The character set was guessed. Check the letters å, ä and ö."),
    "long-table": N_("There is a long table here. Check that it reads well on a phone."),
    "over-length": N_("This is longer than 15 minutes, because it cannot be divided without breaking a table, list or example."),
    "under-length": N_("This is very short. Consider merging it with the next."),
    "needs-alt": N_("A picture has no alternative text."),
    "mixed-language": N_("There are several languages here. Check the language."),
    "quiz-without-explanation": N_("A question has no explanations. Write why each option is right or wrong."),
    "quiz-without-answers": N_("Some questions have no marked right answers, so they stayed a list. Mark the answers in the editor."),
    "table-without-head": N_("A table has no heading row. Write one in the editor."),
    "bad-link": N_("A link could not be kept, its words were. Check the address."),
    "shortened": N_("A very long line went on as ordinary text."),
    "too-many-blocks": N_("There are more parts here than a unit may hold. Split it."),
    "empty-heading": N_("There is only a heading here and nothing below it."),
}
_PLACES = {
    "page": (N_("page %(number)s"), N_("pages %(first)s–%(last)s")),
    "slide": (N_("slide %(number)s"), N_("slides %(first)s–%(last)s")),
    "line": (N_("line %(number)s"), N_("lines %(first)s–%(last)s")),
}
_PLACE = re.compile(r"(page|slide|line)s? ?(\d+)(?: ?[–-] ?(\d+))?\Z")  # noqa: RUF001


def source_state(state: str) -> str:
    """What a file's state is called."""
    words = {
        "waiting": _("Waiting"), "reading": _("Being read"), "read": _("Read"), "refused": _("Not taken"), "left-out": _("Left out"),
        "attached": _("Picture of a document"),
    }  # fmt: skip
    return words.get(state, state)


def chunk_state(state: str) -> str:
    """What a draft unit's state is called."""
    return {"proposed": _("To be decided"), "accepted": _("Accepted"), "dropped": _("Discarded")}.get(state, state)


def carried(words: int, of: int) -> int | None:
    """Whole per cent of the words that came along, never 100 when some did not; None when there is nothing to compare with."""
    if not of:
        return None
    return 100 if words >= of else min(99, int(words * 100 / of))


def refusal_text(code: str, detail: str = "") -> str:
    """Why a file was not taken, and what to do."""
    return _(REFUSAL[code]) if code in REFUSAL else _("The file could not be read.") + (f" ({detail or code})" if detail or code else "")


def left_out_text(what: str) -> str:
    """What something that was not carried over is called."""
    return _(LEFT_OUT[what]) if what in LEFT_OUT else what


def warning_text(code: str) -> str:
    """What a person should look at."""
    return _(WARNING[code]) if code in WARNING else code


def place_text(place: str, to: str = "") -> str:
    """"page 3" in the active language; with `to` ("page 5") the range. Anything else comes back as it is."""
    first, last = _PLACE.match(place or ""), _PLACE.match(to or "")
    if not first:
        return place or ""
    end = last[3] or last[2] if last and last[1] == first[1] else first[3]
    one, range_ = _PLACES[first[1]]
    if end and end != first[2]:
        return _(range_) % {"first": first[2], "last": end}
    return _(one) % {"number": first[2]}
