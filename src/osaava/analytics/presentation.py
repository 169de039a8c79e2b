"""The picture of the network in words and as a chart. Every number here was published or counted over at least three organisations before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osaava.analytics.needs import FEWEST, Need
from osaava.analytics.queries import NetworkRow, OrderedNeed, Picture, State
from osaava.base import clock
from osaava.base.language import LANGUAGES
from osaava.library.api import WorkOrder
from osaava.themes.api import all_themes
from osaava.ui.charts import BandRow, band_rows, chart_key
from osaava.ui.templatetags.osaava_ui import day

BAND_FLOOR = 10
"""Organisations that a band needs (rule of the benchmark); only said here, held in capability."""


def number(value: float | Decimal) -> str:
    """One decimal as this language writes it."""
    return number_format(value, 1)


def language_names() -> dict[str, str]:
    """Languages of content by code."""
    return dict(zip(LANGUAGES, (_("Finnish"), _("Swedish"), _("English")), strict=True))


def orders(found: list[WorkOrder]) -> list[tuple[WorkOrder, str]]:
    """Work orders, each with its language in words."""
    names = language_names()
    return [(order, names[order.language]) for order in found]


def level_word(level: int) -> str:
    """The word of a level from 1 to 5."""
    return (_("Starting"), _("Developing"), _("Established"), _("Advanced"), _("Leading the way"))[level - 1]


def band_words(band: Mapping | None) -> str:
    """A band of the network in words, or why there is none."""
    if band is None:
        return _("Shown when at least %(number)s organisations can be compared.") % {"number": BAND_FLOOR}
    of = ngettext("%(number)s organisation", "%(number)s organisations", band["organisations"]) % {"number": band["organisations"]}
    if band["low"] is not None:
        return _("middle half %(low)s–%(high)s, %(of)s") % {"low": number(band["low"]), "high": number(band["high"]), "of": of}
    if band["mean"] is not None:
        return _("mean %(mean)s, %(of)s") % {"mean": number(band["mean"]), "of": of}
    return _("not shown")


def band_short(band: Mapping | None) -> str:
    """The same for a narrow place: 2,3–3,1, the mean, or a dash."""
    if band is None or (band["low"] is None and band["mean"] is None):
        return "–"
    return f"{number(band['low'])}–{number(band['high'])}" if band["low"] is not None else number(band["mean"])


def bands_in_words(picture: Picture) -> list[tuple[str, str]]:
    """Each theme's band, in short and in full."""
    bands = [picture.bands.get(theme.key) for theme in all_themes()]
    return [(band_short(band), band_words(band)) for band in bands]


def about(number_of: int) -> str:
    """How many organisations, coarsely, so that two figures beside each other tell no single one."""
    if number_of < FEWEST:
        return _("fewer than %(number)s") % {"number": FEWEST}
    return _("over 10") if number_of > 10 else "3–5" if number_of <= 5 else "6–10"


def state_words(row: NetworkRow) -> str:
    """Where an organisation is with its rounds."""
    year, _dash, month = row.closed.partition("-")
    when = {"month": f"{int(month)}/{year}"} if row.closed else {}
    return {
        State.OPEN: _("round open"),
        State.CLOSED: _("assessed %(month)s") % when if when else "",
        State.OLD: _("assessed long ago, %(month)s") % when if when else "",
        State.NONE: _("not assessed yet"),
    }[row.state]


def missing_words(need: Need) -> str:
    """What is lacking."""
    if need.missing is None:
        return _("Units lead to the level aimed at.")
    if not need.units:
        return _("No units.")
    return _("No unit from level %(first)s to level %(last)s.") % {"first": need.missing[0], "last": need.missing[1]}


@dataclass(frozen=True)
class TableCell:
    """One theme of an organisation: `level` None where it is not shown, and then `words` says why."""

    level: int | None
    words: str


def table(rows: list[NetworkRow]) -> list[tuple[NetworkRow, str, list[TableCell]]]:
    """The table of organisations and themes: row, state in words, cells."""
    words = {level: level_word(level) for level in range(1, 6)}
    hidden, none = _("not shared"), _("not shown")
    return [
        (row, state_words(row), [TableCell(level, words[level] if level else none if row.shares else hidden) for level in row.levels])
        for row in rows
    ]


@dataclass(frozen=True)
class NeedLine:
    """A need as a row of the list."""

    ordered_need: OrderedNeed
    language: str
    missing: str


def need_lines(found: Iterable[OrderedNeed]) -> list[NeedLine]:
    """Needs in words."""
    names = language_names()
    return [NeedLine(entry, names[entry.need.language], missing_words(entry.need)) for entry in found]


def counts(picture: Picture) -> dict[str, int]:
    """Organisations by the state of their rounds."""
    states = [row["state"] for row in picture.rows]
    return {"all": len(states), "open": states.count(State.OPEN), "closed": states.count(State.CLOSED), "none": states.count(State.NONE)}


def chart(picture: Picture) -> dict:
    """The network's band in each theme as a picture with its table."""
    rows, cells = [], []
    for theme in all_themes():
        band = picture.bands.get(theme.key)
        words = band_words(band)
        middle = (band["median"] if band["median"] is not None else band["mean"]) if band else None
        ends = (band["low"], band["high"]) if band and band["low"] is not None else None
        label = f"{theme.number} {theme.house_name}"
        text = number(middle) if middle is not None else ""
        rows.append(BandRow(label, value=middle, value_text=text, band=ends, note="" if ends or middle is not None else _("not shown")))
        cells.append([label, text or "–", words])
    known = [theme for theme in all_themes() if picture.bands.get(theme.key)]
    title = _("The network’s level in each theme") if known else _("The network’s levels are not shown yet")
    table_ = {"caption": title, "head": [_("Theme"), _("Median"), _("Middle half")], "rows": cells}
    description = "; ".join(f"{label}: {words}" for label, _middle, words in cells)
    facts = _("Levels 1–5, one figure for each organisation, of %(day)s") % {"day": day(picture.benchmark_on)} if picture.benchmark_on else ""
    return {
        "title": title, "facts": facts, "table": table_, "svg": band_rows(rows, name="network", title=title, description=description),
        "key": chart_key({"dot": _("median of the network"), "band": _("middle half of the network")}) if known else None,
        "source": _("Shown when at least %(number)s organisations can be compared.") % {"number": BAND_FLOOR},
    }


def made_words(picture: Picture) -> str:
    """When the figures were counted."""
    made = timezone.localtime(picture.made_at)
    if made.date() == clock.today():
        return _("today at %(time)s") % {"time": date_format(made, "TIME_FORMAT")}
    return date_format(made, "SHORT_DATETIME_FORMAT")
