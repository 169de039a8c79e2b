"""From ten thousand units to the few that can matter for one question. Everything here is exact: no best plan is lost.

1. Only units for the group and the languages, not done, not declined, whose prerequisites are too.
2. Only units that cover a step of a gap, what those build on, and what covers the steps that their needs ask for.
3. Only units that can be reached at all: somebody starts from the present levels and climbs.
4. Of two units where one covers as much for as little, asks for as little and is read in as many languages, only that one.
"""

from __future__ import annotations

from dataclasses import dataclass

from osaava.paths.planner.catalogue import Catalogue
from osaava.paths.planner.port import LOWEST, Candidate, Problem, Step

NEW, KEPT = 4, 3
"""Cost of a minute of a new unit and of a unit of the earlier plan: staying is worth a quarter of the time."""


@dataclass(frozen=True)
class Reduced:
    """A question of only what matters. Units are named by their place in `units`, which is in the order of their keys."""

    units: tuple[Candidate, ...]
    minutes: int
    points: dict[Step, int]
    """Open steps of the gaps that can be reached, with their points."""
    base: dict[str, int]
    """Level of each competence that matters, after what is done."""
    covers: dict[Step, tuple[int, ...]]
    """Steps that matter (also those that only needs ask for) -> who covers them."""
    requires: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[Step, ...], ...]
    """Per unit: the last step of each level that must be reached before."""
    readable: tuple[frozenset[str], ...]
    """Per unit: the person's languages that it exists in."""
    cost: tuple[int, ...]
    languages: tuple[str, ...]
    max_languages: int
    out_of_reach: tuple[Step, ...]
    wanted: int

    def lower(self, step: Step) -> Step | None:
        """The step below, or None where the person already stands."""
        competence, level = step
        return (competence, level - 1) if level > self.base.get(competence, LOWEST) else None

    def closed(self, chosen) -> set[Step]:
        """Steps that these units close together, each with all lower ones."""
        covered = {step for u in chosen for step in self._steps_of()[u]}
        out: set[Step] = set()
        for step in sorted(covered):
            lower = self.lower(step)
            if lower is None or lower in out:
                out.add(step)
        return out

    def worth(self, chosen) -> int:
        """Points that these units close together."""
        return sum(self.points.get(step, 0) for step in self.closed(chosen))

    def _steps_of(self) -> list[list[Step]]:
        found = self.__dict__.get("_by_unit")
        if found is None:
            found = [[] for _ in self.units]
            for step, units in self.covers.items():
                for u in units:
                    found[u].append(step)
            object.__setattr__(self, "_by_unit", found)
        return found

    steps_of = property(_steps_of)


def present_levels(catalogue: Catalogue, problem: Problem) -> dict[str, int]:
    """Where the person stands: what was said, lifted by what the units done cover without a hole."""
    levels = dict(problem.levels)
    for gap in problem.gaps:
        levels[gap.competence] = gap.now
    covered = {step for unit in problem.done if unit in catalogue.steps for step in catalogue.steps[unit]}
    for competence, level in sorted(covered):
        if levels.get(competence, LOWEST) == level:
            levels[competence] = level + 1
    return levels


def reduce(catalogue: Catalogue, problem: Problem) -> Reduced:
    """The question without what cannot matter."""
    base = present_levels(catalogue, problem)
    points: dict[Step, int] = {}
    for gap in problem.gaps:
        for step in gap.steps:
            if step[1] >= base[gap.competence]:
                points[step] = points.get(step, 0) + gap.weight
    relevant, wanted_steps = _relevant(catalogue, problem, points, base)
    reached, levels = _reachable(catalogue, problem, relevant, base)
    reachable = {s: p for s, p in points.items() if s[1] < levels.get(s[0], base[s[0]])}
    steps = {s for s in wanted_steps if s[1] < levels.get(s[0], base.get(s[0], LOWEST))}
    left = _without_dominated(catalogue, problem, reached, steps, base)
    return _numbered(catalogue, problem, left, steps, reachable, base, points)


def _unmet(candidate: Candidate, base: dict[str, int]) -> list[tuple[str, int]]:
    return [(c, level) for c, level in candidate.needs.items() if base.get(c, LOWEST) < level]


