"""What things are made of: one name, one colour by day and one by night.

A night colour that is not written down is reckoned from the day colour in OKLCH: darker, greyer and a little bluer.
"""

from __future__ import annotations

import math

DAY_AND_NIGHT: dict[str, tuple[str, str | None]] = {
    # ground and water
    "water": ("#BFDDE3", "#14303F"),
    "water2": ("#A9D0DA", "#18394A"),
    "shallow": ("#D2E9E8", "#1D4556"),
    "foam": ("#EFF8F5", "#2C5A6B"),
    "wave": ("#E9F5F4", "#2A5365"),
    "cliff": ("#B79B78", "#3E3F3F"),
    "cliff2": ("#A2855F", "#343738"),
    "sand": ("#EBD8B4", "#5C5D54"),
    "grass": ("#BFCF9A", "#34524A"),
    "grass2": ("#B0C48A", "#2D4A43"),
    "grass3": ("#CCDAA9", "#3B5B50"),
    "path": ("#F0E3CB", "#6B6F69"),
    "path2": ("#E2D0B0", "#585E5B"),
    "plaza": ("#F5EAD6", "#767A72"),
    "plaza2": ("#E4D3B4", "#5F6561"),
    "shade": ("#5B5A3A", "#050B10"),
    "pad": ("#FFFDF6", "#6E8C7C"),
    # neutrals for buildings
    "cream-t": ("#FFFBF2", "#A09A8C"),
    "cream-l": ("#FBF2E0", "#938C7E"),
    "cream-r": ("#E5D6BC", "#776F62"),
    "white-l": ("#FFFFFF", None),
    "white-r": ("#E9E6DF", None),
    "stone-t": ("#D9D3C8", None),
    "stone-l": ("#C4BCAE", None),
    "stone-r": ("#A69D8E", None),
    "conc-t": ("#E4E1DA", None),
    "conc-l": ("#D2CEC5", None),
    "conc-r": ("#B3AEA4", None),
    "slate-t": ("#6C7478", None),
    "slate-l": ("#5F686D", None),
    "slate-r": ("#4B5358", None),
    "wood-t": ("#D8AE78", None),
    "wood-l": ("#C8975C", None),
    "wood-r": ("#A67845", None),
    "door": ("#5A3D27", None),
    "trunk": ("#7A5B3E", None),
    "bark": ("#F4F0E6", None),
    "bark2": ("#4F4A43", None),
    "metal-l": ("#E8EBEA", None),
    "metal-r": ("#BCC4C4", None),
    "win-l": ("#9FBEC9", "#FFDC92"),
    "win-r": ("#7F9FAC", "#F7BE62"),
    "win-dim": ("#8FAEB9", "#8C7A55"),
    "lamp": ("#FFF3CF", "#FFE9B0"),
    "glow": ("#FFF3CF", "#FFCB66"),
    "led": ("#7CF0C5", "#8CFFD5"),
    "led2": ("#FFD36B", "#FFD36B"),
    # 1 lighthouse - blue
    "h1-a": ("#2E4FB0", None),
    "h1-b": ("#22409A", None),
    "h1-roof": ("#2A3F92", None),
    "h1-roof2": ("#1F3080", None),
    # 2 greenhouse - green
    "h2-frame": ("#1F7A58", None),
    "h2-glass-l": ("#D6EEE2", "#4F8F78"),
    "h2-glass-r": ("#B7DDCB", "#3A7562"),
    "h2-glass-t": ("#E8F6EE", "#5FA48A"),
    "h2-plant": ("#5FA867", "#5F9E62"),
    "h2-plant2": ("#3F8A52", "#3F7A4C"),
    "h2-soil": ("#7B5B3D", None),
    # 3 power station - petrol
    "h3-t": ("#3E8087", None),
    "h3-l": ("#2F6E75", None),
    "h3-r": ("#22565C", None),
    "panel": ("#27467A", "#2D4A78"),
    "panel2": ("#5E86C0", "#5379AE"),
    # 4 market - cloudberry
    "h4-roof1": ("#F2B544", "#A87C36"),
    "h4-roof2": ("#E6A12F", "#976D2D"),
    "h4-roof3": ("#D48E20", "#835D26"),
    "h4-roof4": ("#BD7A16", "#6E4D20"),
    "h4-l": ("#F6D58F", "#94815A"),
    "h4-r": ("#DDB566", "#7A6946"),
    # 5 schoolhouse - falu red
    "h5-l": ("#B8413A", None),
    "h5-r": ("#94302C", None),
    "h5-roof": ("#5F6468", None),
    "h5-roof2": ("#4A4F53", None),
    # 6 observatory - violet
    "h6-a": ("#B9A2F2", None),
    "h6-b": ("#7E5FD6", None),
    "h6-c": ("#5B3FB0", None),
    "h6-slit": ("#2A1D57", "#FFDC92"),
    # 7 workshop - copper brown
    "h7-l": ("#C07A4A", None),
    "h7-r": ("#985B34", None),
    "h7-roof": ("#7A4526", None),
    "h7-roof2": ("#643719", None),
    "brick": ("#8E4B2C", None),
    # 8 library - heather
    "h8-a": ("#C65A9C", None),
    "h8-al": ("#B0478A", None),
    "h8-ar": ("#8C3370", None),
    "h8-b": ("#8F6BB5", None),
    "h8-bl": ("#7C59A3", None),
    "h8-br": ("#624586", None),
    "h8-c": ("#E59AB7", None),
    "h8-cl": ("#D585A5", None),
    "h8-cr": ("#B3688A", None),
    "page-l": ("#FFF7E8", None),
    "page-r": ("#E9DCC4", None),
    # nature and life
    "spruce1": ("#4E7F5E", "#2D5148"),
    "spruce2": ("#3E6A4E", "#24443E"),
    "leaf1": ("#9BBF6B", "#4C7257"),
    "leaf2": ("#86AE58", "#40644E"),
    "leaf3": ("#B4D07F", "#5B8263"),
    "rock1": ("#BDB6AA", "#59626A"),
    "rock2": ("#A19A8D", "#474F57"),
    "boat1": ("#B5533C", None),
    "boat2": ("#8C3B2A", None),
    "sail": ("#FFFFFF", "#C9D2D6"),
    "sail2": ("#EAE4D6", "#A9B4BA"),
    "p-skin1": ("#E7B98F", "#C79B78"),
    "p-skin2": ("#8A5A3C", "#7A553E"),
    "p-a": ("#C4483A", "#A5574D"),
    "p-b": ("#2F6FA6", "#5787AE"),
    "p-c": ("#E0A63A", "#C39A50"),
    "p-d": ("#3F7F62", "#5E937C"),
    "p-hair": ("#3B2A1E", "#2A211B"),
    "flower1": ("#E58BA6", None),
    "flower2": ("#F4D35E", None),
    "flower3": ("#FFFFFF", None),
}

