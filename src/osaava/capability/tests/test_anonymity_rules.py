"""Each rule of publication has a story that fails when the rule is taken away."""

from dataclasses import replace
from datetime import date

import pytest

from osaava.capability.anonymity import (
    ALL,
    DONT_KNOW,
    NOT_APPLICABLE,
    OTHERS,
    Ask,
    Change,
    Count,
    GroupRows,
    InvalidSnapshot,
    ItemRef,
    Level,
    Reason,
    Refusal,
    RefusedComparison,
    Shares,
    Snapshot,
    Value,
    participation,
    publish,
)
from osaava.capability.anonymity.figures import count
from osaava.capability.anonymity.plan import Block
from osaava.capability.anonymity.published import Cell
from osaava.capability.tests.organisations import AUTUMN, items, organisation

MIXED = [1, 2, 3, 4, 5, 3, 2, 4]
PROTECTED, TOO_FEW = Refusal(Reason.PROTECTED, 5), Refusal(Reason.TOO_FEW, 5, "1-4")


def show(snapshot: Snapshot, group: str = ALL, key: str = "s-1.1", level: Level = Level.ITEM, **more) -> Cell:
    return publish(snapshot, ask=Ask(findings=False), **more).cell(level, key, group)


# R1: five answers


def test_four_respondents_are_not_shown():
    assert show(organisation(teachers=[1, 2, 4, 5]), "teachers") == TOO_FEW


def test_five_respondents_are_shown():
    value = show(organisation(teachers=[1, 2, 4, 5, 4]), "teachers")
    assert (value.mean, value.n) == (3.2, 5)


@pytest.mark.parametrize(("people", "said"), [(0, "0"), (1, "1-4"), (4, "1-4"), (5, "5"), (8, "8")])
def test_respondents_are_counted_from_five_on(people, said):
    published = publish(organisation(teachers=MIXED[:people], headcounts={"teachers": 9}))
    assert published.groups[0].respondents == said
    assert published.respondents == (said if people >= 5 else "0"), "the whole counts those who are in a figure"


def test_a_question_with_four_answers_is_protected_in_a_larger_group():
    assert show(organisation(teachers=[1, 2, 4, 5, DONT_KNOW, None, NOT_APPLICABLE]), "teachers") == PROTECTED


def test_a_question_with_five_answers_is_shown_in_a_larger_group():
    assert show(organisation(teachers=[1, 2, 4, 5, 3, DONT_KNOW, None]), "teachers").n == 5


def test_an_empty_form_is_nobody():
    assert show(organisation(teachers=[1, 2, 4, 5, None, None]), "teachers") == TOO_FEW


def test_a_group_of_one_and_an_organisation_of_four_show_nothing():
    published = publish(organisation(management=[5], teachers=[1, 2, 4]))
    assert all(isinstance(cell, Refusal) for cell in published.cells.values())
    assert published.respondents == "0" and [card.respondents for card in published.groups] == ["1-4", "1-4"]
    assert published.findings == () and published.columns() == ()


def test_nobody_answered():
    published = publish(organisation(teachers=[], headcounts={"teachers": 30}))
    assert published.cell("item", "s-1.1", "teachers") == Refusal(Reason.TOO_FEW, 5, "0")
    assert published.cell("item", "s-1.1") == Refusal(Reason.TOO_FEW, 5)


# R2, R3: nothing can be subtracted


def test_one_small_group_stays_outside_the_whole():
    snapshot = organisation(management=[5, 5, 5], teachers=MIXED)
    whole = show(snapshot)
    assert (whole.mean, whole.n, whole.groups) == (3.0, 8, ("teachers",))
    assert publish(snapshot).respondents == "8"


def test_small_groups_are_counted_together_when_they_are_five():
    snapshot = organisation(management=[5, 4, 4], teachers=MIXED, support=[1, 2])
    assert show(snapshot, "management") == TOO_FEW and show(snapshot, "support") == TOO_FEW
    assert (show(snapshot, OTHERS).mean, show(snapshot, OTHERS).n, show(snapshot, OTHERS).groups) == (3.2, 5, ("management", "support"))
    assert show(snapshot).n == 13
    assert [card.shown_in for card in publish(snapshot).groups] == [OTHERS, "teachers", OTHERS]


