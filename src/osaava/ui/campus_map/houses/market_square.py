"""Tori: network and sharing. A market hall with three stalls."""

import math

from osaava.ui.campus_map.drawing import Art, num


def draw() -> str:
    a = Art()
    a.cast(-60, -30, 60, 28, 28)
    x0, x1, y0, y1, z = -60, 60, -30, 28, 30
    a.box(x0, y0, x1, y1, 0, z, "cream-t", "h4-l", "h4-r")
    # arcades
    for i in range(5):
        xa = x0 + 7 + i * 22.6
        xb = xa + 15
        pts = (
            [(xa, y1, 0), (xb, y1, 0), (xb, y1, 15)]
            + [((xa + xb) / 2 + math.cos(t) * 7.5, y1, 15 + math.sin(t) * 7.5) for t in [math.pi * k / 8 for k in range(1, 8)]]
            + [(xa, y1, 15)]
        )
        a.poly(pts, "door" if i == 2 else "win-l")
        a.line(
            [(xb, y1, 0), (xb, y1, 15)]
            + [((xa + xb) / 2 + math.cos(t) * 7.5, y1, 15 + math.sin(t) * 7.5) for t in [math.pi * k / 8 for k in range(1, 8)]]
            + [(xa, y1, 15), (xa, y1, 0)],
            "white-l",
            1.5,
        )
    for i in range(2):
        ya = y0 + 7 + i * 25
        yb = ya + 17
        a.poly(
            [(x1, ya, 0), (x1, yb, 0), (x1, yb, 14)]
            + [(x1, (ya + yb) / 2 + math.cos(t) * 8.5, 14 + math.sin(t) * 8.5) for t in [math.pi * k / 8 for k in range(1, 8)]]
            + [(x1, ya, 14)],
            "win-r",
        )
    # barrel roof
    ym = (y0 + y1) / 2
    R = (y1 - y0) / 2 + 3
    n = 9
    HH = 25
    ang = [math.pi * k / n for k in range(n + 1)]
    prof = [(ym + math.cos(t) * R, z + math.sin(t) * HH) for t in ang]
    a.poly([(x1, ym + math.cos(t) * (R - 3), z + math.sin(t) * (HH - 1)) for t in ang], "h4-r")
    a.poly([(x1, ym + math.cos(t) * 12, z + 2 + math.sin(t) * 13) for t in ang], "win-r")
    for q in (-6, 0, 6):
        a.line([(x1, ym + q, z + 2), (x1, ym + q, z + 2 + math.sqrt(max(0, 1 - (q / 12) ** 2)) * 13)], "h4-l", 1.2)
    shades = [
        "h4-roof2",
        "h4-roof1",
        "h4-roof1",
        "h4-roof2",
        "h4-roof3",
        "h4-roof3",
        "h4-roof4",
        "h4-roof4",
        "h4-roof4",
    ]
    for k in range(n - 1, -1, -1):
        (front, low), (back, high) = prof[k], prof[k + 1]
        faces_us = (high - low) - (back - front) < -0.2
        if faces_us or k < 7:
            a.poly([(x0 - 3, front, low), (x1 + 3, front, low), (x1 + 3, back, high), (x0 - 3, back, high)], shades[k])
    a.line([(x1 + 3, p[0], p[1]) for p in prof], "white-l", 2.4)
    # roof lantern
    a.box(-32, -5, 32, 3, z + HH - 2, z + HH + 7, "h4-roof1", "win-l", "win-r")
    a.line([(-32, 3, z + HH + 7), (32, 3, z + HH + 7), (32, -5, z + HH + 7)], "white-l", 1.6)
    # stalls with striped awnings
    for k, (sx, sy) in enumerate(((-50, 50), (-8, 54), (34, 50))):
        a.shadow([(sx, sy + 14), (sx + 26, sy + 14), (sx + 30, sy + 8), (sx + 6, sy - 4)])
        a.box(sx + 1, sy + 1, sx + 25, sy + 12, 0, 8, "wood-t", "wood-l", "wood-r")
        for i in range(5):
            cx, cy = a.P(sx + 4.5 + i * 4.2, sy + 6, 9.5)
            a.add(f'<circle class="m-{["flower2", "leaf1", "p-a", "flower1", "leaf2"][(i + k) % 5]}" cx="{num(cx)}" cy="{num(cy)}" r="2.4"/>')
        a.line([(sx + 1, sy + 13, 0), (sx + 1, sy + 13, 20)], "wood-r", 1.4)
        a.line([(sx + 25, sy + 13, 0), (sx + 25, sy + 13, 20)], "wood-r", 1.4)
        for i in range(6):
            xa = sx - 1 + i * 4.67
            a.poly(
                [(xa, sy + 15, 18), (xa + 4.67, sy + 15, 18), (xa + 4.67, sy - 2, 26), (xa, sy - 2, 26)],
                ("white-l" if i % 2 else ["p-a", "h4-roof2", "p-d"][k]),
            )
            a.poly(
                [(xa, sy + 15, 18), (xa + 4.67, sy + 15, 18), (xa + 4.67, sy + 15, 14.5), (xa, sy + 15, 14.5)],
                ("white-r" if i % 2 else ["p-a", "h4-roof3", "p-d"][k]),
            )
    return a.html()
