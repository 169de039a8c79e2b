"""What a reader hands to the import and what the import says afterwards. Plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from osaava.library.api import UnitData


@dataclass
class FoundUnit:
    """One unit as read: its data, where it came from, and the files its blocks name."""

    data: UnitData
    source: str
    files: dict[str, Path] = field(default_factory=dict)


@dataclass
class Line:
    """One line of the report. `outcome`: created, changed, unchanged, published, refused, left out, note."""

    source: str
    outcome: str
    detail: str = ""


@dataclass
class Batch:
    """Everything one folder held."""

    units: list[FoundUnit] = field(default_factory=list)
    paths: list[dict] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def say(self, source: str, outcome: str, detail: str = "") -> None:
        """Add a line to the report."""
        self.lines.append(Line(source, outcome, detail))
