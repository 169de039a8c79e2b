"""Nobody can work out how one person answered: attacks on everything that is published. ATTACKS sets how many random organisations are tried."""

import os
from collections import defaultdict
from dataclasses import replace
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from osaava.capability.anonymity import DONT_KNOW, Ask, GroupRows, RefusedComparison, publish
from osaava.capability.anonymity.plan import numbers_of, plan
from osaava.capability.tests.attack import Attacker, Part, Statement, answers_of, determined
from osaava.capability.tests.organisations import AUTUMN, items, organisation, organisations

FIND = [Phase.explicit, Phase.generate]  # a failing organisation is small enough to read as it is
ATTACKS = int(os.environ.get("ATTACKS", "60"))
QUIET = Ask(findings=False)
tries = settings(max_examples=ATTACKS, deadline=None, derandomize=True, phases=FIND, suppress_health_check=list(HealthCheck))


def shown_as(published):
    """All that leaves the door, in a form that can be compared and hashed."""
    return repr((published.respondents, published.groups, sorted(published.cells.items()), published.findings))


@tries
@given(organisations())
def test_no_answer_is_determined_in_a_random_organisation(snapshot):
    published = publish(snapshot, ask=QUIET)
    assert Attacker.of(snapshot, published).misfits(answers_of(snapshot)) == [], "the attacker must read the statements rightly"
    assert determined(snapshot, published) == []
    assert Attacker.of(snapshot, published).small_differences() == []


@tries
@given(organisations(), st.randoms())
def test_who_gave_which_row_changes_nothing(snapshot, chance):
    shuffled = replace(snapshot, groups=tuple(replace(g, rows=tuple(chance.sample(g.rows, len(g.rows)))) for g in snapshot.groups))
    assert shown_as(publish(shuffled)) == shown_as(publish(snapshot))


def with_other_hidden_answers(snapshot, chance):
    """The same organisation with every hidden answer exchanged for another that is hidden too."""
    made = plan(snapshot)
    shown = {(group.key, key) for block in made.blocks for group in block.groups for key in made.shown[block.key]}
    level = {}
    for block in made.blocks:
        for position, item in enumerate(snapshot.items):
            if item.key not in made.shown[block.key] and len(numbers_of(block, position, item)) >= 5:
                level |= {(group.key, item.key): chance.randint(1, 5) for group in block.groups[:1]}
                level |= {(group.key, item.key): level[block.groups[0].key, item.key] for group in block.groups}

    def other(group, item, answer):
        if (group, item) in shown or not isinstance(answer, int):
            return answer
        return level.get((group, item)) or chance.randint(1, 5)

    keys = [item.key for item in snapshot.items]
    return replace(
        snapshot,
        groups=tuple(
            replace(g, rows=tuple(tuple(other(g.key, k, a) for k, a in zip(keys, row, strict=True)) for row in g.rows)) for g in snapshot.groups
        ),
    )


