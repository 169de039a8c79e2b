"""The slow truth: every set of units of a small question, judged by the words of the port and by none of the planner's own code."""

from __future__ import annotations

from itertools import chain, combinations

from osaava.paths.planner.port import Candidate, Problem

NEW, KEPT = 4, 3


def best(candidates: list[Candidate], problem: Problem) -> tuple[int, int]:
    """(most points, then least cost) of all sets that are allowed."""
    usable = [c for c in candidates if c.unit not in problem.done | problem.declined and problem.group in c.groups and c.languages & set(problem.languages)]
    by_id = {c.unit: c for c in candidates}
    answers = [(0, 0)]
    for chosen in chain.from_iterable(combinations(usable, n) for n in range(1, len(usable) + 1)):
        if allowed(chosen, by_id, problem):
            cost = sum(c.minutes * (KEPT if c.unit in problem.keep else NEW) for c in chosen)
            answers.append((points(chosen, by_id, problem), -cost))
    top = max(answers)
    return top[0], -top[1]


def allowed(chosen, by_id, problem: Problem) -> bool:
    """Within the time, prerequisites and needed levels come first in some order, and few enough languages."""
    if sum(c.minutes for c in chosen) > problem.minutes:
        return False
    choices = combinations(problem.languages, min(problem.max_languages, len(problem.languages)))
    if not any(all(c.languages & set(choice) for c in chosen) for choice in choices):
        return False
    taken: list[Candidate] = []
    waiting = list(chosen)
    while waiting:
        levels = levels_after(taken, by_id, problem)
        ids = {c.unit for c in taken} | problem.done
        ready = [c for c in waiting if c.prerequisites <= ids and all(levels.get(k, 1) >= n for k, n in c.needs.items())]
        if not ready:
            return False
        taken += ready
        waiting = [c for c in waiting if c not in ready]
    return True


def levels_after(taken, by_id, problem: Problem) -> dict[str, int]:
    """Levels when the units done and these are done."""
    levels = dict(problem.levels) | {gap.competence: gap.now for gap in problem.gaps}
    gains = [gain for c in [*taken, *(by_id[u] for u in problem.done if u in by_id)] for gain in c.gains.items()]
    for _again in range(5):
        for competence, (start, end) in gains:
            now = levels.get(competence, 1)
            if start <= now < end:
                levels[competence] = now + 1
    return levels


def points(chosen, by_id, problem: Problem) -> int:
    """Points that the set closes beyond what is done."""
    before, after = levels_after([], by_id, problem), levels_after(chosen, by_id, problem)
    total = 0
    for gap in problem.gaps:
        old = max(gap.now, before.get(gap.competence, 1))
        new = min(gap.wanted, after.get(gap.competence, 1))
        total += gap.weight * max(0, new - old)
    return total
