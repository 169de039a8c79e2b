"""Intervals for means of answers 1 to 5 in small, finite groups.

The scale is mapped to 0–1; the interval is Wilson's score interval with an effective number of answers (Wilson 1927; Korn & Graubard 1998), which
never leaves the scale and is not symmetric near its ends. The variance carries the finite population correction (Cochran 1977, ch. 2 and 5), so a
group in which nearly everybody answered has a narrow interval, and the variance of rounding (step²/12), because published means are rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

LOW, HIGH = 1.0, 5.0
CONFIDENCE = 0.95
ROUNDING = 0.1**2 / 12
"""Variance of rounding a mean to one decimal."""


@dataclass(frozen=True)
class Estimate:
    """A mean on the scale with its variance and the degrees of freedom of that variance."""

    mean: float
    variance: float
    freedom: float


@lru_cache(maxsize=2048)
def t_quantile(freedom: float, confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile of Student's t by its expansion about the normal (Abramowitz & Stegun 26.7.5); error under 0.005 from 4 degrees on."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    v = max(freedom, 3.0)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / v ** (power + 1) for power, term in enumerate(terms))


def spread(mean: float) -> float:
    """The largest variance that answers with this mean can have on the scale: (mean - 1)(5 - mean); never under 0.2, so that ends keep a width."""
    return max((mean - LOW) * (HIGH - mean), 0.2)


def wilson(estimate: Estimate, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Low and high end on the scale 1 to 5."""
    p = min(max((estimate.mean - LOW) / (HIGH - LOW), 0.0), 1.0)
    effective = spread(estimate.mean) / max(estimate.variance, 1e-9)
    t2 = t_quantile(round(estimate.freedom, 1), confidence) ** 2
    centre = (p + t2 / (2 * effective)) / (1 + t2 / effective)
    half = sqrt(t2) / (1 + t2 / effective) * sqrt(max(p * (1 - p), 0.0) / effective + t2 / (4 * effective**2))
    return LOW + (HIGH - LOW) * max(centre - half, 0.0), LOW + (HIGH - LOW) * min(centre + half, 1.0)


def combine(parts: Sequence[Estimate], weights: Sequence[float], rounding: float = ROUNDING) -> Estimate:
    """Weighted mean of independent estimates (stratified estimator, Cochran 1977, ch. 5); degrees of freedom by Satterthwaite (1946)."""
    total = sum(weights)
    shares = [weight / total for weight in weights]
    pieces = [share**2 * part.variance for share, part in zip(shares, parts, strict=True)]
    variance = sum(pieces)
    below = sum(piece**2 / part.freedom for piece, part in zip(pieces, parts, strict=True))
    freedom = variance**2 / below if below > 0 else min(part.freedom for part in parts)
    return Estimate(sum(share * part.mean for share, part in zip(shares, parts, strict=True)), variance + rounding, freedom)


def difference(now: Estimate, before: Estimate) -> tuple[float, float]:
    """Interval of a difference of two independent estimates (Welch 1947), within the possible -4 to 4."""
    variance = now.variance + before.variance
    below = now.variance**2 / now.freedom + before.variance**2 / before.freedom
    t = t_quantile(round(variance**2 / below, 1)) if below > 0 else t_quantile(1000.0)
    middle, half = now.mean - before.mean, t * sqrt(variance)
    return max(middle - half, LOW - HIGH), min(middle + half, HIGH - LOW)
