"""Small things on the island, each drawn once and placed many times."""

from osaava.ui.campus_map.drawing import Art, num


def spruce() -> str:
    s = '<ellipse class="m-cast" cx="5" cy="1" rx="17" ry="6"/><path class="m-trunk" d="M-2.4 0v-9h4.8v9Z"/>'
    for w, y, h in ((17, -6, 26), (13.5, -19, 24), (9.5, -33, 23)):
        s += f'<path class="m-spruce1" d="M{-w} {y}Q0 {y + w * 0.42:.1f} {w} {y}L0 {y - h}Z"/><path class="m-spruce2" d="M{w * 0.12:.1f} {y + w * 0.2:.1f}Q{w * 0.6:.1f} {y + w * 0.16:.1f} {w} {y}L0 {y - h}Z"/>'
    return s


def birch() -> str:
    return (
        '<ellipse class="m-cast" cx="5" cy="1" rx="14" ry="5"/><path class="m-bark" d="M-2.2 0L-1.5 -34H1.5L2.2 0Z"/><path class="ln s-bark2" stroke-width="1.1" d="M-2 -6h2M.4 -12h1.6M-1.8 -18h1.7M.2 -24h1.3"/>'
        '<ellipse class="m-leaf2" cx="3" cy="-36" rx="13.5" ry="14"/><ellipse class="m-leaf1" cx="-5" cy="-40" rx="12" ry="13"/><ellipse class="m-leaf1" cx="4" cy="-50" rx="10.5" ry="12"/><ellipse class="m-leaf3" cx="-3" cy="-47" rx="7" ry="8"/>'
    )


def rock() -> str:
    return '<path class="m-rock2" d="M-13 2Q-14 -6 -5 -10Q5 -12 12 -4Q15 2 10 4Q-4 8 -13 2Z"/><path class="m-rock1" d="M-13 2Q-14 -6 -5 -10Q3 -11 5 -5Q1 1 -13 2Z"/>'


def bush() -> str:
    return '<ellipse class="m-cast" cx="3" cy="2" rx="12" ry="4"/><circle class="m-leaf2" cx="5" cy="-4" r="7"/><circle class="m-leaf1" cx="-4" cy="-5" r="7.5"/><circle class="m-leaf3" cx="-5" cy="-7.5" r="3.6"/>'


def lamp() -> str:
    return '<ellipse class="glowpool" cx="0" cy="0" rx="26" ry="12"/><path class="ln s-slate-l" stroke-width="2" d="M0 0V-27"/><circle class="halo" cx="0" cy="-30" r="12"/><circle class="m-lamp" cx="0" cy="-30" r="4.2"/><path class="m-slate-l" d="M-5 -33.5h10l-3 -3.5h-4Z"/>'


def boat() -> str:
    return '<path class="m-boat2" d="M-24 0Q-20 10 0 11Q20 10 25 -2L0 4Z"/><path class="m-boat1" d="M-24 0Q-2 -9 25 -2Q4 8 -24 0Z"/><path class="m-wood-t" d="M-18 0Q-2 -6 19 -1.6Q3 4.8 -18 0Z"/><path class="m-boat2" d="M-7 -2.6l3 5M7 -3.4l3 5.2" /><path class="ln s-wood-r" stroke-width="2.2" d="M-7 -3l5 5.4M6 -4l5 5"/>'


def sail() -> str:
    return '<path class="m-boat2" d="M-26 0Q-18 11 2 11Q20 10 28 -1Z"/><path class="m-white-l" d="M-26 0Q0 5 28 -1L27 1.6Q0 8 -25 2.6Z"/><path class="ln s-wood-r" stroke-width="2" d="M0 2V-62"/><path class="m-sail" d="M2 -58Q26 -30 24 -6L2 -4Z"/><path class="m-sail2" d="M-2 -54Q-20 -26 -20 -6L-2 -4Z"/>'


def sauna() -> str:
    a = Art()
    a.cast(-22, -14, 22, 14, 12)
    a.box(-22, -14, 22, 14, 0, 20, "wood-t", "wood-l", "wood-r")
    for z in (5, 10, 15):
        a.line([(-22, 14, z), (22, 14, z), (22, -14, z)], "wood-r", 0.8)
    a.winL(14, -14, -5, 7, 15, "win-l", "white-l")
    a.winL(14, 4, 13, 0, 16, "door")
    a.gable_x(-22, -14, 22, 14, 20, 13, 3, "slate-l", "wood-r", "slate-r", "cream-r")
    a.box(6, -4, 12, 2, 26, 40, "stone-t", "stone-l", "stone-r")
    x, y = a.P(9, -1, 42)
    a.add(
        f'<g class="smoke"><circle class="puff" cx="{num(x + 2)}" cy="{num(y - 6)}" r="4"/><circle class="puff" cx="{num(x + 7)}" cy="{num(y - 15)}" r="5.5"/><circle class="puff" cx="{num(x + 14)}" cy="{num(y - 26)}" r="7"/></g>'
    )
    return a.html()


SYMBOLS = {
    "spruce": spruce,
    "birch": birch,
    "rock": rock,
    "bush": bush,
    "lamp": lamp,
    "boat": boat,
    "sail": sail,
    "sauna": sauna,
}
