"""What a plan allows, one condition a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from osaava.plans.enums import ActionState

MOST_GOALS = 3
"""Focus areas of a plan; more than these are possible and ask for a reason."""

FINISHED = (ActionState.DONE, ActionState.ESTABLISHED)

STATES: Sequence[str] = ActionState.values


def needs_reason(open_goals: int) -> bool:
    """Whether one more focus area has to be reasoned."""
    return open_goals >= MOST_GOALS


def is_late(due_on: date | None, finished: bool, today: date) -> bool:
    """Whether the day has passed and the thing is not done."""
    return due_on is not None and due_on < today and not finished


def finished_of(states: Sequence[str]) -> int:
    """How many actions are done or established."""
    return sum(1 for state in states if state in FINISHED)
