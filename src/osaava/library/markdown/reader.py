"""Markdown to blocks, line by line. Says file, line and what to do about everything it cannot read."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from osaava.library import blocks as schema
from osaava.library.data import Problem
from osaava.library.markdown.front_matter import FormatError

_OPEN = re.compile(r"(:{3,})[ \t]+(\S+)(.*)\Z")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})(.*)\Z")
_HEADING = re.compile(r"(#{1,3})[ \t]+(.*?)[ \t]*\Z")
_IMAGE = re.compile(r'!\[((?:\\.|[^\]\\])*)\]\(<?([^)\s>"]+)>?(?:[ \t]+"((?:\\.|[^"\\])*)")?\)[ \t]*(\{decorative\})?[ \t]*\Z')
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_OPTION = re.compile(r"[ ]{0,3}[-*+][ \t]+\[([ xX])\][ \t]+(.*)\Z")
_NUMBERED = re.compile(r"[ ]{0,3}\d{1,3}[.)][ \t]+(.*)\Z")
_ITEM = re.compile(r"[ ]{0,3}[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(.*)\Z")
_EXPLAINS = re.compile(r"[ \t]*>[ ]?(.*)\Z")
_FIELD = re.compile(r"([a-z]+):[ \t]*(.*)\Z")


class _Lines:
    """The body's lines with a cursor, and the problems met on the way."""

    def __init__(self, text: str, first_line: int = 1):
        self.lines = text.split("\n")
        self.first_line = first_line
        self.at = 0
        self.problems: list[Problem] = []

    def wrong(self, message: str, at: int | None = None) -> None:
        self.problems.append(Problem(message, line=self.first_line + (self.at if at is None else at)))


def read_blocks(text: str, first_line: int = 1) -> list[dict]:
    """The blocks of a body; raises FormatError (file name empty) when something cannot be read."""
    found, problems = parse(text, first_line)
    if problems:
        raise FormatError([("", problem) for problem in problems])
    return found


def parse(text: str, first_line: int = 1) -> tuple[list[dict], list[Problem]]:
    """(blocks, problems): what could be read and what could not."""
    lines = _Lines(text.replace("\r\n", "\n"), first_line)
    raw: list[tuple[int, dict]] = []
    while lines.at < len(lines.lines):
        line = lines.lines[lines.at]
        start = lines.at
        if not line.strip():
            lines.at += 1
            continue
        block = _container(lines) or _heading(lines) or _image(lines) or _table(lines) or _text(lines)
        raw.append((start, schema.clean(block)))
    for start, problem in _schema_problems(raw):
        lines.wrong(problem.message, start)
    return [block for _start, block in raw if block["kind"] != "nothing"], lines.problems


def _schema_problems(raw):
    kept = [(start, block) for start, block in raw if block["kind"] != "nothing"]
    for problem in schema.problems([block for _start, block in kept]):
        yield (kept[problem.block][0] if problem.block is not None else 0), problem


def _begins_block(lines: _Lines, at: int) -> bool:
    line = lines.lines[at]
    if line.startswith(":::") or _HEADING.match(line) or _IMAGE.match(line):
        return True
    return _table_at(lines, at) is not None


def _container(lines: _Lines) -> dict | None:
    line = lines.lines[lines.at]
    if not line.startswith(":::"):
        return None
    start = lines.at
    match = _OPEN.match(line)
    if not match:
        lines.wrong(_("This line closes a block that was not opened."))
        lines.at += 1
        return {"kind": "nothing"}
    fence, kind, rest = match.groups()
    body_start = lines.at + 1
    end = next((i for i in range(body_start, len(lines.lines)) if lines.lines[i].rstrip() == fence), None)
    if end is None:
        lines.wrong(_("Close the block with a line of %(fence)s.") % {"fence": fence})
        lines.at = len(lines.lines)
        return {"kind": "nothing"}
    reader = _CONTAINERS.get(kind)
    if reader is None:
        lines.wrong(_("“%(kind)s” is not a kind of block.") % {"kind": kind[:40]})
        lines.at = end + 1
        return {"kind": "nothing"}
    rest = rest.strip()
    block: dict = {"kind": kind}
    if rest.startswith("#"):
        identifier, _sep, rest = rest[1:].partition(" ")
        block["id"] = identifier
    rest = rest.strip()
    block["rest"] = rest[1:] if rest.startswith("\\") else rest
    inner = _Lines("\n".join(lines.lines[body_start:end]), lines.first_line + body_start)
    reader(block, inner)
    lines.problems += inner.problems
    lines.at = end + 1
    assert lines.at > start
    return block


