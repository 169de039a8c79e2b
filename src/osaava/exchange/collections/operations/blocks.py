"""Blocks of draft units: joining two texts into one, cutting one in two, and telling whether two blocks are the same."""

from __future__ import annotations

import json
from copy import deepcopy
from itertools import pairwise

from osaava.library.api import markdown_parser

_MARKDOWN = markdown_parser()


def paragraphs(block: dict) -> list[str]:
    """The paragraphs, lists and tables of a text block as Markdown, which joined with empty lines make it again; of another block its text whole."""
    markdown = block.get("markdown", "")
    if block["kind"] != "text":
        return [markdown]
    lines = markdown.split("\n")
    starts = [token.map[0] for token in _MARKDOWN.parse(markdown) if token.level == 0 and token.map and token.nesting >= 0]
    borders = [0, *(at for at in starts[1:] if at > 1 and lines[at - 1] == "" and lines[at - 2] != ""), len(lines) + 1]
    return ["\n".join(lines[a : b - 1]) for a, b in pairwise(borders)]


def atoms(blocks: list[dict]) -> list[dict]:
    """The same content with every paragraph of a text a block of its own."""
    return [block | {"markdown": part} if block["kind"] == "text" else block for block in blocks for part in paragraphs(block)]


def cut(blocks: list[dict], at: int) -> tuple[list[dict], list[dict]]:
    """The blocks cut in two before the `at`-th of their `atoms`; a text that is cut through becomes two."""
    head: list[dict] = []
    for number, block in enumerate(blocks):
        parts = paragraphs(block)
        if at < len(parts):
            if at <= 0:
                return head, blocks[number:]
            former, latter = ("\n\n".join(some) for some in (parts[:at], parts[at:]))
            return [*head, block | {"markdown": former}], [block | {"markdown": latter}, *blocks[number + 1 :]]
        head.append(block)
        at -= len(parts)
    return head, []


def atom_at(blocks: list[dict], place: int, paragraph: int = 0) -> int | None:
    """Which of the `atoms` is the block at `place`, or its `paragraph` (both from 0); None when there is none."""
    if not 0 <= place < len(blocks) or not 0 <= paragraph < len(paragraphs(blocks[place])):
        return None
    return sum(len(paragraphs(block)) for block in blocks[:place]) + paragraph


def key_of(block: dict) -> str:
    """A block as one comparable text."""
    return json.dumps(block, sort_keys=True, ensure_ascii=False)


def joined(parts: list[tuple[str, list[dict]]]) -> list[dict]:
    """Several texts as one: each after the first begins with its name as a heading, unless that is the first one's name. Ids stay unique."""
    found: list[dict] = []
    for number, (title, blocks) in enumerate(parts):
        blocks = deepcopy(blocks)
        begins_with_it = bool(blocks) and blocks[0]["kind"] == "heading" and blocks[0]["text"].strip() == title.strip()
        if number and title not in ("", parts[0][0]) and not begins_with_it:
            found.append({"kind": "heading", "level": 2, "text": title})
        found += blocks
    return with_own_ids(found)


def with_own_ids(blocks: list[dict]) -> list[dict]:
    """The same blocks, each answerable one with an id that no other has."""
    seen: set[str] = set()
    for block in blocks:
        if not (wanted := block.get("id")):
            continue
        number, identifier = 2, wanted
        while identifier in seen:
            identifier, number = f"{wanted[:50]}-{number}", number + 1
        block["id"] = identifier
        seen.add(identifier)
    return blocks
