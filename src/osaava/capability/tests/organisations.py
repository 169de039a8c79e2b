"""Small and random organisations for tests of anonymity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from osaava.capability.anonymity import DONT_KNOW, NOT_APPLICABLE, GroupRows, ItemRef, Snapshot

SPRING, AUTUMN = date(2026, 3, 14), date(2027, 3, 12)


def items(*themes: int) -> tuple[ItemRef, ...]:
    """So many questions in each theme: items(2, 1) has s-1.1, s-1.2 in theme t1 and s-2.1 in t2."""
    return tuple(ItemRef(f"s-{t}.{i}", f"{t}.{i}", f"t{t}") for t, count in enumerate(themes, start=1) for i in range(1, count + 1))


def organisation(
    *, questions: tuple[ItemRef, ...] | None = None, headcounts: dict[str, int] | None = None, closed: date = SPRING, **groups: Sequence
):
    """A closed round: organisation(teachers=[3, 4, 5, 4, 2]) for one question, tuples for more."""
    questions = questions or items(1)
    rows = {key: tuple(row if isinstance(row, tuple) else (row,) for row in answers) for key, answers in groups.items()}
    counts = {key: len(given) for key, given in rows.items()} | (headcounts or {})
    made = tuple(GroupRows(key, counts[key], given) for key, given in rows.items())
    return Snapshot(f"round-{closed.year}", "esimerkkiopisto", closed, "staff", 1, questions, made, "m")


NUMBERS = st.integers(1, 5)


@st.composite
def answers(draw, style: str) -> int | str | None:
    """One answer: mixed, nearly all alike, or often outside the scale."""
    if style == "alike":
        return draw(st.sampled_from([5] * 9 + [4, DONT_KNOW]))
    if style == "silent":
        return draw(st.sampled_from([1, 2, 3, 4, 5, DONT_KNOW, NOT_APPLICABLE, None, None, None]))
    return draw(st.one_of(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([DONT_KNOW, NOT_APPLICABLE, None])))


@st.composite
def organisations(draw, most: int = 40) -> Snapshot:
    """Up to four groups and 40 people, one to three themes of one to three questions; small, alike and silent groups are common."""
    questions = items(*draw(st.lists(st.integers(1, 3), min_size=1, max_size=3)))
    groups, left = [], most
    for key in draw(st.sampled_from([("teachers",), ("management", "teachers"), ("management", "teachers", "guidance", "support")])):
        size = draw(st.integers(0, min(left, 14)))
        left -= size
        style = draw(st.sampled_from(["mixed", "mixed", "alike", "silent"]))
        rows = tuple(tuple(draw(answers(style)) for _question in questions) for _person in range(size))
        groups.append(GroupRows(key, max(0, size + draw(st.integers(-2, 10))), rows))
    return Snapshot("round-2026", "esimerkkiopisto", SPRING, "staff", 1, questions, tuple(groups), "m")