def test_a_group_in_which_nobody_answered_is_not_counted_with_the_small_ones():
    snapshot = organisation(management=[5, 4, 4], guidance=[], support=[1, 2], headcounts={"guidance": 60})
    assert publish(snapshot).cell("item", "s-1.1", OTHERS).groups == ("management", "support")
    assert publish(snapshot).groups[1].shown_in == ""


def test_small_groups_of_four_together_stay_hidden():
    snapshot = organisation(management=[5, 4], teachers=MIXED, support=[1, 2])
    assert (OTHERS in publish(snapshot).columns(), show(snapshot).n) == (False, 8)


def test_an_organisation_of_small_groups_only_has_a_whole():
    snapshot = organisation(management=[5, 4, 4, 1], guidance=[1, 2, 3, 3])
    assert (show(snapshot).n, publish(snapshot).columns()) == (8, (OTHERS,))


def test_a_hidden_question_is_outside_the_theme():
    snapshot = organisation(questions=items(2), teachers=[(1, 5), (2, 5), (3, 5), (4, 5), (5, 5), (3, 1)])
    theme = show(snapshot, "teachers", "t1", Level.THEME)
    assert (theme.mean, theme.items) == (3.0, ("s-1.1",))


def test_a_theme_needs_half_of_its_questions():
    snapshot = organisation(questions=items(3), teachers=[(n, 5, 1) for n in MIXED])
    assert show(snapshot, "teachers", "t1", Level.THEME) == PROTECTED
    assert show(snapshot, "teachers", "1.1", Level.COMPETENCE).mean == 3.0


def test_a_hidden_cell_of_a_group_is_outside_the_whole_of_that_question():
    snapshot = organisation(management=[5, 5, 5, 5, 5, 5], teachers=MIXED)
    assert (show(snapshot, "management"), show(snapshot).groups, show(snapshot).mean) == (PROTECTED, ("teachers",), 3.0)


def test_the_whole_needs_half_of_the_people():
    snapshot = organisation(management=MIXED, teachers=[1, 2, 3], headcounts={"management": 9, "teachers": 10})
    assert show(snapshot) == Refusal(Reason.NOT_COVERED)
    assert show(replace(snapshot, groups=(snapshot.groups[0], replace(snapshot.groups[1], headcount=9)))).n == 8


def test_the_whole_is_made_of_published_figures_by_headcount():
    snapshot = organisation(management=[4, 4, 4, 5, 5, 4], teachers=MIXED, headcounts={"management": 10, "teachers": 90})
    assert show(snapshot, "management").mean == 4.3
    assert show(snapshot).mean == 3.1  # 0.1 × 4.3 + 0.9 × 3.0 = 3.13


def test_the_whole_of_a_theme_is_made_of_what_the_groups_show():
    management = [(4, 4), (4, 4), (4, 4), (5, 5), (5, 5), (4, None)]  # 4.3 and 4.4: shown as 4.4, not as 4.35
    snapshot = organisation(questions=items(2), management=management, teachers=[(n, n) for n in MIXED], headcounts={"management": 90, "teachers": 10})
    assert (show(snapshot, "management", "t1", Level.THEME).mean, show(snapshot, "teachers", "t1", Level.THEME).mean) == (4.4, 3.0)
    assert show(snapshot, key="t1", level=Level.THEME).mean == 4.3  # 0.9 × 4.4 + 0.1 × 3.0 = 4.26; of unrounded means it would be 4.2


# R4: frozen


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"round": "round-2027"}, "published once"),
        ({"organisation": "toinen"}, "another organisation"),
        ({"instrument": "organisation"}, "another instrument"),
        ({"closed_on": date(2028, 1, 1)}, "closed after"),
    ],
)
def test_rounds_that_may_not_stand_side_by_side(change, message):
    now = organisation(teachers=MIXED, closed=AUTUMN)
    with pytest.raises(RefusedComparison, match=message):
        publish(now, previous=replace(organisation(teachers=MIXED), **change))


# R5: coarse numbers


