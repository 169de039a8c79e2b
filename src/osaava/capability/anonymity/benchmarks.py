"""What organisations may know of each other: bands over one number for each organisation (R7).

Only published figures of the whole organisation enter, so a band says nothing about people that the organisations' own pages do not. What remains
is to keep one organisation's figure from the others. Parts are fixed: the network, and size classes merged with their neighbour until each has ten;
nobody can choose another set or take themselves out.

**The audit.** Suppose that all other organisations put their figures on one table. For every figure that an organisation has, the audit tries each
value the organisation could have had instead and keeps those that lead to the same publication; they must reach over a full scale point (±0.5).
Where they do not, the rounding becomes coarser (0.1, 0.2, 0.5), then mean or band is left out, and in the end nothing is shown. A class is audited
together with the network, because both are seen side by side. All questions of a level share one rounding, the finest that is safe for all of them,
so that the choice of rounding hardly tells about any one figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from osaava.capability.anonymity.published import ALL, Band, Level, Published, Reason, Refusal

BAND_FLOOR = 10
"""Fewest organisations behind a band."""
MEAN_FLOOR = 8
"""Fewest organisations behind an average."""
NETWORK, CLASS = "network", "class"
GRID = range(10, 51)
"""Every figure an organisation can have, in tenths."""
REACH = 10
"""Tenths over which an organisation's figure must stay open."""
LADDER = ((1, True, True), (2, True, True), (5, True, True), (5, False, True), (1, True, False), (2, True, False), (5, True, False))
"""Rounding in tenths, whether the mean is shown, whether the band is shown; the most telling first."""

Seen = tuple[int, ...]
Pair = Mapping[str, Band | Refusal]


@dataclass(frozen=True)
class Benchmark:
    """Bands frozen with a round, for every size class: (level, key) to {"network": …, "class": …}."""

    classes: Mapping[str, Mapping[tuple[Level, str], Mapping[str, Band | Refusal]]]

    def bands_for(self, size_class: str) -> Mapping[tuple[Level, str], Mapping[str, Band | Refusal]]:
        """What an organisation of the class sees; empty for a class that had no organisation in the round."""
        return self.classes.get(size_class, MappingProxyType({}))


def benchmark(published: Iterable[Published], *, size_classes: Sequence[str], levels: Sequence[Level] = tuple(Level)) -> Benchmark:
    """Bands of one round of the network; `size_classes` in their fixed order, smallest first. ValueError if an organisation comes twice."""
    rounds = sorted(published, key=lambda p: p.organisation)
    if len({p.organisation for p in rounds}) != len(rounds):
        raise ValueError("An organisation comes twice; each has one number.")
    unknown = {p.size_class for p in rounds} - set(size_classes)
    if unknown:
        raise ValueError(f"Unknown size classes: {sorted(unknown)}.")
    bands: dict[str, dict[tuple[Level, str], Mapping[str, Band | Refusal]]] = {name: {} for name in size_classes}
    for level in levels:
        keys = dict.fromkeys(key for p in rounds for (at, key, group) in p.cells if at == level and group == ALL)
        values = {key: [(p.size_class, round(10 * v.mean)) for p in rounds for k, v in p.values(level) if k == key] for key in keys}
        for key, found in _bands_of_level(values, size_classes).items():
            for name, seen_by_class in found.items():
                bands[name][(level, key)] = seen_by_class
    return Benchmark(MappingProxyType({name: MappingProxyType(found) for name, found in bands.items()}))


def merged_classes(counts: Mapping[str, int], size_classes: Sequence[str], floor: int = BAND_FLOOR) -> list[tuple[str, ...]]:
    """Neighbouring classes together until each part has `floor` organisations; what is left at the end joins the part before it."""
    parts: list[tuple[str, ...]] = []
    current: tuple[str, ...] = ()
    for name in size_classes:
        current += (name,)
        if sum(counts.get(n, 0) for n in current) >= floor:
            parts.append(current)
            current = ()
    if current and parts:
        parts[-1] += current
    elif current:
        parts.append(current)
    return parts


