"""The catalogue that personal paths are planned from, kept in memory as long as shared content has not changed."""

from __future__ import annotations

from osaava.library.api import units_to_plan
from osaava.paths.planner import Candidate, Catalogue
from osaava.paths.queries.units import remembered


def planning_catalogue() -> Catalogue:
    """Every unit that everyone may read, ready for the planner; no query until shared content changes."""
    return remembered("planner", lambda: Catalogue(_candidate(unit) for unit in units_to_plan()))


def _candidate(unit) -> Candidate:
    return Candidate(
        unit=unit.unit_id,
        key=unit.slug,
        minutes=unit.minutes,
        theme=unit.theme_number,
        groups=frozenset(unit.groups),
        languages=frozenset(unit.languages),
        gains={key: (first, last) for key, first, last in unit.competences},
        prerequisites=frozenset(unit.requires),
        needs=dict(unit.levels),
    )