def test_means_have_one_decimal_and_halves_go_up():
    assert show(organisation(teachers=[1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]), "teachers").mean == 2.0
    assert show(organisation(teachers=[1] * 10 + [2] * 8 + [3] * 2), "teachers").mean == 1.6
    assert show(organisation(teachers=[2] * 15 + [3] * 5), "teachers").mean == 2.3


@pytest.mark.parametrize(
    ("dont_know", "people", "count"),
    [
        (0, 12, Count(0)),
        (2, 12, Count(0)),
        (3, 12, Count(5)),
        (7, 12, Count(5)),
        (11, 19, Count(10)),
        (3, 8, Count(5)),
        (0, 20, Count(0, exact=True)),
        (7, 20, Count(7, exact=True)),
        (14, 20, Count(14, exact=True)),
        (15, 20, Count(15, at_least=True)),
    ],
)
def test_dont_know_is_coarse_under_twenty(dont_know, people, count):
    numbers = ([1, 3, 5, 2, 4] * 4)[: people - dont_know]
    assert show(organisation(teachers=[*numbers, *[DONT_KNOW] * dont_know]), "teachers").dont_know == count


@pytest.mark.parametrize("people", range(5, 40))
def test_a_count_never_says_everybody(people):
    """Not even where a caller asks for the count of a hidden cell."""
    block = Block("teachers", organisation(teachers=[DONT_KNOW] * people).groups)
    said = count(DONT_KNOW, block, 0, items(1)[0])
    assert said.at_least or (said.value <= people and any(count_of(people, n) == said for n in range(people)))


def count_of(people, dont_know):
    block = Block("teachers", organisation(teachers=[*[DONT_KNOW] * dont_know, *[3] * (people - dont_know)]).groups)
    return count(DONT_KNOW, block, 0, items(1)[0])


def test_does_not_concern_us_is_counted_apart():
    value = show(organisation(teachers=[*MIXED, *[NOT_APPLICABLE] * 4, DONT_KNOW]), "teachers")
    assert (value.dont_know, value.not_applicable, value.mean) == (Count(0), Count(5), 3.0)


def test_all_dont_know_says_only_that_nothing_is_shown():
    assert show(organisation(teachers=[DONT_KNOW] * 9), "teachers") == PROTECTED


def test_shares_start_at_twenty_answers_and_are_tens():
    nineteen = [1, 2, 3, 4, 5] * 3 + [3, 3, 4, 2]
    assert show(organisation(teachers=nineteen), "teachers").shares is None
    assert show(organisation(teachers=[*nineteen, 3]), "teachers").shares == Shares(40, 30, 40)


def test_shares_never_say_nobody_or_everybody():
    assert show(organisation(teachers=[4, 5] * 15), "teachers").shares == Shares(10, 10, 90)


def test_a_value_has_no_smallest_and_largest_answer():
    assert {f for f in Value.__dataclass_fields__ if "min" in f or "max" in f} == set()


# R6: alike answers


@pytest.mark.parametrize("column", [[3] * 5, [5] * 9, [1] * 12, [5, 5, 5, 5, 4], [2, 2, 2, 2, 2, 2, 5], [4] * 30, [4] * 29 + [1]])
def test_answers_that_are_alike_are_protected(column):
    assert show(organisation(teachers=column), "teachers") == PROTECTED


@pytest.mark.parametrize("column", [[5, 5, 5, 4, 4], [5, 5, 5, 4, 3], [2] * 8 + [3, 3]])
def test_two_answers_apart_are_enough(column):
    assert isinstance(show(organisation(teachers=column), "teachers"), Value)


def test_alike_answers_show_the_word_of_the_theme_only():
    snapshot = organisation(questions=items(2), teachers=[(n, 5) for n in [4, 4, 4, 3, 3, 4]])
    assert show(snapshot, "teachers", "s-1.2") == PROTECTED
    assert show(snapshot, "teachers", "t1", Level.THEME).level == 4


def test_too_few_and_alike_look_the_same():
    few, alike = organisation(teachers=[1, 2, 3, 4, DONT_KNOW]), organisation(teachers=[4, 4, 4, 4, DONT_KNOW, 4])
    assert show(few, "teachers") == show(alike, "teachers")


