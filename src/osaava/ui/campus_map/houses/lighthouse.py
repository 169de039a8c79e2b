"""Majakka: direction. A striped tower on granite with the keeper's cottage."""

from osaava.ui.campus_map.drawing import Art, num


def draw() -> str:
    a = Art()
    a.cast(18, 6, 66, 40, 18)
    a.add('<path class="m-cast" d="M10 -16L70 -46L92 -35L40 -2Z"/>')
    # granite base
    a.frustum(0, 0, -2, 34, 7, 29, "stone", "stone-t")
    # tower
    H, r0, r1 = 118, 23, 14.5
    rr = lambda z: r0 + (r1 - r0) * (z - 6) / (H - 6)
    a.frustum(0, 0, 6, r0, H, r1, "tower")
    for z0, z1 in ((26, 48), (72, 94)):
        a.band(0, 0, z0, rr(z0), z1, rr(z1), "blue")
    for z, dx in ((16, -6), (58, 2), (102, 7)):
        x, y = a.P(0, 0, z)
        a.add(f'<rect class="m-win-l" x="{num(x + dx - 3)}" y="{num(y + 6)}" width="6" height="10" rx="3"/>')
    # gallery and lantern
    a.frustum(0, 0, H, 19.5, H + 5, 19.5, "stone", "stone-t")
    a.frustum(0, 0, H + 5, 10.5, H + 25, 10.5, "lantern")
    for i in (-9, 0, 9):
        x, y = a.P(0, 0, H + 5)
        a.add(f'<path class="ln s-h1-b" stroke-width="1.3" d="M{num(x + i)} {num(y + (5 if i == 0 else 2))}v-20"/>')
    x, y = a.P(0, 0, H + 5)
    a.add(
        f'<path class="ln s-h1-b" stroke-width="1.5" d="M{num(x - 27)} {num(y)}v-7M{num(x + 27)} {num(y)}v-7M{num(x - 14)} {num(y + 12)}v-7M{num(x + 14)} {num(y + 12)}v-7M{num(x - 27)} {num(y - 7)}A27.5 13.8 0 0 0 {num(x + 27)} {num(y - 7)}"/>'
    )
    a.frustum(0, 0, H + 25, 13.5, H + 44, 1, "blue")
    x, y = a.P(0, 0, H + 45)
    a.add(f'<circle class="m-lamp" cx="{num(x)}" cy="{num(y)}" r="3"/>')
    # keeper's cottage
    a.box(18, 6, 66, 40, 0, 22, "cream-t", "cream-l", "cream-r")
    a.winL(40, 26, 34, 8, 16, frame="white-l")
    a.winL(40, 48, 56, 8, 16, frame="white-l")
    a.winR(66, 18, 27, 0, 15, "door")
    a.gable_x(18, 6, 66, 40, 22, 15, 3, "h1-roof", "cream-r", "h1-roof2", "white-r")
    a.box(30, 19, 36, 24, 36, 45, "stone-t", "stone-l", "stone-r")
    return a.html()
