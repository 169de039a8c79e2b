"""The planner's front: one question, many questions, and "what if not this unit"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from osaava.paths.planner.catalogue import Catalogue
from osaava.paths.planner.explain import explained
from osaava.paths.planner.greedy import greedy, point_bound
from osaava.paths.planner.highs import solve
from osaava.paths.planner.port import LeavingOut, Problem, Solution
from osaava.paths.planner.reduce import Reduced, reduce

SECONDS = 5.0
"""How long the solver may take for one question before the best so far is the answer, with its gap."""


def plan(catalogue: Catalogue, problem: Problem, *, method: Literal["optimal", "greedy"] = "optimal", seconds: float = SECONDS) -> Solution:
    """The plan for one question. "greedy" answers at once; "optimal" proves its answer, or says how far it may be when `seconds` are over."""
    question = reduce(catalogue, problem)
    if problem.minutes <= 0 or not question.points or problem.max_languages < 1:
        return _empty(question)
    start = greedy(question)
    if method == "greedy":
        return _solution(question, problem, start, point_bound(question), method, proven=False)
    found = solve(question, start, seconds)
    by_greedy = found.chosen == start and not found.proven
    return _solution(question, problem, found.chosen, found.bound, "greedy" if by_greedy else method, proven=found.proven)


def plan_many(catalogue: Catalogue, problems: Iterable[Problem], *, seconds: float = SECONDS) -> Iterator[Solution]:
    """An answer for each question, in their order. Equal questions are worked out once."""
    known: dict[tuple, Solution] = {}
    for problem in problems:
        key = problem.same_question()
        if key not in known:
            known[key] = plan(catalogue, problem, seconds=seconds)
        yield known[key]


def without(catalogue: Catalogue, problem: Problem, solution: Solution, unit: int, *, seconds: float = SECONDS) -> LeavingOut:
    """What leaving this unit out really costs: the best plan without it, beside the plan."""
    other = plan(catalogue, replace(problem, declined=problem.declined | {unit}), seconds=seconds)
    before = {step.unit for step in solution.steps}
    return LeavingOut(
        points=solution.objective - other.objective,
        levels=solution.levels - other.levels,
        minutes=solution.minutes - other.minutes,
        also=tuple(step.unit for step in other.steps if step.unit not in before),
        basis="resolve",
    )


def _empty(question: Reduced) -> Solution:
    return Solution((), 0, 0, question.wanted, 0, "empty", proven=True, out_of_reach=question.out_of_reach)


def _solution(question: Reduced, problem: Problem, chosen: frozenset[int], bound: int, method, *, proven: bool) -> Solution:
    steps = explained(question, problem, chosen)
    return Solution(
        steps=steps,
        objective=question.worth(chosen),
        bound=bound,
        wanted=question.wanted,
        minutes=sum(step.minutes for step in steps),
        method=method,
        proven=proven,
        out_of_reach=question.out_of_reach,
    )
