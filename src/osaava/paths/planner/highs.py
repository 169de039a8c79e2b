"""The proven optimum, by HiGHS. First the most points within the time; then, with so many points, the least cost.

    maximise   Σ points(s) · z(s)                       z(s): step s is closed, 0-1
    so that    z(s) ≤ Σ x(u) over units u covering s     x(u): unit u is chosen, binary
               z(s) ≤ z(the step below s)
               x(u) ≤ x(p) for each prerequisite p of u; x(u) ≤ z(s) for each level that u needs
               x(u) ≤ Σ y(l) over the languages of u;  Σ y(l) ≤ N
               Σ minutes(u) · x(u) ≤ minutes
    then       minimise Σ cost(u) · x(u)  with  Σ points(s) · z(s) ≥ the most found

Levels that units need may support each other in a circle that nobody can begin. Such a set is found when it is put in order, and forbidden by
a cut: not all of it, unless another unit gives one of the missing steps. All numbers are whole, so a bound within 1 of the answer is a proof.
`highspy` is imported at the first use: pages that plan nothing do not pay for it.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from osaava.paths.planner.greedy import point_bound, schedulable
from osaava.paths.planner.port import Step
from osaava.paths.planner.reduce import Reduced

MOST_CUTS = 50
logger = logging.getLogger(__name__)
_local = threading.local()
_first = threading.Lock()
_scheduler_is_ours = False


@dataclass(frozen=True)
class Found:
    """What the solver came to. `proven` for points and for cost."""

    chosen: frozenset[int]
    bound: int
    proven: bool


@dataclass
class _Rows:
    """Rows of a model under construction, in HiGHS's compressed form."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, terms: list[tuple[int, float]], lower: float, upper: float) -> None:
        self.index += [column for column, _value in terms]
        self.value += [value for _column, value in terms]
        self.start.append(len(self.index))
        self.lower.append(lower)
        self.upper.append(upper)


def solve(question: Reduced, start: frozenset[int], seconds: float) -> Found:
    """The best set of units; `start` (a greedy answer) where the time runs out before anything better is found."""
    _solver()  # before the clock starts: its first use loads the library
    until = time.monotonic() + seconds
    cuts: list[tuple[frozenset[int], frozenset[int]]] = []
    best, ceiling = start, point_bound(question)
    for _try in range(MOST_CUTS):
        found = _both_stages(question, best, ceiling, cuts, until)
        stuck = found.chosen - set(schedulable(question, found.chosen))
        if not stuck:
            return found
        cuts.append(_cut(question, found.chosen, stuck))
        ceiling = min(ceiling, found.bound)
    return Found(best, ceiling, proven=False)


def _both_stages(question: Reduced, start: frozenset[int], ceiling: int, cuts, until: float) -> Found:
    most, best, certain = question.worth(start), start, True
    if most < ceiling:
        chosen, ceiling, certain = _stage(question, start, cuts, until, points=None, ceiling=ceiling)
        if chosen is not None and question.worth(chosen) > most:
            best, most = chosen, question.worth(chosen)
    if not certain:
        return Found(best, ceiling, proven=False)
    chosen, _bound, certain = _stage(question, best, cuts, until, points=most, ceiling=ceiling)
    if chosen is not None and _cost(question, chosen) < _cost(question, best):
        best = chosen
    return Found(best, most, proven=certain)


def _cost(question: Reduced, chosen) -> int:
    return sum(question.cost[u] for u in chosen)


