"""Pencil and paper: isometric shapes that become SVG text.

Ground axes are x (to the right and down) and y (to the left and down), z is up, in the 2:1 projection. Every colour is
the name of a material and ends up as a class, so light, dark, print and high contrast come from the stylesheet and no
element carries a style of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Point2 = tuple[float, float]
Point3 = Sequence[float]


def num(value: float) -> str:
    """One decimal, none when it would be zero: the map is 70 kB of numbers."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


class Art:
    """A drawing that grows one SVG element at a time."""

    def __init__(self, origin: Point2 = (0, 0), scale: float = 1.0) -> None:
        self.origin = origin
        self.scale = scale
        self.out: list[str] = []

    def P(self, x: float, y: float, z: float = 0) -> Point2:
        """The place on the picture of a point in the world."""
        return (self.origin[0] + (x - y) * self.scale, self.origin[1] + ((x + y) / 2 - z) * self.scale)

    def d(self, points: list[Point2], close: bool = True) -> str:
        return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) + ("Z" if close else "")

    def add(self, text: str) -> None:
        self.out.append(text)

    def html(self) -> str:
        return "".join(self.out)

    # ---- flat shapes

    def poly(self, points: Sequence[Point3], material: str, extra: str = "") -> None:
        self.add(f'<path class="m-{material}" d="{self.d([self.P(*p) for p in points])}"{extra}/>')

    def line(self, points: Sequence[Point3], material: str, width: float = 1.2) -> None:
        path = self.d([self.P(*p) for p in points], close=False)
        self.add(f'<path class="ln s-{material}" stroke-width="{num(width * self.scale)}" d="{path}"/>')

    def shadow(self, points: Sequence[Point3]) -> None:
        self.add(f'<path class="m-cast" d="{self.d([self.P(*p) for p in points])}"/>')

    def cast(self, x0: float, y0: float, x1: float, y1: float, length: float = 26) -> None:
        """The shadow a box throws on the ground."""
        q = 0.45 * length
        self.shadow(
            [
                (x1, y1, 0),
                (x1 + length, y1 - q, 0),
                (x1 + length, y0 - q, 0),
                (x0 + length, y0 - q, 0),
                (x0, y0, 0),
                (x1, y0, 0),
            ]
        )

    def ell(self, x: float, y: float, z: float, r: float, material: str, extra: str = "") -> None:
        cx, cy = self.P(x, y, z)
        radius = 1.414 * r * self.scale
        self.add(f'<ellipse class="m-{material}" cx="{num(cx)}" cy="{num(cy)}" rx="{num(radius)}" ry="{num(radius / 2)}"{extra}/>')

    # ---- solids

    def box(self, x0, y0, x1, y1, z0, z1, top: str, left: str, right: str) -> None:
        self.poly([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)], left)
        self.poly([(x1, y1, z0), (x1, y0, z0), (x1, y0, z1), (x1, y1, z1)], right)
        self.poly([(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)], top)

    def winL(self, y, a, b, c, d, material: str = "win-l", frame: str | None = None) -> None:
        """A window in a wall that faces left, between x = a…b and z = c…d."""
        if frame:
            g = 1.4
            self.poly([(a - g, y, c - g), (b + g, y, c - g), (b + g, y, d + g), (a - g, y, d + g)], frame)
        self.poly([(a, y, c), (b, y, c), (b, y, d), (a, y, d)], material)

    def winR(self, x, a, b, c, d, material: str = "win-r", frame: str | None = None) -> None:
        """A window in a wall that faces right, between y = a…b and z = c…d."""
        if frame:
            g = 1.4
            self.poly([(x, a - g, c - g), (x, b + g, c - g), (x, b + g, d + g), (x, a - g, d + g)], frame)
        self.poly([(x, a, c), (x, b, c), (x, b, d), (x, a, d)], material)

    def gable_x(self, x0, y0, x1, y1, z1, rise, e, front, end, back, trim=None) -> None:
        """A gabled roof whose ridge runs along x; e is how far the eaves reach out."""
        ym = (y0 + y1) / 2
        half = (y1 - y0) / 2
        sl = rise / half * e
        zr = z1 + rise
        self.poly([(x1, y1, z1), (x1, ym, zr), (x1, y0, z1)], end)
        if rise < half:
            self.poly([(x0 - e, ym, zr), (x1 + e, ym, zr), (x1 + e, y0 - e, z1 - sl), (x0 - e, y0 - e, z1 - sl)], back)
        self.poly([(x0 - e, y1 + e, z1 - sl), (x1 + e, y1 + e, z1 - sl), (x1 + e, ym, zr), (x0 - e, ym, zr)], front)
        if trim:
            self.line([(x1 + e, y1 + e, z1 - sl), (x1 + e, ym, zr), (x1 + e, y0 - e, z1 - sl)], trim, 2.2)

    def gable_y(self, x0, y0, x1, y1, z1, rise, e, front, end, back, trim=None) -> None:
        """A gabled roof whose ridge runs along y."""
        xm = (x0 + x1) / 2
        half = (x1 - x0) / 2
        sl = rise / half * e
        zr = z1 + rise
        self.poly([(x0, y1, z1), (xm, y1, zr), (x1, y1, z1)], end)
        if rise < half:
            self.poly([(xm, y0 - e, zr), (xm, y1 + e, zr), (x0 - e, y1 + e, z1 - sl), (x0 - e, y0 - e, z1 - sl)], back)
        self.poly([(x1 + e, y0 - e, z1 - sl), (x1 + e, y1 + e, z1 - sl), (xm, y1 + e, zr), (xm, y0 - e, zr)], front)
        if trim:
            self.line([(x0 - e, y1 + e, z1 - sl), (xm, y1 + e, zr), (x1 + e, y1 + e, z1 - sl)], trim, 2.2)

    def frustum(self, x, y, z0, r0, z1, r1, gradient: str, top: str | None = None) -> None:
        """A round tower that narrows from r0 to r1."""
        a, b = self.P(x, y, z0), self.P(x, y, z1)
        R0, R1 = 1.414 * r0 * self.scale, 1.414 * r1 * self.scale
        self.add(
            f'<path class="g-{gradient}" d="M{num(a[0] - R0)} {num(a[1])}A{num(R0)} {num(R0 / 2)} 0 0 0 {num(a[0] + R0)} {num(a[1])}'
            f'L{num(b[0] + R1)} {num(b[1])}A{num(max(R1, 0.1))} {num(max(R1 / 2, 0.1))} 0 0 0 {num(b[0] - R1)} {num(b[1])}Z"/>'
        )
        if top:
            self.ell(x, y, z1, r1, top)

    def band(self, x, y, z0, r0, z1, r1, gradient: str) -> None:
        """A painted stripe round a tower."""
        a, b = self.P(x, y, z0), self.P(x, y, z1)
        R0, R1 = 1.414 * r0 * self.scale, 1.414 * r1 * self.scale
        self.add(
            f'<path class="g-{gradient}" d="M{num(a[0] - R0)} {num(a[1])}A{num(R0)} {num(R0 / 2)} 0 0 0 {num(a[0] + R0)} {num(a[1])}'
            f'L{num(b[0] + R1)} {num(b[1])}A{num(R1)} {num(R1 / 2)} 0 0 1 {num(b[0] - R1)} {num(b[1])}Z"/>'
        )

    def dome(self, x, y, z, r, gradient: str, height: float = 1.15) -> None:
        cx, cy = self.P(x, y, z)
        R = 1.414 * r * self.scale
        H = R * height * 0.86
        self.add(
            f'<path class="g-{gradient}" d="M{num(cx - R)} {num(cy)}C{num(cx - R)} {num(cy - H * 0.75)} {num(cx - R * 0.55)} {num(cy - H)} {num(cx)} {num(cy - H)}'
            f'S{num(cx + R)} {num(cy - H * 0.75)} {num(cx + R)} {num(cy)}A{num(R)} {num(R / 2)} 0 0 1 {num(cx - R)} {num(cy)}Z"/>'
        )

    def person(self, x, y, coat: str, skin: str = "p-skin1", z: float = 0, size: float = 1.0) -> None:
        cx, cy = self.P(x, y, z)
        self.add(
            f'<g transform="translate({num(cx)} {num(cy)}) scale({self.scale * size:.2f})"><ellipse class="m-cast" rx="5" ry="2.2"/>'
            f'<path class="m-{coat}" d="M-3.4 -1.5C-3.6 -8 -3.6 -12.5 0 -12.5S3.6 -8 3.4 -1.5Q0 .6 -3.4 -1.5Z"/><circle class="m-{skin}" cy="-15.6" r="3.2"/>'
            '<path class="m-p-hair" d="M-3.3 -15.6A3.3 3.3 0 0 1 3.3 -15.9Q1 -17.6 -3.3 -15.6Z"/></g>'
        )