def _bands_of_level(values: Mapping[str, Sequence[tuple[str, int]]], size_classes: Sequence[str]) -> dict[str, dict[str, Pair]]:
    everyone = {key: tuple(sorted(figure for _name, figure in pairs)) for key, pairs in values.items()}
    rungs = common_rung([(key, figures, (), None) for key, figures in everyone.items()])
    parts = {key: merged_classes(Counter(name for name, _figure in pairs), size_classes) for key, pairs in values.items()}
    members = {(key, part): tuple(sorted(figure for name, figure in values[key] if name in part)) for key in values for part in parts[key]}
    class_rungs: dict[tuple[str, tuple[str, ...]], int | None] = {}
    for part in dict.fromkeys(part for _key, part in members):
        cases = [(key, members[key, part], everyone[key], rungs[key]) for key in values if part in parts[key]]
        class_rungs |= {(key, part): rung for key, rung in common_rung([c for c in cases if len(c[1]) < len(c[2])]).items()}
    found: dict[str, dict[str, Pair]] = {key: {} for key in values}
    for (key, part), figures in members.items():
        network = _band(everyone[key], rungs[key])
        band = network if len(figures) == len(everyone[key]) else _band(figures, class_rungs[key, part], part)
        found[key] |= {name: MappingProxyType({NETWORK: network, CLASS: band}) for name in part}
    return found


def common_rung(cases: Sequence[tuple[str, Seen, Seen, int | None]]) -> dict[str, int | None]:
    """One rung for all cases (key, figures, the network's figures and rung): the finest that is safe for all, or for most; the rest get None."""
    large = [case for case in cases if len(case[1]) >= MEAN_FLOOR]
    best: set[str] = set()
    chosen = None
    for rung in range(len(LADDER)):
        safe = {key for key, figures, network, above in large if is_safe(figures, rung, network, above)}
        if len(safe) > len(best):
            best, chosen = safe, rung
        if len(best) == len(large):
            break
    return {key: chosen if key in best else None for key, _figures, _network, _above in cases}


def _band(values: Seen, rung: int | None, classes: tuple[str, ...] = ()) -> Band | Refusal:
    if rung is None:
        return Refusal(Reason.TOO_FEW_ORGANISATIONS, MEAN_FLOOR if len(values) < MEAN_FLOOR else BAND_FLOOR)
    mean, low, median, high = (None if number < 0 else number / 10 for number in seen(values, rung))
    return Band(len(values), mean, low, median, high, LADDER[rung][0] / 10, classes)


def seen(values: Seen, rung: int) -> Seen:
    """What a rung of the ladder publishes, in tenths: mean, Q1, median, Q3; -1 for what it does not."""
    import numpy as np

    return tuple(int(number) for number in _publications(np.array([values]), rung)[0])


def _publications(rows, rung: int):
    """One publication for each row of ordered figures. Whole-number arithmetic: quantiles in quarters of tenths (see statistics.bands)."""
    import numpy as np

    step, with_mean, with_band = LADDER[rung]
    n = rows.shape[1]
    out = np.full((rows.shape[0], 4), -1, dtype=np.int64)
    if with_mean and n >= MEAN_FLOOR:
        out[:, 0] = (2 * rows.sum(axis=1) + n * step) // (2 * n * step) * step
    if with_band and n >= BAND_FLOOR:
        for column, quarter in enumerate((1, 2, 3), start=1):
            below, rest = divmod((n - 1) * quarter, 4)
            four = (4 - rest) * rows[:, below] + rest * rows[:, min(below + 1, n - 1)]
            out[:, column] = (four + 2 * step) // (4 * step) * step
    return out


@lru_cache(maxsize=4096)
def is_safe(values: Seen, rung: int, network: Seen = (), network_rung: int | None = None) -> bool:
    """Whether no organisation's figure is known to better than half a point by all the others together, seeing this band and the network's."""
    if len(values) < BAND_FLOOR and not LADDER[rung][1]:
        return False
    return all(span(value, values, rung, network, network_rung) >= REACH for value in set(values))


def span(value: int, values: Seen, rung: int, network: Seen = (), network_rung: int | None = None) -> int:
    """Over how many tenths an organisation with this figure stays open to all the others, seeing this band (and the network's)."""
    same = _like(value, values, rung)
    if network and network_rung is not None:
        same &= _like(value, network, network_rung)
    open_values = [figure for figure, fits in zip(GRID, same, strict=True) if fits]
    return open_values[-1] - open_values[0] + 1


def _like(value: int, values: Seen, rung: int):
    """For each figure of the grid: does the publication stay the same if the organisation had this figure instead."""
    import numpy as np

    others = list(values)
    others.remove(value)
    rows = np.empty((len(GRID), len(values)), dtype=np.int64)
    rows[:, :-1] = others
    rows[:, -1] = list(GRID)
    rows.sort(axis=1)
    found = _publications(rows, rung)
    return (found == found[value - GRID[0]]).all(axis=1)
