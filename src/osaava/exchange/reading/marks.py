"""Markdown out of runs of text: for readers whose source knows "these letters are bold" but nothing of Markdown.

Two mistakes are prevented here: a character of the source that reads as a mark (`*`, `[`, a line that begins with `#`), and a mark that does not
close because of the character beside it (CommonMark's flanking rule: `**Uhka:**on` stays two stars).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_COMBINING = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_FLOOD = re.compile(f"({_COMBINING}{{4}}){_COMBINING}+")
_SPACES = re.compile(r"\s+")
_INLINE = re.compile(r"[\\`*\[\]<]|~~|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)(?:([-+>#=]|:::)|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)
_LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"}
WEB = ("http", "https", "mailto")


@dataclass
class Run:
    """Letters that look alike. `url`: where they lead, "" for nowhere."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    url: str = ""


@dataclass
class Item:
    """One item of a list. `level` counts from 0; `number` is None for a bullet. Paragraphs inside it are divided by a blank line."""

    markdown: str
    level: int = 0
    number: int | None = None


def tidy(text: str) -> str:
    """One line of plain text: no control characters, soft hyphens or direction overrides, ligatures as letters, single blanks."""
    return _spaced(text).strip()


def tidy_code(text: str) -> str:
    """A line of code: blanks stay as they are, tabs become four of them."""
    return _CONTROL.sub("", text.replace("\t", "    ").replace("\xa0", " ")).rstrip()


def _spaced(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.translate(_LIGATURES)).replace("\x0b", " ").replace("\x0c", " ").replace("\x85", " ")
    return _SPACES.sub(" ", _FLOOD.sub(r"\1", _CONTROL.sub("", plain)))


def lines(runs: Iterable[Run]) -> str:
    """Markdown out of runs in which "\\n" is a line break that the writer meant."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        rows[-1].append(replace(run, text=first))
        rows += [[replace(run, text=part)] for part in more]
    return "\\\n".join(row for row in map(inline, rows) if row)


def unescape_entities(text: str) -> str:
    """HTML's named and numbered characters as characters."""
    return html.unescape(text)


def escape(text: str) -> str:
    """Plain text so that Markdown shows it as it is, in the middle of a line."""
    return _INLINE.sub(lambda found: "\\" + found[0], text)


def guard_start(markdown: str) -> str:
    """Lines that would begin a list, a heading or a quote by accident, made ordinary."""
    return _LINE_START.sub(lambda m: f"{m[1]}{m[3]}\\{m[4]}" if m[3] else f"{m[1]}\\{m[2]}", markdown)


def web_address(url: str) -> str:
    """The address in a form that fits into a link, or "" when it is not http, https or mailto."""
    url = tidy(url).replace(" ", "%20")
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in WEB or not (parts.hostname or (parts.scheme.lower() == "mailto" and "@" in parts.path)):
            return ""
    except ValueError:
        return ""
    return quote(url, safe="%/:=&?~#+!$,;'@*[]-._") if len(url) <= 2000 else ""


def link(text: str, url: str) -> str:
    """A link of (already escaped) text; text alone when the address is not one of the web."""
    address = web_address(url)
    return f"[{text}]({address})" if address and text else text


def inline(runs: Iterable[Run]) -> str:
    """One line of Markdown out of runs; neighbours that look alike become one, blanks go outside of the marks."""
    merged = _merged(runs)
    out: list[str] = []
    for n, run in enumerate(merged):
        before = out[-1][-1:] if out else ""
        after = merged[n + 1].text[:1] if n + 1 < len(merged) else ""
        out.append(_marked(run, before, after))
    return _SPACES.sub(" ", "".join(out)).strip()


def _merged(runs: Iterable[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        run = replace(run, text=_spaced(run.text))
        if not run.text:
            continue
        if out and ((not run.text.strip() and not run.url) or _look(out[-1]) == _look(run)):
            out[-1].text += run.text
        else:
            out.append(run)
    return out


def _look(run: Run) -> tuple:
    return run.bold, run.italic, run.code, run.strike, run.url


def _marked(run: Run, before: str, after: str) -> str:
    core = run.text.strip()
    if not core:
        return run.text
    head, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    mark = ("**" if run.bold else "") + ("*" if run.italic else "") + ("~~" if run.strike else "")
    if run.code and "`" not in core:
        body = f"`{core}`"
    else:
        body = escape(core)
    if run.url:
        body = link(body, run.url)
    if mark and any(c.isalnum() for c in core):
        body, head, tail = _flanked(body, mark, head, tail, before, after)
    return head + body + tail


def _flanked(body: str, mark: str, head: str, tail: str, before: str, after: str) -> tuple[str, str, str]:
    """The marks set so that they open and close: punctuation at an edge that touches a letter is moved out of them."""
    front = back = ""
    if before.isalnum() and not head:
        while body and not body[0].isalnum() and body[0] not in "[`\\":
            front, body = front + body[0], body[1:]
    if after.isalnum() and not tail:
        while body and not body[-1].isalnum() and body[-1] not in ")`":
            back, body = body[-1] + back, body[:-1]
    touching = (before.isalnum() and not head and not front and not body[:1].isalnum()) or (
        after.isalnum() and not tail and not back and not body[-1:].isalnum()
    )
    if not body or touching:
        return front + body + back, head, tail
    return front + mark + body + mark[::-1] + back, head, tail


def list_markdown(items: list[Item]) -> str:
    """A list with nesting. Numbers go on from the first item's; a source that writes `1.` before every item gets 1, 2, 3."""
    lines, indents, counters = [], [0], [0]
    previous = -1
    ordered: list[bool] = []
    for item in items:
        level = min(max(item.level, 0), previous + 1, 8)
        del ordered[level + 1 :], counters[level + 1 :], indents[level + 1 :]
        if len(ordered) == level:
            ordered.append(item.number is not None)
            counters[level:] = [item.number if item.number is not None else 0]
        elif ordered[level] != (item.number is not None):
            ordered[level] = item.number is not None
            counters[level] = item.number if item.number is not None else 0
        elif item.number is not None:
            counters[level] = max(counters[level] + 1, item.number) if item.number > 1 else counters[level] + 1
        mark = f"{counters[level]}. " if ordered[level] else "- "
        indent = " " * indents[level]
        hanging = indent + " " * len(mark)
        text = item.markdown.split("\n")
        lines.append(indent + mark + guard_start(text[0]))
        lines.extend(hanging + guard_start(line) if line else "" for line in text[1:])
        indents[level + 1 :] = [len(hanging)]
        previous = level
    return "\n".join(lines)