# towers and domes: light from the left
GRADIENTS = {
    "stone": ("stone-l", "conc-l", "stone-r"),
    "tower": ("white-l", "white-l", "cream-r"),
    "blue": ("h1-a", "h1-a", "h1-b"),
    "lantern": ("lamp", "lamp", "win-r"),
    "drum": ("cream-l", "cream-t", "cream-r"),
    "violet": ("h6-b", "h6-b", "h6-c"),
    "dome": ("h6-a", "h6-b", "h6-c"),
}


def _linear(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4


def _gamma(c: float) -> float:
    c = min(1, max(0, c))
    return c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055


def _oklch_from_hex(colour: str) -> tuple[float, float, float]:
    h = colour.lstrip("#")
    r, g, b = (_linear(int(h[i : i + 2], 16) / 255) for i in (0, 2, 4))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    bb = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, bb), math.degrees(math.atan2(bb, a)) % 360


def _hex_from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show: chroma is taken off until it fits."""
    while True:
        a = chroma * math.cos(math.radians(hue))
        b = chroma * math.sin(math.radians(hue))
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        rgb = (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
        if all(-0.0005 <= x <= 1.0005 for x in rgb) or chroma <= 0:
            return "#" + "".join(f"{round(_gamma(x) * 255):02X}" for x in rgb)
        chroma -= 0.002


def night_of(day: str) -> str:
    lightness, chroma, hue = _oklch_from_hex(day)
    towards_blue = ((252 - hue + 180) % 360) - 180
    return _hex_from_oklch(0.19 + 0.40 * lightness, chroma * 0.62, (hue + towards_blue * 0.10) % 360)


def materials() -> dict[str, tuple[str, str]]:
    """Every material with both of its colours."""
    return {name: (day, night or night_of(day)) for name, (day, night) in DAY_AND_NIGHT.items()}
