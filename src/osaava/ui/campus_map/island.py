"""The decorative world under the houses: water, shore, meadow, paths, trees, people and the light of the lighthouse."""

from __future__ import annotations

import math
import random

from osaava.ui.campus_map.drawing import Art, closed_spline, inflate, num, open_spline
from osaava.ui.campus_map.layouts import Layout


def use(symbol: str, x: float, y: float, scale: float = 1.0, mirrored: bool = False) -> str:
    place = f"translate({num(x)} {num(y)})"
    if scale != 1 or mirrored:
        place += f" scale({'-' if mirrored else ''}{scale:.2f} {scale:.2f})"
    return f'<use href="#{symbol}" transform="{place}"/>'


def world(layout: Layout) -> str:
    """Everything on the picture that is not a link. Hidden from assistive technology by the one who places it."""
    chance = random.Random(layout.seed)
    return "".join(
        [
            _water(layout, chance),
            _ground(layout, chance),
            _paths_and_plaza(layout),
            _flowers(layout, chance),
            _islets(layout),
            _jetty(layout),
            _standing_things(layout),
            _beam(layout),
            _houses(layout),
        ]
    )


def _water(layout: Layout, chance: random.Random) -> str:
    shore, c = layout.shore, layout.centre
    W, H = layout.width, layout.height
    waves = []
    for _ in range(layout.waves):
        x, y = chance.uniform(20, W - 60), chance.uniform(20, H - 14)
        dx, dy = (x - c[0]) / (W * 0.47), (y - c[1]) / (H * 0.46)
        if dx * dx + dy * dy < 1.02:
            continue
        w = chance.uniform(14, 30)
        waves.append(f"M{num(x)} {num(y)}q{num(w / 4)} -5 {num(w / 2)} 0t{num(w / 2)} 0")
    return (
        f'<rect class="m-water" width="{W}" height="{H}"/>'
        f'<path class="m-water2" d="{closed_spline(inflate(shore, c, 74, 30))}"/>'
        f'<path class="m-shallow" d="{closed_spline(inflate(shore, c, 38, 26))}"/>'
        f'<path class="ln s-wave waves" stroke-width="2" d="{"".join(waves)}"/>'
        f'<path class="ln s-foam" stroke-width="5" d="{closed_spline(inflate(shore, c, 12, 24))}"/>'
    )


def _ground(layout: Layout, chance: random.Random) -> str:
    shore, c = layout.shore, layout.centre
    parts = [
        f'<path class="m-cliff2" d="{closed_spline(inflate(shore, c, 0, 24))}"/>',
        f'<path class="m-cliff" d="{closed_spline(inflate(shore, c, 1, 13))}"/>',
        f'<path class="m-sand" d="{closed_spline(shore)}"/>',
        f'<path class="m-grass2" d="{closed_spline(inflate(shore, c, -15, -2))}"/>',
        f'<path class="m-grass" d="{closed_spline(inflate(shore, c, -24, -6))}"/>',
    ]
    for _ in range(26):
        x, y = _somewhere(layout, chance, 0.1, 0.72)
        shade = chance.choice(["grass2", "grass3", "grass3"])
        rx, ry = chance.uniform(28, 74), chance.uniform(11, 26)
        parts.append(f'<ellipse class="m-{shade} o5" cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}"/>')
    return "".join(parts)


def _somewhere(layout: Layout, chance: random.Random, nearest: float, farthest: float) -> tuple[float, float]:
    angle = chance.uniform(0, 6.28)
    r = chance.uniform(nearest, farthest)
    c = layout.centre
    return (
        c[0] + math.cos(angle) * r * (layout.width * 0.42),
        c[1] + math.sin(angle) * r * (layout.height * 0.40),
    )


