"""Dot plot: groups side by side, one row a theme. Each group has a shape of its own; groups that are not shown are named in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from osaava.ui.charts import marks

ROW, HEAD, FOOT = 58, 8, 26
GROUP_SHAPES = {"management": "diamond", "teachers": "dot", "guidance": "triangle", "support": "square"}


@dataclass(frozen=True)
class Dot:
    """One group's level and its shape (a key of `marks.SHAPES`)."""

    shape: str
    value: float


@dataclass(frozen=True)
class DotRow:
    """One row; `note` says what is not shown and why, or names the gap."""

    label: str
    dots: Sequence[Dot]
    note: str = ""


def dot_plot(rows: Sequence[DotRow], *, name: str, title: str, description: str) -> SafeString:
    """The picture. Dots of the same value are drawn one above another, so that none hides."""
    bottom = HEAD + ROW * len(rows)
    parts = [marks.grid(HEAD + 24, bottom), marks.scale(bottom + 18)]
    for number, row in enumerate(rows):
        parts.append(_row(row, HEAD + ROW * number))
    return marks.picture("".join(parts), name=name, title=title, description=description, height=bottom + FOOT)


def _row(row: DotRow, top: float) -> str:
    middle = top + 40
    out = [marks.text("0", top + 18, row.label, weight=700), marks.line(marks.across(1), middle, marks.across(5), middle, "axis", "line-strong")]
    if row.note:
        out.append(marks.text("100%", top + 18, row.note, anchor="end", kind="muted", size=14))
    if len(row.dots) > 1:
        first, last = min(dot.value for dot in row.dots), max(dot.value for dot in row.dots)
        out.append(marks.line(marks.across(first), middle, marks.across(last), middle, "span", "data-band-edge", 4))
    taken: dict[float, int] = {}
    for dot in row.dots:
        step = taken.get(round(dot.value, 1), 0)
        taken[round(dot.value, 1)] = step + 1
        out.append(marks.mark(dot.shape, marks.across(dot.value), middle + (0, -9, 9, -18)[min(step, 3)]))
    return "".join(out)
