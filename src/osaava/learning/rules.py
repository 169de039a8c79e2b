"""What an answer may look like, and when a path is complete."""

from __future__ import annotations

from collections.abc import Collection, Iterable

MAX_TEXT = 10_000
MAX_LINE = 500


def fits(block: dict, value) -> bool:
    """Whether the value is of the kind that this block stores (library/quiz.py says which)."""
    kind = block["kind"]
    if kind in ("reflection", "task"):
        return isinstance(value, str) and len(value) <= MAX_TEXT
    if kind == "checklist":
        return _numbers(value, len(block["items"]))
    if kind != "quiz":
        return False
    match block["quiz"]:
        case "single":
            return type(value) is int and 0 <= value < len(block["options"])
        case "multiple":
            return _numbers(value, len(block["options"])) and bool(value)
        case "ordering":
            return _numbers(value, len(block["options"])) and len(value) == len(block["options"])
        case _:
            return isinstance(value, str) and 0 < len(value) <= MAX_LINE


def _numbers(value, limit: int) -> bool:
    return isinstance(value, list) and all(type(n) is int and 0 <= n < limit for n in value) and len(set(value)) == len(value)


def is_complete(open_ids: Collection[int], done: Iterable[int]) -> bool:
    """A path is complete when every unit that can be read is done; a path without any is not."""
    return bool(open_ids) and set(open_ids) <= set(done)