# R12: while the round is open


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, "1-4"), (4, "1-4"), (5, "5-9"), (9, "5-9"), (10, "10"), (62, "62")])
def test_participation_is_coarse_while_the_round_is_open(count, said):
    assert participation(count) == said


def test_under_ten_answers_are_marked_as_few():
    nine, ten = organisation(teachers=[*MIXED, 3]), organisation(teachers=[*MIXED, 3, 3])
    assert (show(nine).rests_on_few, show(ten).rests_on_few) == (True, False)


# Headcounts


def test_fewer_people_than_answers_is_said_and_narrows_nothing():
    snapshot = organisation(teachers=MIXED, headcounts={"teachers": 3})
    published = publish(snapshot)
    assert published.groups[0].headcount_too_small
    wide, exact = published.cell("item", "s-1.1").interval, show(organisation(teachers=MIXED)).interval
    assert wide.high - wide.low > 1 > 0.3 > exact.high - exact.low


def test_an_interval_knows_the_headcount():
    widths = []
    for headcount in (8, 16, 800):
        interval = show(organisation(teachers=MIXED, headcounts={"teachers": headcount})).interval
        widths.append(interval.high - interval.low)
    assert widths == sorted(widths) and widths[0] < 0.5 * widths[1]


def test_an_interval_of_few_says_nothing_of_their_spread_on_one_question():
    """Under twenty people the width comes from all questions together: two questions with the same mean have the same interval."""
    near, far = [3, 3, 3, 3, 2, 4, 2, 4], [1, 5, 1, 5, 1, 5, 1, 5]
    snapshot = organisation(questions=items(2), teachers=list(zip(near, far, strict=True)))
    assert show(snapshot, "teachers", "s-1.1").interval == show(snapshot, "teachers", "s-1.2").interval


# Questions that are put to some groups only


def test_a_question_that_a_group_is_not_asked():
    questions = (ItemRef("s-1.1", "1.1", "t1", ("teachers",)), ItemRef("s-1.2", "1.2", "t1"))
    snapshot = organisation(questions=questions, management=[(None, n) for n in MIXED], teachers=[(n, n) for n in MIXED], support=[(None, 3)])
    assert show(snapshot, "management") == show(snapshot, "support") == Refusal(Reason.NOT_ASKED)
    assert (show(snapshot).groups, show(snapshot, key="s-1.2").groups) == (("teachers",), ("management", "teachers"))
    assert show(snapshot, "management", "t1", Level.THEME).items == ("s-1.2",)


def test_an_answer_to_a_question_that_was_not_asked_does_not_count():
    questions = (ItemRef("s-1.1", "1.1", "t1", ("support",)), ItemRef("s-1.2", "1.2", "t1"))
    snapshot = organisation(questions=questions, management=[(1, 1), (2, 2), (3, 3)], support=[(4, 4), (5, 5), (1, 1)])
    assert show(snapshot, OTHERS) == PROTECTED
    assert show(snapshot, OTHERS, "s-1.2").n == 6


def test_a_question_that_nobody_is_asked():
    questions = (ItemRef("s-1.1", "1.1", "t1", ("guidance",)), ItemRef("s-1.2", "1.2", "t1"))
    assert show(organisation(questions=questions, teachers=[(None, n) for n in MIXED])) == Refusal(Reason.NOT_ASKED)


# Changes between rounds


def test_a_change_is_the_difference_of_published_figures():
    before, now = organisation(teachers=MIXED), organisation(teachers=[n if n == 5 else n + 1 for n in MIXED], closed=AUTUMN)
    change = show(now, previous=before).change
    assert (change.value, change.previous, change.items) == (0.9, 3.0, 1)
    assert change.interval.low < 0.9 < change.interval.high


def test_a_change_leaves_out_what_either_round_hides():
    before = organisation(questions=items(2), teachers=[(n, 5) for n in MIXED])
    now = organisation(questions=items(2), teachers=[(n, n) for n in MIXED], closed=AUTUMN)
    published = publish(now, previous=before)
    assert published.cell("item", "s-1.2", "teachers").change == Refusal(Reason.NOTHING_TO_COMPARE)
    assert published.cell("theme", "t1", "teachers").change.items == 1


