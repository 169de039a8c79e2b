"""What is believed of a person's levels: one normal distribution over all competences, moved by each answer.

A person's place on competence c of theme t is `general + theme_t + own_c`, three independent normal parts (the prior below), on the scale 1-5 of
the person levels. So an answer about one competence also says something of its theme, a little of everything else, and the rest of the
uncertainty stays and is told.

An answer is graded (yes, partly, no) with a logistic curve of fixed slope around the statement's difficulty d (Samejima 1969, with equal slopes):

    P(yes) = s(SLOPE (x - d - HALF))      P(no) = 1 - s(SLOPE (x - d + HALF))      P(partly) = the rest      s(z) = 1 / (1 + exp(-z))

After an answer the competence's mean and variance are those of prior x likelihood, by sums over a grid; the other competences follow by their
regression on it (assumed density filtering). "Don't know" moves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

ANSWERS = ("yes", "partly", "no")
DONT_KNOW = "dont_know"

LOWEST, HIGHEST = 1, 5
PRIOR_MEAN = 2.6
SD_GENERAL, SD_THEME, SD_OWN = 0.65, 0.5, 0.45
"""Standard deviations of the three parts, in levels.

Assumed, until there are answers enough to estimate them; the simulation tells what a wrong guess costs."""
SLOPE = 2.5
"""Logits a level."""
HALF = 0.3
"""Half the width of "partly", in levels."""
SURE_Z = 1.2816
"""Of the interval that is told: 80 %."""

_GRID = [-4 + 0.2 * step for step in range(41)]
_WEIGHTS = [math.exp(-z * z / 2) for z in _GRID]


@dataclass(frozen=True)
class Place:
    """A competence and the theme that it belongs to."""

    competence: str
    theme: str


@dataclass(frozen=True)
class Estimate:
    """Where a person probably is: `level` 1-5 and an interval of levels that holds the truth in four cases of five; `mean` and `sd` behind them."""

    level: int
    low: int
    high: int
    mean: float
    sd: float


def _curve(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def probabilities(place: float, difficulty: float) -> tuple[float, float, float]:
    """How likely a person at `place` is to answer yes, partly and no to a statement of this difficulty."""
    yes, not_no = _curve(SLOPE * (place - difficulty - HALF)), _curve(SLOPE * (place - difficulty + HALF))
    return yes, not_no - yes, 1 - not_no


@lru_cache(maxsize=4096)
def _moments(mean: float, sd: float, difficulty: float) -> tuple[tuple[float, float, float], ...]:
    """For yes, partly and no: how likely the answer is before it is given, and the mean and variance after it."""
    places = [mean + sd * z for z in _GRID]
    likely = [probabilities(place, difficulty) for place in places]
    total, found = sum(_WEIGHTS), []
    for answer in range(3):
        mass = [weight * row[answer] for weight, row in zip(_WEIGHTS, likely, strict=True)]
        whole = sum(mass) or 1e-300
        after = sum(m * x for m, x in zip(mass, places, strict=True)) / whole
        spread = sum(m * (x - after) ** 2 for m, x in zip(mass, places, strict=True)) / whole
        found.append((whole / total, after, spread))
    return tuple(found)


class Beliefs:
    """Means and covariances over the competences; an answer makes them narrower."""

    def __init__(self, places: Sequence[Place]):
        self.places = list(places)
        self.index = {place.competence: number for number, place in enumerate(self.places)}
        self.means = [PRIOR_MEAN] * len(self.places)
        self.covariance = [[self._prior(a, b) for b in self.places] for a in self.places]

    @staticmethod
    def _prior(a: Place, b: Place) -> float:
        return SD_GENERAL**2 + SD_THEME**2 * (a.theme == b.theme) + SD_OWN**2 * (a.competence == b.competence)

    def answer(self, competence: str, difficulty: float, answer: str) -> None:
        """Take in an answer: yes, partly, no, or don't know (which changes nothing)."""
        if answer == DONT_KNOW:
            return
        at = self.index[competence]
        variance = self.covariance[at][at]
        _likely, mean, after = _moments(self.means[at], math.sqrt(variance), difficulty)[ANSWERS.index(answer)]
        row = list(self.covariance[at])
        shift, shrink = (mean - self.means[at]) / variance, (variance - after) / variance**2
        for i, with_it in enumerate(row):
            self.means[i] += shift * with_it
            own = self.covariance[i]
            for j, other in enumerate(row):
                own[j] -= shrink * with_it * other

    def gain(self, competence: str, difficulty: float, weights: Mapping[str, float]) -> float:
        """How much variance a statement would take away on average, summed over all competences by weight (1 unless given)."""
        at = self.index[competence]
        variance = self.covariance[at][at]
        outcomes = _moments(round(self.means[at], 3), round(math.sqrt(variance), 3), difficulty)
        expected = sum(likely * after for likely, _mean, after in outcomes)
        reach = sum(weights.get(p.competence, 1.0) * c * c for p, c in zip(self.places, self.covariance[at], strict=True))
        return max(0.0, variance - expected) / variance**2 * reach

    def estimate(self, competences: Sequence[str]) -> Estimate:
        """Of one competence, or the mean of several (a theme)."""
        rows = [self.index[c] for c in competences]
        mean = sum(self.means[i] for i in rows) / len(rows)
        sd = math.sqrt(max(0.0, sum(self.covariance[i][j] for i in rows for j in rows))) / len(rows)
        return Estimate(_level(mean), _level(mean - SURE_Z * sd), _level(mean + SURE_Z * sd), mean, sd)


def _level(place: float) -> int:
    """A statement of level n is as hard as n - 0.5, so whoever is within half a level of n is on level n."""
    return min(HIGHEST, max(LOWEST, math.floor(place + 0.5)))