def _relevant(catalogue: Catalogue, problem: Problem, points: dict[Step, int], base: dict[str, int]) -> tuple[set[int], set[Step]]:
    """Units that can matter and the steps that they can matter for, walked back from the gaps."""
    readers = catalogue.readers(problem.group, problem.languages)
    barred = problem.done | problem.declined
    found: set[int] = set()
    refused: set[int] = set()
    steps, queue = set(points), list(points)
    while queue:
        for unit in readers.covering.get(queue.pop(), ()):
            if unit in found or unit in refused or unit in barred:
                continue
            bundle = catalogue.bundle(unit, problem.done)
            fits = bundle <= readers.allowed and not bundle & problem.declined
            if not fits or sum(catalogue.units[u].minutes for u in bundle) > problem.minutes:
                refused.add(unit)
                continue
            for member in bundle - found:
                found.add(member)
                for competence, level in _unmet(catalogue.units[member], base):
                    new = [s for n in range(base.get(competence, LOWEST), level) if (s := (competence, n)) not in steps]
                    steps.update(new)
                    queue.extend(new)
    return found, steps


def _reachable(catalogue: Catalogue, problem: Problem, units: set[int], base: dict[str, int]) -> tuple[list[int], dict[str, int]]:
    """Units that somebody with unlimited time can come to, and the levels reached then."""
    levels, covered, got = dict(base), set(), set(problem.done)
    waiting = sorted(units, key=catalogue.order.__getitem__)
    while True:
        still = []
        for unit in waiting:
            candidate = catalogue.units[unit]
            if candidate.prerequisites <= got and all(levels.get(c, LOWEST) >= n for c, n in candidate.needs.items()):
                got.add(unit)
                covered |= catalogue.steps[unit]
            else:
                still.append(unit)
        for competence, level in sorted(covered):
            if levels.get(competence, LOWEST) == level:
                levels[competence] = level + 1
        if len(still) == len(waiting):
            break
        waiting = still
    return sorted(got & units, key=catalogue.order.__getitem__), levels


def _cost(unit: Candidate, kept: frozenset[int]) -> int:
    return unit.minutes * (KEPT if unit.unit in kept else NEW)


def _without_dominated(catalogue: Catalogue, problem: Problem, units: list[int], steps: set[Step], base: dict[str, int]) -> list[int]:
    places = {step: 1 << n for n, step in enumerate(sorted(steps))}
    kept, reads = frozenset(problem.keep), frozenset(problem.languages)
    needed = {p for u in units for p in catalogue.units[u].prerequisites}
    facts, by_step = {}, {}
    for place, unit in enumerate(units):
        candidate = catalogue.units[unit]
        mask = sum(places[s] for s in catalogue.steps[unit] if s in places)
        facts[unit] = (
            mask, candidate.minutes, _cost(candidate, kept), candidate.languages & reads, candidate.prerequisites - problem.done,
            frozenset((c, n) for c, level in _unmet(candidate, base) for n in range(base.get(c, LOWEST), level)), place,
        )  # fmt: skip
        for step in catalogue.steps[unit]:
            if step in places:
                by_step.setdefault(step, []).append(unit)
    for rivals in by_step.values():  # the cheap come first, and end most searches early
        rivals.sort(key=lambda u: facts[u][1])
    left = []
    for unit in units:
        own = [s for s in catalogue.steps[unit] if s in places]
        if unit not in needed:
            rivals = by_step[min(own, key=lambda s: len(by_step[s]))] if own else ()
            if not own or any(_better(facts[v], facts[unit]) for v in rivals):
                continue
        left.append(unit)
    return left


def _better(v: tuple, u: tuple) -> bool:
    """Whether the first makes the second pointless; among equals the first key stays."""
    if v[1] > u[1] or v[0] & u[0] != u[0] or v[2] > u[2] or v[6] == u[6]:
        return False
    if not (v[3] >= u[3] and v[4] <= u[4] and v[5] <= u[5]):
        return False
    return v[6] < u[6] or v[:6] != u[:6]


def _numbered(catalogue, problem, left, steps, reachable, base, points) -> Reduced:
    number = {unit: n for n, unit in enumerate(left)}
    units = tuple(catalogue.units[u] for u in left)
    covers: dict[Step, list[int]] = {step: [] for step in sorted(steps)}
    for n, unit in enumerate(left):
        for step in catalogue.steps[unit]:
            if step in covers:
                covers[step].append(n)
    kept, reads = frozenset(problem.keep), frozenset(problem.languages)
    return Reduced(
        units=units,
        minutes=problem.minutes,
        points=dict(sorted(reachable.items())),
        base=base,
        covers={step: tuple(found) for step, found in covers.items()},
        requires=tuple(tuple(sorted(number[p] for p in c.prerequisites if p not in problem.done)) for c in units),
        needs=tuple(tuple((c, level - 1) for c, level in sorted(_unmet(unit, base))) for unit in units),
        readable=tuple(c.languages & reads for c in units),
        cost=tuple(_cost(c, kept) for c in units),
        languages=problem.languages,
        max_languages=problem.max_languages,
        out_of_reach=tuple(sorted(set(points) - set(reachable))),
        wanted=sum(points.values()),
    )
