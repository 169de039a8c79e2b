"""Voimala: infrastructure. A server hall with solar panels and a wind turbine."""

from osaava.ui.campus_map.drawing import Art, num


def turbine(a, x, y, h, r, big=True):
    b, t = a.P(x, y, 0), a.P(x, y, h)
    a.add(
        f'<path class="m-metal-r" d="M{num(b[0] - 3.4)} {num(b[1])}L{num(t[0] - 1.5)} {num(t[1])}h3L{num(b[0] + 3.4)} {num(b[1])}Z"/><path class="m-metal-l" d="M{num(b[0] - 3.4)} {num(b[1])}L{num(t[0] - 1.5)} {num(t[1])}h1.4L{num(b[0] - 0.2)} {num(b[1] + 1)}Z"/>'
    )
    blade = f"M0 0C3 -{num(r * 0.25)} 3.4 -{num(r * 0.6)} .6 -{num(r)}Q-2.6 -{num(r * 0.5)} -1.6 0Z"
    a.add(
        f'<g transform="translate({num(t[0])} {num(t[1])})"><g class="rotor">'
        + "".join(f'<path class="m-metal-l" transform="rotate({k * 120 + 12})" d="{blade}"/>' for k in range(3))
        + '</g><circle class="m-metal-r" r="3.6"/><circle class="m-metal-l" r="2"/></g>'
    )


def draw() -> str:
    a = Art()
    a.cast(-46, -34, 46, 34, 28)
    turbine(a, -40, -30, 118, 40)
    # server hall
    a.box(-46, -34, 46, 34, 0, 44, "h3-t", "h3-l", "h3-r")
    for i in range(5):
        x = -40 + i * 17.5
        a.winL(34, x, x + 11, 7, 37, "slate-r")
        for j in range(5):
            p = a.P(x + 2.2, 34, 33 - j * 5.6)
            q = a.P(x + 9, 34, 33 - j * 5.6)
            a.add(
                f'<path class="ln s-{"led" if (i * 3 + j * 2) % 4 else "led2"}" stroke-width="1.7" d="M{num(p[0])} {num(p[1])}L{num(q[0])} {num(q[1])}"/>'
            )
    a.winR(46, -26, -10, 0, 27, "slate-l")
    a.winR(46, -23.5, -12.5, 3, 24, "win-r")
    a.winR(46, 2, 26, 20, 32, "win-r", "h3-t")
    a.line([(46, 14, 20), (46, 14, 32)], "h3-t", 1.4)
    # roof with solar panels and cooling units
    a.poly([(-46, -34, 44), (46, -34, 44), (46, 34, 44), (-46, 34, 44)], "h3-t")
    a.line([(-46, 34, 44), (46, 34, 44), (46, -34, 44)], "conc-l", 2)
    for r in range(2):
        for c in range(3):
            x = -36 + c * 21
            y = 22 - r * 24
            a.poly([(x, y, 46), (x + 17, y, 46), (x + 17, y - 15, 55), (x, y - 15, 55)], "panel")
            a.poly([(x + 17, y, 46), (x + 17, y - 15, 46), (x + 17, y - 15, 55)], "slate-r")
            a.line([(x, y - 7.5, 50.5), (x + 17, y - 7.5, 50.5)], "panel2", 0.9)
            a.line([(x + 8.5, y, 46), (x + 8.5, y - 15, 55)], "panel2", 0.9)
            a.line([(x, y, 46), (x + 17, y, 46), (x + 17, y - 15, 55), (x, y - 15, 55), (x, y, 46)], "panel2", 0.9)
    a.box(28, -28, 42, -12, 44, 56, "metal-l", "conc-l", "conc-r")
    a.box(28, 6, 42, 22, 44, 54, "metal-l", "conc-l", "conc-r")
    # antenna
    a.line([(40, -30, 44), (40, -30, 92)], "slate-l", 2.2)
    a.line([(34, -30, 80), (46, -30, 80)], "slate-l", 1.5)
    a.line([(36, -30, 70), (44, -30, 70)], "slate-l", 1.5)
    mast_x, mast_y = a.P(40, -30, 92)
    a.add(f'<circle class="m-led" cx="{num(mast_x)}" cy="{num(mast_y)}" r="2.6"/>')
    # battery cabinet
    a.box(58, 6, 72, 30, 0, 20, "conc-t", "conc-l", "conc-r")
    a.winR(72, 10, 26, 5, 9, "led")
    a.winR(72, 10, 20, 12, 15, "led2")
    return a.html()
