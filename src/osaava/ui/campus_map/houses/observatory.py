"""Tähtitorni: guidance and following progress. A violet dome with a telescope."""

import math

from osaava.ui.campus_map.drawing import Art, num


def draw() -> str:
    a = Art()
    a.cast(16, -22, 70, 20, 20)
    # wing
    a.box(16, -22, 70, 20, 0, 26, "cream-t", "cream-l", "cream-r")
    for i in range(2):
        a.winL(20, 38 + i * 15, 47 + i * 15, 8, 19, "win-l", "white-l")
    a.winR(70, -15, -4, 8, 19, "win-r", "white-r")
    a.winR(70, 4, 14, 0, 18, "door")
    a.box(14, -24, 72, 22, 26, 30, "h6-a", "h6-b", "h6-c")
    # mound, plinth and drum
    a.frustum(-4, 0, -4, 47, 3, 43, "stone", "stone-t")
    a.frustum(-4, 0, 3, 39.5, 44, 38, "drum")
    a.frustum(-4, 0, 42, 40, 49, 40, "violet", "h6-a")
    for t in (-52, -26, 0, 26):
        th = math.radians(45 + t + 13)
        cx, cy = a.P(-4 + 39 * math.cos(th), 39 * math.sin(th), 14)
        w = 9 * max(0.35, math.cos(math.radians(t + 13)))
        a.add(f'<path class="m-win-l" d="M{num(cx - w / 2)} {num(cy)}v-15a{num(w / 2)} 6 0 0 1 {num(w)} 0v15Z"/>')
    # dome, slit, telescope
    a.dome(-4, 0, 49, 37, "dome", 1.28)
    cx, cy = a.P(-4, 0, 49)
    a.add(
        f'<path class="m-h6-slit" d="M{num(cx + 3)} {num(cy + 23)}C{num(cx + 26)} {num(cy - 6)} {num(cx + 25)} {num(cy - 44)} {num(cx + 9)} {num(cy - 56)}L{num(cx + 21)} {num(cy - 54)}C{num(cx + 40)} {num(cy - 42)} {num(cx + 42)} {num(cy - 2)} {num(cx + 20)} {num(cy + 20)}Z"/>'
    )
    a.add(
        f'<path class="ln s-h6-a" stroke-width="1.6" d="M{num(cx + 3)} {num(cy + 23)}C{num(cx + 26)} {num(cy - 6)} {num(cx + 25)} {num(cy - 44)} {num(cx + 9)} {num(cy - 56)}M{num(cx + 20)} {num(cy + 20)}C{num(cx + 42)} {num(cy - 2)} {num(cx + 40)} {num(cy - 42)} {num(cx + 21)} {num(cy - 54)}"/>'
    )
    a.add(
        f'<g transform="translate({num(cx + 30)} {num(cy - 22)}) rotate(-34)"><rect class="m-metal-r" x="-14" y="-5.5" width="46" height="11" rx="2"/><rect class="m-metal-l" x="-14" y="-5.5" width="46" height="5" rx="2"/><rect class="m-h6-c" x="29" y="-7" width="6" height="14" rx="1.5"/></g>'
    )
    # orbit ring sculpture
    a.add(
        f'<path class="ln s-h6-a" stroke-width="1.4" d="M{num(cx - 46)} {num(cy - 14)}C{num(cx - 30)} {num(cy - 34)} {num(cx - 20)} {num(cy - 44)} {num(cx - 6)} {num(cy - 57)}"/>'
    )
    return a.html()
