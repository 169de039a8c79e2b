"""The options below a question, with whatever marks the right ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"\A\s*(?:[-+•◦▪●○]|\*(?=\s)|\d{1,2}\\?[.)])\s+(.*)\Z")
_LETTER = re.compile(r"\A([*_]*)\(?([a-hA-H])\\?[.)]\s*(?=\S)")
_BOX = re.compile(r"\A\\?\[([ xX✓✔])\\?\]\s*")
_TICK = re.compile(r"\A[✓✔☑✅🗹]\ufe0f?\s*|\s*[✓✔☑✅🗹]\ufe0f?\s*\Z")
_CROSS = re.compile(r"\A[✗✘☒❌☐□]\ufe0f?\s*|\s*[✗✘☒❌☐□]\ufe0f?\s*\Z")
_SAID = re.compile(
    r"\s*[*_]*\(\s*(?:oikein|oikea(?:\s+vastaus)?|rätt(?:\s+svar)?|korrekt|correct(?:\s+answer)?|right|true)\s*\)[*_]*\s*(?=[.!]?\s*\Z)",
    re.IGNORECASE,
)
_SAID_WRONG = re.compile(r"\s*[*_]*\(\s*(?:väärin|väärä|fel|inkorrekt|wrong|incorrect|false)\s*\)[*_]*\s*(?=[.!]?\s*\Z)", re.IGNORECASE)
_BOLD = re.compile(r"\A(\*\*|__)(?!\s)(.+?)(?<!\s)\1([.!]?)\Z", re.DOTALL)


@dataclass
class Option:
    """One option. `right`: something marks it. `boxed`: it had a box, ticked or not. `letter`: "a", "b" … or ""."""

    text: str
    right: bool = False
    boxed: bool = False
    ticked: bool = False
    letter: str = ""
    explanation: str = ""


def read_options(markdown: str) -> list[Option]:
    """The items of a list, or of lines that begin with letters; [] when there is any other line. Text below an item explains it."""
    rows: list[tuple[str, list[str]]] = []
    indent = None
    for line in markdown.split("\n"):
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        item = _ITEM.match(line)
        head = item[1] if item else line.strip() if _LETTER.match(line.strip()) else None
        if head is not None and (indent is None or depth <= indent):
            indent = depth if indent is None else indent
            rows.append((head.strip(), []))
        elif rows:
            rows[-1][1].append((item[1] if item else line).strip())
        else:
            return []
    options = [_option(head, below) for head, below in rows]
    bold = [o for o in options if _BOLD.match(o.text)]
    for option in bold:
        match = _BOLD.match(option.text)
        option.text = match[2] + match[3] if match else option.text
        option.right = option.right or len(bold) < len(options)
    _drop_letters(options)
    return options if all(o.text for o in options) else []


def _option(head: str, below: list[str]) -> Option:
    option = Option(head)
    if match := _BOX.match(option.text):
        option.boxed, option.right, option.text = True, match[1] not in " ", option.text[match.end() :]
    for pattern, right in ((_SAID, True), (_TICK, True), (_SAID_WRONG, False), (_CROSS, False)):
        if pattern.search(option.text):
            option.text = pattern.sub("", option.text).strip()
            option.ticked, option.right = True, option.right or right
    option.explanation = " ".join(re.sub(r"\A>\s*", "", line) for line in below)
    return option


def _drop_letters(options: list[Option]) -> None:
    """Takes "a)" away when the options are lettered from a on."""
    matches = [_LETTER.match(option.text) for option in options]
    if not options or any(m is None or m[2].lower() != chr(ord("a") + n) for n, m in enumerate(matches)):
        return
    for option, match in zip(options, matches, strict=True):
        if match:
            option.letter, option.text = match[2].lower(), match[1] + option.text[match.end() :]
    bold = [m for option in options if (m := _BOLD.match(option.text))]
    for option in options:
        if match := _BOLD.match(option.text):
            option.text, option.right = match[2] + match[3], option.right or len(bold) < len(options)
