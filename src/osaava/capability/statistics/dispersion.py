"""How much answers vary: pooled over the questions of a small block, by itself in a large one.

In a block under twenty respondents a single question's own variance is too uncertain, and would also say much about few people. There the variance of
a question with mean m is `ratio · (m - 1)(5 - m)`: the variance function of a bounded scale, with one ratio for the whole block, estimated from all
its shown questions; the correlation between questions of one theme is one number too. From twenty respondents on, the variance of a theme comes from
the respondents themselves (linearisation of the mean of question means, Särndal, Swensson & Wretman 1992, ch. 5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from osaava.capability.statistics.intervals import ROUNDING, Estimate, spread

LARGE = 20
USUAL_RATIO, USUAL_CORRELATION = 0.25, 0.35
"""Where a block shows too little to estimate them: typical of five-point agreement scales, and on the careful side."""
POOLED_FREEDOM = 4.0
"""Degrees of freedom of the pooled variance for each respondent but one: the questions of one person are related, so sixteen count as about four."""


@dataclass(frozen=True)
class Column:
    """The answers of a block to one shown question, by row number, with the published mean and the share of the asked who responded."""

    key: str
    theme: str
    answers: Mapping[int, int]
    mean: float
    fraction: float

    @property
    def n(self) -> int:
        """Answers on the scale."""
        return len(self.answers)

    @cached_property
    def exact(self) -> float:
        """The mean before rounding; for variances only."""
        return sum(self.answers.values()) / self.n

    @cached_property
    def squares(self) -> float:
        """Sum of squared deviations."""
        return sum((a - self.exact) ** 2 for a in self.answers.values())


@dataclass(frozen=True)
class Dispersion:
    """Variance model of a block with `respondents` people."""

    respondents: int
    ratio: float
    correlation: float
    questions: int

    def estimate(self, columns: Sequence[Column]) -> Estimate:
        """The unweighted mean of the questions' published means, with its variance."""
        count = len(columns)
        mean = sum(column.mean for column in columns) / count
        rounding = ROUNDING / count + (ROUNDING if count > 1 else 0.0)
        if self.respondents >= LARGE and min(column.n for column in columns) >= LARGE:
            return Estimate(mean, _linearised(columns, self.respondents) + rounding, max(self.respondents - 1, 1))
        parts = [self.ratio * spread(c.mean) * (1 - c.fraction) / c.n for c in columns]
        across = sum(sqrt(a * b) for i, a in enumerate(parts) for b in parts[:i])
        variance = (sum(parts) + 2 * self.correlation * across) / count**2
        n = min(column.n for column in columns)
        return Estimate(mean, variance + rounding, (POOLED_FREEDOM if self.questions >= 5 else 1.0) * (n - 1))


def _linearised(columns: Sequence[Column], respondents: int) -> float:
    influence: dict[int, float] = {}
    for column in columns:
        for row, answer in column.answers.items():
            influence[row] = influence.get(row, 0.0) + (answer - column.exact) / column.n / len(columns)
    fraction = sum(column.fraction for column in columns) / len(columns)
    n = len(influence)
    return sum(u * u for u in influence.values()) * n / max(n - 1, 1) * (1 - fraction)


def dispersion(columns: Sequence[Column], respondents: int) -> Dispersion:
    """Estimate the model of one block from its shown questions; both numbers are rounded to 0.05."""
    squares = sum(column.squares for column in columns)
    room = sum((c.n - 1) * (spread(c.exact) + c.squares / max(c.n * (c.n - 1), 1)) for c in columns)
    ratio = squares / room if len(columns) >= 2 and room else USUAL_RATIO
    return Dispersion(respondents, max(_twentieths(ratio), 0.05), _correlation(columns), len(columns))


def _correlation(columns: Sequence[Column]) -> float:
    together = alone = 0.0
    for i, a in enumerate(columns):
        for b in columns[:i]:
            rows = a.answers.keys() & b.answers.keys()
            if a.theme != b.theme or len(rows) < 5:
                continue
            together += sum((a.answers[r] - a.exact) * (b.answers[r] - b.exact) for r in rows)
            alone += len(rows) * sqrt(a.squares / a.n * b.squares / b.n)
    if not alone:
        return USUAL_CORRELATION
    return min(max(_twentieths(together / alone), 0.0), 1.0)


def _twentieths(value: float) -> float:
    return round(value * 20) / 20
