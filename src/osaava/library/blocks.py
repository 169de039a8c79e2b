"""Typed blocks: what a unit's text is made of. Each block is a small dict with its `kind`; this module is its schema.

    heading     level (2 or 3), text              checklist   id, title, items: [Markdown]
    text        markdown                          reflection  id, title, markdown
    image       file, alt, decorative, caption    task        id, title, markdown
    table       caption, head, align, rows        quiz        id, quiz (kind), question, and by kind:
    callout     tone, title, markdown                 single, multiple   options: [{text, correct, explanation}]
    example     title, markdown                       ordering           options in the right order: [{text, explanation}]
    video/audio title, src, captions, markdown        number             answer, tolerance, unit, explanation
    file        title, src, description               text               accept: [str], explanation
    link        title, url, description
    quote       source, markdown

Two sets of checks, because an author must be able to save half a thought: `problems` says what cannot be stored at all, `gaps` what is
missing before others may see the unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from osaava.library.data import Problem
from osaava.library.enums import BlockKind, QuizKind
from osaava.library.texts import clean_block, clean_line

ID = re.compile(r"[a-z][a-z0-9-]{0,59}\Z")
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,179}\Z")
TONES = ("note", "tip", "warning")
INTERACTIVE = ("checklist", "reflection", "quiz", "task")
"""Kinds that a learner's own answers hang on: they need an id, the same in all languages."""

