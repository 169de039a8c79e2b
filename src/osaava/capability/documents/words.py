"""Figures and refusals as words. About the organisation's practice, never about people; no places in an order, no shares of others."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osaava.capability.anonymity import OTHERS, Band, Cell, Finding, FindingKind, Interval, Reason, Refusal, Value
from osaava.capability.enums import Group
from osaava.capability.presentation import points_of
from osaava.capability.queries import ThemeLevel
from osaava.themes.api import theme_by_key


def number(value: float) -> str:
    """One decimal, with the language's own sign: 2,6 or 2.6."""
    return number_format(value, 1)


def signed(value: float) -> str:
    """A difference: +0,5, −0,3, 0,0."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value))


def span(low: float, high: float) -> str:
    """From one level to another: 2,3–3,1."""
    return f"{number(low)}–{number(high)}"


def interval(found: Interval) -> str:
    """An interval to one decimal, opened outwards so that it never claims more than it knows."""
    return span(int(found.low * 10 + 1e-9) / 10, _up(found.high))


def _up(value: float) -> float:
    tenths = int(value * 10 + 1e-9)
    return (tenths if abs(value * 10 - tenths) < 1e-9 else tenths + 1) / 10


def group(key: str) -> str:
    """A group's name; the groups that are counted together have one too."""
    return _("Other groups together") if key == OTHERS else str(Group(key).label)


def theme(key: str) -> str:
    """A theme by the name of its house."""
    found = theme_by_key(key)
    return str(found.house_name) if found else key


def level_word(level: int) -> str:
    """The word of a level from 1 to 5."""
    return points_of("levels")[level - 1]["label"]


def reason(refusal: Refusal) -> str:
    """Why a figure is not shown, as a sentence."""
    values = {"threshold": refusal.threshold}
    return {
        Reason.TOO_FEW: _("Fewer than %(threshold)s people answered; not shown."),
        Reason.PROTECTED: _("Not shown, so that no single answer can be read out of it."),
        Reason.NOT_COVERED: _("Not shown: the groups that can be shown are less than half of the people asked."),
        Reason.NOT_ASKED: _("Not asked."),
        Reason.TOO_FEW_ORGANISATIONS: _("Shown when at least %(threshold)s organisations can be compared and none of them can be told apart."),
        Reason.NOTHING_TO_COMPARE: _("Nothing to compare with."),
    }[refusal.reason] % values


def short_reason(refusal: Refusal) -> str:
    """The same in a few words, for a picture."""
    return {
        Reason.TOO_FEW: _("not shown: fewer than %(threshold)s") % {"threshold": refusal.threshold},
        Reason.NOT_ASKED: _("not asked"),
    }.get(refusal.reason, _("not shown"))


def cell(found: Cell | None) -> str:
    """A level in a table, or why there is none."""
    if found is None:
        return "–"
    return number(found.mean) if isinstance(found, Value) else reason(found)


def band(found: Band | Refusal) -> str:
    """The middle half in a table; the average where only that may be shown; or why there is nothing."""
    if isinstance(found, Refusal):
        return reason(found)
    if found.low is not None and found.high is not None:
        return span(found.low, found.high)
    return _("average %(level)s") % {"level": number(found.mean)} if found.mean is not None else "–"


def median(found: Band | Refusal) -> str:
    """The middle of a band in a table."""
    return number(found.median) if isinstance(found, Band) and found.median is not None else "–"


def answers(count: int) -> str:
    """How many answered."""
    return ngettext("%(count)s person answered", "%(count)s people answered", count) % {"count": count}


def finding(found: Finding) -> str:
    """A named finding as a sentence."""
    values = {"theme": theme(found.theme), "value": number(found.value)}
    if found.kind is FindingKind.DIVERGENCE:
        first, second = found.groups
        values |= {"first": group(first), "second": group(second), "against": number(found.against or 0)}
        return _("Views differ most in %(theme)s: %(first)s %(value)s, %(second)s %(against)s.") % values
    if found.kind is FindingKind.CHANGE:
        values["change"] = signed(round(found.value - (found.against or 0), 1))
        return _("The largest change since the round before: %(theme)s %(change)s.") % values
    if found.kind is FindingKind.HIGHEST:
        return _("Practice is strongest in %(theme)s (%(value)s).") % values
    return _("There is most to develop in %(theme)s (%(value)s).") % values


def level_words(found: ThemeLevel) -> str:
    """A theme's level in one line, beside the network where that may be shown: level 2,6 (middle half of the network 2,3–3,1)."""
    level = _("level %(level)s") % {"level": number(found.value.mean)}
    if isinstance(found.band, Refusal):
        return level
    if found.band.low is None or found.band.high is None:
        return _("%(level)s (network: %(band)s)") % {"level": level, "band": band(found.band)}
    return _("%(level)s (middle half of the network %(span)s)") % {"level": level, "span": band(found.band)}
