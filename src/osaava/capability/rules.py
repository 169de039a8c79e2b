"""What a round allows on a day, one condition a line."""

from __future__ import annotations

from datetime import date

from osaava.capability.enums import Group, RoundKind

SMALLEST_GROUP = 5
"""Results of fewer answers are never shown (and not configurable downwards)."""

EXACT_FROM = 10
"""The organiser sees a count of respondents exactly from here on."""

BATCH = 5
"""Counts of respondents move by at least this much at a time, or once a day."""

GROUP_OF_TARGET = {
    "management": Group.MANAGEMENT, "teachers": Group.TEACHERS, "guidance": Group.GUIDANCE, "support": Group.SUPPORT, "development": Group.SUPPORT,
}
"""Target group -> staff group of answering; development staff answer with support, students do not answer."""


def is_open(round_) -> bool:
    """Whether the round is not closed yet; it may still be before its first day or after its last."""
    return round_.closed_on is None


def accepts_answers(round_, today: date) -> bool:
    """Whether an answer may be given today."""
    if round_.closed_on is not None:
        return False
    if round_.kind == RoundKind.IMPORTED:
        return False
    if today < round_.opens_on:
        return False
    return today <= round_.closes_on


def state_of(round_, today: date) -> str:
    """closed, scheduled, open, or over (its last day has passed and it waits for closing)."""
    if round_.closed_on is not None:
        return "closed"
    if today < round_.opens_on:
        return "scheduled"
    return "open" if today <= round_.closes_on else "over"
