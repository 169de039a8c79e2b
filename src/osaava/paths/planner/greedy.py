"""The answer at once: again and again the bundle that closes most points a minute. Close to the best, never proven; it says how far it may be."""

from __future__ import annotations

from itertools import combinations

from osaava.paths.planner.port import Step
from osaava.paths.planner.reduce import Reduced


def greedy(question: Reduced) -> frozenset[int]:
    """A good set of units within the time; of the choices of languages the one that closes most."""
    best: frozenset[int] = frozenset()
    best_rank = (0, 0)
    for languages in language_choices(question):
        chosen = _lean(question, _climb(question, languages))
        rank = (question.worth(chosen), -sum(question.cost[u] for u in chosen))
        if rank > best_rank:
            best, best_rank = chosen, rank
    return best


def language_choices(question: Reduced) -> list[frozenset[str]]:
    """Every choice of languages that the plan may use, the person's best languages first."""
    count = min(question.max_languages, len(question.languages))
    return [frozenset(choice) for choice in combinations(question.languages, count)]


def point_bound(question: Reduced) -> int:
    """Points that no plan within the time can pass, at a glance.

    Each unit's minutes are shared among the points' steps it covers; a step costs at least the least share of those who cover it. Filling
    the time with steps in the order of points per such minute, the last one in part, bounds every plan (fractional knapsack).
    """
    shares: dict[Step, float] = {}
    scored = [sum(1 for s in steps if s in question.points) for steps in question.steps_of]
    for step in question.points:
        shares[step] = 0.0 if step in question.given else min(
            (question.units[u].minutes / scored[u] for u in question.covers[step]), default=float("inf")
        )
    left, total = float(question.minutes), 0.0
    for step in sorted(question.points, key=lambda s: shares[s] / question.points[s]):
        part = min(1.0, left / shares[step]) if shares[step] else 1.0
        total += part * question.points[step]
        left -= part * shares[step]
        if part < 1:
            break
    return min(int(total + 1e-6), sum(question.points.values()))


def _climb(question: Reduced, languages: frozenset[str]) -> set[int]:
    """Take the best bundle again and again. Offers are worked out anew only where something they rest on has changed."""
    chosen: set[int] = set()
    closed = question.closed(())
    left = question.minutes
    rests_on = _rests_on(question, languages)
    offers: dict[int, tuple[float, int, frozenset[int]]] = {}
    stale = set(rests_on)
    while True:
        for unit in stale:
            bundle = _bundle(question, unit, chosen, closed)
            gain = _gain(question, bundle, closed) if bundle else 0
            if gain:
                offers[unit] = (-gain / sum(question.cost[u] for u in bundle), sum(question.units[u].minutes for u in bundle), bundle)
            else:
                offers.pop(unit, None)
        fitting = [(offer[0], unit) for unit, offer in offers.items() if offer[1] <= left]
        if not fitting:
            return chosen
        _rank, minutes, bundle = offers[min(fitting)[1]]
        chosen |= bundle
        left -= minutes
        before, closed = closed, question.closed(chosen)
        moved = {competence for competence, _level in closed - before}
        stale = {u for u, (competences, members) in rests_on.items() if u not in chosen and (moved & competences or bundle & members)}
        for unit in bundle:
            offers.pop(unit, None)


def _rests_on(question: Reduced, languages: frozenset[str]) -> dict[int, tuple[set[str], set[int]]]:
    """Unit -> (competences, units) that its offer rests on; only units that can be read with all that they build on."""
    out = {}
    for unit in range(len(question.units)):
        members = question.bundle(unit)
        if all(question.readable[u] & languages for u in members):
            competences = {step[0] for u in members for steps in (question.steps_of[u], question.needs[u]) for step in steps}
            out[unit] = (competences, members)
    return out


def _bundle(question: Reduced, unit: int, chosen: set[int], closed: set[Step]) -> frozenset[int]:
    """The unit with the prerequisites still missing; empty where a level it needs is not reached yet."""
    bundle, queue = {unit}, [unit]
    while queue:
        member = queue.pop()
        if any(step not in closed for step in question.needs[member]):
            return frozenset()
        for required in question.requires[member]:
            if required not in chosen and required not in bundle:
                bundle.add(required)
                queue.append(required)
    return frozenset(bundle)


def _gain(question: Reduced, bundle: frozenset[int], closed: set[Step]) -> float:
    """Points that the bundle adds now. A step that only needs ask for counts a little, so that the way up is found."""
    new = {s for u in bundle for s in question.steps_of[u]}
    if question.given:
        new |= question.given
    seen, points = set(), 0.0
    for step in sorted(new - closed):
        lower = question.lower(step)
        if lower is None or lower in closed or lower in seen:
            seen.add(step)
            points += question.points.get(step, 0.01)
    return points


def _lean(question: Reduced, chosen: set[int]) -> frozenset[int]:
    """Without the units that add nothing, the dearest first."""
    worth = question.worth(chosen)
    for unit in sorted(chosen, key=lambda u: (-question.cost[u], -u)):
        rest = chosen - {unit}
        if any(unit in question.requires[u] for u in rest) or question.worth(rest) < worth or len(schedulable(question, rest)) < len(rest):
            continue
        chosen = rest
    return frozenset(chosen)


def schedulable(question: Reduced, chosen) -> list[int]:
    """Units of the set that can be taken in some order, each after its prerequisites and the levels it needs."""
    waiting, done = sorted(chosen), []
    closed: set[Step] = set()
    while waiting:
        ready = [u for u in waiting if all(p in done for p in question.requires[u]) and all(s in closed for s in question.needs[u])]
        if not ready:
            break
        done += ready
        waiting = [u for u in waiting if u not in ready]
        closed = question.closed(done)
    return done