def _heading(lines: _Lines) -> dict | None:
    match = _HEADING.match(lines.lines[lines.at])
    if not match:
        return None
    if len(match[1]) == 1:
        lines.wrong(_("Use headings from ## on: the unit's title is the page's only main heading."))
    lines.at += 1
    return {"kind": "heading", "level": len(match[1]), "text": match[2]}


def _unescape(text: str | None) -> str:
    return re.sub(r"\\([\\\[\]\"])", r"\1", text or "")


def _image(lines: _Lines) -> dict | None:
    match = _IMAGE.match(lines.lines[lines.at])
    if not match:
        return None
    lines.at += 1
    alt, name, caption, decorative = match.groups()
    if schema.web_address(name):
        words = _unescape(alt) or name
        return {"kind": "text", "markdown": f"[{words}]({name})"}
    file = "" if name == "missing" else name.removeprefix("./")
    return {"kind": "image", "file": file, "alt": _unescape(alt), "caption": _unescape(caption), "decorative": bool(decorative)}


def _table_at(lines: _Lines, at: int) -> tuple[str, int] | None:
    """(caption, line of the head) when a table starts here."""
    caption = ""
    all_lines = lines.lines
    if all_lines[at].startswith("Table:"):
        caption = all_lines[at].removeprefix("Table:").strip()
        at += 1
        if at < len(all_lines) and not all_lines[at].strip():
            at += 1
    if at + 1 >= len(all_lines) or not all_lines[at].startswith("|"):
        return None
    if "-" not in all_lines[at + 1] or not _DELIMITER.match(all_lines[at + 1]):
        return None
    return caption, at


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)]


def _table(lines: _Lines) -> dict | None:
    place = _table_at(lines, lines.at)
    if place is None:
        return None
    caption, at = place
    head = _cells(lines.lines[at])
    marks = _cells(lines.lines[at + 1])
    align = [{(True, True): "center", (True, False): "left", (False, True): "right"}.get((m.startswith(":"), m.endswith(":")), "") for m in marks]
    at += 2
    rows = []
    while at < len(lines.lines) and lines.lines[at].startswith("|"):
        rows.append(_cells(lines.lines[at]))
        at += 1
    lines.at = at
    return {"kind": "table", "caption": caption, "head": head, "align": align, "rows": rows}


def _text(lines: _Lines) -> dict:
    start = lines.at
    fence = None
    while lines.at < len(lines.lines):
        line = lines.lines[lines.at]
        match = _FENCE.match(line)
        if fence is None:
            if lines.at > start and _begins_block(lines, lines.at):
                break
            if match and not ("`" in match[2] and match[1][0] == "`"):
                fence = match[1]
        elif match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip():
            fence = None
        lines.at += 1
    return {"kind": "text", "markdown": "\n".join(lines.lines[start : lines.at])}


# -- containers -------------------------------------------------------------------------------------------------------------------


def _titled(block: dict, inner: _Lines) -> None:
    block["title"] = block.pop("rest")
    block["markdown"] = "\n".join(inner.lines)


def _callout(block: dict, inner: _Lines) -> None:
    tone, _sep, title = block.pop("rest").partition(" ")
    if tone not in schema.TONES:
        inner.wrong(_("Say what kind of callout this is: note, tip or warning."), -1)
    title = title.strip()
    block |= {"tone": tone, "title": title[1:] if title.startswith("\\") else title, "markdown": "\n".join(inner.lines)}


def _quote(block: dict, inner: _Lines) -> None:
    block["source"] = block.pop("rest")
    block["markdown"] = "\n".join(inner.lines)


