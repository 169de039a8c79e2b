"""The accessibility helper beside the editor (EN 301 549, 11.8): what to look at, in words, with a link to the place. It never edits."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from osaava.library import blocks as schema
from osaava.library.data import Problem

EMPTY_WORDS = {
    "tästä", "tästä linkistä", "tässä", "täältä", "täällä", "klikkaa tästä", "klikkaa tätä", "linkki", "lue lisää", "lisää",
    "här", "klicka här", "länk", "läs mer", "mer", "here", "click here", "this", "link", "read more", "more",
}
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\(([^)\s]{1,2000})\)")
_BARE = re.compile(r"https?://\S+\Z")
LONG_PARAGRAPH = 120


def advice(blocks: list[dict], files: set[str] | None = None) -> list[Problem]:
    """Everything to put right or to think about, in the order of the blocks."""
    found = list(schema.gaps(blocks, files)) + list(_headings(blocks))
    for place, block in enumerate(blocks):
        found += [Problem(message, field=name, block=place) for name, message in _words(block)]
        if block["kind"] == "image" and re.search(r"\.(png|jpe?g|webp|gif)\Z|^(kuva|bild|image|img)[\s_-]*\d*\Z", block["alt"], re.IGNORECASE):
            found.append(Problem(_("Say in words what the image tells, not the name of its file."), field="alt", block=place))
    return sorted(found, key=lambda p: -1 if p.block is None else p.block)


def _headings(blocks: list[dict]):
    previous = None
    for place, block in enumerate(blocks):
        if block["kind"] == "heading":
            if previous is not None and previous == place - 1 and blocks[previous]["level"] >= block["level"]:
                yield Problem(_("Write text under the heading before the next one."), field="text", block=previous)
            previous = place
    if blocks and previous == len(blocks) - 1:
        yield Problem(_("Write text under the last heading."), field="text", block=previous)
    if previous is None and schema.word_count(blocks) > 300:
        yield Problem(_("Add headings: a long text is easier to find one's way in."))


def _words(block: dict):
    for name in ("markdown", "question", "explanation", "text"):
        for text, _address in _LINK.findall(str(block.get(name) or "")):
            if text.strip(" .:»«").lower() in EMPTY_WORDS or _BARE.match(text.strip()):
                yield name, _("Say in the link's text where it leads: “%(text)s” does not.") % {"text": text[:60]}
    for paragraph in str(block.get("markdown") or "").split("\n\n"):
        if len(paragraph.split()) > LONG_PARAGRAPH and block["kind"] not in ("video", "audio"):
            yield "markdown", _("Split the long paragraph: it has %(count)s words.") % {"count": len(paragraph.split())}
    if block["kind"] == "link" and block["title"].strip(" .").lower() in EMPTY_WORDS:
        yield "title", _("Say in the link's text where it leads: “%(text)s” does not.") % {"text": block["title"][:60]}
