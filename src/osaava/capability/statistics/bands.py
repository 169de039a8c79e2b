"""Quantiles of organisations' figures, one figure for each organisation.

Definition: linear interpolation between order statistics at position (N - 1)p + 1 (Hyndman & Fan 1996, type 7). Figures are whole tenths, counted
in a histogram, so a quantile is a look-up and the audit of the benchmark can try every value an organisation could have had.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

QUARTILES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))


def quantile(ordered: Sequence[int], p: Fraction) -> Fraction:
    """The p-quantile of ordered whole numbers, exactly."""
    position = (len(ordered) - 1) * p
    below = position.numerator // position.denominator
    rest = position - below
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + rest * (ordered[above] - ordered[below])


def mean(numbers: Sequence[int]) -> Fraction:
    """The plain mean: every organisation counts once."""
    return Fraction(sum(numbers), len(numbers))
