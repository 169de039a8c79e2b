"""Blocks of draft units: joining two texts into one, and telling whether two blocks are the same."""

from __future__ import annotations

import json
from copy import deepcopy


def key_of(block: dict) -> str:
    """A block as one comparable text."""
    return json.dumps(block, sort_keys=True, ensure_ascii=False)


def joined(parts: list[tuple[str, list[dict]]]) -> list[dict]:
    """Several texts as one: each after the first begins with its name as a heading. Ids stay unique."""
    found: list[dict] = []
    for number, (title, blocks) in enumerate(parts):
        blocks = deepcopy(blocks)
        begins_with_it = bool(blocks) and blocks[0]["kind"] == "heading" and blocks[0]["text"].strip() == title.strip()
        if number and title and not begins_with_it:
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
