"""Paja: learners' digital skills. A brick workshop under a sawtooth roof."""

from osaava.ui.campus_map.drawing import Art, num


def draw() -> str:
    a = Art()
    a.cast(-57, -32, 57, 32, 28)
    x0, x1, y0, y1, z = -57, 57, -32, 32, 34
    # chimney behind
    a.box(-50, -26, -38, -14, 30, 92, "brick", "h7-l", "h7-r")
    a.box(-51.5, -27.5, -36.5, -12.5, 88, 94, "stone-t", "stone-l", "stone-r")
    a.box(x0, y0, x1, y1, 0, z, "h7-l", "h7-l", "h7-r")
    for zz in (8, 16, 24):
        a.line([(x0, y1, zz), (x1, y1, zz)], "h7-r", 0.7)
    # big door, maker window
    a.winL(y1, -48, -20, 0, 27, "slate-l", "white-l")
    for zz in (7, 14, 21):
        a.line([(-48, y1, zz), (-20, y1, zz)], "slate-r", 1.1)
    for k in range(3):
        a.winL(y1, -46 + k * 9, -40 + k * 9, 21.8, 26, "win-l")
    a.winL(y1, -8, 48, 9, 27, "win-l", "white-l")
    for k in range(1, 5):
        a.line([(-8 + k * 11.2, y1, 9), (-8 + k * 11.2, y1, 27)], "white-l", 1.2)
    a.line([(-8, y1, 18), (48, y1, 18)], "white-l", 1)
    # robot arm silhouette in the window
    p = a.P(10, y1, 9.5)
    a.add(f'<path class="ln s-h7-roof" stroke-width="2.6" d="M{num(p[0])} {num(p[1])}l1 -9l9 -3l5 7"/>')
    a.winR(x1, -24, -8, 9, 27, "win-r", "white-r")
    a.winR(x1, 4, 20, 0, 25, "door", "white-r")
    # sawtooth roof: three teeth along x, glass faces right
    n = 3
    w = (x1 - x0) / n
    hgt = 25
    for i in range(n):
        xa = x0 + i * w
        xb = xa + w
        a.poly([(xa, y1, z), (xb, y1, z), (xb, y1, z + hgt)], "h7-l")
        a.poly([(xa, y1, z), (xb, y1, z + hgt), (xb, y0, z + hgt), (xa, y0, z)], "h7-roof")
        a.poly([(xb, y1, z), (xb, y0, z), (xb, y0, z + hgt), (xb, y1, z + hgt)], "win-r")
        for k in range(1, 5):
            a.line([(xb, y0 + (y1 - y0) * k / 5, z), (xb, y0 + (y1 - y0) * k / 5, z + hgt)], "h7-r", 1.1)
        a.line([(xb, y1, z), (xb, y1, z + hgt), (xb, y0, z + hgt)], "cream-l", 2)
        a.line([(xa, y1, z), (xb, y1, z + hgt)], "cream-l", 2)
        p = a.P(xb - 12, y1, z + 8)
        a.add(f'<circle class="m-cream-l" cx="{num(p[0])}" cy="{num(p[1])}" r="3.4"/>')
    a.line([(x0, y1, z), (x1, y1, z)], "h7-roof2", 1.6)
    # yard: crates and a cable drum
    a.box(66, 12, 80, 26, 0, 13, "wood-t", "wood-l", "wood-r")
    a.line([(66, 26, 6.5), (80, 26, 6.5), (80, 12, 6.5)], "wood-r", 1)
    a.box(68, -8, 79, 3, 0, 10, "wood-t", "wood-l", "wood-r")
    return a.html()
