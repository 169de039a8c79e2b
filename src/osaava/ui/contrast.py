"""Checks tokens.css: WCAG 2.2 contrast of every colour role in light and dark, and how far apart the eight theme inks stay
for viewers with protan, deutan and tritan vision. `python -m osaava.ui.contrast` prints what fails, with `--markdown` the tables.
"""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

TOKENS = Path(__file__).resolve().parent / "static/ui/css/tokens.css"
GROUNDS = ("bg", "surface", "surface-2")
TEXT = ("text", "text-2", "text-3", "link", "link-hover", "link-visited", "accent", "success", "warning", "danger", "info")

# colour-vision simulation: Machado, Oliveira & Fernandes 2009, severity 1.0, linear RGB
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _linear(colour: str) -> list[float]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def ratio(a: str, b: str) -> float:
    """The contrast ratio of two colours as WCAG defines it."""
    lights = []
    for colour in (a, b):
        red, green, blue = _linear(colour)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _lab(colour: str, vision: str) -> tuple[float, float, float]:
    rgb = _linear(colour)
    rgb = [min(1, max(0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in VISION[vision]]
    matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) / w for row, w in zip(matrix, (0.95047, 1, 1.08883), strict=True)]
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def ciede2000(p: tuple[float, float, float], q: tuple[float, float, float]) -> float:
    """How different two colours look."""
    (l1, a1, b1), (l2, a2, b2) = p, q
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    dh = 0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc = l2 - l1, c2 - c1
    dhh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    if c1 * c2 == 0:
        hm = h1 + h2
    elif abs(h1 - h2) <= 180:
        hm = (h1 + h2) / 2
    else:
        hm = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    rad = math.radians
    t = 1 - 0.17 * math.cos(rad(hm - 30)) + 0.24 * math.cos(rad(2 * hm)) + 0.32 * math.cos(rad(3 * hm + 6)) - 0.2 * math.cos(rad(4 * hm - 63))
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    turn = rad(60 * math.exp(-(((hm - 275) / 25) ** 2)))
    rt = -math.sin(turn) * 2 * math.sqrt(cm**7 / (cm**7 + 25**7))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dhh / sh) ** 2 + rt * (dc / sc) * (dhh / sh))


class Check:
    """One reading of the tokens: what fails, and the tables for the design documents."""

    def __init__(self, css: str) -> None:
        self.failures: list[str] = []
        self.tables: list[str] = []
        light = self._block(css, r':root, :root\[data-theme="light"\]')
        dark = self._block(css, r'\n:root\[data-theme="dark"\]')
        automatic = self._block(css, r':root:not\(\[data-theme="light"\]\)')
        fills = dict(re.findall(r"--(theme-\d-fill):\s*(#[0-9A-Fa-f]{6})", css))
        for mode, tokens in (("light", light), ("dark", dark)):
            self._roles(mode, tokens)
            self._inks(mode, tokens)
            for number in range(1, 9):
                for ground in ("bg", "surface"):
                    self._need(f"fill {number} on {mode} {ground}", ratio(fills[f"theme-{number}-fill"], tokens[ground]), 3)
        if automatic != dark:
            self.failures.append("dark tokens differ between the system-setting block and data-theme=dark")

    @staticmethod
    def _block(css: str, selector: str) -> dict[str, str]:
        match = re.search(selector + r"\s*\{(.*?)\n\s*\}", css, re.S)
        return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", match.group(1) if match else ""))

    def _need(self, label: str, got: float, want: float) -> None:
        if got < want - 0.005:
            self.failures.append(f"{label}: {got:.2f} < {want}")

    def _roles(self, mode: str, t: dict[str, str]) -> None:
        self.tables.append(f"\n**{mode}**\n\n| role | value | " + " | ".join(f"on `{g}`" for g in GROUNDS) + " |\n|---|---|---|---|---|")
        for role, want in [*((role, 4.5) for role in TEXT), ("line-strong", 3)]:
            ratios = [ratio(t[role], t[ground]) for ground in GROUNDS]
            for ground, got in zip(GROUNDS, ratios, strict=True):
                self._need(f"{mode} {role} on {ground}", got, want)
            self.tables.append(f"| `--{role}` | {t[role]} | " + " | ".join(f"{got:.2f}" for got in ratios) + " |")
        for main in ("primary", "primary-hover"):
            self._need(f"{mode} on-primary on {main}", ratio(t["on-primary"], t[main]), 4.5)
        for status in ("success", "warning", "danger", "info"):
            self._need(f"{mode} {status} on its background", ratio(t[status], t[f"{status}-bg"]), 4.5)
            self._need(f"{mode} text on {status} background", ratio(t["text"], t[f"{status}-bg"]), 4.5)
        for ground in (*GROUNDS, "primary"):
            self._need(f"{mode} focus on {ground}", max(ratio(t["focus"], t[ground]), ratio(t["focus-inner"], t[ground])), 3)
        self._need(f"{mode} focus ring pair", ratio(t["focus"], t["focus-inner"]), 3)

    def _inks(self, mode: str, t: dict[str, str]) -> None:
        places = (*GROUNDS, "own tint", "on-theme")
        self.tables.append(f"\n| theme ink ({mode}) | value | " + " | ".join(places) + " |\n|---|---|---|---|---|---|---|")
        for number in range(1, 9):
            ink, tint = t[f"theme-{number}"], t[f"theme-{number}-tint"]
            ratios = [*(ratio(ink, t[ground]) for ground in GROUNDS), ratio(ink, tint), ratio(t["on-theme"], ink)]
            for place, got in zip(places, ratios, strict=True):
                self._need(f"{mode} theme-{number} {place}", got, 4.5)
            self._need(f"{mode} text on theme-{number}-tint", ratio(t["text"], tint), 4.5)
            self.tables.append(f"| {number} | {ink} | " + " | ".join(f"{got:.2f}" for got in ratios) + " |")
        for vision in VISION:
            apart, pair = min(
                (ciede2000(_lab(t[f"theme-{i}"], vision), _lab(t[f"theme-{j}"], vision)), (i, j)) for i in range(1, 9) for j in range(i + 1, 9)
            )
            self._need(f"{mode} theme inks apart, {vision}, pair {pair}", apart, 8)
            self.tables.append(f"Smallest distance of two inks, {vision}: {apart:.1f} (themes {pair[0]} and {pair[1]}).")


def failures() -> list[str]:
    """What in tokens.css breaks a rule; empty when all is well."""
    return Check(TOKENS.read_text(encoding="utf-8")).failures


if __name__ == "__main__":
    check = Check(TOKENS.read_text(encoding="utf-8"))
    if "--markdown" in sys.argv:
        print("\n".join(check.tables))
    print("\n".join(check.failures) or "all contrast and colour-vision requirements hold")
    sys.exit(bool(check.failures))
