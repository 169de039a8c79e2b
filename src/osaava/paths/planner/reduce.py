"""From ten thousand units to the few that can matter for one question. Everything here is exact: no best plan is lost. Time plays no part in it,
so that one reduction serves questions that differ in hours only.

1. Only units for the group and the languages, not done, not declined, whose prerequisites are too.
2. Only units that cover a step of a gap, what those build on, and what covers the steps that their needs ask for.
3. Only units that can be reached at all: somebody starts from the present levels and climbs.
4. Of two units where one covers as much for as little, asks for as little and is read in as many languages, only that one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from osaava.paths.planner.catalogue import Catalogue
from osaava.paths.planner.dominated import cost_of, unmet, without_dominated
from osaava.paths.planner.port import LOWEST, Candidate, Problem, Step


@dataclass(frozen=True)
class Reduced:
    """A question of only what matters. Units are named by their place in `units`, which is in the order of their keys."""

    units: tuple[Candidate, ...]
    minutes: int
    points: dict[Step, int]
    """Open steps of the gaps that can be reached, with their points."""
    base: dict[str, int]
    """Level of each competence that matters, after what is done."""
    given: frozenset[Step]
    """Steps above the present level that something done covers already: they are closed as soon as the lower ones are."""
    covers: dict[Step, tuple[int, ...]]
    """Steps that matter (also those that only needs ask for), except the given ones -> who covers them."""
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

    @property
    def wanted_levels(self) -> int:
        """How many steps of the gaps are open."""
        return len(self.points) + len(self.out_of_reach)

    def asked_by(self, problem: Problem) -> Reduced:
        """The same for a question with other time or other weights, but the same steps."""
        points = points_of(problem, self.base)
        reachable = {step: value for step, value in sorted(points.items()) if step in self.points}
        return replace(self, minutes=problem.minutes, points=reachable, wanted=sum(points.values()))

    def only(self, chosen) -> Reduced:
        """The same without the units that are not chosen: what is left to explain a plan, small enough to keep."""
        places = sorted(chosen)
        number = {u: n for n, u in enumerate(places)}
        return replace(
            self,
            units=tuple(self.units[u] for u in places),
            covers={step: tuple(number[u] for u in found if u in number) for step, found in self.covers.items()},
            requires=tuple(tuple(number[r] for r in self.requires[u]) for u in places),
            needs=tuple(self.needs[u] for u in places),
            readable=tuple(self.readable[u] for u in places),
            cost=tuple(self.cost[u] for u in places),
        )

    def in_time(self) -> Reduced:
        """The same without the units that do not fit the time even with nothing but what they require."""
        return self.only([u for u in range(len(self.units)) if sum(self.units[m].minutes for m in self.bundle(u)) <= self.minutes])

    def bundle(self, unit: int) -> set[int]:
        """The unit with everything that it requires."""
        members, queue = {unit}, [unit]
        while queue:
            new = set(self.requires[queue.pop()]) - members
            members |= new
            queue.extend(new)
        return members

    def closed(self, chosen) -> set[Step]:
        """Steps that these units close together, each with all lower ones."""
        steps_of = self.steps_of
        covered = self.given.union(*(steps_of[u] for u in chosen))
        out: set[Step] = set()
        for step in sorted(covered):
            lower = self.lower(step)
            if lower is None or lower in out:
                out.add(step)
        return out

    def worth(self, chosen) -> int:
        """Points that these units close together."""
        return sum(self.points.get(step, 0) for step in self.closed(chosen))

    @cached_property
    def steps_of(self) -> list[list[Step]]:
        """Per unit: the steps that it covers and that matter."""
        found: list[list[Step]] = [[] for _ in self.units]
        for step, units in self.covers.items():
            for u in units:
                found[u].append(step)
        return found


def present_levels(catalogue: Catalogue, problem: Problem) -> tuple[dict[str, int], frozenset[Step]]:
    """Where the person stands: what was said, lifted by what the units done cover without a hole; and what they cover above a hole."""
    said: dict[str, int] = {}
    for gap in problem.gaps:
        said[gap.competence] = max(gap.now, said.get(gap.competence, LOWEST))
    levels = {**problem.levels, **said}
    covered = {step for unit in problem.done if unit in catalogue.steps for step in catalogue.steps[unit]}
    for competence, level in sorted(covered):
        if levels.get(competence, LOWEST) == level:
            levels[competence] = level + 1
    return levels, frozenset(step for step in covered if step[1] > levels.get(step[0], LOWEST))


def points_of(problem: Problem, base: dict[str, int]) -> dict[Step, int]:
    """Open steps of the gaps with their points."""
    points: dict[Step, int] = {}
    for gap in problem.gaps:
        for step in gap.steps:
            if step[1] >= base[gap.competence]:
                points[step] = points.get(step, 0) + gap.weight
    return points


def reduce(catalogue: Catalogue, problem: Problem) -> Reduced:
    """The question without what cannot matter."""
    base, given = present_levels(catalogue, problem)
    points = points_of(problem, base)
    relevant, wanted_steps = _relevant(catalogue, problem, points, base)
    reached, levels = _reachable(catalogue, problem, relevant, base, given)
    reachable = {s: p for s, p in points.items() if s[1] < levels.get(s[0], base[s[0]])}
    matter = {s for s in wanted_steps if s[1] < levels.get(s[0], base.get(s[0], LOWEST))}
    steps, given = matter - given, given & matter
    left = without_dominated(catalogue, problem, reached, steps, base)
    return _numbered(catalogue, problem, left, steps, reachable, base, given, points)


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
            if not bundle <= readers.allowed or bundle & problem.declined:
                refused.add(unit)
                continue
            for member in bundle - found:
                found.add(member)
                for competence, level in unmet(catalogue.units[member], base):
                    new = [s for n in range(base.get(competence, LOWEST), level) if (s := (competence, n)) not in steps]
                    steps.update(new)
                    queue.extend(new)
    return found, steps


def _reachable(catalogue: Catalogue, problem: Problem, units: set[int], base: dict[str, int], given) -> tuple[list[int], dict[str, int]]:
    """Units that somebody with unlimited time can come to, and the levels reached then."""
    levels, covered, got = dict(base), set(given), set(problem.done)
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


def _numbered(catalogue, problem, left, steps, reachable, base, given, points) -> Reduced:
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
        given=given,
        covers={step: tuple(found) for step, found in covers.items()},
        requires=tuple(tuple(sorted(number[p] for p in c.prerequisites if p not in problem.done)) for c in units),
        needs=tuple(tuple((c, level - 1) for c, level in sorted(unmet(unit, base))) for unit in units),
        readable=tuple(c.languages & reads for c in units),
        cost=tuple(cost_of(c, kept) for c in units),
        languages=problem.languages,
        max_languages=problem.max_languages,
        out_of_reach=tuple(sorted(set(points) - set(reachable))),
        wanted=sum(points.values()),
    )
