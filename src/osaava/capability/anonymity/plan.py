"""The publication plan: which sets of answers may have a figure. Decided once for a snapshot, before anything is calculated.

**Blocks.** A group with five or more respondents is a block. Groups with one to four respondents are counted together as the block OTHERS when they
have five respondents in all; otherwise they stay outside every figure, the organisation's own included. Blocks are disjoint and the same for every
question, theme and competence.

**Shown cells.** A cell is a block × a question. It is shown when it has at least five answers (R1) and at least two answers differ from the
commonest one (R6, widened: "all but one alike" is hidden too, for every n). Everything else that is published is a union of shown cells: a theme is
the shown questions of a block, the organisation is its shown blocks. There is no total that contains a hidden answer.

**Why nothing can be subtracted (R2, R3).** Two published sets A ⊃ B are both unions of shown cells, so A∖B is empty or a union of shown cells, each
of five or more answers. The same holds for unions of disjoint published sets, across questions, themes, groups and the whole, because the shown
cells are the atoms of all of them.

**Why no answer is determined.** What is published about a block is a symmetric function of its people: exchanging two of them changes nothing. In a
shown cell at least two different answers occur, so exchanging two people whose answers differ gives another set of answers with the same
publication: nobody's answer is determined, whatever else is known about the cell as a whole, be it mean, n, interval or a finding. A colleague who
knows their own answer faces the rest of the cell, where still at least two answers differ, so the argument holds for them too; that is why all-but-
one is hidden. Two colleagues who pool their answers are outside the promise, as the privacy notice says.

**Why a refusal does not tell either.** Hidden answers enter no published number. What is left is the fact of hiding, and its reason is the same for
"under five answers" and "alike answers": the hidden cell may hold any level, and the odd one out may be anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from osaava.capability.anonymity.published import OTHERS
from osaava.capability.anonymity.snapshot import Answer, GroupRows, ItemRef, Snapshot

FLOOR = 5
"""Fewest answers behind any figure (R1). A constant on purpose: it cannot be configured downwards."""
EXACT_FROM = 10
"""Respondents of a group are counted exactly from here on while the round is open (R12)."""
DIFFERING = 2
"""Fewest answers of a cell that differ from the commonest one (R6, widened)."""


@dataclass(frozen=True)
class Block:
    """Groups that are shown as one. `rows` belong to `groups` in the same order as `row_groups`."""

    key: str
    groups: tuple[GroupRows, ...]

    @cached_property
    def rows(self) -> tuple[tuple[Answer, ...], ...]:
        """Everybody who answered something."""
        return tuple(row for group in self.groups for row in group.given)

    def asked(self, item: ItemRef) -> tuple[GroupRows, ...]:
        """The groups of the block that the question is put to."""
        return tuple(group for group in self.groups if item.is_asked_of(group.key))

    def headcount(self, item: ItemRef | None = None) -> int:
        """People in the block who are asked; never fewer than those who answered."""
        groups = self.groups if item is None else self.asked(item)
        return sum(max(group.headcount, len(group.given)) for group in groups)

    @property
    def headcount_is_known(self) -> bool:
        """False when more people answered than the organisation says it has: then the size of the whole is unknown."""
        return all(group.headcount >= len(group.given) for group in self.groups)


@dataclass(frozen=True)
class Plan:
    """The blocks, and the shown questions of each block by block key."""

    blocks: tuple[Block, ...]
    shown: dict[str, frozenset[str]]

    def block_of(self, group: str) -> str:
        """Key of the block that shows the group, or ""."""
        return next((block.key for block in self.blocks if any(g.key == group for g in block.groups)), "")


def participation(count: int) -> str:
    """How many have answered, as the organiser sees it before closing (R12): "0", "1-4", "5-9", exact from ten."""
    if count == 0:
        return "0"
    if count < EXACT_FROM:
        return "1-4" if count < FLOOR else "5-9"
    return str(count)


def may_be_shown(numbers: list[int]) -> bool:
    """Whether the answers of one cell may have a figure: five or more, and not alike."""
    if len(numbers) < FLOOR:
        return False
    commonest = max(Counter(numbers).values())
    return len(numbers) - commonest >= DIFFERING


def numbers_of(block: Block, position: int, item: ItemRef) -> list[int]:
    """The answers on the scale of one cell, without "don't know" and "does not concern us"."""
    return [answer for group in block.asked(item) for row in group.given if isinstance(answer := row[position], int)]


def plan(snapshot: Snapshot) -> Plan:
    """Decide what may be shown of a snapshot."""
    large = [group for group in snapshot.groups if len(group.given) >= FLOOR]
    small = [group for group in snapshot.groups if 0 < len(group.given) < FLOOR]
    blocks = [Block(group.key, (group,)) for group in large]
    if sum(len(group.given) for group in small) >= FLOOR:
        blocks.append(Block(OTHERS, tuple(small)))
    shown = {
        block.key: frozenset(item.key for position, item in enumerate(snapshot.items) if may_be_shown(numbers_of(block, position, item)))
        for block in blocks
    }
    return Plan(tuple(blocks), shown)
