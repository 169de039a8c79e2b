"""The planner's port: what is asked and what is answered, as plain frozen values. Nothing here knows Django, the database or a solver.

**Level model.** A person stands at a level 1-5 of a competence. A *step* is one level of one competence, `(competence, l)`: from level `l`
to `l + 1`. A unit that develops a competence from `a` to `b` covers the steps `a … b - 1`, as in the library (`CompetenceStep`). A gap from
`now` to `wanted` is the steps `now … wanted - 1`. A step is *closed* when a unit of the plan (or one done before) covers it **and** all lower
steps from the person's present level are closed: levels are climbed, not jumped. One unit closes a step; whether the level was truly reached
is said by the person's next self-assessment, not by the plan. What counts depends on the set of units; the order comes after (`order.py`).

A gap's `weight` is whole points for each of its steps. Gaps on the same competence add up where they overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Step = tuple[str, int]
"""`(competence, level)`: the step from `level` to the next one."""

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class Candidate:
    """A unit that a plan may choose."""

    unit: int
    key: str
    """Stable name; breaks ties, so that the same question has the same answer in every installation."""
    minutes: int
    theme: int
    """Number of the theme the unit belongs to; the order keeps a theme together."""
    groups: frozenset[str]
    languages: frozenset[str]
    gains: Mapping[str, tuple[int, int]]
    """Competence -> (from level, to level)."""
    prerequisites: frozenset[int] = frozenset()
    """Units that must be done before, by id."""
    needs: Mapping[str, int] = field(default_factory=dict)
    """Competence -> level that must be reached before, by the person or by earlier units of the plan."""

    def __post_init__(self):
        """Refuse what no unit can be. Raises ValueError."""
        if self.minutes < 1:
            raise ValueError(f"{self.key}: a unit takes at least a minute")
        if any(not LOWEST <= a < b <= HIGHEST for a, b in self.gains.values()):
            raise ValueError(f"{self.key}: levels rise within {LOWEST}-{HIGHEST}")
        if self.unit in self.prerequisites:
            raise ValueError(f"{self.key}: a unit cannot require itself")

    @property
    def steps(self) -> frozenset[Step]:
        """Every step that the unit covers."""
        return frozenset((competence, level) for competence, (a, b) in self.gains.items() for level in range(a, b))


@dataclass(frozen=True)
class Gap:
    """What somebody wants to reach in one competence, and whose wish it is."""

    competence: str
    now: int
    wanted: int
    weight: int = 1
    threads: tuple[str, ...] = ()
    """Codes of the goals that the gap comes from; every step of the plan carries them on."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps to climb, lowest first; none when the level is reached."""
        return tuple((self.competence, level) for level in range(self.now, self.wanted))


@dataclass(frozen=True)
class Problem:
    """One person's question, without the person: equal questions share one answer."""

    gaps: tuple[Gap, ...]
    minutes: int
    """Time for the whole plan. 0: there is no time, and the plan is empty."""
    minutes_per_week: float
    """How much of it in a week; spreads the plan, does not limit it."""
    group: str
    languages: tuple[str, ...]
    """Languages the person reads, the best first."""
    max_languages: int = 3
    """The plan uses at most so many languages."""
    levels: Mapping[str, int] = field(default_factory=dict)
    """Present level of other competences, for the needs of units; 1 where nothing is said. A gap's `now` goes before it."""
    done: frozenset[int] = frozenset()
    """Units done (or known): never planned again; they satisfy prerequisites and the steps they cover count as covered."""
    declined: frozenset[int] = frozenset()
    """Units the person does not want, and so nothing that requires them."""
    keep: tuple[int, ...] = ()
    """Units of the plan that is being renewed, in order. They stay unless something else closes more, or closes as much in clearly less time."""

    def same_steps(self) -> tuple:
        """Equal for problems that differ only in time and in how much the gaps weigh: with time enough they have the same best plan."""
        gaps = tuple(sorted({(g.competence, g.now, g.wanted) for g in self.gaps}))
        levels = tuple(sorted((c, level) for c, level in self.levels.items() if level > LOWEST))
        done, declined = tuple(sorted(self.done)), tuple(sorted(self.declined))
        return (gaps, self.group, self.languages, self.max_languages, levels, done, declined, self.keep)

    def same_question(self) -> tuple:
        """Equal for problems that have the same answer; order of gaps and of sets does not matter."""
        weights = tuple(sorted((g.competence, g.now, g.wanted, g.weight, tuple(sorted(g.threads))) for g in self.gaps))
        return (weights, self.minutes, self.minutes_per_week, self.same_steps())


@dataclass(frozen=True)
class Closing:
    """A part of a gap that a unit of the plan closes."""

    competence: str
    from_level: int
    to_level: int
    points: int
    threads: tuple[str, ...]


@dataclass(frozen=True)
class LeavingOut:
    """What it costs to leave a unit out of a plan.

    `basis` "plan": read from the plan as it stands, the unit and what builds on it taken away and nothing put in its place.
    "resolve": the best plan without the unit was worked out, so what could replace it is counted.
    """

    points: int
    """Points of gaps that are then not closed."""
    levels: int
    """Steps of gaps that are then not closed."""
    minutes: int
    """Minutes that are then free (negative: the best plan without it takes longer)."""
    also: tuple[int, ...]
    """Units that go with it (basis "plan") or that take its place (basis "resolve")."""
    basis: Literal["plan", "resolve"]


@dataclass(frozen=True)
class PlannedUnit:
    """One unit of a plan, with its reasons."""

    unit: int
    key: str
    minutes: int
    week: int
    """From 1: the week in which it begins."""
    language: str
    closes: tuple[Closing, ...]
    """Empty for a unit that is there only because others build on it."""
    needed_for: tuple[int, ...]
    """Later units of the plan that build on it."""
    leaving_out: LeavingOut
    kept: bool = False
    """It was in the earlier plan."""

    @property
    def threads(self) -> tuple[str, ...]:
        """Codes of the goals it serves, each once."""
        return tuple(dict.fromkeys(code for closing in self.closes for code in closing.threads))


@dataclass(frozen=True)
class Solution:
    """An answer with its proof. Points first: `objective` of at most `bound`; among equal points the least time."""

    steps: tuple[PlannedUnit, ...]
    objective: int
    """Points closed by the plan."""
    bound: int
    """No plan within the time can close more points."""
    wanted: int
    """Points of all gaps that are still open, whether or not units for them exist."""
    wanted_levels: int
    """Steps of all gaps that are still open."""
    minutes: int
    method: Literal["optimal", "greedy", "empty"]
    proven: bool
    """Nothing closes more points, and nothing closes as many at a lower cost (minutes, with the discount of what is kept)."""
    out_of_reach: tuple[Step, ...] = field(default=())
    """Steps of the gaps that no unit for this group and these languages leads to, however much time there is."""

    @property
    def levels(self) -> int:
        """Steps of the gaps that the plan closes."""
        return sum(closing.to_level - closing.from_level for step in self.steps for closing in step.closes)

    @property
    def gap(self) -> float:
        """How far from the bound, 0-1. 0: as many points as can be."""
        return (self.bound - self.objective) / self.bound if self.bound else 0.0
