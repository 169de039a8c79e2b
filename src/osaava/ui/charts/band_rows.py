"""Band rows, the profile's main picture: own level against the middle half of others, one row a theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from osaava.ui.charts import marks

ROW, HEAD, FOOT = 64, 8, 26


@dataclass(frozen=True)
class BandRow:
    """One row. Numbers are levels from 1 to 5, None what is not shown; `note` is the reason in words, `value_text` the value as people write it."""

    label: str
    value: float | None = None
    value_text: str = ""
    note: str = ""
    interval: tuple[float, float] | None = None
    band: tuple[float, float] | None = None
    median: float | None = None
    previous: float | None = None
    target: float | None = None


def band_rows(rows: Sequence[BandRow], *, name: str, title: str, description: str) -> SafeString:
    """The picture; `name` makes ids and must be its own on the page."""
    bottom = HEAD + ROW * len(rows)
    parts = [marks.hatch(f"{name}-hatch"), marks.grid(HEAD + 24, bottom), marks.scale(bottom + 18)]
    parts += [_row(row, HEAD + ROW * number, name) for number, row in enumerate(rows)]
    return marks.picture("".join(parts), name=name, title=title, description=description, height=bottom + FOOT)


def _row(row: BandRow, top: float, name: str) -> str:
    middle = top + 42
    out = [marks.text("0", top + 18, row.label, weight=700), marks.line(marks.across(1), middle, marks.across(5), middle, "axis", "line-strong")]
    if row.value is None:
        x, wide = marks.across(1), marks.width(1, 5)
        out.append(f'<rect x="{x}" y="{middle - 9:g}" width="{wide}" height="18" class="chart-hidden" fill="url(#{name}-hatch)"/>')
    if row.band:
        out.append(_band(*row.band, row.median, middle))
    if row.interval:
        out.append(_interval(*row.interval, middle))
    if row.previous is not None:
        out.append(marks.mark("hollow", marks.across(row.previous), middle))
    if row.target is not None:
        out.append(marks.mark("target", marks.across(row.target), middle))
    if row.value is not None:
        out.append(marks.mark("dot", marks.across(row.value), middle))
    words = " ".join(part for part in (row.value_text, row.note) if part)
    out.append(marks.text("100%", top + 18, words, anchor="end", kind="text" if row.value is not None else "muted"))
    return "".join(out)


def _band(first: float, last: float, median: float | None, middle: float) -> str:
    box = (
        f'<rect x="{marks.across(first)}" y="{middle - 9:g}" width="{marks.width(first, last)}" height="18" rx="3" class="chart-band"'
        f' fill="{marks.colour("data-band")}" stroke="{marks.colour("data-band-edge")}"/>'
    )
    if median is None:
        return box
    x = marks.across(median)
    return box + marks.line(x, middle - 12, x, middle + 12, "median", "data-band-edge", 3)


def _interval(first: float, last: float, middle: float) -> str:
    ends = "".join(marks.line(marks.across(v), middle - 5, marks.across(v), middle + 5, "interval", "data-self", 2) for v in (first, last))
    return marks.line(marks.across(first), middle, marks.across(last), middle, "interval", "data-self", 2) + ends
