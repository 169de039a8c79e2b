"""Did the measures help? An organisation's change beside the change of organisations that did not act on the same question.

Difference in differences: what changed here, minus what changes at this starting level where nothing was done. The comparison is a straight line of
change on starting level among the comparison organisations, because whoever acts on their weakest point would drift upwards anyway (regression
towards the mean; Barnett, van der Pols & Dobson 2005). The interval is a prediction interval of that line (Draper & Smith 1998, ch. 1): it holds
the natural variation between organisations and the uncertainty of measuring them. Beside it stands a placebo rank in the manner of Abadie, Diamond
& Hainmueller (2010): how many of the comparison organisations, each in turn treated as if it had acted, changed as much. Both describe; neither
proves a cause, and `LIMITS` says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from osaava.capability.statistics.intervals import t_quantile

FEWEST_COMPARED = 8
"""Comparison organisations needed for an average (R7)."""
SLOPE_FROM = 10
"""From so many on, the starting level is allowed for; below, the plain mean."""
LIMITS = ("not_drawn_by_lot", "other_things_happened", "other_people_answered", "few_answers", "own_judgement")
"""Codes of what the comparison cannot prove; the page says each in words. "few_answers" only where it is so."""


@dataclass(frozen=True)
class Shift:
    """One organisation's published figures of the same questions before and after."""

    before: float
    after: float
    rests_on_few: bool = False

    @property
    def change(self) -> float:
        """After minus before."""
        return self.after - self.before


@dataclass(frozen=True)
class Effect:
    """The change, what was to be expected without measures, and their difference with its 95 % interval; scale points, one decimal.

    `as_large` of `compared` organisations that did not act changed at least as much for their starting level. `clear`: the interval leaves out 0.
    """

    change: float
    expected: float
    difference: float
    low: float
    high: float
    compared: int
    as_large: int
    adjusted: bool
    clear: bool
    limits: tuple[str, ...]


def effect(acted: Shift, compared: Sequence[Shift]) -> Effect | None:
    """Set one organisation beside those that did not act; None where there are fewer than FEWEST_COMPARED."""
    if len(compared) < FEWEST_COMPARED:
        return None
    adjusted = len(compared) >= SLOPE_FROM and len({shift.before for shift in compared}) > 2
    line = _line(compared, adjusted)
    own = acted.change - line.at(acted.before)
    rest = [shift.change - line.at(shift.before) for shift in compared]
    freedom = len(compared) - (2 if adjusted else 1)
    residual = sqrt(sum(r * r for r in rest) / freedom)
    lean = (acted.before - line.centre) ** 2 / line.room if adjusted else 0.0
    half = t_quantile(float(freedom)) * max(residual, 0.05) * sqrt(1 + 1 / len(compared) + lean)
    return Effect(
        change=round(acted.change, 1),
        expected=round(line.at(acted.before), 1),
        difference=round(own, 1),
        low=round(own - half, 1),
        high=round(own + half, 1),
        compared=len(compared),
        as_large=sum(abs(r) >= abs(own) - 1e-9 for r in rest),
        adjusted=adjusted,
        clear=abs(own) > half,
        limits=tuple(code for code in LIMITS if code != "few_answers" or acted.rests_on_few),
    )


def average_effect(acted: Sequence[Shift], compared: Sequence[Shift], *, draws: int = 1999) -> tuple[float, float] | None:
    """Mean difference of all that acted from the line of those that did not, and its two-sided permutation p-value (organisations change sides).

    Exact where there are few divisions. For the network's own evaluation; None under FEWEST_COMPARED on either side.
    """
    if min(len(acted), len(compared)) < FEWEST_COMPARED:
        return None
    import numpy as np

    from osaava.capability.statistics.permutation import EXACT, divisions

    shifts = [*acted, *compared]
    start, change = np.array([s.before for s in shifts]), np.array([s.change for s in shifts])
    sides = divisions(len(acted), len(shifts), draws, EXACT).astype(float)
    centred = start - start.mean()
    share = sides.mean(axis=1, keepdims=True)
    side = sides - share
    if centred @ centred:  # what is left of side and change when the starting level is taken out of both (Frisch & Waugh 1933)
        side = side - np.outer(side @ centred, centred) / (centred @ centred)
        change = change - change.mean() - (change @ centred) / (centred @ centred) * centred
    else:
        change = change - change.mean()
    gaps = side @ change / np.maximum((side**2).sum(axis=1), 1e-12)
    p = (1 + int((np.abs(gaps[1:]) >= abs(gaps[0]) - 1e-12).sum())) / len(gaps)
    return float(gaps[0]), p


@dataclass(frozen=True)
class _Line:
    level: float
    slope: float
    centre: float
    room: float

    def at(self, before: float) -> float:
        return self.level + self.slope * (before - self.centre)


def _line(shifts: Sequence[Shift], adjusted: bool) -> _Line:
    centre = sum(s.before for s in shifts) / len(shifts)
    level = sum(s.change for s in shifts) / len(shifts)
    room = sum((s.before - centre) ** 2 for s in shifts)
    slope = sum((s.before - centre) * (s.change - level) for s in shifts) / room if adjusted else 0.0
    return _Line(level, slope, centre, room)
