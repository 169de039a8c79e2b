"""From a snapshot and its plan to figures: block × question from answers, everything above from the published numbers of these.

The mean of a theme is made of the one-decimal means of its shown questions, the organisation's of the one-decimal means of its shown blocks, so a
reader can calculate both again from the table, and they carry no information that the table does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from osaava.capability.anonymity.plan import FLOOR, Block, Plan, numbers_of, plan
from osaava.capability.anonymity.published import Cell, Count, Interval, Level, Reason, Refusal, Shares, Value
from osaava.capability.anonymity.rounding import even_decimal, one_decimal, to_step, two_decimals
from osaava.capability.anonymity.snapshot import DONT_KNOW, NOT_APPLICABLE, ItemRef, Snapshot
from osaava.capability.statistics.dispersion import Column, Dispersion, dispersion
from osaava.capability.statistics.intervals import Estimate, combine, wilson

SMALL = 20
"""Under this, no shares, and "don't know" is rounded to five (R5)."""
FEW = 10
"""A figure of fewer answers is marked as resting on few."""
COVER = Fraction(1, 2)
"""A theme needs half of its questions, the organisation half of the people asked."""


@dataclass(frozen=True)
class Figure:
    """A publishable mean before it is dressed: its estimate, n and what it is made of."""

    estimate: Estimate
    n: int
    groups: tuple[str, ...]
    items: tuple[str, ...]

    @cached_property
    def mean(self) -> float:
        """The published mean."""
        return even_decimal(self.estimate.mean)

    @cached_property
    def shown(self) -> Estimate:
        """The estimate with the published mean in place of its own."""
        return Estimate(self.mean, self.estimate.variance, self.estimate.freedom)


class Figures:
    """All figures of one snapshot. Hidden cells are never read after the plan is made."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Make the plan, then the columns of shown cells."""
        self.snapshot = snapshot
        self.plan: Plan = plan(snapshot)
        self.positions = {item.key: position for position, item in enumerate(snapshot.items)}
        self.columns = {block.key: self._columns(block) for block in self.plan.blocks}

    def _columns(self, block: Block) -> dict[str, Column]:
        shown = self.plan.shown[block.key]
        return {item.key: self._column(block, item) for item in self.snapshot.items if item.key in shown}

    def _column(self, block: Block, item: ItemRef) -> Column:
        position = self.positions[item.key]
        rows = enumerate(block.rows)
        asked = {group.key for group in block.asked(item)}
        owners = [group.key for group in block.groups for _row in group.given]
        answers = {number: answer for number, row in rows if owners[number] in asked and isinstance(answer := row[position], int)}
        answered = sum(row[position] is not None for group in block.asked(item) for row in group.given)
        fraction = answered / block.headcount(item) if block.headcount_is_known else 0.0
        mean = one_decimal(Fraction(sum(answers.values()), len(answers)))
        return Column(item.key, item.theme, answers, mean, fraction)

    @cached_property
    def models(self) -> dict[str, Dispersion]:
        """The variance model of each block."""
        return {b.key: dispersion(list(self.columns[b.key].values()), len(b.rows)) for b in self.plan.blocks}

    def items_of(self, level: Level, key: str) -> list[ItemRef]:
        """The questions that a figure of this level is made of."""
        if level is Level.ITEM:
            return [self.snapshot.items[self.positions[key]]]
        return [item for item in self.snapshot.items if key == (item.theme if level is Level.THEME else item.competence)]

    def block_figure(self, block: Block, items: Sequence[ItemRef]) -> Figure | Refusal:
        """Mean of the shown questions among `items`, if half of those put to the block are shown."""
        asked = [item.key for item in items if block.asked(item)]
        if not asked:
            return Refusal(Reason.NOT_ASKED)
        columns = [self.columns[block.key][key] for key in asked if key in self.columns[block.key]]
        if not columns or Fraction(len(columns), len(asked)) < COVER:
            return Refusal(Reason.PROTECTED, FLOOR)
        people = set().union(*(column.answers for column in columns))
        return Figure(self.models[block.key].estimate(columns), len(people), tuple(g.key for g in block.groups), tuple(c.key for c in columns))

    def weight(self, block: Block, items: Sequence[ItemRef]) -> int:
        """People of the block who are asked at least one of the questions."""
        groups = [g for g in block.groups if any(item.is_asked_of(g.key) for item in items)]
        return Block(block.key, tuple(groups)).headcount()

    def whole_figure(self, items: Sequence[ItemRef], parts: Iterable[tuple[Block, Figure | Refusal]]) -> Figure | Refusal:
        """The organisation: shown blocks weighted by headcount, if they are half of the people asked."""
        pairs = list(parts)
        shown = [(block, figure) for block, figure in pairs if isinstance(figure, Figure)]
        asked = [g for g in self.snapshot.groups if any(item.is_asked_of(g.key) for item in items)]
        people = sum(max(g.headcount, len(g.given)) for g in asked)
        if not asked:
            return Refusal(Reason.NOT_ASKED)
        if not shown:
            reached = any(figure.reason is Reason.PROTECTED for _block, figure in pairs if isinstance(figure, Refusal))
            return Refusal(Reason.PROTECTED if reached else Reason.TOO_FEW, FLOOR)
        weights = [self.weight(block, items) for block, _figure in shown]
        if Fraction(sum(weights), people) < COVER:
            return Refusal(Reason.NOT_COVERED)
        estimates = [figure.shown for _block, figure in shown]
        estimate = estimates[0] if len(shown) == 1 else combine(estimates, weights)
        members = tuple(key for _block, figure in shown for key in figure.groups)
        made_of = tuple(dict.fromkeys(key for _block, figure in shown for key in figure.items))
        return Figure(estimate, sum(figure.n for _block, figure in shown), members, made_of)