def _cut(question: Reduced, chosen: frozenset[int], stuck: set[int] | frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """(a set that cannot be begun as it stands, the units outside the plan that could begin it)."""
    closed = question.closed(chosen - stuck)
    missing = {step for u in stuck for last in question.needs[u] for step in _columns(question) if step[0] == last[0] and step[1] <= last[1]} - closed
    helpers = {u for step in missing for u in question.covers.get(step, ())} - chosen
    return frozenset(stuck), frozenset(helpers)


def _stage(question: Reduced, start: frozenset[int], cuts, until: float, *, points: int | None, ceiling: int):
    """One run: the most points (`points` None), or the least cost with so many points. (chosen, bound on points, proven)."""
    import highspy

    solver = _solver()
    model, closes = _model(question, cuts, points)
    solver.passModel(model)
    solver.setOptionValue("time_limit", max(0.01, until - time.monotonic()))
    solver.setOptionValue("mip_abs_gap", 0.999)
    _warm_start(solver, question, start, closes)
    if solver.run() == highspy.HighsStatus.kError:
        logger.error("HiGHS could not solve a plan of %d units: the answer is not proven.", len(question.units))
    status = solver.getModelStatus()
    info = solver.getInfo()
    certain = status == highspy.HighsModelStatus.kOptimal
    chosen = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = solver.getSolution().col_value
        chosen = frozenset(u for u in range(len(question.units)) if values[u] > 0.5)
    if points is None and math.isfinite(info.mip_dual_bound):
        ceiling = min(ceiling, math.floor(-info.mip_dual_bound + 1e-6))
        certain = certain and chosen is not None
        if certain:
            ceiling = question.worth(chosen)
    return chosen, ceiling, certain


def _solver() -> Any:
    """This thread's solver, made once: whole numbers proven, one core, nothing printed, nothing left to chance."""
    import highspy

    class Quiet(highspy.Highs):
        """Without the callbacks of the Python class, whose making prints a banner."""

        def __init__(self):
            super(highspy.Highs, self).__init__()

    if not hasattr(_local, "solver"):
        _take_the_scheduler()
        solver = Quiet()
        options: dict[str, Any] = {
            "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0, "mip_rel_gap": 0.0, "mip_feasibility_tolerance": 1e-7,
        }  # fmt: skip
        for name, value in options.items():
            solver.setOptionValue(name, value)
        _local.solver = solver
    _local.solver.clearModel()
    return _local.solver


def _take_the_scheduler() -> None:
    """Once a process: HiGHS has one scheduler for all of its users, and refuses to solve when an earlier one set it up for more cores."""
    global _scheduler_is_ours
    import highspy

    with _first:
        if not _scheduler_is_ours:
            highspy.Highs.resetGlobalScheduler(True)
            _scheduler_is_ours = True


def _model(question: Reduced, cuts, points: int | None) -> tuple[Any, dict]:
    """Columns: units, then steps, then languages (only where they are limited)."""
    import highspy
    import numpy

    count = len(question.units)
    closes = {step: count + n for n, step in enumerate(_columns(question))}
    limited = question.max_languages < len(question.languages)
    speaks = {code: count + len(closes) + n for n, code in enumerate(question.languages)} if limited else {}
    rows = _rows(question, closes, speaks, cuts)
    if points is not None:
        rows.add([(closes[step], value) for step, value in question.points.items()], points, math.inf)
        unit = math.gcd(*question.cost) or 1  # the smaller the whole numbers, the sooner "within 1" is a proof
        costs = [cost // unit for cost in question.cost] + [0] * (len(closes) + len(speaks))
    else:
        costs = [0] * count + [-question.points.get(step, 0) for step in closes] + [0] * len(speaks)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(rows.lower)
    model.col_cost_ = numpy.array(costs, dtype=float)
    model.col_lower_, model.col_upper_ = numpy.zeros(len(costs)), numpy.ones(len(costs))
    model.row_lower_, model.row_upper_ = numpy.array(rows.lower), numpy.array(rows.upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = numpy.array(rows.start, dtype=numpy.int32)
    model.a_matrix_.index_ = numpy.array(rows.index, dtype=numpy.int32)
    model.a_matrix_.value_ = numpy.array(rows.value, dtype=float)
    whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * count + [real] * len(closes) + [whole] * len(speaks)
    return model, closes


def _columns(question: Reduced) -> list[Step]:
    """Every step that the model has a column for; with each also the one below it."""
    return sorted(set(question.covers) | question.given)


def _rows(question: Reduced, closes: dict, speaks: dict, cuts) -> _Rows:
    rows = _Rows()
    rows.add([(u, unit.minutes) for u, unit in enumerate(question.units)], -math.inf, question.minutes)
    for step in closes:
        if step in question.covers:
            rows.add([(closes[step], 1.0)] + [(u, -1.0) for u in question.covers[step]], -math.inf, 0)
        if (lower := question.lower(step)) is not None:
            rows.add([(closes[step], 1.0), (closes[lower], -1.0)], -math.inf, 0)
    for unit in range(len(question.units)):
        for required in question.requires[unit]:
            rows.add([(unit, 1.0), (required, -1.0)], -math.inf, 0)
        for step in question.needs[unit]:
            rows.add([(unit, 1.0), (closes[step], -1.0)], -math.inf, 0)
        if speaks and len(question.readable[unit]) < len(speaks):
            rows.add([(unit, 1.0)] + [(speaks[code], -1.0) for code in sorted(question.readable[unit])], -math.inf, 0)
    if speaks:
        rows.add([(column, 1.0) for column in speaks.values()], -math.inf, question.max_languages)
    for stuck, helpers in cuts:
        rows.add([(u, 1.0) for u in sorted(stuck)] + [(u, -1.0) for u in sorted(helpers)], -math.inf, len(stuck) - 1)
    return rows


def _warm_start(solver: Any, question: Reduced, start: frozenset[int], closes: dict) -> None:
    import highspy

    if not start:
        return
    closed = question.closed(start)
    solution = highspy.HighsSolution()
    values = [1.0 if u in start else 0.0 for u in range(len(question.units))] + [1.0 if step in closed else 0.0 for step in closes]
    languages = question.languages if question.max_languages < len(question.languages) else ()
    if languages:
        spoken = languages_of(question, start)
        values += [1.0 if code in spoken else 0.0 for code in languages]
    solution.col_value = values
    solver.setSolution(solution)


def languages_of(question: Reduced, chosen) -> tuple[str, ...]:
    """The languages that a plan is read in: as few as allowed, the person's best first."""
    from itertools import combinations

    for choice in combinations(question.languages, min(question.max_languages, len(question.languages))):
        if all(question.readable[u] & set(choice) for u in chosen):
            return choice
    raise ValueError("the plan uses more languages than allowed")
