"""Which block of one list is which block of another: by id, then by equal content, then by kind and likeness, keeping order."""

from __future__ import annotations

import json
from difflib import SequenceMatcher

ALIKE = 0.35


def content(block: dict) -> str:
    """A block as one comparable text."""
    return json.dumps(block, sort_keys=True, ensure_ascii=False)


def pairs(first: list[dict], second: list[dict], *, by_content: bool = False) -> list[tuple[int | None, int | None]]:
    """Places of both lists side by side, None where one has no counterpart.

    Without `by_content` (two languages of one text) blocks of the same kind in the same order belong together; with it (two states of
    the same language) equal blocks do first, and changed ones must be alike.
    """
    if by_content:
        left, right = [content(b) for b in first], [content(b) for b in second]
    else:
        left, right = [_signature(b) for b in first], [_signature(b) for b in second]
    out: list[tuple[int | None, int | None]] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            out += zip(range(a, b), range(c, d), strict=True)
        else:
            out += _stretch(first, second, range(a, b), range(c, d), by_content)
    return out


def _signature(block: dict) -> str:
    return f"{block['kind']}#{block.get('id', '')}{block.get('level', '')}{block.get('file', '')}"


def _stretch(first, second, left, right, by_content) -> list[tuple[int | None, int | None]]:
    """Within a changed stretch: each block of the left takes the first fitting one that is still free further on."""
    out: list[tuple[int | None, int | None]] = []
    free = right.start
    for a in left:
        match = next((c for c in range(free, right.stop) if _fits(first[a], second[c], by_content)), None)
        if match is None:
            out.append((a, None))
            continue
        out += [(None, c) for c in range(free, match)]
        out.append((a, match))
        free = match + 1
    return out + [(None, c) for c in range(free, right.stop)]


def _fits(one: dict, other: dict, by_content: bool) -> bool:
    if one["kind"] != other["kind"] or one.get("id") != other.get("id"):
        return False
    if not by_content or one.get("id"):
        return True
    texts = content(one)[:4000], content(other)[:4000]
    matcher = SequenceMatcher(None, *texts, autojunk=len(texts[0]) > 400)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE
