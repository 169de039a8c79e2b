"""Draws the campus: `python -m osaava.ui.campus_map` writes what the pages include, `is_fresh()` tells if it is up to date.

Written are the pictures' decorative parts as templates without a single tag (the template engine passes them through as
one string), the stylesheet of their materials, and every house alone as an image for day and for night.
"""

from __future__ import annotations

import re
from pathlib import Path

from osaava.ui.campus_map.houses import HOUSES
from osaava.ui.campus_map.island import world
from osaava.ui.campus_map.layouts import PORTRAIT, WIDE
from osaava.ui.campus_map.materials import GRADIENTS, materials
from osaava.ui.campus_map.scenery import SYMBOLS

UI = Path(__file__).resolve().parent.parent
PICTURE_BOX = "-112 -172 224 236"  # a house alone
BEAM = (
    '<linearGradient id="gr-bl" x1="1" x2="0" y1="0" y2="0"><stop class="st-beam" offset="0" stop-opacity=".55"/><stop class="st-beam" offset="1" stop-opacity="0"/></linearGradient>'
    '<linearGradient id="gr-br" x1="0" x2="1" y1="0" y2="0"><stop class="st-beam" offset="0" stop-opacity=".4"/><stop class="st-beam" offset="1" stop-opacity="0"/></linearGradient>'
    '<radialGradient id="gr-bc"><stop class="st-beam" offset="0" stop-opacity=".95"/><stop class="st-beam" offset=".35" stop-opacity=".5"/><stop class="st-beam" offset="1" stop-opacity="0"/></radialGradient>'
)


def outputs() -> dict[Path, str]:
    """Every generated file and what belongs in it."""
    maps = UI / "templates/ui/map"
    symbols, wide, portrait = _symbols(), world(WIDE), world(PORTRAIT)
    files = {
        maps / "symbols.html": symbols,
        maps / "world_wide.html": wide,
        maps / "world_portrait.html": portrait,
        UI / "static/ui/css/components/campus-map-materials.css": _stylesheet(symbols + wide + portrait),
    }
    for number, house in enumerate(HOUSES, 1):
        for time, index in (("day", 0), ("night", 1)):
            files[UI / f"static/ui/houses/house-{number}-{time}.svg"] = _alone(house.draw(), index)
    return files


def build() -> list[Path]:
    """Write the files that have changed and return their paths."""
    written = []
    for path, text in outputs().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


def is_fresh() -> bool:
    return all(path.exists() and path.read_text(encoding="utf-8") == text for path, text in outputs().items())


def _symbols() -> str:
    gradients = "".join(
        f'<linearGradient id="gr-{name}" x1="0" x2="1" y1="0" y2="0"><stop class="st-{a}" offset="0"/><stop class="st-{b}" offset=".38"/><stop class="st-{c}" offset="1"/></linearGradient>'
        for name, (a, b, c) in GRADIENTS.items()
    )
    scenery = "".join(f'<g id="sc-{name}">{draw()}</g>' for name, draw in SYMBOLS.items())
    houses = "".join(f'<g id="art-{number}">{house.draw()}</g>' for number, house in enumerate(HOUSES, 1))
    return f'<svg class="map-symbols" width="0" height="0" aria-hidden="true" focusable="false"><defs>{gradients}{BEAM}{scenery}{houses}</defs></svg>'


def _stylesheet(markup: str) -> str:
    """One rule a material, for the materials the pictures use. The first value is for browsers without light-dark()."""
    known = materials()
    rules = ["/* Written by osaava.ui.campus_map; change materials.py instead. */", "@layer components {"]
    for prefix, attribute in (("m", "fill"), ("s", "stroke"), ("st", "stop-color")):
        used = set(re.findall(rf'[" ]{prefix}-([\w-]+)', markup))
        for name in known:
            if name in used:
                day, night = known[name]
                both = "" if day == night else f" {attribute}: light-dark({day}, {night});"
                rules.append(f"  .{prefix}-{name} {{ {attribute}: {day};{both} }}")
    rules += [f"  .g-{name} {{ fill: url(#gr-{name}); }}" for name in GRADIENTS]
    return "\n".join([*rules, "}", ""])


def _alone(art: str, index: int) -> str:
    """A house as a picture of its own: colours written out, because an image sees no stylesheet of the page."""
    colours = {name: pair[index] for name, pair in materials().items()}

    def attributes(match: re.Match[str]) -> str:
        out = []
        for name in match.group(1).split():
            if name == "m-cast":
                out.append(f'fill="{colours["shade"]}" opacity="{(".16", ".4")[index]}"')
            elif name == "ln":
                out.append('fill="none" stroke-linecap="round" stroke-linejoin="round"')
            elif name == "o7":
                out.append('opacity=".82"')
            elif name.startswith("m-"):
                out.append(f'fill="{colours[name[2:]]}"')
            elif name.startswith("s-"):
                out.append(f'stroke="{colours[name[2:]]}"')
            elif name.startswith("g-"):
                out.append(f'fill="url(#{name[2:]})"')
        return " ".join(out)

    body = re.sub(r'class="([^"]+)"', attributes, art).replace("<g >", "<g>")
    gradients = "".join(
        f'<linearGradient id="{name}"><stop stop-color="{colours[a]}"/><stop stop-color="{colours[b]}" offset=".38"/><stop stop-color="{colours[c]}" offset="1"/></linearGradient>'
        for name, (a, b, c) in GRADIENTS.items()
        if f"url(#{name})" in body
    )
    defs = f"<defs>{gradients}</defs>" if gradients else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{PICTURE_BOX}">{defs}{body}</svg>\n'
