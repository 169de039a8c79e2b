"""How a simulated network answers.

Everybody on the staff has an answer to every question put to them, whether they respond or not; so the truth a figure estimates, the mean of the
whole staff, is known exactly. An answer is the rounded sum of the organisation, group, theme, question, person (in general and in the theme), the
tendency to agree, and chance, on the scale 1 to 5. The defaults give standard deviations near one within a question and about 0.35 between
organisations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from osaava.capability.anonymity.snapshot import DONT_KNOW, NOT_APPLICABLE, Answer, GroupRows, ItemRef, Snapshot

THEMES = ("majakka", "kasvihuone", "voimala", "tori", "koulutalo", "tahtitorni", "paja", "kirjasto")
GROUPS = ("management", "teachers", "guidance", "support")
SIZE_CLASSES = ("s", "m", "l", "xl")
TYPICAL_STAFF = {"s": (5, 18, 4, 5), "m": (8, 55, 9, 10), "l": (14, 130, 22, 25), "xl": (28, 300, 55, 60)}
SHARES_OF_CLASSES = (0.25, 0.35, 0.25, 0.15)
FIRST_CLOSING = date(2024, 11, 15)


@dataclass(frozen=True)
class World:
    """What is true and how people answer. Spreads are standard deviations in scale points; rates are probabilities."""

    items_per_theme: int = 2
    level: float = 3.0
    between_organisations: float = 0.35
    between_themes: float = 0.25
    between_groups: float = 0.2
    between_items: float = 0.25
    between_people: float = 0.45
    person_in_theme: float = 0.35
    chance: float = 0.7
    agreeing: float = 0.0
    """Spread of people's tendency to agree; half-normal, so it also lifts every mean."""
    response: tuple[float, float] = (0.25, 0.9)
    """Lowest and highest response rate of an organisation's group."""
    selective: float = 0.0
    """Change of the log odds of responding for each point that a person's own level lies above the group's: 0 is ignorable."""
    dont_know: float = 0.06
    not_applicable: float = 0.02
    drop_out: float = 0.02
    """Chance of stopping before each next theme."""
    staying: float = 0.85
    """Share of staff who are still there in the next round."""
    acting: float = 0.0
    """Share of organisations that take measures after the first round, on their lowest theme."""
    effect: float = 0.0
    """What measures add to that theme in every later round."""


NOTHING_DIFFERS = World(between_themes=0.0, between_groups=0.0, between_items=0.0)
"""No theme, group or round differs from another: every named finding is a false alarm."""


@dataclass(frozen=True)
class Simulated:
    """One organisation's round: what was answered, what everybody would have answered, and the theme acted on before it ("" for none)."""

    snapshot: Snapshot
    whole: Snapshot
    acted_on: str = ""

    def truth(self, items: tuple[str, ...], groups: tuple[str, ...]) -> float:
        """The figure of the whole staff: mean of the questions' means in each group, groups by headcount."""
        positions = [position for position, item in enumerate(self.whole.items) if item.key in items]
        means, weights = [], []
        for group in self.whole.groups:
            if group.key in groups:
                columns = [[answer for row in group.rows if isinstance(answer := row[p], int)] for p in positions]
                answered = [np.mean(column) for column in columns if column]
                means += [np.mean(answered)] if answered else []
                weights += [len(group.rows)] if answered else []
        return float(np.average(means, weights=weights))

    def truth_of_block(self, items: tuple[str, ...], groups: tuple[str, ...]) -> float:
        """The same for groups counted together as one."""
        rows = [row for group in self.whole.groups if group.key in groups for row in group.rows]
        positions = [position for position, item in enumerate(self.whole.items) if item.key in items]
        return float(np.mean([np.mean([row[p] for row in rows if isinstance(row[p], int)]) for p in positions]))


def items_of(world: World) -> tuple[ItemRef, ...]:
    """The questions of the simulated instrument."""
    return tuple(
        ItemRef(f"s-{number}.{n}", f"{number}.{n}", theme)
        for number, theme in enumerate(THEMES, start=1)
        for n in range(1, world.items_per_theme + 1)
    )


def simulate(seed: int, organisations: int = 77, rounds: int = 2, world: World | None = None) -> tuple[tuple[Simulated, ...], ...]:
    """All rounds of all organisations: one tuple for each organisation, one entry for each round. The same seed gives the same network."""
    world = world or World()
    sequences = np.random.SeedSequence(seed).spawn(organisations + 1)
    common = np.random.default_rng(sequences[0])
    themes = common.normal(0, world.between_themes, len(THEMES))
    items = np.repeat(themes, world.items_per_theme) + common.normal(0, world.between_items, len(THEMES) * world.items_per_theme)
    return tuple(
        tuple(_organisation(f"organisation-{number:03}", np.random.default_rng(sequence), items, rounds, world))
        for number, sequence in enumerate(sequences[1:], start=1)
    )


