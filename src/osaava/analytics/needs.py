"""What organisations aim at against what the library has: pure counting, so that it can be read and tested without a database.

A need is a competence × target group × language. It is said only when at least `FEWEST` organisations aim at it, and no total is said beside it,
so that nobody can subtract their way to one organisation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST = 3
"""Fewest organisations behind a need that is said."""

LANGUAGES_OF_PROFILE: Mapping[str, tuple[str, ...]] = {"fi": ("fi",), "sv": ("sv",), "fi-sv": ("fi", "sv")}
"""Language profile of an organisation -> languages its people learn in."""

Key = tuple[str, str, str]
"""(competence key, target group key, language)"""


@dataclass(frozen=True)
class Need:
    """What at least `FEWEST` organisations aim at. `missing`: from level, to level without a unit between; None: units lead all the way."""

    competence: str
    group: str
    language: str
    organisations: int
    """Organisations that aim past the first missing level; where nothing is missing, all that aim at it."""
    units: int
    """Published units that develop the competence for the group in the language."""
    missing: tuple[int, int] | None

    @property
    def key(self) -> Key:
        """What makes it another need than the others."""
        return self.competence, self.group, self.language


def wanted(aims: Iterable, languages: Mapping[int, tuple[str, ...]], groups: Iterable[str]) -> dict[Key, dict[int, int]]:
    """Key -> organisation -> highest level aimed at. An aim without groups concerns all of `groups`; only organisations in `languages` count."""
    every = tuple(groups)
    found: dict[Key, dict[int, int]] = defaultdict(dict)
    for aim in aims:
        for language in languages.get(aim.organisation_id, ()):
            for group in aim.groups or every:
                levels = found[aim.competence, group, language]
                levels[aim.organisation_id] = max(aim.level, levels.get(aim.organisation_id, 0))
    return dict(found)


def needs(wants: Mapping[Key, Mapping[int, int]], units: Iterable) -> list[Need]:
    """The needs that may be said, those without content first, then by how many organisations share them, then by competence."""
    steps, counts = covered(units)
    found = []
    for key, levels in wants.items():
        if len(levels) < FEWEST:
            continue
        missing, organisations = _missing(levels.values(), steps.get(key, set()))
        found.append(Need(*key, organisations=organisations, units=counts.get(key, 0), missing=missing))
    return sorted(found, key=lambda need: (need.missing is None, -need.organisations, need.competence, need.group, need.language))


def covered(units: Iterable) -> tuple[dict[Key, set[int]], dict[Key, int]]:
    """Key -> levels from which some unit leads one higher; key -> number of units. `units` as `library.api.units_to_plan` gives them."""
    steps: dict[Key, set[int]] = defaultdict(set)
    counts: dict[Key, int] = defaultdict(int)
    for unit in units:
        for competence, low, high in unit.competences:
            for group in unit.groups:
                for language in unit.languages:
                    steps[competence, group, language].update(range(low, high))
                    counts[competence, group, language] += 1
    return steps, counts


def _missing(levels: Iterable[int], steps: set[int]) -> tuple[tuple[int, int] | None, int]:
    """The first stretch of levels that no unit leads over and that enough organisations aim past, and how many these are."""
    wanted_levels = list(levels)
    first = next((level for level in range(1, 5) if level not in steps and _past(wanted_levels, level) >= FEWEST), None)
    if first is None:
        return None, len(wanted_levels)
    last = first
    while last not in steps and _past(wanted_levels, last) >= FEWEST:
        last += 1
    return (first, last), _past(wanted_levels, first)


def _past(levels: list[int], level: int) -> int:
    return sum(wanted_level > level for wanted_level in levels)
