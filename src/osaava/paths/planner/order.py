"""From a set of units to an order and weeks: prerequisites first, lower levels first, one theme at a time."""

from __future__ import annotations

from functools import partial

from osaava.paths.planner.port import LOWEST, Step
from osaava.paths.planner.reduce import Reduced


def in_order(question: Reduced, chosen: frozenset[int], keep: tuple[int, ...]) -> list[int]:
    """The order. Binding: prerequisites and needed levels. Then, as far as it goes: lower steps before higher ones, the same theme as the unit
    before, the theme with most points, the place in the earlier plan, the unit with most points, the lower level, the key. Where two units each
    hold the other's lower step, one of their steps comes early."""
    earlier = {unit: place for place, unit in enumerate(keep)}
    weight = _theme_points(question, chosen)
    waiting = set(chosen)
    done: list[int] = []
    while waiting:
        closed = question.closed(done)
        ready = [u for u in waiting if not waiting & set(question.requires[u]) and all(s in closed for s in question.needs[u])]
        if not ready:
            raise ValueError("this set of units has no order")
        theme = question.units[done[-1]].theme if done else None
        unit = min(ready, key=partial(_rank, question, weight=weight, earlier=earlier, closed=closed, theme=theme))
        waiting.remove(unit)
        done.append(unit)
    return done


def _rank(question: Reduced, u: int, *, weight, earlier, closed, theme) -> tuple:
    """Smaller comes first."""
    unit = question.units[u]
    early = any((lower := question.lower(s)) is not None and lower not in closed for s in _first_steps(question, u))
    level = min((a for a, _b in unit.gains.values()), default=LOWEST)
    points = sum(question.points.get(s, 0) for s in question.steps_of[u])
    return (early, unit.theme != theme, -weight[unit.theme], unit.theme, earlier.get(unit.unit, len(earlier)), -points, level, unit.key)


def _theme_points(question: Reduced, chosen: frozenset[int]) -> dict[int, int]:
    points: dict[int, int] = {}
    for u in chosen:
        theme = question.units[u].theme
        points[theme] = points.get(theme, 0) + sum(question.points.get(s, 0) for s in question.steps_of[u])
    return points


def _first_steps(question: Reduced, unit: int) -> list[Step]:
    """The lowest step of each competence that matters of a unit."""
    lowest: dict[str, int] = {}
    for competence, level in question.steps_of[unit]:
        lowest[competence] = min(level, lowest.get(competence, level))
    return list(lowest.items())


def weeks(minutes: list[int], minutes_per_week: float) -> list[int]:
    """The week, from 1, in which each unit begins when the time of a week is used evenly."""
    out, used = [], 0
    for length in minutes:
        out.append(1 + int(used / minutes_per_week) if minutes_per_week > 0 else 1)
        used += length
    return out
