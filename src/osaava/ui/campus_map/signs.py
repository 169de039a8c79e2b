"""Lays out the eight signs for the words of one language, on the server, so that the map needs no script to be right.

A sign is drawn twice where the picture is wide: in full (name and theme) for a wide screen and compact (name only) for a
narrow one. The stylesheet shows one of them; no text on the map is ever smaller than 15 px on the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from django.utils.translation import gettext, ngettext

from osaava.ui.campus_map.drawing import num
from osaava.ui.campus_map.layouts import HOUSE_HEIGHTS, PORTRAIT, WIDE, Layout
from osaava.ui.campus_map.text_width import text_width

FULL_NAME, FULL_THEME = 17.5, 15.5  # font sizes in picture units; the stylesheet says the same
COMPACT_NAME = 20.0
COMPACT_SCALES = {"wide": 1.33, "portrait": 1.5}  # how much the stylesheet enlarges a compact sign at most
EDGE, GAP = 8, 4
FARTHEST = 70  # a sign moves this far sideways at most, so that it stays with its house


@dataclass(frozen=True)
class Box:
    """A sign's geometry, as text ready for attributes (a localised decimal comma would break the picture)."""

    x: str
    y: str
    width: str
    height: str
    radius: str
    ring_x: str
    ring_y: str
    ring_width: str
    ring_height: str
    ring_radius: str
    marker_x: str
    disc_r: str
    ring_r: str
    shape_scale: str
    text_x: str
    name_y: str
    theme_y: str


@dataclass(frozen=True)
class Sign:
    """One house on one picture."""

    number: int
    key: str
    url: str
    name: str
    theme: str
    role: str
    role_name: str
    progress: str  # per cent of the ring, "" when there is nothing to show
    label_progress: str
    label_role: str
    hit_x: str
    hit_y: str
    hit_width: str
    hit_height: str
    x: str
    y: str
    full: Box | None
    compact: Box


def signs_for(houses: Iterable[Mapping[str, Any]], layout: Layout) -> list[Sign]:
    """The signs of the houses on one picture, in number order."""
    in_order = sorted(houses, key=lambda house: house["number"])
    words = tuple((house["number"], str(house["name"]), str(house.get("short_name", "")), str(house.get("role_name") or "")) for house in in_order)
    return [_sign(house, layout, pair, place) for house, (pair, place) in zip(in_order, _laid_out(words, layout is WIDE), strict=True)]


@lru_cache(maxsize=512)
def _laid_out(words: tuple[tuple[int, str, str, str], ...], wide: bool) -> list[tuple[tuple[Box | None, Box], Outline]]:
    """Boxes and places for these words; remembered, because progress changes often and words seldom."""
    layout = WIDE if wide else PORTRAIT
    houses = [dict(zip(("number", "name", "short_name", "role_name"), each, strict=True)) for each in words]
    boxes = [_boxes(house, layout) for house in houses]
    return list(zip(boxes, _apart([_outline(house, pair, layout) for house, pair in zip(houses, boxes, strict=True)], layout), strict=True))


def wide_and_portrait(houses: Iterable[Mapping[str, Any]]) -> dict[str, list[Sign]]:
    houses = list(houses)
    return {"wide": signs_for(houses, WIDE), "portrait": signs_for(houses, PORTRAIT)}


def _boxes(house: Mapping[str, Any], layout: Layout) -> tuple[Box | None, Box]:
    """The sign in full (wide picture only) and compact."""
    name, theme, role_name = str(house["name"]), str(house.get("short_name", "")), str(house.get("role_name") or "")
    full = None
    if layout is WIDE:
        widest = max(text_width(name, FULL_NAME, bold=True), *(text_width(t, FULL_THEME) for t in (theme, role_name)))
        full = _box(FULL_NAME, widest, FULL_THEME)
    return full, _box(COMPACT_NAME, text_width(name, COMPACT_NAME, bold=True))


@dataclass
class Outline:
    """Where a sign stands and how far it reaches at its largest."""

    x: float
    y: float
    half_width: float
    half_height: float


def _outline(house: Mapping[str, Any], boxes: tuple[Box | None, Box], layout: Layout) -> Outline:
    full, compact = boxes
    scale = COMPACT_SCALES[layout.name]
    half_width, half_height = float(compact.width) * scale / 2, float(compact.height) * scale / 2
    if full:
        half_width, half_height = max(half_width, float(full.width) / 2), max(half_height, float(full.height) / 2)
    x, y = layout.signs[house["number"] - 1]
    return Outline(min(max(x, half_width + EDGE), layout.width - half_width - EDGE), y, half_width, half_height)


