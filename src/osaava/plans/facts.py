"""What happens to development plans that other apps hear of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class GoalDecided:
    """An organisation chose a focus area; `thread` is the goal's code from now on."""

    organisation_uuid: uuid.UUID
    thread: str
    competence: str
    wanted: int


@dataclass(frozen=True)
class GoalClosed:
    """A focus area ended: reached or given up."""

    organisation_uuid: uuid.UUID
    thread: str
    outcome: str


@dataclass(frozen=True)
class GoalAssigned:
    """A focus area was assigned to target groups; their people's paths are planned anew."""

    organisation_uuid: uuid.UUID
    thread: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class ActionMoved:
    """An action came to another column of the board."""

    organisation_uuid: uuid.UUID
    thread: str
    action_uuid: uuid.UUID
    before: str
    after: str