def _checklist(block: dict, inner: _Lines) -> None:
    block["title"] = block.pop("rest")
    items: list[str] = []
    for at, line in enumerate(inner.lines):
        if match := _ITEM.match(line):
            items.append(match[1])
        elif line.strip() and items and line.startswith("  "):
            items[-1] += " " + line.strip()
        elif line.strip():
            inner.wrong(_("Write the items of a checklist as lines that begin with “- ”."), at)
    block["items"] = items


def _with_fields(*names: str, body: str | None = None):
    def read(block: dict, inner: _Lines) -> None:
        block["title"] = block.pop("rest")
        at = 0
        while at < len(inner.lines) and inner.lines[at].strip():
            match = _FIELD.match(inner.lines[at])
            if not match or match[1] not in names:
                inner.wrong(_("Write here only these facts: %(names)s.") % {"names": ", ".join(f"{n}:" for n in names)}, at)
            else:
                block[match[1]] = match[2]
            at += 1
        rest = "\n".join(inner.lines[at:])
        if body:
            block[body] = rest
        elif rest.strip():
            inner.wrong(_("Write here only these facts: %(names)s.") % {"names": ", ".join(f"{n}:" for n in names)}, at + 1)

    return read


def _quiz(block: dict, inner: _Lines) -> None:
    kind = block.pop("rest")
    block["quiz"] = kind
    if kind not in ("single", "multiple", "ordering", "number", "text"):
        inner.wrong(_("Say what kind of question this is: single, multiple, ordering, number or text."), -1)
        return
    if kind in ("number", "text"):
        _quiz_answer(block, inner, ("answer", "tolerance", "unit") if kind == "number" else ("accept",))
    else:
        _quiz_options(block, inner, _NUMBERED if kind == "ordering" else _OPTION)


def _quiz_answer(block: dict, inner: _Lines, names: tuple[str, ...]) -> None:
    first = f"{names[0]}:"
    start = next((i for i, line in enumerate(inner.lines) if line.startswith(first)), None)
    if start is None:
        inner.wrong(_("Write the right answer on a line that begins with “%(name)s”.") % {"name": first}, -1)
        return
    block["question"] = "\n".join(inner.lines[:start])
    explanation = []
    for at, line in enumerate(inner.lines[start:], start=start):
        field, explains = _FIELD.match(line), _EXPLAINS.match(line)
        if field and field[1] in names:
            block[field[1]] = [part for part in field[2].split("|")] if field[1] == "accept" else field[2]
        elif explains:
            explanation.append(explains[1])
        elif line.strip():
            inner.wrong(_("This line is not part of the question. Begin an explanation with “> ”."), at)
    block["explanation"] = "\n".join(explanation)


def _quiz_options(block: dict, inner: _Lines, pattern: re.Pattern) -> None:
    start = next((i for i, line in enumerate(inner.lines) if pattern.match(line)), len(inner.lines))
    block["question"] = "\n".join(inner.lines[:start])
    options: list[dict] = []
    for at, line in enumerate(inner.lines[start:], start=start):
        if match := pattern.match(line):
            marked = pattern is _OPTION
            options.append({"text": match[2] if marked else match[1], "correct": marked and match[1] in "xX", "explanation": []})
        elif match := _EXPLAINS.match(line):
            options[-1]["explanation"].append(match[1])
        elif line.strip() and line.startswith("  ") and not options[-1]["explanation"]:
            options[-1]["text"] += " " + line.strip()
        elif line.strip():
            inner.wrong(_("This line is not part of the question. Begin an explanation with “> ”."), at)
    block["options"] = [option | {"explanation": "\n".join(option["explanation"])} for option in options]


_CONTAINERS = {
    "callout": _callout,
    "example": _titled,
    "reflection": _titled,
    "task": _titled,
    "checklist": _checklist,
    "quiz": _quiz,
    "quote": _quote,
    "video": _with_fields("src", "captions", body="markdown"),
    "audio": _with_fields("src", "captions", body="markdown"),
    "file": _with_fields("src", "description"),
    "link": _with_fields("url", "description"),
}