def closed_spline(pts: list[Point2], k: float = 0.5) -> str:
    """A smooth closed line through the points."""
    n = len(pts)
    d = f"M{num(pts[0][0])} {num(pts[0][1])}"
    for i in range(n):
        p0, p1, p2, p3 = pts[i - 1], pts[i], pts[(i + 1) % n], pts[(i + 2) % n]
        d += _curve(p0, p1, p2, p3, k)
    return d + "Z"


def open_spline(pts: list[Point2], k: float = 0.5) -> str:
    """A smooth line from the first point to the last."""
    d = f"M{num(pts[0][0])} {num(pts[0][1])}"
    n = len(pts)
    for i in range(n - 1):
        d += _curve(pts[max(i - 1, 0)], pts[i], pts[i + 1], pts[min(i + 2, n - 1)], k)
    return d


def _curve(p0: Point2, p1: Point2, p2: Point2, p3: Point2, k: float) -> str:
    c1 = (p1[0] + (p2[0] - p0[0]) * k / 3, p1[1] + (p2[1] - p0[1]) * k / 3)
    c2 = (p2[0] - (p3[0] - p1[0]) * k / 3, p2[1] - (p3[1] - p1[1]) * k / 3)
    return f"C{num(c1[0])} {num(c1[1])} {num(c2[0])} {num(c2[1])} {num(p2[0])} {num(p2[1])}"


def inflate(pts: list[Point2], centre: Point2, amount: float, dy: float = 0) -> list[Point2]:
    """The outline pushed outwards (or inwards) and down: shallows, cliffs and sand follow the shore."""
    grown = []
    for x, y in pts:
        q = 1 + amount / max(60, math.hypot(x - centre[0], (y - centre[1]) * 1.6))
        grown.append((centre[0] + (x - centre[0]) * q, centre[1] + (y - centre[1]) * q + dy))
    return grown