def _apart(outlines: list[Outline], layout: Layout) -> list[Outline]:
    """Push signs that would overlap away from each other: sideways where there is room, else up and down."""
    for _round in range(12):
        moved = False
        for a, b in combinations(outlines, 2):
            left, right = (a, b) if a.x <= b.x else (b, a)
            across = left.half_width + right.half_width - (right.x - left.x)
            upper, lower = (a, b) if a.y <= b.y else (b, a)
            along = upper.half_height + lower.half_height - (lower.y - upper.y)
            if across <= 0 or along <= 0:
                continue
            moved = True
            room_left = left.x - left.half_width - EDGE
            room_right = layout.width - EDGE - right.x - right.half_width
            need = across + GAP
            if need <= min(room_left + room_right, FARTHEST):
                share = min(room_left, max(need / 2, need - room_right))
                left.x -= share
                right.x += need - share
            else:
                upper.y -= (along + GAP) / 2
                lower.y += (along + GAP) / 2
        if not moved:
            break
    return outlines


def _sign(house: Mapping[str, Any], layout: Layout, boxes: tuple[Box | None, Box], place: Outline) -> Sign:
    i = house["number"] - 1
    x, y, k = layout.houses[i]
    top = HOUSE_HEIGHTS[i]
    name, theme = str(house["name"]), str(house.get("short_name", ""))
    role = house.get("role") or ""
    role_name = str(house.get("role_name") or "")
    full, compact = boxes
    total = house.get("total") or 0
    done = min(house.get("done") or 0, total)
    return Sign(
        number=house["number"],
        key=str(house.get("key", house.get("slug", ""))),
        url=str(house["url"]),
        name=name,
        theme=theme,
        role=role,
        role_name=role_name,
        progress=num(done * 100 / total) if total and house.get("done") is not None else "",
        label_progress=str(house.get("accessible_name") or "") or accessible_name(house, overlay="progress"),
        label_role=accessible_name(house, overlay="role"),
        hit_x=num(x - 88 * k),
        hit_y=num(y - top * k),
        hit_width=num(176 * k),
        hit_height=num((top + 56) * k),
        x=num(place.x),
        y=num(place.y),
        full=full,
        compact=compact,
    )


def accessible_name(house: Mapping[str, Any], *, overlay: str) -> str:
    """A name that begins with the text on the sign and goes on with what the picture shows."""
    role_name = str(house.get("role_name") or "")
    start = f"{house['number']} {house['name']}"
    theme = str(house.get("short_name", ""))
    parts = [f"{start} {role_name}.", f"{theme}."] if overlay == "role" and role_name else [f"{start} {theme}."]
    total = house.get("total")
    if total and house.get("done") is not None:
        parts.append(
            ngettext("%(done)s/%(total)s unit completed.", "%(done)s/%(total)s units completed.", total) % {"done": house["done"], "total": total}
        )
    if overlay != "role" and role_name:
        parts.append(gettext("Role: %(role)s.") % {"role": role_name})
    return " ".join(parts)


def _width(size: float, words: float) -> float:
    return size * (0.42 + 0.55 + 0.75) + 2 * (size * 0.92) * 1.16 + words


def _box(size: float, words: float, theme_size: float = 0) -> Box:
    r = size * 0.92
    width = _width(size, words)
    height = size * 1.35 + theme_size * 2 if theme_size else size * 2.45
    x, y = -width / 2, -height / 2
    marker_x = x + size * 0.42 + r * 1.16
    return Box(
        x=num(x),
        y=num(y),
        width=num(width),
        height=num(height),
        radius=num(height * 0.3),
        ring_x=num(x - 4),
        ring_y=num(y - 4),
        ring_width=num(width + 8),
        ring_height=num(height + 8),
        ring_radius=num(height * 0.3 + 4),
        marker_x=num(marker_x),
        disc_r=num(r * 0.86),
        ring_r=num(r * 1.08),
        shape_scale=f"{r * 0.112:.2f}",
        text_x=num(marker_x + r * 1.16 + size * 0.55),
        name_y=num(-size * 0.17 if theme_size else size * 0.36),
        theme_y=num(theme_size * 1.18),
    )
