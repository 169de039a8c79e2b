"""Plain text: blank lines divide paragraphs; lines that begin like items become lists. Nothing else is guessed."""

from __future__ import annotations

import re
from pathlib import Path

from osaava.exchange.reading import marks
from osaava.exchange.reading.builder import Builder
from osaava.exchange.reading.document import Document
from osaava.exchange.reading.marks import Run
from osaava.exchange.reading.port import Source

_BULLET = re.compile(r"^(\s*)(?:[-*+•–▪◦]|(\d{1,3})[.)])\s+(\S.*)$")
_UNDERLINE = re.compile(r"^(=|-)\1{2,}$")


def read(source: Source, out: Path) -> Document:
    """Paragraphs and lists; a line underlined with = or - is a heading."""
    builder = Builder(out)
    if source.look.guessed:
        builder.warn("encoding-guessed")
    at = 1
    for block in re.split(r"\n[ \t]*\n", source.look.text):
        builder.place = f"line {at + len(block) - len(block.lstrip(chr(10)))}"
        at += block.count("\n") + 2
        _block([line for line in block.split("\n") if line.strip()], builder)
    return builder.finish(source.look.text)


def _block(lines: list[str], builder: Builder) -> None:
    if len(lines) == 2 and (mark := _UNDERLINE.match(lines[1].strip())):
        builder.heading(marks.inline([Run(lines[0])]), 1 if mark[1] == "=" else 2)
        return
    paragraph: list[str] = []
    indents: list[int] = []
    for line in lines:
        found = _BULLET.match(line)
        if found:
            builder.text(_joined(paragraph))
            paragraph = []
            indent = len(found[1].expandtabs(4))
            indents = [one for one in indents if one < indent] + [indent]
            builder.item(marks.inline([Run(found[3])]), len(indents) - 1, int(found[2]) if found[2] else None)
        elif indents and line[:1].isspace():
            builder.extend_item(marks.inline([Run(line)]))
        else:
            indents = []
            paragraph.append(line)
    builder.text(_joined(paragraph))


def _joined(lines: list[str]) -> str:
    """Short lines were broken on purpose; long ones by the width of a screen."""
    if len(lines) > 1 and max(map(len, lines[:-1])) <= 45:
        return "\\\n".join(marks.inline([Run(line)]) for line in lines)
    return marks.inline([Run(" ".join(lines))])
