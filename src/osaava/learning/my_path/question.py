"""From what is known of a person to the planner's question. Pure: the reads are in `queries/planning.py`."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from osaava.learning.my_path.levels import SaidLevel, assumed_level
from osaava.paths.api import AimRow, planner
from osaava.themes.api import all_usual_levels

MONTHS = 6
"""How far a plan reaches where no goal has a date; goals' dates stretch or shorten it within 1-12 months."""
MOST_MONTHS = 12
WEEKS_IN_MONTH = 52 / 12
MOST_LANGUAGES = 2


@dataclass(frozen=True)
class Inputs:
    """What is known of one person when their path is planned."""

    person_id: int
    group: str = ""
    """Key of the target group; empty: not said."""
    hours: Decimal | None = None
    languages: tuple[str, ...] = ("fi",)
    organisations: tuple[int, ...] = ()
    said: Mapping[str, SaidLevel] = field(default_factory=dict)
    done: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()
    keep: tuple[int, ...] = ()
    """Units of the present plan that are not done, in order."""


@dataclass(frozen=True)
class Asked:
    """The question, and what the answer needs to be told in words."""

    problem: planner.Problem
    said: Mapping[str, int]
    """Levels that the person said themselves, of the competences asked about."""
    by_goals: bool
    """False: no goal concerns the person, and the path aims at what their work usually asks."""
    fingerprint: str
    """Changes when goals, levels, hours, group or languages do; not when something is done or declined."""


def months_until(aims: list[AimRow], today: date) -> int:
    """How many months the plan reaches."""
    due = [aim.due for aim in aims if aim.due]
    if not due:
        return MONTHS
    return min(MOST_MONTHS, max(1, math.ceil((max(due) - today).days / 30.4)))


def ask(inputs: Inputs, aims: list[AimRow], catalogue: planner.Catalogue, *, hours: Decimal, today: date) -> Asked:
    """The question of one person. `aims`: those of their organisations; `hours`: a month, theirs or the offer."""
    mine = [aim for aim in aims if aim.organisation_id in inputs.organisations and aim.is_for(inputs.group)]
    wanted = [(aim.competence, aim.level, aim.weight, aim.thread) for aim in mine]
    if not mine:
        wanted = [(key, level, 1, "") for (key, group), level in sorted(all_usual_levels().items()) if group == inputs.group]
    gaps = []
    for competence, level, weight, thread in wanted:
        now = _level(inputs, competence)
        if now < level:
            gaps.append(planner.Gap(competence, now, level, weight, (thread,) if thread else ()))
    about = {gap.competence for gap in gaps}
    per_month = float(hours) * 60
    problem = planner.Problem(
        gaps=tuple(gaps),
        minutes=int(per_month * months_until(mine, today)),
        minutes_per_week=per_month / WEEKS_IN_MONTH,
        group=inputs.group,
        languages=inputs.languages,
        max_languages=MOST_LANGUAGES,
        levels={c: _level(inputs, c) for c in sorted(catalogue.needed - about)},
        done=catalogue.telling(inputs.done, about),
        declined=catalogue.telling(inputs.declined, about),
        keep=inputs.keep,
    )
    said = {c: inputs.said[c].level for c in about if c in inputs.said}
    return Asked(problem, said, bool(mine), _fingerprint(problem))


def _level(inputs: Inputs, competence: str) -> int:
    found = inputs.said.get(competence)
    return found.level if found else assumed_level(competence, inputs.group)


def _fingerprint(problem: planner.Problem) -> str:
    gaps = sorted((gap.competence, gap.now, gap.wanted, gap.weight, gap.threads) for gap in problem.gaps)
    return hashlib.sha256(repr((gaps, problem.minutes_per_week, problem.group, problem.languages)).encode()).hexdigest()
