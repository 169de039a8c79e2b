"""Sentences for the codes that readers, the chunker and the duplicate finder give: one for each, that says what happened and what to do.

The codes come from pure Python without a catalogue (`reading.document`, `chunking`); pages, the report and the command line take their words here.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REFUSAL = {
    "empty": gettext_noop("The file is empty. Choose the right file and add it again."),
    "broken": gettext_noop("The file is broken. Open it in the program it was made with, save it again and add it here."),
    "encrypted": gettext_noop("The file is protected with a password. Save a copy without the password and add that."),
    "mislabelled": gettext_noop("The file is not what its name says. Save it again in the right format and add that."),
    "unsupported": gettext_noop("This kind of file cannot be read. Save it as DOCX, PPTX, ODT, PDF, HTML or Markdown."),
    "too-large": gettext_noop("The file is too big. Split it or make its pictures smaller, and add it again."),
    "too-slow": gettext_noop("Reading the file took too long. Split it into smaller files and add those."),
    "too-much-memory": gettext_noop("The file needs too much memory. Split it into smaller files and add those."),
    "too-many": gettext_noop("There are too many files or parts. Split them into smaller sets."),
    "macro-file": gettext_noop("The file holds macros, which are never run here. Save it without macros and add that."),
    "not-text": gettext_noop("The file is not text. Save it in UTF-8 and add it again."),
    "scanned": gettext_noop("The pages are pictures of text. Recognise the text (OCR) first, then add the file."),
    "unsafe-archive": gettext_noop("The package is put together in an unsafe way. Pack the files anew and add the package again."),
    "nested-archive": gettext_noop("There is a package inside the package. Unpack it and add its files."),
    "no-content": gettext_noop("No text was found in the file."),
    "link": gettext_noop("This is a link to another file. Add the file itself."),
    "failed": gettext_noop("Reading stopped because of a fault of ours. Add the file again; if it happens twice, tell us through the feedback page."),
}
LEFT_OUT = {
    "comment": gettext_noop("comment"),
    "tracked-deletion": gettext_noop("deleted text with tracked changes"),
    "running-header": gettext_noop("repeated header or footer"),
    "page-number": gettext_noop("page number"),
    "macro": gettext_noop("macro"),
    "external-link": gettext_noop("content linked from elsewhere"),
    "embedded-object": gettext_noop("embedded object"),
    "image": gettext_noop("picture that cannot be used"),
    "script": gettext_noop("program code of a web page"),
    "style": gettext_noop("styling"),
    "form": gettext_noop("form field"),
    "hidden": gettext_noop("hidden text"),
    "contents-table": gettext_noop("table of contents"),
    "front-matter": gettext_noop("front matter"),
    "metadata": gettext_noop("file details"),
    "drawing": gettext_noop("drawing"),
    "empty": gettext_noop("empty part"),
    "disclaimer": gettext_noop("disclaimer"),
}
WARNING = {
    "scanned": gettext_noop("The pages are pictures of text: recognise the text (OCR) first."),
    "some-pages-scanned": gettext_noop("Some pages are pictures of text and were not carried over."),
    "no-headings": gettext_noop("The file has no headings, so it was divided by length. Check the borders."),
    "no-heading": gettext_noop("No heading was found here. Check the name."),
    "external-images": gettext_noop("Pictures that lie elsewhere on the web were not fetched."),
    "fonts-without-text": gettext_noop("Some text could not be read because of its font."),
    "many-images": gettext_noop("There are many pictures. Check which of them are needed."),
    "tables-merged": gettext_noop("Merged table cells were taken apart. Check the tables."),
    "encoding-guessed": gettext_noop("The character set was guessed. Check the letters å, ä and ö."),
    "long-table": gettext_noop("There is a long table here. Check that it reads well on a phone."),
    "over-length": gettext_noop("This is longer than 15 minutes, because it cannot be divided without breaking a table, list or example."),
    "under-length": gettext_noop("This is very short. Consider merging it with the next."),
    "needs-alt": gettext_noop("A picture has no alternative text."),
    "mixed-language": gettext_noop("There are several languages here. Check the language."),
    "quiz-without-explanation": gettext_noop("A question has no explanations. Write why each option is right or wrong."),
    "quiz-without-answers": gettext_noop("Some questions have no marked right answers, so they stayed a list. Mark the answers in the editor."),
    "table-without-head": gettext_noop("A table has no heading row. Write one in the editor."),
    "bad-link": gettext_noop("A link could not be kept, its words were. Check the address."),
    "shortened": gettext_noop("A very long line went on as ordinary text."),
    "too-many-blocks": gettext_noop("There are more parts here than a unit may hold. Split it."),
    "empty-heading": gettext_noop("There is only a heading here and nothing below it."),
}
_PLACES = {
    "page": (gettext_noop("page %(number)s"), gettext_noop("pages %(first)s–%(last)s")),
    "slide": (gettext_noop("slide %(number)s"), gettext_noop("slides %(first)s–%(last)s")),
    "line": (gettext_noop("line %(number)s"), gettext_noop("lines %(first)s–%(last)s")),
}
_PLACE = re.compile(r"(page|slide|line)s? ?(\d+)(?: ?[–-] ?(\d+))?\Z")


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


def left_out_text(what: str, detail: str = "") -> str:
    """What something that was not carried over is called."""
    if what == "image" and detail == "linked":
        return _("picture that leads to a video; the link was kept")
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
