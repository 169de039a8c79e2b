"""Kasvihuone: people growing. A glass house with raised beds."""

import random

from osaava.ui.campus_map.drawing import Art, num


def draw() -> str:
    a = Art()
    a.cast(-54, -34, 54, 34, 26)
    x0, x1, y0, y1, z = -54, 54, -34, 34, 40
    rise = 30
    a.box(x0, y0, x1, y1, 0, 9, "conc-t", "conc-l", "conc-r")
    # glass volume
    a.poly([(x0, y1, 9), (x1, y1, 9), (x1, y1, z), (x0, y1, z)], "h2-glass-l")
    a.poly([(x1, y1, 9), (x1, y0, 9), (x1, y0, z), (x1, y1, z)], "h2-glass-r")
    # plants behind glass
    rnd = random.Random(4)
    for i in range(9):
        x = x0 + 9 + i * 11.5
        cx, cy = a.P(x, y1, 12)
        h = 11 + rnd.random() * 14
        a.add(
            f'<ellipse class="m-{"h2-plant" if i % 2 else "h2-plant2"} o7" cx="{num(cx)}" cy="{num(cy - h * 0.55)}" rx="6.2" ry="{num(h * 0.62)}"/>'
        )
    for i in range(5):
        y = y0 + 9 + i * 13
        cx, cy = a.P(x1, y, 12)
        h = 12 + rnd.random() * 12
        a.add(f'<ellipse class="m-{"h2-plant2" if i % 2 else "h2-plant"} o7" cx="{num(cx)}" cy="{num(cy - h * 0.55)}" rx="6.2" ry="{num(h * 0.6)}"/>')
    # palm rising through the gable
    a.gable_x(x0, y0, x1, y1, z, rise, 2, "h2-glass-t", "h2-glass-r", "h2-glass-l")
    zr = z + rise
    # frames
    for i in range(7):
        x = x0 + (x1 - x0) * i / 6
        a.line([(x, y1, 9), (x, y1, z), (x, 0, zr)], "h2-frame", 1.7)
    for i in range(5):
        post = y0 + (y1 - y0) * i / 4
        top = z + rise * (1 - abs(post) / 34)
        a.line([(x1, post, 9), (x1, post, top)], "h2-frame", 1.7)
    a.line([(x0, y1, 9), (x1, y1, 9), (x1, y0, 9)], "h2-frame", 2.2)
    a.line([(x0, y1, z), (x1, y1, z), (x1, y0, z)], "h2-frame", 2.4)
    a.line([(x0, 17, z + 15), (x1, 17, z + 15)], "h2-frame", 1.2)
    a.line([(x1, y1, z), (x1, 0, zr), (x1, y0, z)], "h2-frame", 2.6)
    a.line([(x0, 0, zr), (x1, 0, zr)], "h2-frame", 3)
    a.line([(x0, y1, 9), (x0, y1, z), (x0, 0, zr)], "h2-frame", 2.2)
    a.winR(x1, -8, 8, 2, 30, "h2-frame")
    a.winR(x1, -5.5, -1, 5, 27, "win-r")
    a.winR(x1, 1, 5.5, 5, 27, "win-r")
    # raised beds in front
    for k, (bx, by) in enumerate(((-42, 52), (-6, 52))):
        a.box(bx, by, bx + 30, by + 13, 0, 6, "h2-soil", "wood-l", "wood-r")
        for i in range(5):
            cx, cy = a.P(bx + 4 + i * 5.5, by + 6, 8)
            a.add(f'<circle class="m-{["leaf1", "flower1", "leaf2", "flower2", "leaf3"][(i + k * 2) % 5]}" cx="{num(cx)}" cy="{num(cy)}" r="3.6"/>')
    return a.html()