def _paths_and_plaza(layout: Layout) -> str:
    lines = "".join(open_spline(p) for p in layout.paths)
    x, y, r = layout.plaza
    rays = "".join(f"M{x} {y}L{num(x + math.cos(t) * r * 0.94)} {num(y + math.sin(t) * r * 0.47)}" for t in [math.pi * k / 8 for k in range(16)])
    return (
        f'<path class="ln s-path2" stroke-width="19" d="{lines}"/><path class="ln s-path" stroke-width="14" d="{lines}"/>'
        f'<ellipse class="m-plaza2" cx="{x}" cy="{y}" rx="{r + 7}" ry="{num((r + 7) * 0.5)}"/>'
        f'<ellipse class="m-plaza" cx="{x}" cy="{y}" rx="{r}" ry="{num(r * 0.5)}"/>'
        f'<path class="ln s-plaza2" stroke-width="1.6" d="{rays}"/>'
        f'<ellipse class="ln s-plaza2" stroke-width="2.4" cx="{x}" cy="{y}" rx="{num(r * 0.55)}" ry="{num(r * 0.275)}"/>'
    )


def _flowers(layout: Layout, chance: random.Random) -> str:
    parts = []
    for _ in range(70):
        x, y = _somewhere(layout, chance, 0.2, 0.86)
        kind = chance.choice(["flower1", "flower2", "flower3"])
        parts.append(f'<circle class="m-{kind}" cx="{num(x)}" cy="{num(y)}" r="{num(chance.uniform(1.3, 2.2))}"/>')
    return "".join(parts)


def _islets(layout: Layout) -> str:
    parts = []
    for x, y, r, things in layout.islets:
        for radius, dy, look in (
            (r + 16, 7, "shallow"),
            (r + 5, 6, "foam o5"),
            (r, 6, "cliff2"),
            (r, 2, "sand"),
            (r * 0.86, 0, "grass"),
        ):
            parts.append(f'<ellipse cx="{num(x)}" cy="{num(y + dy)}" rx="{num(radius)}" ry="{num(radius * 0.46)}" class="m-{look}"/>')
        parts.extend(use(f"sc-{name}", x + dx, y + dy, scale) for name, dx, dy, scale in things)
    return "".join(parts)


def _jetty(layout: Layout) -> str:
    (x0, y0), (x1, y1) = layout.jetty
    return (
        f'<path class="ln s-wood-r" stroke-width="13" d="M{x0} {y0 + 4}L{x1} {y1 + 4}"/>'
        f'<path class="ln s-wood-t" stroke-width="12" d="M{x0} {y0}L{x1} {y1}"/>'
        f'<path class="ln s-wood-l dash" stroke-width="12" d="M{x0} {y0}L{x1} {y1}"/>'
    )


def _standing_things(layout: Layout) -> str:
    """Trees, lamps and people, the farthest first."""
    things = [(t[2], use(f"sc-{t[0]}", t[1], t[2], t[3], len(t) > 4)) for t in layout.scenery]
    for x, y, coat, skin in layout.people:
        art = Art((x, y))
        art.person(0, 0, coat, skin)
        things.append((y, art.html()))
    if layout.sauna:
        things.append((layout.sauna[1], use("sc-sauna", *layout.sauna)))
    things.sort(key=lambda thing: thing[0])
    return "<g>" + "".join(text for _, text in things) + "</g>"


def _beam(layout: Layout) -> str:
    """The light of the lighthouse; the stylesheet shows it at night only."""
    x, y = layout.beam
    return (
        f'<g class="beam"><path class="beam-l" d="M{num(x)} {num(y - 3)}L{num(x - 330)} {num(y - 34)}L{num(x - 330)} {num(y + 64)}L{num(x)} {num(y + 4)}Z"/>'
        f'<path class="beam-r" d="M{num(x)} {num(y - 4)}L{num(x + 380)} {num(y - 92)}L{num(x + 380)} {num(y + 10)}L{num(x)} {num(y + 4)}Z"/>'
        f'<circle class="beam-c" cx="{num(x)}" cy="{num(y)}" r="30"/></g>'
    )


def _houses(layout: Layout) -> str:
    parts = []
    for i in sorted(range(8), key=lambda i: layout.houses[i][1]):
        x, y, k = layout.houses[i]
        parts.append(
            f'<g class="art" data-house="{i + 1}"><ellipse class="pad" cx="{num(x)}" cy="{num(y + 16)}" rx="{num(116 * k)}" ry="{num(58 * k)}"/>'
            f'<g class="lift"><use href="#art-{i + 1}" transform="translate({num(x)} {num(y)}) scale({k:.2f})"/></g></g>'
        )
    return "".join(parts)
