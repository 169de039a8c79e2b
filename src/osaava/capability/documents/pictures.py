"""The profile's three pictures. They draw what the profile shows, and their descriptions say the same in words."""

from __future__ import annotations

import re
from base64 import b64encode

from django.utils.translation import gettext as _

from osaava.capability.anonymity import OTHERS, Band, Refusal, Value
from osaava.capability.documents import words
from osaava.capability.queries import Line, Profile
from osaava.ui import charts

WIDTH, SQUARE = 720, 380
"""Pixels of a picture that is as wide as its place, and of one that keeps its proportions."""
SIGNS = {"dot": "●", "hollow": "○", "diamond": "◆", "triangle": "▲", "square": "■", "target": "◇", "interval": "├┤", "band": "▒"}
"""What stands for a shape where only letters can."""
_HEAD = re.compile(r'class="chart" (?:width="100%" height="(?P<height>[\d.]+)"|viewBox="0 0 [\d.]+ (?P<square>[\d.]+)")')


def standing_alone(svg: str) -> tuple[str, float, float]:
    """A picture of `ui.charts` with a size of its own and white paper behind it; its width and height in pixels."""
    found = _HEAD.search(svg)
    if found is None:
        raise ValueError("Not a picture of ui.charts.")
    width, height = (WIDTH, float(found["height"])) if found["height"] else (SQUARE, float(found["square"]))
    text = _HEAD.sub(f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"', svg, count=1)
    return text.replace("</desc>", f'</desc><rect width="{width:g}" height="{height:g}" fill="#FFFFFF"/>', 1), width, height


def as_address(svg: str) -> str:
    """A picture as a data address, for documents that fetch nothing."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _key(entries: dict[str, str]) -> list[dict]:
    """The explanation of shapes, for pages (svg) and for documents (address, sign)."""
    made = charts.chart_key(entries)
    named = [str(entry["svg"]).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) for entry in made]
    return [entry | {"sign": SIGNS[shape], "address": as_address(svg)} for entry, shape, svg in zip(made, entries, named, strict=True)]


def compared(line: Line, against: str) -> Band | Refusal:
    """The band that is drawn: of the network, or of the size class."""
    return line.size_class if against == "class" else line.network


def _ends(band: Band | Refusal) -> tuple[float, float] | None:
    return (band.low, band.high) if isinstance(band, Band) and band.low is not None and band.high is not None else None


def described(line: Line, against: str) -> str:
    """A line in words: level, interval, band."""
    if isinstance(line.own, Refusal):
        return f"{line.label}: {words.reason(line.own)}"
    parts = [words.number(line.own.mean)]
    if ends := _ends(compared(line, against)):
        parts.append(_("middle half %(span)s") % {"span": words.span(*ends)})
    elif isinstance(compared(line, against), Band):
        parts.append(_("others: %(band)s") % {"band": words.band(compared(line, against))})
    if line.previous is not None:
        parts.append(_("previous %(level)s") % {"level": words.number(line.previous)})
    if line.target is not None:
        parts.append(_("target %(level)s") % {"level": words.number(line.target)})
    return f"{line.label}: {', '.join(parts)}."


def all_described(profile: Profile, against: str) -> str:
    """All themes in words."""
    return " ".join(described(line, against) for line in profile.lines)


def bands(profile: Profile, *, against: str, title: str, name: str = "bands") -> str:
    """Own level against the middle half of others, one row a theme."""
    rows = []
    for line in profile.lines:
        band = compared(line, against)
        own = line.own if isinstance(line.own, Value) else None
        middle = band.median if isinstance(band, Band) else None
        note = words.short_reason(line.own) if isinstance(line.own, Refusal) else ""
        if own and middle is not None:
            note = _("(med. %(level)s)") % {"level": words.number(middle)}
        elif own and isinstance(band, Band) and band.mean is not None:
            note = _("(network average %(level)s)") % {"level": words.number(band.mean)}
        rows.append(
            charts.BandRow(
                line.label, value=own.mean if own else None, value_text=words.number(own.mean) if own else "", note=note,
                interval=(own.interval.low, own.interval.high) if own else None, band=_ends(band), median=middle,
                previous=line.previous, target=line.target,
            )
        )
    return charts.band_rows(rows, name=name, title=title, description=all_described(profile, against))


def bands_key(profile: Profile, against: str) -> list[dict]:
    """What the shapes of the band rows stand for; only those that are there."""
    of = _("middle half of the size class, with the median") if against == "class" else _("middle half of the network, with the median")
    entries = {"dot": _("own level"), "interval": _("where the level of all staff lies, at 95 %")}
    if any(_ends(compared(line, against)) for line in profile.lines):
        entries["band"] = of
    if any(line.previous is not None for line in profile.lines):
        entries["hollow"] = _("previous round")
    if any(line.target is not None for line in profile.lines):
        entries["target"] = _("target")
    return _key(entries)


def radar(profile: Profile, *, against: str, title: str, name: str = "radar") -> str:
    """Own line and the band of others, in the fixed order of the themes."""
    axes = [
        charts.Axis(
            line.label.split(" ")[0], value=line.own.mean if isinstance(line.own, Value) else None,
            value_text=words.number(line.own.mean) if isinstance(line.own, Value) else "–", band=_ends(compared(line, against)),
        )
        for line in profile.lines
    ]
    return charts.radar(axes, name=name, title=title, description=all_described(profile, against))


def groups(profile: Profile, *, title: str, name: str = "groups") -> str:
    """Groups side by side, one row a theme; who is not shown is named."""
    rows = []
    for line in profile.lines:
        shown = {key: cell for key in profile.columns if isinstance(cell := line.groups.get(key), Value)}
        dots = [charts.Dot(charts.GROUP_SHAPES[key], cell.mean) for key, cell in shown.items() if key != OTHERS]
        rows.append(charts.DotRow(line.label, dots, _note(line, profile)))
    return charts.dot_plot(rows, name=name, title=title, description=all_groups_described(profile))


def _note(line: Line, profile: Profile) -> str:
    cell = line.groups.get(OTHERS)
    if isinstance(cell, Value):
        return _("others together %(level)s") % {"level": words.number(cell.mean)}
    shown = sum(isinstance(line.groups.get(key), Value) for key in profile.columns)
    return _("not shown") if not shown else ""


def all_groups_described(profile: Profile) -> str:
    """All themes in words, group by group."""
    return " ".join(
        f"{line.label}: {', '.join(f'{words.group(key)} {words.cell(line.groups.get(key))}' for key in profile.columns)}."
        for line in profile.lines
    )


def groups_key(profile: Profile) -> list[dict]:
    """The groups' shapes; only those that are shown somewhere."""
    drawn = [key for key in profile.columns if key != OTHERS and any(isinstance(line.groups.get(key), Value) for line in profile.lines)]
    return _key({charts.GROUP_SHAPES[key]: words.group(key) for key in drawn})
