"""Kirjasto: digital content. A building of three stacked books."""

from osaava.ui.campus_map.drawing import Art, num


def draw() -> str:
    a = Art()
    a.cast(-59, -39, 59, 39, 34)

    def book(x0, y0, x1, y1, z0, z1, cov, l, r, wins):
        e = 3.2
        th = 4
        a.box(x0 - e, y0 - e, x1 + e, y1 + e, z0, z0 + th, cov, l, r)
        a.box(x0, y0, x1, y1, z0 + th, z1 - th, "page-l", "page-l", "page-r")
        n = int((x1 - x0) // 7)
        for i in range(n):
            xa = x0 + 4 + i * ((x1 - x0 - 8) / n)
            if wins(i):
                a.winL(y1, xa, xa + 4.1, z0 + th + 2, z1 - th - 2, "win-l")
            else:
                a.line([(xa + 2, y1, z0 + th), (xa + 2, y1, z1 - th)], "page-r", 1)
        m_ = int((y1 - y0) // 8)
        for i in range(m_):
            ya = y0 + 4 + i * ((y1 - y0 - 8) / m_)
            if (i % 3) != 1:
                a.winR(x1, ya, ya + 4.6, z0 + th + 2, z1 - th - 2, "win-r")
        a.box(x0 - e, y0 - e, x1 + e, y1 + e, z1 - th, z1, cov, l, r)
        # spine on the left end: rounded hint
        a.poly([(x0 - e, y1 + e, z0), (x0 + 5, y1 + e, z0), (x0 + 5, y1 + e, z1), (x0 - e, y1 + e, z1)], l)
        a.line([(x0 + 5, y1 + e, z0), (x0 + 5, y1 + e, z1)], r, 1)

    book(-56, -36, 56, 36, 0, 34, "h8-a", "h8-al", "h8-ar", lambda i: i not in (6, 7, 8))
    # entrance in the ground floor
    a.winL(36.05, -12, 14, 4, 27, "door")
    a.winL(36.1, -9.5, 0, 4, 25, "win-l")
    a.winL(36.1, 2, 11.5, 4, 25, "win-l")
    a.poly([(-16, 39.2, 0), (18, 39.2, 0), (18, 50, 0), (-16, 50, 0)], "plaza")
    book(-44, -34, 50, 28, 34, 64, "h8-b", "h8-bl", "h8-br", lambda i: i % 4 != 3)
    book(-48, -26, 32, 30, 64, 92, "h8-c", "h8-cl", "h8-cr", lambda i: i % 3 != 2)
    # bookmark ribbon
    a.poly([(20, 33.3, 92), (27, 33.3, 92), (27, 33.3, 52), (23.5, 33.3, 57), (20, 33.3, 52)], "h4-roof1")
    # roof terrace
    a.poly([(-36, -16, 92.2), (20, -16, 92.2), (20, 20, 92.2), (-36, 20, 92.2)], "grass3")
    for x, y in ((-26, -6), (-10, 8), (8, -4)):
        cx, cy = a.P(x, y, 97)
        a.add(
            f'<circle class="m-leaf2" cx="{num(cx)}" cy="{num(cy)}" r="6"/><circle class="m-leaf1" cx="{num(cx - 1.5)}" cy="{num(cy - 1.8)}" r="4.2"/>'
        )
    return a.html()
