"""Koulutalo: teaching and pedagogy. A red wooden school with a bell tower."""

from osaava.ui.campus_map.drawing import Art, num


def draw() -> str:
    a = Art()
    a.cast(-58, -28, 58, 28, 30)
    x0, x1, y0, y1, z = -58, 58, -28, 28, 44
    a.box(x0, y0, x1, y1, 0, 6, "stone-t", "stone-l", "stone-r")
    a.box(x0, y0, x1, y1, 6, z, "h5-l", "h5-l", "h5-r")
    for zz in range(12, 44, 6):
        a.line([(x0, y1, zz), (x1, y1, zz)], "h5-r", 0.7)
    # white corners
    for p, q in (((x0, y1), "L"), ((x1, y1), "L")):
        x, y = p
        a.poly(
            [
                (x - (0 if x < 0 else 3.4), y, 6),
                (x + (3.4 if x < 0 else 0), y, 6),
                (x + (3.4 if x < 0 else 0), y, z),
                (x - (0 if x < 0 else 3.4), y, z),
            ],
            "white-l",
        )
    a.poly([(x1, y1, 6), (x1, y1 - 3, 6), (x1, y1 - 3, z), (x1, y1, z)], "white-r")
    a.poly([(x1, y0 + 3, 6), (x1, y0, 6), (x1, y0, z), (x1, y0 + 3, z)], "white-r")
    for i in range(6):
        xa = x0 + 9 + i * 17.6
        if i == 2:
            continue
        a.winL(y1, xa, xa + 10, 16, 36, "win-l", "white-l")
        a.line([(xa + 5, y1, 16), (xa + 5, y1, 36)], "white-l", 1.2)
        a.line([(xa, y1, 26), (xa + 10, y1, 26)], "white-l", 1.2)
    for i in range(2):
        ya = -20 + i * 25
        a.winR(x1, ya, ya + 14, 16, 36, "win-r", "white-r")
        a.line([(x1, ya + 7, 16), (x1, ya + 7, 36)], "white-r", 1.2)
        a.line([(x1, ya, 26), (x1, ya + 14, 26)], "white-r", 1.2)
    a.winR(x1, -7, 7, 54, 63, "win-r", "white-r")
    a.gable_x(x0, y0, x1, y1, z, 30, 4, "h5-roof", "h5-r", "h5-roof2", "white-l")
    a.winR(x1 + 0.1, -6, 6, 51, 61, "win-r", "white-r")
    for i in range(1, 8):
        t = i / 8
        a.line([(x0 - 4, 28 + 4 - (32) * t, z - 4 + 34 * t), (x1 + 4, 28 + 4 - (32) * t, z - 4 + 34 * t)], "h5-roof2", 0.6)
    # porch with its own gable
    px0, px1, py1 = -25, -5, 42
    a.box(px0, y1, px1, py1, 0, 30, "h5-l", "h5-l", "h5-r")
    a.winL(py1, px0 + 4.5, px1 - 4.5, 0, 22, "door", "white-l")
    a.gable_y(px0, y1 - 14, px1, py1, 30, 11, 2.6, "h5-roof2", "h5-l", "h5-roof", "white-l")
    a.poly([(px0 - 4, py1, 2.5), (px1 + 4, py1, 2.5), (px1 + 4, py1 + 7, 2.5), (px0 - 4, py1 + 7, 2.5)], "stone-t")
    a.poly([(px0 - 4, py1 + 7, 0), (px1 + 4, py1 + 7, 0), (px1 + 4, py1 + 7, 2.5), (px0 - 4, py1 + 7, 2.5)], "stone-l")
    a.poly([(px1 + 4, py1 + 7, 0), (px1 + 4, py1, 0), (px1 + 4, py1, 2.5), (px1 + 4, py1 + 7, 2.5)], "stone-r")
    # bell tower on the ridge
    tx = -16
    a.box(tx - 9, -9, tx + 9, 9, z + 20, z + 52, "cream-t", "cream-l", "cream-r")
    a.winL(9, tx - 5, tx + 5, z + 36, z + 48, "slate-r")
    a.winR(tx + 9, -5, 5, z + 36, z + 48, "slate-r")
    bx, by = a.P(tx, 9, z + 40)
    a.add(
        f'<path class="m-h4-roof1" d="M{num(bx - 3)} {num(by + 1)}Q{num(bx - 3)} {num(by - 7)} {num(bx)} {num(by - 7)}T{num(bx + 3)} {num(by + 1)}Z"/>'
    )
    ap = (tx, 0, z + 74)
    e = 11.5
    zz = z + 51
    a.poly([(tx - e, e, zz), (tx + e, e, zz), ap], "h5-roof")
    a.poly([(tx + e, e, zz), (tx + e, -e, zz), ap], "h5-roof2")
    top_x, top_y = a.P(*ap)
    a.add(
        f'<path class="ln s-h4-roof2" stroke-width="1.6" d="M{num(top_x)} {num(top_y)}v-9"/><circle class="m-h4-roof1" cx="{num(top_x)}" cy="{num(top_y - 9)}" r="2.4"/>'
    )
    return a.html()
