"""Radar: the picture that people expect on the first slide. Own line and the band of others, never more; values stand at the ends of the axes.

No decision rests on it: the area depends on the order of the axes, so the order is fixed, the own profile is a line and only the band is filled.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from osaava.ui.charts import marks

SIZE, RADIUS = 380.0, 112.0
MIDDLE = SIZE / 2


@dataclass(frozen=True)
class Axis:
    """One axis: a short label ("1"), the own level and the band of others; None is not shown."""

    label: str
    value: float | None = None
    value_text: str = ""
    band: tuple[float, float] | None = None


def _point(number: int, count: int, value: float) -> tuple[float, float]:
    angle = -math.pi / 2 + 2 * math.pi * number / count
    far = RADIUS * value / marks.HIGH
    return MIDDLE + far * math.cos(angle), MIDDLE + far * math.sin(angle)


def _ring(values: Sequence[float]) -> str:
    points = [_point(number, len(values), value) for number, value in enumerate(values)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def radar(axes: Sequence[Axis], *, name: str, title: str, description: str) -> SafeString:
    """The picture, square. The own line is broken where a value is not shown; the band is drawn only when every axis has one."""
    count = len(axes)
    rings = "".join(f'<path d="{_ring([level] * count)}" class="chart-grid" fill="none" stroke="{marks.colour("line")}"/>' for level in range(1, 6))
    spokes = "".join(_spoke(number, count) for number in range(count))
    band = _band([axis.band for axis in axes]) if all(axis.band for axis in axes) else ""
    body = rings + spokes + band + _own(axes) + "".join(_label(axis, number, count) for number, axis in enumerate(axes))
    return marks.picture(body, name=name, title=title, description=description, height=SIZE, width=SIZE)


def _spoke(number: int, count: int) -> str:
    x, y = _point(number, count, marks.HIGH)
    return marks.line(f"{MIDDLE:g}", MIDDLE, f"{x:.1f}", round(y, 1), "grid", "line")


def _band(bands) -> str:
    outer, inner = _ring([band[1] for band in bands]), _ring([band[0] for band in bands])
    return (
        f'<path d="{outer}{inner}" fill-rule="evenodd" class="chart-band" fill="{marks.colour("data-band")}"'
        f' stroke="{marks.colour("data-band-edge")}"/>'
    )


def _own(axes: Sequence[Axis]) -> str:
    count, out = len(axes), []
    points = [None if axis.value is None else _point(number, count, axis.value) for number, axis in enumerate(axes)]
    for here, there in zip(points, [*points[1:], points[0]], strict=True):
        if here and there:
            out.append(marks.line(f"{here[0]:.1f}", round(here[1], 1), f"{there[0]:.1f}", round(there[1], 1), "own", "data-self", 2.5))
    out += [marks.mark("dot", f"{point[0]:.1f}", round(point[1], 1)) for point in points if point]
    return "".join(out)


def _label(axis: Axis, number: int, count: int) -> str:
    x, y = _point(number, count, marks.HIGH * 1.2)
    anchor = "middle" if abs(x - MIDDLE) < 10 else "start" if x > MIDDLE else "end"
    words = f"{axis.label} · {axis.value_text}" if axis.value_text else axis.label
    return marks.text(f"{x:.1f}", round(y + 5, 1), words, anchor=anchor, size=17, weight=700)
