"""Which focus areas to consider first, and why. Pure: it is told what is known and orders it.

    priority = importance × reach × offer

- **importance**: 1, 2 or 3 thirds, as management says of the theme (2 when nothing is said).
- **reach**: how much room there is to rise from the present level x: `(4.5 − x) / 3.5`, held between 0.05 and 1. Level 1 gives 1, level 2 0.71,
  level 3 0.43, level 4 0.14. Each described level adds something to the one below and takes longer to reach, so the same work gains more
  lower down; level 5 is rare and no plan is built on it. Without a known level reach is 0.5: neither first nor last.
- **offer**: what can be used now: `0.5 + 0.5 × min(1, (units + 2 × paths + practices) / 6)`. Nothing at hand halves the priority and never ends it:
  what the library lacks may still be what the organisation needs most.

The present level x is the staff's published figure; where management has agreed a level too, the middle of the two. The list orders one
organisation's own choices. It never compares organisations, and the people who choose see the factors in words, not the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HIGHEST_REACH, LOWEST_REACH, UNKNOWN_REACH = 1.0, 0.05, 0.5
ENOUGH_OFFER = 6
USUAL_IMPORTANCE = 2
APART = 1.0
"""Levels that staff and management differ by before the list says so."""


@dataclass(frozen=True)
class Standing:
    """What the last round said of one competence: only figures that may be shown."""

    competence: str
    theme: str
    staff: float | None = None
    """The staff's mean, one decimal; None when it is not shown or there is none."""
    interval: tuple[float, float] | None = None
    rests_on_few: bool = False
    team: int | None = None
    """The level that management agreed."""

    @property
    def level(self) -> float | None:
        """The present level, by the rule above."""
        if self.staff is not None and self.team is not None:
            return round((self.staff + self.team) / 2, 1)
        return self.staff if self.staff is not None else self.team

    @property
    def is_apart(self) -> bool:
        """Staff and management see it a level or more apart."""
        return self.staff is not None and self.team is not None and abs(self.staff - self.team) >= APART


@dataclass(frozen=True)
class Offer:
    """What library and network can give now for one competence from the present level on."""

    units: int = 0
    paths: int = 0
    practices: int = 0

    @property
    def weight(self) -> int:
        """How much there is, in units; a path is worth two."""
        return self.units + 2 * self.paths + self.practices


@dataclass(frozen=True)
class Ranked:
    """One competence in its place, with what put it there. `priority` orders the list and is not shown."""

    standing: Standing
    offer: Offer
    importance: int
    reach: float
    priority: float

    @property
    def competence(self) -> str:
        """Key of the competence."""
        return self.standing.competence


def reach_of(level: float | None) -> float:
    """How much room there is to rise."""
    if level is None:
        return UNKNOWN_REACH
    return max(LOWEST_REACH, min(HIGHEST_REACH, (4.5 - level) / 3.5))


def offer_factor(offer: Offer) -> float:
    """What can be used now, from 0.5 (nothing) to 1 (enough for a start)."""
    return 0.5 + 0.5 * min(1.0, offer.weight / ENOUGH_OFFER)


def rank(standings: Iterable[Standing], offers: Mapping[str, Offer], importance: Mapping[str, int]) -> list[Ranked]:
    """Every competence, the one to consider first at the top. `importance`: theme key -> 1 to 3. Ties keep the vocabulary's order."""
    found = []
    for standing in standings:
        offer = offers.get(standing.competence, Offer())
        weight = importance.get(standing.theme, USUAL_IMPORTANCE)
        reach = reach_of(standing.level)
        found.append(Ranked(standing, offer, weight, reach, round(weight / 3 * reach * offer_factor(offer), 6)))
    return sorted(found, key=lambda row: -row.priority)


def wanted_level(level: float | None) -> int:
    """The level to propose: the next described one above the present, from 2 to 5."""
    if level is None:
        return 3
    return max(2, min(5, int(level) + 1))
