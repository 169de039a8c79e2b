"""Changes with their intervals around zero: what changed here, and beside it what changed where nothing was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from osaava.ui.charts import marks

ROW, HEAD, FOOT = 80, 8, 26
LOW, HIGH = -2.0, 2.0


@dataclass(frozen=True)
class EffectRow:
    """One change in levels; `value` None is not shown, `note` says why or gives the number in words."""

    label: str
    value: float | None
    note: str = ""
    interval: tuple[float, float] | None = None
    shape: str = "dot"


def effect_plot(rows: Sequence[EffectRow], *, name: str, title: str, description: str) -> SafeString:
    """The picture, from −2 to +2 levels with a strong line at no change."""
    bottom = HEAD + ROW * len(rows)
    zero = marks.across(0, LOW, HIGH)
    parts = [marks.grid(HEAD + 46, bottom, LOW, HIGH), marks.line(zero, HEAD + 46, zero, bottom, "zero", "text", 2)]
    parts += [
        marks.text(marks.across(n, LOW, HIGH), bottom + 18, f"{n:+d}".replace("-", "−") if n else "0", kind="muted", anchor="middle", size=14)
        for n in range(-2, 3)
    ]
    for number, row in enumerate(rows):
        parts.append(_row(row, HEAD + ROW * number))
    return marks.picture("".join(parts), name=name, title=title, description=description, height=bottom + FOOT)


def _row(row: EffectRow, top: float) -> str:
    middle = top + 60
    out = [marks.text("0", top + 18, row.label, weight=700)]
    if row.note:
        out.append(marks.text("0", top + 38, row.note, kind="muted" if row.value is None else "text", size=14))
    if row.interval:
        first, last = (marks.across(v, LOW, HIGH) for v in row.interval)
        out.append(marks.line(first, middle, last, middle, "interval", "data-self", 2))
        out += [marks.line(x, middle - 5, x, middle + 5, "interval", "data-self", 2) for x in (first, last)]
    if row.value is not None:
        out.append(marks.mark(row.shape, marks.across(row.value, LOW, HIGH), middle))
    return "".join(out)
