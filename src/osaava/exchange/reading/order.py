"""Reading order of boxes on a page or slide: columns from left to right, each from top to bottom, with what spans them before or after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle with its origin at the top left; `key` is what the caller knows it by."""

    key: int
    left: float
    top: float
    right: float
    bottom: float


def reading_order(boxes: Sequence[Box], *, gap: float = 0.0, least: int = 1) -> list[int]:
    """Keys in reading order. Columns are divided by an empty strip wider than `gap`, with at least `least` boxes on both sides."""
    return [box.key for box in _ordered(list(boxes), gap, least, 0)]


def _ordered(boxes: list[Box], gap: float, least: int, depth: int) -> list[Box]:
    if len(boxes) < 2 or depth > 40:
        return _by_rows(boxes)
    if halves := _divide_columns(boxes, gap, least):
        return [box for half in halves for box in _ordered(half, gap, least, depth + 1)]
    cuts = _row_cuts(boxes)
    for at in cuts:
        above, below = [b for b in boxes if b.top < at], [b for b in boxes if b.top >= at]
        if _divide_columns(below, gap, least):
            return _ordered(above, gap, least, depth + 1) + _ordered(below, gap, least, depth + 1)
    for at in reversed(cuts):
        above, below = [b for b in boxes if b.top < at], [b for b in boxes if b.top >= at]
        if _divide_columns(above, gap, least):
            return _ordered(above, gap, least, depth + 1) + _ordered(below, gap, least, depth + 1)
    return _by_rows(boxes)


def _divide_columns(boxes: list[Box], gap: float, least: int) -> tuple[list[Box], list[Box]] | None:
    """The boxes left and right of the first empty strip from top to bottom, when they stand beside each other."""
    edge = None
    by_left = sorted(boxes, key=lambda b: b.left)
    for n, box in enumerate(by_left):
        if edge is not None and box.left - edge >= gap and least <= n <= len(by_left) - least:
            left, right = by_left[:n], by_left[n:]
            if min(b.top for b in right) < max(b.bottom for b in left) and min(b.top for b in left) < max(b.bottom for b in right):
                return left, right
        edge = box.right if edge is None else max(edge, box.right)
    return None


def _row_cuts(boxes: list[Box]) -> list[float]:
    """Heights at which nothing is cut by a horizontal line."""
    cuts, edge = [], None
    for box in sorted(boxes, key=lambda b: b.top):
        if edge is not None and box.top >= edge:
            cuts.append(box.top)
        edge = box.bottom if edge is None else max(edge, box.bottom)
    return cuts


def _by_rows(boxes: list[Box]) -> list[Box]:
    """From top to bottom; boxes that overlap in height by more than half of the lower one are a row, from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.left)):
        row = rows[-1] if rows else None
        if row and min(row[0].bottom, box.bottom) - box.top > 0.5 * min(row[0].bottom - row[0].top, box.bottom - box.top):
            row.append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda b: b.left)]
