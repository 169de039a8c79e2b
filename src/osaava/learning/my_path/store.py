"""Writing a plan down: the steps that are done stay, the others are replaced, and nothing is written where nothing changed."""

from __future__ import annotations

from decimal import Decimal

from osaava.base import clock
from osaava.learning.models import PersonalPlan, PlanStep, PlanStepGoal
from osaava.learning.my_path.question import Asked, Inputs
from osaava.learning.queries.planning import Present
from osaava.paths.api import AimRow, planner
from osaava.themes.api import all_target_groups


def store(inputs: Inputs, asked: Asked, solution: planner.Solution, present: Present | None, aims: list[AimRow], hours: Decimal) -> bool:
    """Make this the person's plan; returns whether it differs from what was there. The caller has opened the scope and a transaction."""
    if present is not None and _same(present, asked, solution):
        return False
    group = next((g for g in all_target_groups() if g.key == inputs.group), None)
    plan, _created = PersonalPlan.objects.update_or_create(
        person_id=inputs.person_id,
        defaults={
            "target_group": group, "hours_per_month": hours, "languages": list(inputs.languages), "made_at": clock.now(),
            "question": asked.fingerprint, "facts": _facts(asked, solution),
        },
    )  # fmt: skip
    finished = list(present.finished) if present else []
    PlanStep.objects.filter(plan=plan).exclude(pk__in=finished).delete()
    after = max(PlanStep.objects.filter(pk__in=finished).values_list("order", flat=True), default=0)
    steps = [
        PlanStep(plan=plan, unit_id=step.unit, order=after + n, week=step.week, minutes=step.minutes, language=step.language, why=_why(asked, step))
        for n, step in enumerate(solution.steps, start=1)
    ]
    PlanStep.objects.bulk_create(steps)
    _goals(inputs, solution, steps, aims)
    return True


def _same(present: Present, asked: Asked, solution: planner.Solution) -> bool:
    """The same units for the same question, counted from the same week."""
    units = [unit for unit, _week in present.steps] == [step.unit for step in solution.steps]
    return units and present.question == asked.fingerprint and present.made_on.isocalendar()[:2] == clock.today().isocalendar()[:2]


def _goals(inputs: Inputs, solution: planner.Solution, steps: list[PlanStep], aims: list[AimRow]) -> None:
    """Tie each step to the goals it serves; a unit that only prepares another serves the other's goals."""
    owners: dict[str, set[int]] = {}
    for aim in aims:
        if aim.organisation_id in inputs.organisations:
            owners.setdefault(aim.thread, set()).add(aim.organisation_id)
    by_unit = {step.unit: step for step in solution.steps}
    rows = []
    for row in steps:
        threads, queue, seen = set(), [row.unit_id], set()
        while queue:
            unit = queue.pop()
            if unit not in seen:
                seen.add(unit)
                threads |= set(by_unit[unit].threads)
                queue.extend(by_unit[unit].needed_for if not by_unit[unit].threads else ())
        rows += [PlanStepGoal(step=row, organisation_id=pk, thread=code) for code in sorted(threads) for pk in sorted(owners.get(code, ()))]
    PlanStepGoal.objects.bulk_create(rows)


def _facts(asked: Asked, solution: planner.Solution) -> dict:
    return {
        "closed": solution.levels,
        "wanted": solution.wanted_levels,
        "out_of_reach": [[competence, level] for competence, level in solution.out_of_reach],
        "points": solution.objective,
        "bound": solution.bound,
        "minutes": solution.minutes,
        "time": asked.problem.minutes,
        "method": solution.method,
        "proven": solution.proven,
        "by_goals": asked.by_goals,
    }


def _why(asked: Asked, step: planner.PlannedUnit) -> dict:
    return {
        "closes": [
            {"competence": c.competence, "from": c.from_level, "to": c.to_level, "threads": list(c.threads), "said": asked.said.get(c.competence)}
            for c in step.closes
        ],
        "needed_for": list(step.needed_for),
        "without": {"levels": step.leaving_out.levels, "minutes": step.leaving_out.minutes, "also": list(step.leaving_out.also)},
    }