def dress(figure: Figure | Refusal, **extras: object) -> Cell:
    """A figure as it is shown."""
    if isinstance(figure, Refusal):
        return figure
    low, high = wilson(figure.shown)
    interval = Interval(two_decimals(low), two_decimals(high))
    level = int(to_step(figure.mean, Fraction(1)))
    return Value(figure.mean, figure.n, interval, level, figure.groups, figure.items, rests_on_few=figure.n < FEW, **extras)  # type: ignore[arg-type]


def count(kind: str, block: Block, position: int, item: ItemRef) -> Count:
    """How many gave an answer outside the scale. Under twenty people to the nearest five, never so that "everybody" could be read out of it."""
    asked = [row[position] for group in block.asked(item) for row in group.given]
    people, exact = len(asked), sum(answer == kind for answer in asked)
    if people < SMALL:
        rounded = int(to_step(exact, Fraction(5)))
        return Count(min(rounded, people // 5 * 5))
    if exact >= people - FLOOR:
        return Count(people - FLOOR, at_least=True)
    return Count(exact, exact=True)


def shares(numbers: Sequence[int]) -> Shares | None:
    """Three bands of answers in tens of per cent; none under twenty answers, and none that says "nobody" or "everybody"."""
    if len(numbers) < SMALL:
        return None
    parts = [sum(n <= 2 for n in numbers), sum(n == 3 for n in numbers), sum(n >= 4 for n in numbers)]
    low, middle, high = (min(max(int(to_step(Fraction(100 * part, len(numbers)), Fraction(10))), 10), 90) for part in parts)
    return Shares(low, middle, high)


def extras_of_item(figures: Figures, block: Block, item: ItemRef) -> dict[str, object]:
    """What a shown question of one block says besides its mean."""
    position = figures.positions[item.key]
    return {
        "dont_know": count(DONT_KNOW, block, position, item),
        "not_applicable": count(NOT_APPLICABLE, block, position, item),
        "shares": shares(numbers_of(block, position, item)),
    }
