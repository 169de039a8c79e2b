"""The few shapes that all charts are made of, and the scale from 1 to 5."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TOKENS = Path(__file__).resolve().parents[1] / "static/ui/css/tokens.css"
LOW, HIGH = 1.0, 5.0
INSET = 3.0
"""Per cent of the width that stays free at both ends, so that a dot at the end of the scale is whole."""
FONT = "Atkinson Hyperlegible Next, Segoe UI, system-ui, Arial, sans-serif"


@lru_cache
def colour(token: str) -> str:
    """A token's light value; KeyError for one that the tokens do not have."""
    found = re.findall(rf"--{re.escape(token)}:\s*(#[0-9A-Fa-f]{{6}})", TOKENS.read_text(encoding="utf-8"))
    if not found:
        raise KeyError(token)
    return found[0]


def across(value: float, low: float = LOW, high: float = HIGH) -> str:
    """The place of a value as a per cent of the width; values outside of the scale stay at its end."""
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return f"{INSET + share * (100 - 2 * INSET):.2f}%"


def width(first: float, last: float, low: float = LOW, high: float = HIGH) -> str:
    """The width between two values."""
    return f"{float(across(last, low, high)[:-1]) - float(across(first, low, high)[:-1]):.2f}%"


def line(x1: str, y1: float, x2: str, y2: float, kind: str, token: str, thick: float = 1) -> str:
    """A straight line; `kind` is its class after `chart-`."""
    return f'<line x1="{x1}" y1="{y1:g}" x2="{x2}" y2="{y2:g}" class="chart-{kind}" stroke="{colour(token)}" stroke-width="{thick:g}"/>'


def text(x: str, y: float, words: str, *, kind: str = "text", anchor: str = "start", size: float = 16, weight: int = 400) -> str:
    """Words at a place; they are escaped here."""
    token = {"muted": "text-2", "target": "data-target", "self": "data-self"}.get(kind, "text")
    return (
        f'<text x="{x}" y="{y:g}" class="chart-words chart-words-{kind}" fill="{colour(token)}" font-family="{FONT}" font-size="{size:g}"'
        f' font-weight="{weight}" text-anchor="{anchor}">{escape(words)}</text>'
    )


SHAPES = {
    "dot": '<circle r="6.5"/>',
    "hollow": '<circle r="5.5" fill-opacity="0" stroke-width="2.5"/>',
    "diamond": '<path d="M0 -8 8 0 0 8 -8 0Z"/>',
    "triangle": '<path d="M0 -8 8 6 -8 6Z"/>',
    "square": '<path d="M-6 -6H6V6H-6Z"/>',
    "target": '<path d="M0 -7.5 7.5 0 0 7.5 -7.5 0Z" fill-opacity="0" stroke-width="2.5"/>',
}
"""Shapes around their own middle. Groups use dot, diamond, triangle and square; hollow is the past, the open diamond the aim."""


def mark(shape: str, x: str, y: float) -> str:
    """A shape at a place; the target has a colour of its own."""
    ink = colour("data-target" if shape == "target" else "data-self")
    return f'<svg x="{x}" y="{y:g}" overflow="visible" class="chart-mark chart-mark-{shape}" fill="{ink}" stroke="{ink}">{SHAPES[shape]}</svg>'


def grid(top: float, bottom: float, low: float = LOW, high: float = HIGH) -> str:
    """A hairline at each whole number."""
    return "".join(line(across(n, low, high), top, across(n, low, high), bottom, "grid", "line") for n in range(int(low), int(high) + 1))


def scale(y: float, low: float = LOW, high: float = HIGH) -> str:
    """The numbers of the scale."""
    return "".join(text(across(n, low, high), y, str(n), kind="muted", anchor="middle", size=14) for n in range(int(low), int(high) + 1))


def hatch(identifier: str) -> str:
    """The pattern for what is not shown; `identifier` must be its own on the page."""
    return (
        f'<defs><pattern id="{escape(identifier)}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line x1="0" y1="0" x2="0" y2="8" class="chart-hatch" stroke="{colour("line-strong")}" stroke-width="2"/></pattern></defs>'
    )


def picture(body: str, *, name: str, title: str, description: str, height: float, width: float = 0) -> SafeString:
    """The whole: `width` 0 is as wide as its place, else the drawing keeps its proportions."""
    size = f'viewBox="0 0 {width:g} {height:g}"' if width else f'width="100%" height="{height:g}"'
    key = escape(name)
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-t {key}-d" class="chart" {size}>'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>{body}</svg>'
    )


def key(entries: dict[str, str]) -> list[dict]:
    """The explanation of shapes for `<c-chart>`: shape (or "band") -> what it stands for. Only shapes that need telling apart belong there."""
    return [{"svg": mark_safe(_sample(shape)), "label": label} for shape, label in entries.items()]


def _sample(shape: str) -> str:
    if shape == "band":
        body = (
            f'<rect x="1" y="3" width="20" height="12" rx="3" class="chart-band" fill="{colour("data-band")}" stroke="{colour("data-band-edge")}"/>'
            + line("11", 1, "11", 17, "median", "data-band-edge", 3)
        )
    elif shape == "interval":
        ends = "".join(line(x, 4, x, 14, "interval", "data-self", 2) for x in ("2", "20"))
        body = line("2", 9, "20", 9, "interval", "data-self", 2) + ends
    else:
        body = mark(shape, "11", 9)
    return f'<svg aria-hidden="true" width="22" height="18">{body}</svg>'
