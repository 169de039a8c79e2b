"""An attacker: takes what is published, as numbers from anywhere (page, document, table, interface), and looks for an answer that is determined.

`Statement`s are all it needs, so parsers of other outputs can feed it. It knows more than a reader could: exactly how many of each group answered each
question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np

from osaava.capability.anonymity import ALL, Published, Snapshot, Value

Cell = tuple[str, str]
"""Group and question."""


@dataclass(frozen=True)
class Part:
    """People counted as one (a group, or small groups together), the questions, and the weight of the part in the mean."""

    groups: tuple[str, ...]
    items: tuple[str, ...]
    weight: float = 1.0

    def cells(self) -> frozenset[Cell]:
        return frozenset((group, item) for group in self.groups for item in self.items)


@dataclass(frozen=True)
class Statement:
    """ "The mean of these parts is …", rounded to `step`. A part's mean is the mean of its questions' means."""

    parts: tuple[Part, ...]
    mean: float
    step: float = 0.1

    def cells(self) -> frozenset[Cell]:
        return frozenset().union(*(part.cells() for part in self.parts))


def statements_of(published: Published) -> list[Statement]:
    """Everything a publication states as a mean."""
    found, headcounts = [], {card.key: max(card.headcount, int(card.respondents) if card.respondents.isdigit() else 0) for card in published.groups}
    columns = published.columns()
    for (level, key, group), cell in published.cells.items():
        if isinstance(cell, Value):
            blocks = [cell] if group != ALL else [b for c in columns if isinstance(b := published.cell(level, key, c), Value)]
            found.append(Statement(tuple(Part(b.groups, b.items, sum(headcounts[g] for g in b.groups)) for b in blocks), cell.mean))
    return found


def answers_of(snapshot: Snapshot) -> dict[Cell, list[int]]:
    """The truth that the attacker is after."""
    return {
        (group.key, item.key): [row[p] for row in group.rows if isinstance(row[p], int)]
        for group in snapshot.groups
        for p, item in enumerate(snapshot.items)
    }


class Attacker:
    """Holds statements about cells with known numbers of answers."""

    def __init__(self, sizes: dict[Cell, int], statements: Iterable[Statement]) -> None:
        self.sizes = sizes
        self.statements = list(dict.fromkeys(statements))

    @classmethod
    def of(cls, snapshot: Snapshot, published: Published) -> Attacker:
        sizes = {cell: len(answers) for cell, answers in answers_of(snapshot).items()}
        return cls(sizes, statements_of(published))

    def small_differences(self) -> list[tuple[frozenset[Cell], int]]:
        """Sets of one to four answers that some combination of published sets (union, difference, intersection) cuts out: the parts of the lattice."""
        parts: dict[tuple[int, ...], set[Cell]] = defaultdict(set)
        for cell, size in self.sizes.items():
            signature = tuple(number for number, statement in enumerate(self.statements) if cell in statement.cells())
            if signature and size:
                parts[signature].add(cell)
        counted = [(frozenset(cells), sum(self.sizes[c] for c in cells)) for cells in parts.values()]
        return [(cells, size) for cells, size in counted if size < 5]

    def is_determined(self, cell: Cell, value: int) -> bool:
        """Whether every set of answers that fits all statements gives everybody in the cell this value (integer programme: is there another set)."""
        solver = highspy.Highs()
        solver.setOptionValue("threads", 1)  # as the planner does: all of a process share one scheduler
        solver.setOptionValue("parallel", "off")
        solver.setOptionValue("output_flag", False)
        cells = [c for c, size in self.sizes.items() if size]
        first = {c: 5 * number for number, c in enumerate(cells)}
        for c in cells:
            for level in range(1, 6):
                most = self.sizes[c] - 1 if (c, level) == (cell, value) else self.sizes[c]
                solver.addVar(0, most)
        for column in range(5 * len(cells)):
            solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        for c in cells:
            solver.addRow(self.sizes[c], self.sizes[c], 5, np.arange(first[c], first[c] + 5, dtype=np.int32), np.ones(5))
        for statement in self.statements:
            self._add(solver, statement, first)
        solver.run()
        return solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible

    def _add(self, solver: highspy.Highs, statement: Statement, first: dict[Cell, int]) -> None:
        weights, slack = self._weights(statement), self._slack(statement)
        columns = [first[c] + level - 1 for c in weights for level in range(1, 6)]
        factors = [weight * level for weight in weights.values() for level in range(1, 6)]
        solver.addRow(
            statement.mean - slack - 1e-7, statement.mean + slack + 1e-7, len(columns), np.array(columns, dtype=np.int32), np.array(factors)
        )

    def misfits(self, answers: dict[Cell, list[int]]) -> list[Statement]:
        """Statements that are not true of these answers."""
        means = {s: sum(w * sum(answers[c]) for c, w in self._weights(s).items()) for s in self.statements}
        return [s for s, mean in means.items() if abs(mean - s.mean) > self._slack(s) + 1e-7]

    @staticmethod
    def _slack(statement: Statement) -> float:
        """Half a rounding; means of rounded means may be two roundings further off."""
        single = len(statement.parts) == 1 and len(statement.parts[0].items) == 1
        return statement.step / 2 if single else 1.5 * statement.step

    def _weights(self, statement: Statement) -> dict[Cell, float]:
        """Weight of one answer of each cell in the mean."""
        weights: dict[Cell, float] = defaultdict(float)
        people = sum(part.weight for part in statement.parts)
        for part in statement.parts:
            for item in part.items:
                there = {g: self.sizes[g, item] for g in part.groups if self.sizes[g, item]}
                for group in there:
                    weights[group, item] += part.weight / people / len(part.items) / sum(there.values())
        return weights


def determined(snapshot: Snapshot, published: Published) -> list[tuple[Cell, int]]:
    """Cells in which everybody's answer follows from the publication. Only cells that are in truth alike can be; others have two fitting sets at once."""
    attacker = Attacker.of(snapshot, published)
    alike = [(cell, answers[0]) for cell, answers in answers_of(snapshot).items() if answers and len(set(answers)) == 1]
    return [(cell, value) for cell, value in alike if attacker.is_determined(cell, value)]
