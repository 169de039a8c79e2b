"""The planner's front: one question, many questions, and "what if not this unit"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from osaava.paths.planner.catalogue import Catalogue
from osaava.paths.planner.explain import explained
from osaava.paths.planner.greedy import greedy, point_bound
from osaava.paths.planner.highs import solve
from osaava.paths.planner.port import LeavingOut, Problem, Solution
from osaava.paths.planner.reduce import Reduced, reduce

SECONDS = 5.0
"""How long the solver may take for one question before the best so far is the answer, with its gap."""
AMPLE = 1_000_000
"""Minutes that are enough for anything."""
MOST_REMEMBERED = 20_000


@dataclass(frozen=True)
class _Unhurried:
    """The best plan for a question when time does not matter, with what is needed to explain it."""

    question: Reduced
    minutes: int
    proven: bool


class Planner:
    """Answers questions about one catalogue and remembers what they have in common.

    First the best plan without regard to time. Where it fits the person's hours it is the answer, whatever the hours and weights are: nobody
    can close more, or as much at less cost. Only where it does not fit is the question solved with its time.
    """

    def __init__(self, catalogue: Catalogue, *, seconds: float = SECONDS):
        self.catalogue, self.seconds = catalogue, seconds
        self._unhurried: dict[tuple, _Unhurried] = {}
        self._answers: dict[tuple, Solution] = {}

    def plan(self, problem: Problem) -> Solution:
        """The plan for one question, proven the best, or with its gap when the time for solving is over."""
        key = problem.same_question()
        if key not in self._answers:
            if len(self._answers) >= MOST_REMEMBERED:
                self._answers.clear()
            self._answers[key] = self._plan(problem)
        return self._answers[key]

    def _plan(self, problem: Problem) -> Solution:
        found = self._unhurried.get(problem.same_steps())
        question = found.question if found else reduce(self.catalogue, problem)
        asked = question.asked_by(problem)
        if _is_empty(problem, asked):
            return _empty(asked)
        fresh = question if found is None else None
        if fresh and point_bound(question) == sum(question.points.values()):  # else everything cannot be closed in the time
            found = self._without_hurry(problem, question)
        if found and found.proven and found.minutes <= problem.minutes:
            asked = found.question.asked_by(problem)
            everything = frozenset(range(len(asked.units)))
            return _solution(asked, problem, everything, asked.worth(everything), "optimal", proven=True)
        # what was found unhurried holds its own units only; in less time others may close more
        return self._within_time(problem, fresh or reduce(self.catalogue, problem))

    def _within_time(self, problem: Problem, question: Reduced) -> Solution:
        question = question.in_time()
        start = greedy(question)
        answer = solve(question, start, self.seconds)
        by_greedy = answer.chosen == start and not answer.proven
        return _solution(question, problem, answer.chosen, answer.bound, "greedy" if by_greedy else "optimal", proven=answer.proven)

    def _without_hurry(self, problem: Problem, question: Reduced) -> _Unhurried:
        question = replace(question, minutes=AMPLE)
        answer = solve(question, greedy(question), self.seconds)
        found = _Unhurried(question.only(answer.chosen), sum(question.units[u].minutes for u in answer.chosen), answer.proven)
        if len(self._unhurried) >= MOST_REMEMBERED:
            self._unhurried.clear()
        self._unhurried[problem.same_steps()] = found
        return found


def plan(catalogue: Catalogue, problem: Problem, *, method: Literal["optimal", "greedy"] = "optimal", seconds: float = SECONDS) -> Solution:
    """The plan for one question. "greedy" answers at once; "optimal" proves its answer, or says how far it may be when `seconds` are over."""
    if method == "optimal":
        return Planner(catalogue, seconds=seconds).plan(problem)
    question = reduce(catalogue, problem)
    if _is_empty(problem, question):
        return _empty(question)
    return _solution(question, problem, greedy(question), point_bound(question), method, proven=False)


def plan_many(catalogue: Catalogue, problems: Iterable[Problem], *, seconds: float = SECONDS) -> Iterator[Solution]:
    """An answer for each question, in their order: the same as `plan` gives, but what questions share is worked out once."""
    planner = Planner(catalogue, seconds=seconds)
    for problem in problems:
        yield planner.plan(problem)


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


def _is_empty(problem: Problem, question: Reduced) -> bool:
    return problem.minutes <= 0 or not question.points or problem.max_languages < 1


def _empty(question: Reduced) -> Solution:
    return Solution((), 0, 0, question.wanted, question.wanted_levels, 0, "empty", proven=True, out_of_reach=question.out_of_reach)


def _solution(question: Reduced, problem: Problem, chosen: frozenset[int], bound: int, method, *, proven: bool) -> Solution:
    steps = explained(question, problem, chosen)
    return Solution(
        steps=steps,
        objective=question.worth(chosen),
        bound=bound,
        wanted=question.wanted,
        wanted_levels=question.wanted_levels,
        minutes=sum(step.minutes for step in steps),
        method=method,
        proven=proven,
        out_of_reach=question.out_of_reach,
    )
