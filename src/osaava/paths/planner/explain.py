"""A plan's reasons, read from the plan itself: what each unit closes, what builds on it, and what leaving it out would cost."""

from __future__ import annotations

from osaava.paths.planner.greedy import schedulable
from osaava.paths.planner.highs import languages_of
from osaava.paths.planner.order import in_order, weeks
from osaava.paths.planner.port import Closing, LeavingOut, PlannedUnit, Problem, Step
from osaava.paths.planner.reduce import Reduced


def explained(question: Reduced, problem: Problem, chosen: frozenset[int]) -> tuple[PlannedUnit, ...]:
    """The plan's units in order, each with its week, language and reasons."""
    order = in_order(question, chosen, problem.keep)
    spoken = languages_of(question, chosen)
    credit = _credit(question, order)
    starts = weeks([question.units[u].minutes for u in order], problem.minutes_per_week)
    later = _builds_on(question, order)
    out = []
    for unit, week in zip(order, starts, strict=True):
        candidate = question.units[unit]
        out.append(
            PlannedUnit(
                unit=candidate.unit,
                key=candidate.key,
                minutes=candidate.minutes,
                week=week,
                language=next(code for code in spoken if code in question.readable[unit]),
                closes=_closings(problem, question, credit.get(unit, [])),
                needed_for=tuple(question.units[u].unit for u in later.get(unit, ())),
                leaving_out=_from_plan(question, chosen, unit),
                kept=candidate.unit in problem.keep,
            )
        )
    return tuple(out)


def _credit(question: Reduced, order: list[int]) -> dict[int, list[Step]]:
    """Each closed step goes to the first unit that covers it; a given step to the unit that closes the one below it."""
    left = question.closed(order)
    credit: dict[int, list[Step]] = {}
    for unit in order:
        for step in sorted(question.steps_of[unit]):
            if step in left:
                left.discard(step)
                credit.setdefault(unit, []).append(step)
                while (step := (step[0], step[1] + 1)) in left & question.given:
                    left.discard(step)
                    credit[unit].append(step)
    return credit


def _builds_on(question: Reduced, order: list[int]) -> dict[int, list[int]]:
    """Unit -> later units that require it, or need a level that it gives first."""
    credit = _credit(question, order)
    giver = {step: unit for unit, steps in credit.items() for step in steps}
    out: dict[int, list[int]] = {}
    for unit in order:
        givers = set(question.requires[unit])
        for competence, last in question.needs[unit]:
            givers |= {u for (c, level), u in giver.items() if c == competence and level <= last}
        for needed in sorted(givers - {unit}):
            out.setdefault(needed, []).append(unit)
    return out


def _closings(problem: Problem, question: Reduced, steps: list[Step]) -> tuple[Closing, ...]:
    """Steps with points, joined where they follow each other."""
    out: list[Closing] = []
    for step in steps:
        competence, level = step
        points = question.points.get(step, 0)
        if not points:
            continue
        threads = tuple(dict.fromkeys(code for gap in problem.gaps if step in gap.steps for code in gap.threads))
        if out and out[-1].competence == competence and out[-1].to_level == level:
            before = out.pop()
            merged = tuple(dict.fromkeys(before.threads + threads))
            out.append(Closing(competence, before.from_level, level + 1, before.points + points, merged))
        else:
            out.append(Closing(competence, level, level + 1, points, threads))
    return tuple(out)


def _from_plan(question: Reduced, chosen: frozenset[int], unit: int) -> LeavingOut:
    """What is lost when the unit, and what cannot stand without it, is taken from the plan and nothing put in its place."""
    rest = schedulable(question, _without_dependants(question, chosen, unit))
    gone = chosen - set(rest)
    return LeavingOut(
        points=question.worth(chosen) - question.worth(rest),
        levels=sum(step in question.points for step in question.closed(chosen) - question.closed(rest)),
        minutes=sum(question.units[u].minutes for u in gone),
        also=tuple(question.units[u].unit for u in sorted(gone - {unit})),
        basis="plan",
    )


def _without_dependants(question: Reduced, chosen: frozenset[int], unit: int) -> frozenset[int]:
    gone, grew = {unit}, True
    while grew:
        new = {u for u in chosen - gone if gone & set(question.requires[u])}
        gone |= new
        grew = bool(new)
    return chosen - gone