def _organisation(key: str, rng: np.random.Generator, items: np.ndarray, rounds: int, world: World) -> Iterator[Simulated]:
    size = str(rng.choice(SIZE_CLASSES, p=SHARES_OF_CLASSES))
    staff = [max(1, round(float(typical * rng.lognormal(0, 0.4)))) for typical in TYPICAL_STAFF[size]]
    own = (
        world.level
        + rng.normal(0, world.between_organisations)
        + items
        + np.repeat(rng.normal(0, world.between_themes / 2, len(THEMES)), world.items_per_theme)
    )
    shifts = rng.normal(0, world.between_groups, len(GROUPS))
    people = [_People.draw(rng, count, world) for count in staff]
    acts, acted_on = rng.random() < world.acting, ""
    for number in range(1, rounds + 1):
        wholes, groups = [], []
        for name, crowd, shift in zip(GROUPS, people, shifts, strict=True):
            answers = crowd.answer(rng, own + shift, world)
            wholes.append(GroupRows(name, len(answers), answers))
            groups.append(GroupRows(name, len(answers), _respond(rng, answers, crowd.general, world)))
        frame = Snapshot(f"round-{number}", key, FIRST_CLOSING + timedelta(days=365 * (number - 1)), "staff", 1, items_of(world), tuple(groups), size)
        yield Simulated(frame, replace(frame, groups=tuple(wholes)), acted_on)
        people = [crowd.renew(rng, world) for crowd in people]
        if acts and not acted_on:
            lowest = int(np.argmin(own.reshape(len(THEMES), -1).mean(axis=1)))
            acted_on = THEMES[lowest]
            own = own + np.repeat(np.eye(len(THEMES))[lowest] * world.effect, world.items_per_theme)


@dataclass(frozen=True)
class _People:
    """The lasting part of what a group's people answer."""

    general: np.ndarray
    by_theme: np.ndarray
    agreeing: np.ndarray

    @classmethod
    def draw(cls, rng: np.random.Generator, count: int, world: World) -> _People:
        general = rng.normal(0, world.between_people, count)
        return cls(general, rng.normal(0, world.person_in_theme, (count, len(THEMES))), np.abs(rng.normal(0, 1, count)) * world.agreeing)

    def renew(self, rng: np.random.Generator, world: World) -> _People:
        """Some leave, and as many come."""
        new, stay = _People.draw(rng, len(self.general), world), rng.random(len(self.general)) < world.staying
        return _People(
            np.where(stay, self.general, new.general),
            np.where(stay[:, None], self.by_theme, new.by_theme),
            np.where(stay, self.agreeing, new.agreeing),
        )

    def answer(self, rng: np.random.Generator, level: np.ndarray, world: World) -> tuple[tuple[Answer, ...], ...]:
        """What everybody would answer now."""
        person = (self.general + self.agreeing)[:, None] + np.repeat(self.by_theme, world.items_per_theme, axis=1)
        latent = level[None, :] + person + rng.normal(0, world.chance, (len(person), len(level)))
        numbers = np.clip(np.rint(latent), 1, 5).astype(int).tolist()
        outside = rng.random((len(person), len(level))).tolist()
        return tuple(tuple(_kind(n, u, world) for n, u in zip(ns, us, strict=True)) for ns, us in zip(numbers, outside, strict=True))


def _kind(number: int, chance: float, world: World) -> Answer:
    if chance < world.dont_know:
        return DONT_KNOW
    return NOT_APPLICABLE if chance < world.dont_know + world.not_applicable else number


def _respond(rng: np.random.Generator, answers: tuple[tuple[Answer, ...], ...], general: np.ndarray, world: World) -> tuple[tuple[Answer, ...], ...]:
    rate = rng.uniform(*world.response)
    odds = np.log(rate / (1 - rate)) + world.selective * general
    responding = rng.random(len(answers)) < 1 / (1 + np.exp(-odds))
    stops = rng.geometric(world.drop_out, len(answers)) if world.drop_out else np.full(len(answers), len(THEMES))
    rows = [
        row[: stop * world.items_per_theme] + (None,) * (len(row) - stop * world.items_per_theme) if stop < len(THEMES) else row
        for row, stop, there in zip(answers, stops.tolist(), responding, strict=True)
        if there
    ]
    return tuple(rows[index] for index in rng.permutation(len(rows)))
