"""Cleaning of text that people write: what no honest text needs is taken out once, at the door.

Control characters break XML exports, NUL breaks PostgreSQL, bidirectional overrides make a name read as another one, and a flood of
combining marks paints over the lines around it. Nothing else is touched: escaping is the business of whoever prints the text.
"""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")
_SPACES = re.compile(r"\s+")
MAX_COMBINING = 4


def _tame_combining(text: str) -> str:
    out, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MAX_COMBINING:
            out.append(char)
    return "".join(out)


def clean(text: str) -> str:
    """Text of several lines without control characters, direction overrides, lone surrogates and floods of combining marks."""
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return _CONTROL.sub("", text)
    text = _LINE_SEPARATORS.sub("\n", text)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    text = _BIDI.sub("", _CONTROL.sub("", text))
    return _tame_combining(unicodedata.normalize("NFC", text))


def clean_line(text: str) -> str:
    """The same for text of one line: every run of white space becomes one blank."""
    return _SPACES.sub(" ", clean(text)).strip()


def clean_block(text: str) -> str:
    """Markdown without blank lines at its ends; what is inside stays as written."""
    lines = clean(text).split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    if lines:
        lines[-1] = lines[-1].rstrip()
    return "\n".join(lines)


def markdown_parser() -> MarkdownIt:
    """Markdown as the texts of units are read: CommonMark with tables and strikethrough, without HTML."""
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20}).enable(["table", "strikethrough"])