@settings(tries, max_examples=max(ATTACKS // 2, 10))
@given(organisations(), st.randoms())
def test_hidden_answers_change_no_published_number(snapshot, chance):
    assert shown_as(publish(with_other_hidden_answers(snapshot, chance))) == shown_as(publish(snapshot))


@settings(tries, max_examples=max(ATTACKS // 3, 10))
@given(organisations(), st.randoms())
def test_hidden_answers_of_the_earlier_round_change_no_comparison(snapshot, chance):
    now = replace(snapshot, round="round-2027", closed_on=AUTUMN, groups=tuple(replace(g, rows=g.rows[1:]) for g in snapshot.groups))
    assert shown_as(publish(now, previous=with_other_hidden_answers(snapshot, chance))) == shown_as(publish(now, previous=snapshot))


def classes_of(snapshots):
    """Organisations that publish the same, by what they publish. The attacker knows every rule, so also what a refusal means."""
    classes = defaultdict(list)
    for snapshot in snapshots:
        classes[shown_as(publish(snapshot, ask=QUIET))].append(snapshot)
    return classes.values()


def readings(snapshots, *, own=None):
    """(group, position) to the answers that are all that is left possible for everybody there; `own` is what an insider takes out first."""
    possible = defaultdict(set)
    for snapshot in snapshots:
        for group in snapshot.groups:
            for position in range(len(snapshot.items)):
                column = [row[position] for row in group.rows]
                if own is not None:
                    if own not in column:
                        continue
                    column.remove(own)
                possible[group.key, position].add(tuple(sorted(column, key=str)))
    return {place: left for place, columns in possible.items() for left in columns if len(columns) == 1 and left and len(set(left)) == 1}


ALPHABET = (1, 2, 3, 4, 5, DONT_KNOW)


@pytest.mark.parametrize("people", [1, 4, 5, 6])
def test_every_small_group_there_can_be(people):
    everyone = [organisation(teachers=list(column), headcounts={"teachers": 9}) for column in combinations_with_replacement(ALPHABET, people)]
    for snapshots in classes_of(everyone):
        assert readings(snapshots) == {}
        for own in ALPHABET:
            if people > 1:
                assert readings(snapshots, own=own) == {}, f"a colleague who answered {own} can read the others"


@pytest.mark.parametrize("sizes", [(4, 5), (3, 3), (1, 5), (4, 1)])
def test_every_pair_of_small_groups_there_can_be(sizes):
    columns = [list(combinations_with_replacement((1, 3, 5), size)) for size in sizes]
    everyone = [organisation(management=list(a), teachers=list(b), headcounts={"management": 6, "teachers": 8}) for a, b in product(*columns)]
    for snapshots in classes_of(everyone):
        assert readings(snapshots) == {}


def test_every_group_of_five_with_two_questions_of_one_theme():
    rows = list(product((1, 4, 5), repeat=2))
    everyone = [organisation(questions=items(2), teachers=list(five), headcounts={"teachers": 7}) for five in combinations_with_replacement(rows, 5)]
    for snapshots in classes_of(everyone):
        assert readings(snapshots) == {}


def test_a_closed_round_is_never_published_beside_another_state_of_itself():
    five, six = organisation(teachers=[1, 2, 3, 4, 5]), organisation(teachers=[1, 2, 3, 4, 5, 5])
    with pytest.raises(RefusedComparison, match="published once"):
        publish(six, previous=five)


@settings(tries, max_examples=max(ATTACKS // 3, 10))
@given(organisations(most=20), st.randoms())
def test_one_respondent_more_determines_nobody_in_either_round(snapshot, chance):
    last = snapshot.groups[-1]
    newcomer = tuple(chance.randint(1, 5) for _item in snapshot.items)
    grown = replace(
        snapshot,
        round="round-2027",
        closed_on=AUTUMN,
        groups=(*snapshot.groups[:-1], GroupRows(last.key, last.headcount + 1, (*last.rows, newcomer))),
    )
    before, after = publish(snapshot, ask=QUIET), publish(grown, ask=QUIET, previous=snapshot)
    assert determined(snapshot, before) == [] and determined(grown, after) == []
    without_changes = {place: replace(cell, change=None) if hasattr(cell, "change") else cell for place, cell in after.cells.items()}
    alone = {place: replace(cell, change=None) if hasattr(cell, "change") else cell for place, cell in publish(grown, ask=QUIET).cells.items()}
    assert without_changes == alone, "an earlier round must not change what this one shows of itself"


def test_the_attacker_finds_what_a_careless_publication_gives_away():
    """The attacker is no straw man: without the rules it reads answers at once."""
    question, five, six = ("s-1.1",), ("management", "s-1.1"), ("teachers", "s-1.1")
    management, teachers = Part(("management",), question), Part(("teachers",), question)
    attacker = Attacker({five: 5, six: 6}, [Statement((management,), 5.0), Statement((teachers,), 3.0)])
    assert attacker.is_determined(five, 5)
    assert not attacker.is_determined(six, 3)
    everybody = Part(("management", "teachers"), question)
    small = Attacker({five: 4, six: 6}, [Statement((everybody,), 3.4), Statement((teachers,), 3.0)])
    assert small.small_differences() == [(frozenset({five}), 4)]
    assert not small.is_determined(five, 4)
    assert Attacker({five: 4, six: 6}, [Statement((everybody,), 3.8), Statement((teachers,), 3.0)]).is_determined(five, 5)


def test_findings_do_not_depend_on_the_order_of_answers():
    """Drawn permutations are the one thing that could; with p near the limit the order must still not matter."""
    chance = Random(6)
    for _try in range(6):
        lead = [tuple(chance.randint(2, 5) for _question in range(2)) for _person in range(9)]
        rest = [tuple(chance.randint(1, 4) for _question in range(2)) for _person in range(25)]
        one = organisation(questions=items(1, 1), management=lead, teachers=rest)
        other = organisation(questions=items(1, 1), management=lead[::-1], teachers=chance.sample(rest, len(rest)))
        assert publish(one).findings == publish(other).findings
