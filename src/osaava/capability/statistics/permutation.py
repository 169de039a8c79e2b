"""Comparisons by permutation for few people and many themes: max-T over themes, Holm over comparisons.

Permuting whole people keeps the relation between their answers, and the largest standardised difference over all themes gives a family-wise error
rate without assuming independence (Westfall & Young 1993). Differences are standardised within each permutation, which keeps the error rate when
the two sides vary differently (Janssen 1997; Chung & Romano 2013). Where there are at most EXACT divisions all are tried, otherwise DRAWS are drawn
with a fixed seed and p = (1 + as large) / (1 + drawn) (Phipson & Smyth 2010).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np

EXACT = 5000
DRAWS = 1999
SEED = 20_220_101
"""Fixed, so that the same round always has the same findings."""


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values of Holm (1979), in the given order."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        highest = max(highest, (len(p_values) - rank) * p_values[index])
        adjusted[index] = min(highest, 1.0)
    return adjusted


def two_groups(first: np.ndarray, second: np.ndarray, *, draws: int = DRAWS, exact: int = EXACT) -> np.ndarray:
    """Family-wise p-value for each theme (column) of a difference between two groups of people (rows); NaN marks what a person did not answer."""
    together = np.vstack([first, second])
    chosen = divisions(len(first), len(together), draws, exact)
    return _max_t(_welch(together, chosen), complete=len(chosen) == comb(len(together), len(first)))


def two_rounds(now: Sequence[np.ndarray], before: Sequence[np.ndarray], weights: Sequence[float], *, draws: int = DRAWS) -> np.ndarray:
    """Family-wise p-value for each theme of a change between two rounds; groups are strata with weights, people change round within their group."""
    rng = np.random.default_rng(SEED)
    shares = np.asarray(weights, dtype=float) / sum(weights)
    themes = now[0].shape[1]
    difference, variance = np.zeros((draws + 1, themes)), np.zeros((draws + 1, themes))
    for share, a, b in zip(shares, now, before, strict=True):
        together = np.vstack([a, b])
        order = rng.permuted(np.tile(np.arange(len(together)), (draws, 1)), axis=1) < len(a)
        chosen = np.vstack([np.arange(len(together)) < len(a), order])
        gap, square = _gap(together, chosen)
        difference, variance = difference + share * gap, variance + share**2 * square
    return _max_t(_standardised(difference, variance), complete=False)


def standing_out(scores: np.ndarray, weights: np.ndarray, *, draws: int = DRAWS) -> np.ndarray:
    """Family-wise p-value for each theme of standing apart from the mean of a person's other themes: signs of whole people are flipped."""
    kept = scores[np.isfinite(scores).sum(axis=1) >= 2]
    weights = weights[np.isfinite(scores).sum(axis=1) >= 2]
    if len(kept) < 2:
        return np.ones(scores.shape[1])
    counts = np.isfinite(kept).sum(axis=1, keepdims=True)
    others = (np.nansum(kept, axis=1, keepdims=True) - np.nan_to_num(kept)) / (counts - 1)
    apart = np.where(np.isfinite(kept), (kept - others) * weights[:, None], 0.0)
    rng = np.random.default_rng(SEED)
    if 2 ** len(kept) <= EXACT:
        flips = np.array([[1 - 2 * (number >> bit & 1) for bit in range(len(kept))] for number in range(2 ** len(kept))], dtype=float)
    else:
        flips = np.vstack([np.ones(len(kept)), rng.choice([-1.0, 1.0], (draws, len(kept)))])
    total, square = flips @ apart, (apart**2).sum(axis=0)
    n = len(kept)
    variance = np.maximum(square - total**2 / n, 1e-9)
    return _max_t(np.abs(total) / np.sqrt(variance), complete=2 ** len(kept) <= EXACT)


def divisions(size: int, people: int, draws: int, exact: int) -> np.ndarray:
    """Who belongs to the first side: the real division in the first row, then all others or drawn ones."""
    if comb(people, size) <= exact:
        rows = np.zeros((comb(people, size), people), dtype=bool)
        for row, members in enumerate(combinations(range(people), size)):
            rows[row, list(members)] = True
        return rows
    rng = np.random.default_rng(SEED)
    drawn = rng.permuted(np.tile(np.arange(people), (draws, 1)), axis=1) < size
    return np.vstack([np.arange(people) < size, drawn])


def _gap(together: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Difference of means and its variance for each division and theme."""
    there = np.isfinite(together).astype(float)
    filled = np.where(there > 0, together, 0.0)
    themes = together.shape[1]
    table = np.hstack([there, filled, filled**2])
    first = chosen.astype(float) @ table
    sides = []
    for sums in (first, table.sum(axis=0) - first):
        n, total, squares = sums[:, :themes], sums[:, themes : 2 * themes], sums[:, 2 * themes :]
        enough = n > 1
        mean = np.divide(total, n, out=np.full_like(n, np.nan), where=enough)
        square = np.divide(squares - total * mean, n * (n - 1), out=np.full_like(n, np.nan), where=enough)
        sides.append((mean, np.maximum(square, 0.0)))
    return sides[0][0] - sides[1][0], sides[0][1] + sides[1][1]


def _standardised(difference: np.ndarray, variance: np.ndarray) -> np.ndarray:
    return np.nan_to_num(np.abs(difference) / np.sqrt(np.maximum(variance, 1e-6)), nan=0.0)


def _welch(together: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    return _standardised(*_gap(together, chosen))


def _max_t(statistics: np.ndarray, *, complete: bool) -> np.ndarray:
    """Row 0 is what was seen; p of each column against the row-wise maximum. A complete list holds the seen division among its rows."""
    largest = statistics.max(axis=1)
    reference = largest if complete else largest[1:]
    as_large = (reference[:, None] >= statistics[0][None, :] - 1e-9).sum(axis=0)
    return as_large / len(reference) if complete else (1 + as_large) / (1 + len(reference))