def test_a_change_of_a_theme_needs_half_of_its_questions_in_both_rounds():
    before = organisation(questions=items(3), teachers=[(n, 5, 5) for n in MIXED])
    now = organisation(questions=items(3), teachers=[(n, n, n) for n in MIXED], closed=AUTUMN)
    assert show(now, "teachers", "t1", Level.THEME, previous=before).change == Refusal(Reason.NOTHING_TO_COMPARE)
    more = organisation(questions=items(3), teachers=[(n, n, 5) for n in MIXED])
    assert show(now, "teachers", "t1", Level.THEME, previous=more).change.items == 2


@pytest.mark.parametrize(("teachers", "is_compared"), [(20, False), (10, True)])
def test_a_change_of_the_whole_needs_half_of_the_people_in_both_rounds(teachers, is_compared):
    before = organisation(management=MIXED, teachers=[5] * 8)
    now = organisation(management=MIXED, teachers=MIXED, headcounts={"management": 10, "teachers": teachers}, closed=AUTUMN)
    assert isinstance(show(now, previous=before).change, Change) == is_compared


def test_small_groups_together_are_compared_only_when_they_are_the_same_groups():
    before = organisation(management=[1, 2, 3], guidance=[4, 5, 3])
    assert isinstance(show(replace(before, round="round-2027", closed_on=AUTUMN), OTHERS, previous=before).change, Change)
    now = organisation(management=[1, 2, 3], support=[4, 5, 3], closed=AUTUMN)
    assert show(now, OTHERS, previous=before).change == Refusal(Reason.NOTHING_TO_COMPARE)


def test_a_targeted_round_compares_its_own_questions():
    before = organisation(questions=items(3), teachers=[(n, 6 - n, n) for n in MIXED])
    now = replace(organisation(questions=items(1), teachers=MIXED, closed=AUTUMN), version=2)
    assert show(now, "teachers", "t1", Level.THEME, previous=before).change.items == 1


def test_a_shift_between_groups_is_no_change():
    """Nobody changed their mind; only the headcounts did."""
    low, high = [1, 2, 1, 2, 1, 2], [4, 5, 4, 5, 4, 5]
    before = organisation(management=high, teachers=low, headcounts={"management": 10, "teachers": 90})
    now = organisation(management=high, teachers=low, headcounts={"management": 50, "teachers": 50}, closed=AUTUMN)
    assert show(now, previous=before).change.value == 0.0
    assert isinstance(show(now, previous=before).change, Change)


def test_a_first_round_has_no_change():
    assert show(organisation(teachers=MIXED)).change == Refusal(Reason.NOTHING_TO_COMPARE)


# Asking for less


def test_asking_for_less_shows_a_part_of_the_same():
    snapshot = organisation(questions=items(2), teachers=[(n, 6 - n) for n in MIXED])
    everything = publish(snapshot).cells
    some = publish(snapshot, ask=Ask(levels=(Level.THEME,))).cells
    assert some.items() < everything.items()


# Snapshots that cannot be


@pytest.mark.parametrize("answer", [0, 6, True, 3.0, "yes", -1])
def test_what_is_no_answer_is_refused(answer):
    with pytest.raises(InvalidSnapshot, match="no answer"):
        organisation(teachers=[answer])


def test_rows_must_fit_and_keys_be_single():
    with pytest.raises(InvalidSnapshot, match="2 answers to 1"):
        organisation(teachers=[(1, 2)])
    with pytest.raises(InvalidSnapshot, match="item key"):
        organisation(questions=items(1) * 2, teachers=[])
    with pytest.raises(InvalidSnapshot, match="group key"):
        replace(organisation(teachers=[]), groups=(GroupRows("teachers", 1, ()),) * 2)
    with pytest.raises(InvalidSnapshot, match="sum of groups"):
        organisation(all=[])
    with pytest.raises(InvalidSnapshot, match="negative"):
        organisation(teachers=[], headcounts={"teachers": -1})
