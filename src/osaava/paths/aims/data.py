"""An aim as plain values, named by stable keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class AimData:
    """`level` of `competence` (its key), for target groups (their keys; none: everybody), with its weight 1-100."""

    competence: str
    level: int
    weight: int = 1
    groups: tuple[str, ...] = ()
    label: Mapping[str, str] = field(default_factory=dict)
    """The goal in words, by language."""
    due: date | None = None


@dataclass(frozen=True)
class AimRow(AimData):
    """An aim that an organisation has, with the code of its goal."""

    thread: str = ""
    organisation_id: int = 0

    def is_for(self, group: str) -> bool:
        """Whether the aim concerns this target group."""
        return not self.groups or group in self.groups
