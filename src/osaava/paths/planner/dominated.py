"""Units that another makes pointless: it covers as much, takes no longer, asks for no more, and is read in as many languages."""

from __future__ import annotations

from dataclasses import dataclass

from osaava.paths.planner.catalogue import Catalogue
from osaava.paths.planner.port import LOWEST, Candidate, Problem, Step

NEW, KEPT = 4, 3
"""Cost of a minute of a new unit and of a unit of the earlier plan: staying is worth a quarter of the time."""


def cost_of(unit: Candidate, kept: frozenset[int]) -> int:
    """What the second stage counts for a unit."""
    return unit.minutes * (KEPT if unit.unit in kept else NEW)


def unmet(candidate: Candidate, base: dict[str, int]) -> list[tuple[str, int]]:
    """Levels that the unit needs and the person does not have."""
    return [(c, level) for c, level in candidate.needs.items() if base.get(c, LOWEST) < level]


@dataclass(slots=True)
class _Facts:
    """What is compared. `mask` has a bit for each step that matters."""

    place: int
    mask: int
    minutes: int
    cost: int
    languages: frozenset[str]
    requires: frozenset[int]
    needs: frozenset[tuple[str, int]]


def without_dominated(catalogue: Catalogue, problem: Problem, units: list[int], steps: set[Step], base: dict[str, int]) -> list[int]:
    """The units (in their order) without those that another makes pointless; of equals the first stays. What others require stays always."""
    places = {step: 1 << n for n, step in enumerate(sorted(steps))}
    needed = {p for u in units for p in catalogue.units[u].prerequisites}
    facts = _facts(catalogue, problem, units, places, base)
    best = _best_of_alike([f for f in facts if f.mask])
    by_step: dict[int, list[_Facts]] = {bit: [] for bit in places.values()}
    for fact in sorted(best, key=lambda f: f.minutes):  # the cheap come first, and end most searches early
        for bit in _bits(fact.mask):
            by_step[bit].append(fact)
    stay = set()
    for fact in best:
        rivals = min((by_step[bit] for bit in _bits(fact.mask)), key=len)
        if not any(_better(rival, fact) for rival in rivals):
            stay.add(fact.place)
    return [unit for place, unit in enumerate(units) if place in stay or unit in needed]


_NOTHING: frozenset[int] = frozenset()


def _facts(catalogue: Catalogue, problem: Problem, units: list[int], places: dict[Step, int], base: dict[str, int]) -> list[_Facts]:
    kept, reads = frozenset(problem.keep), frozenset(problem.languages)
    spoken: dict[frozenset[str], frozenset[str]] = {}
    out = []
    for place, unit in enumerate(units):
        candidate = catalogue.units[unit]
        languages = spoken.get(candidate.languages)
        if languages is None:
            languages = spoken[candidate.languages] = candidate.languages & reads
        needs: frozenset[Step] = frozenset()
        if candidate.needs:
            needs = frozenset((c, n) for c, level in unmet(candidate, base) for n in range(base.get(c, LOWEST), level))
        mask = 0
        for step in catalogue.steps[unit]:
            mask |= places.get(step, 0)
        requires = candidate.prerequisites - problem.done if candidate.prerequisites else _NOTHING
        out.append(_Facts(place, mask, candidate.minutes, cost_of(candidate, kept), languages, requires, needs))
    return out


def _best_of_alike(facts: list[_Facts]) -> list[_Facts]:
    """Of units that differ only in time: the quickest, and a kept one where that is cheaper."""
    groups: dict[tuple, list[_Facts]] = {}
    for fact in facts:
        groups.setdefault((fact.mask, fact.languages, fact.requires, fact.needs), []).append(fact)
    out = []
    for alike in groups.values():
        quickest = min(alike, key=lambda f: (f.minutes, f.cost, f.place))
        cheapest = min(alike, key=lambda f: (f.cost, f.minutes, f.place))
        out.append(quickest)
        if cheapest.cost < quickest.cost:
            out += [f for f in alike if f is not quickest and f.cost < quickest.cost]
    return sorted(out, key=lambda f: f.place)


def _bits(mask: int) -> list[int]:
    out = []
    while mask:
        bit = mask & -mask
        out.append(bit)
        mask ^= bit
    return out


def _better(v: _Facts, u: _Facts) -> bool:
    if v.minutes > u.minutes or v.mask & u.mask != u.mask or v.cost > u.cost or v is u:
        return False
    if not (v.languages >= u.languages and v.requires <= u.requires and v.needs <= u.needs):
        return False
    same = (v.mask, v.minutes, v.cost, v.languages, v.requires, v.needs) == (u.mask, u.minutes, u.cost, u.languages, u.requires, u.needs)
    return not same or v.place < u.place