MAX_BLOCKS, MAX_TEXT, MAX_LINE, MAX_ITEMS, MAX_CELLS = 300, 20_000, 2_000, 60, 4_000
WORDS_A_MINUTE = {"fi": 110, "sv": 130, "en": 140}
"""Reading to learn: about two thirds of the speed at which adults read an easy text aloud, 161 words a minute in Finnish, 199 in Swedish and 228 in
English (Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance: The New International Reading Speed Texts IReST,
Investigative Ophthalmology & Visual Science 53(9), 2012)."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?\Z")

# kind -> {field: how it is cleaned}
_LINES, _MARKDOWN = "line", "markdown"
FIELDS: dict[str, dict[str, str]] = {
    "heading": {"level": "level", "text": _LINES},
    "text": {"markdown": _MARKDOWN},
    "image": {"file": _LINES, "alt": _LINES, "decorative": "flag", "caption": _LINES},
    "video": {"title": _LINES, "src": _LINES, "captions": _LINES, "markdown": _MARKDOWN},
    "audio": {"title": _LINES, "src": _LINES, "captions": _LINES, "markdown": _MARKDOWN},
    "file": {"title": _LINES, "src": _LINES, "description": _LINES},
    "table": {"caption": _LINES, "head": "cells", "align": "align", "rows": "rows"},
    "callout": {"tone": "tone", "title": _LINES, "markdown": _MARKDOWN},
    "example": {"title": _LINES, "markdown": _MARKDOWN},
    "checklist": {"title": _LINES, "items": "lines"},
    "reflection": {"title": _LINES, "markdown": _MARKDOWN},
    "task": {"title": _LINES, "markdown": _MARKDOWN},
    "quiz": {
        "quiz": "quiz", "question": _MARKDOWN, "options": "options", "answer": "number", "tolerance": "number", "unit": _LINES,
        "accept": "lines", "explanation": _MARKDOWN,
    },
    "link": {"title": _LINES, "url": _LINES, "description": _LINES},
    "quote": {"source": _LINES, "markdown": _MARKDOWN},
}
QUIZ_FIELDS = {
    "single": {"options"},
    "multiple": {"options"},
    "ordering": {"options"},
    "number": {"answer", "tolerance", "unit", "explanation"},
    "text": {"accept", "explanation"},
}


# -- shape ------------------------------------------------------------------------------------------------------------------------


def _lines(value) -> list[str]:
    return [clean_line(item) for item in value if clean_line(item)] if isinstance(value, list | tuple) else []


def _number(value) -> str:
    return clean_line(value if value is not None else "").replace(",", ".").replace("\u2212", "-").replace(" ", "")


def _options(value) -> list[dict]:
    found = []
    for option in value if isinstance(value, list | tuple) else []:
        if not isinstance(option, dict):
            continue
        entry = {
            "text": clean_line(option.get("text", "")),
            "correct": bool(option.get("correct")),
            "explanation": clean_block(option.get("explanation", "")),
        }
        if entry["text"] or entry["explanation"]:
            found.append(entry)
    return found


_CLEANERS: dict[str, Callable[[Any], Any]] = {
    _LINES: lambda value: clean_line(value if value is not None else ""),
    _MARKDOWN: lambda value: clean_block(value if value is not None else ""),
    "flag": bool,
    "level": lambda value: 3 if str(value) == "3" else 2,
    "tone": lambda value: value if value in TONES else "note",
    "quiz": lambda value: value if value in QuizKind.values else "single",
    "number": _number,
    "lines": _lines,
    "cells": lambda value: [clean_line(cell) for cell in value] if isinstance(value, list | tuple) else [],
    "align": lambda value: [a if a in ("left", "center", "right") else "" for a in value] if isinstance(value, list | tuple) else [],
    "rows": lambda value: [[clean_line(c) for c in row] for row in value if isinstance(row, list | tuple)]
    if isinstance(value, list | tuple)
    else [],
    "options": _options,
}


def clean(block: dict) -> dict:
    """One block with known fields only, each of its own type. Unknown kinds come back as they are, for `problems` to refuse."""
    kind = str(block.get("kind", ""))
    if kind not in FIELDS:
        return {"kind": kind}
    out: dict = {"kind": kind}
    if identifier := clean_line(block.get("id") or ""):
        out["id"] = identifier
    for field, how in FIELDS[kind].items():
        out[field] = _CLEANERS[how](block.get(field))
    if kind == "quiz":
        for field in set().union(*QUIZ_FIELDS.values()) - QUIZ_FIELDS[out["quiz"]]:
            out.pop(field)
        if out["quiz"] == "ordering":
            out["options"] = [{"text": o["text"], "explanation": o["explanation"]} for o in out["options"]]
    if kind == "table":
        _square(out)
    if kind == "image" and out["decorative"]:
        out["alt"] = ""
    return out


def clean_blocks(blocks: list[dict]) -> list[dict]:
    """Each block cleaned, empty ones left out."""
    return [block for block in map(clean, blocks) if not is_empty(block)]


def _square(table: dict) -> None:
    width = max([len(table["head"]), *map(len, table["rows"])], default=0)
    table["head"] += [""] * (width - len(table["head"]))
    table["rows"] = [row + [""] * (width - len(row)) for row in table["rows"]]
    align = (table["align"] + [""] * width)[:width]
    table["align"] = align if any(align) else []


def is_empty(block: dict) -> bool:
    """Whether nothing was written in the block (an empty form part)."""
    if block["kind"] not in FIELDS:
        return False
    ignored = {"kind", "id", "level", "tone", "quiz", "decorative", "align"}
    values = [v for k, v in block.items() if k not in ignored]
    return not any(any(map(any, v)) if v and isinstance(v, list) and isinstance(v[0], list) else v for v in values)


# -- checks -----------------------------------------------------------------------------------------------------------------------


def problems(blocks: list[dict]) -> list[Problem]:
    """What keeps these (clean) blocks from being stored: unknown kinds, ids missing or used twice, things too big."""
    found: list[Problem] = []
    if len(blocks) > MAX_BLOCKS:
        return [Problem(_("Split the unit: it has %(count)s blocks and the limit is %(limit)s.") % {"count": len(blocks), "limit": MAX_BLOCKS})]
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        for field, message in _problems_of(block, seen):
            found.append(Problem(message, field=field, block=place))
        if identifier := block.get("id"):
            seen.add(identifier)
    return found


def _problems_of(block: dict, seen: set[str]) -> Iterator[tuple[str, str]]:
    kind = block["kind"]
    if kind not in BlockKind.values:
        yield "kind", _("“%(kind)s” is not a kind of block.") % {"kind": kind[:40]}
        return
    identifier = block.get("id", "")
    if kind in INTERACTIVE and not identifier:
        yield "id", _("Give the block an id: learners' answers hang on it.")
    elif identifier and not ID.match(identifier):
        yield "id", _("Write the id “%(id)s” with lower-case letters a–z, digits and hyphens, starting with a letter.") % {"id": identifier[:60]}
    elif identifier in seen and identifier:
        yield "id", _("The id “%(id)s” is used twice. Give each block its own.") % {"id": identifier}
    for name in ("file", "src", "captions"):
        value = block.get(name)
        if value and not FILE_NAME.match(value) and not (name == "src" and web_address(value)):
            yield name, _("Name the file with letters a–z, digits, dots and hyphens: “%(name)s” does not fit.") % {"name": value[:80]}
    if kind == "link" and block["url"] and not web_address(block["url"]):
        yield "url", _("Write the whole address, starting with https://.")
    for name, value in block.items():
        if _too_long(FIELDS[kind].get(name, ""), value):
            yield name, _("Shorten this part: it is longer than fits.")
    if kind == "quiz" and block["quiz"] == "number":
        for name in ("answer", "tolerance"):
            if block[name] and not _NUMBER.match(block[name]):
                yield name, _("Write a number, like 12.5.")


def _too_long(how: str, value) -> bool:
    match how:
        case "markdown":
            return len(value) > MAX_TEXT
        case "line" | "number":
            return len(value) > MAX_LINE
        case "lines":
            return len(value) > MAX_ITEMS or any(len(v) > MAX_LINE for v in value)
        case "options":
            return len(value) > MAX_ITEMS or any(len(o["text"]) > MAX_LINE or len(o["explanation"]) > MAX_LINE for o in value)
        case "rows":
            return sum(map(len, value)) > MAX_CELLS or any(len(c) > MAX_LINE for row in value for c in row)
        case "cells":
            return len(value) > MAX_ITEMS or any(len(c) > MAX_LINE for c in value)
    return False


def web_address(value: str) -> bool:
    """Whether the value is an http or https address with a host."""
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r'[\s<>"\\]', value)
    except ValueError:
        return False


def gaps(blocks: list[dict], files: set[str] | None = None) -> list[Problem]:
    """What is missing before others may see these blocks. `files`: names that exist (None: not checked)."""
    found = []
    if not any(block["kind"] not in ("heading",) for block in blocks):
        found.append(Problem(_("Write the text of the unit.")))
    level = 2
    for place, block in enumerate(blocks):
        if block["kind"] == "heading":
            if block["level"] == 3 and level == 2 and not any(b["kind"] == "heading" and b["level"] == 2 for b in blocks[:place]):
                found.append(Problem(_("Start with a main heading before a lower one."), field="level", block=place))
            level = block["level"]
        for field, message in _gaps_of(block):
            found.append(Problem(message, field=field, block=place))
        for name in referenced_files([block]):
            if files is not None and name not in files:
                found.append(Problem(_("Add the file “%(name)s”: it is missing.") % {"name": name}, field="src", block=place))
    return found


def _gaps_of(block: dict) -> Iterator[tuple[str, str]]:
    kind = block["kind"]
    if kind == "heading" and not block["text"]:
        yield "text", _("Write the heading.")
    if kind == "image":
        if not block["file"]:
            yield "file", _("Choose the image.")
        if not block["alt"] and not block["decorative"]:
            yield "alt", _("Write what the image is for, or mark it as decorative.")
    if kind in ("video", "audio"):
        if not block["src"]:
            yield "src", _("Choose the file.")
        if kind == "video" and not block["captions"] and not web_address(block["src"]):
            yield "captions", _("Add captions to the video.")
        if not block["markdown"]:
            yield "markdown", _("Write the transcript.")
    if kind == "file" and not (block["src"] and block["title"]):
        yield "title", _("Choose the file and write what it is.")
    if kind == "table" and not any(block["head"]):
        yield "head", _("Write the headings of the table's columns.")
    if kind == "link" and not (block["url"] and block["title"]):
        yield "url", _("Write the link's title and address.")
    if kind == "checklist" and not block["items"]:
        yield "items", _("Write the items of the checklist.")
    if kind in ("text", "callout", "example", "reflection", "task", "quote") and not block["markdown"]:
        yield "markdown", _("Write the text of this block.")
    if kind == "quiz":
        yield from _quiz_gaps(block)


def _quiz_gaps(block: dict) -> Iterator[tuple[str, str]]:
    if not block["question"]:
        yield "question", _("Write the question.")
    kind = block["quiz"]
    if kind in ("single", "multiple", "ordering"):
        options = block["options"]
        if len(options) < 2:
            yield "options", _("Write at least two options.")
        right = sum(1 for o in options if o.get("correct"))
        if kind == "single" and right != 1:
            yield "options", _("Mark exactly one option as right.")
        if kind == "multiple" and not right:
            yield "options", _("Mark the right options.")
        if any(not o["text"] for o in options):
            yield "options", _("Write the text of every option.")
        if any(not o["explanation"] for o in options):
            yield "options", _("Explain every option: why it is right or wrong.")
    elif kind == "number" and not block["answer"]:
        yield "answer", _("Write the right answer.")
    elif kind == "text" and not block["accept"]:
        yield "accept", _("Write the answers that are accepted.")
    if kind in ("number", "text") and not block["explanation"]:
        yield "explanation", _("Explain the answer.")


# -- reads ------------------------------------------------------------------------------------------------------------------------


def interactive(blocks: list[dict]) -> list[dict]:
    """The blocks that a learner answers, in order."""
    return [block for block in blocks if block["kind"] in INTERACTIVE]


def find(blocks: list[dict], identifier: str) -> dict | None:
    """The block with this id, or None."""
    return next((block for block in blocks if block.get("id") == identifier), None)


def shape(blocks: list[dict]) -> list[tuple[str, str]]:
    """Kinds and ids of the answerable blocks in order: equal in all languages that say the same."""
    return [(block["kind"], block["id"]) for block in interactive(blocks)]


def anchors(blocks: list[dict]) -> list[str]:
    """A stable anchor for every block: its id, else its kind and place among its kind."""
    counts: dict[str, int] = {}
    taken = {block["id"] for block in blocks if block.get("id")}
    out = []
    for block in blocks:
        kind = block["kind"]
        counts[kind] = counts.get(kind, 0) + 1
        name = block.get("id") or f"{kind}-{counts[kind]}"
        while not block.get("id") and name in taken:
            name += "-x"
        out.append(name)
    return out


def referenced_files(blocks: list[dict]) -> list[str]:
    """Names of the files that the blocks use, each once."""
    names = (block.get(name) for block in blocks for name in ("file", "src", "captions"))
    return list(dict.fromkeys(name for name in names if name and not web_address(name)))


def _strings(block: dict) -> Iterator[str]:
    for name in FIELDS[block["kind"]]:
        if name in ("file", "src", "captions", "url", "answer", "tolerance", "unit", "tone", "quiz", "level", "align", "decorative"):
            continue
        value = block.get(name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, str):
                    yield item
                elif isinstance(item, list):
                    yield from item
                elif isinstance(item, dict):
                    yield item["text"]
                    yield item["explanation"]


_MARKS = re.compile(r"\]\([^)\s]*\)|[*_`#>\[\]|]+|^\s*(?:[-+]|\d+\.)\s", re.MULTILINE)


def plain_text(blocks: list[dict]) -> str:
    """All words of the blocks without Markdown marks, for search and for counting."""
    return "\n".join(" ".join(_MARKS.sub(" ", text).split()) for block in blocks for text in _strings(block) if text)


def word_count(blocks: list[dict]) -> int:
    """How many words a reader meets."""
    return len(_WORD.findall(plain_text(blocks)))


def reckon_minutes(blocks: list[dict], language: str = "fi") -> int:
    """Honest minutes: reading at a calm pace, and a minute for each thing to answer."""
    reading = word_count(blocks) / WORDS_A_MINUTE.get(language, 120)
    return max(1, min(240, round(reading + len(interactive(blocks)))))
