"""Counting needs: who aims at what, what units lead over, and what may not be said."""

from dataclasses import dataclass

import pytest

from osaava.analytics.needs import FEWEST, Need, covered, needs, wanted


@dataclass
class Aim:
    organisation_id: int
    level: int = 3
    competence: str = "6.2"
    groups: tuple = ("teachers",)


@dataclass
class Unit:
    competences: tuple
    groups: tuple = ("teachers",)
    languages: tuple = ("fi",)


FINNISH = {n: ("fi",) for n in range(9)}


def found(aims, units=(), languages=FINNISH):
    return needs(wanted(aims, languages, ["teachers", "guidance"]), units)


def test_three_organisations_make_a_need_and_two_do_not():
    assert found([Aim(0), Aim(1)]) == []
    assert found([Aim(0), Aim(1), Aim(2)]) == [Need("6.2", "teachers", "fi", 3, 0, (1, 3))]
    assert FEWEST == 3


def test_one_organisation_with_three_goals_is_one():
    assert found([Aim(0, 2), Aim(0, 3), Aim(0, 4)]) == []


def test_the_highest_level_of_an_organisation_counts():
    assert wanted([Aim(0, 2), Aim(0, 4)], FINNISH, []) == {("6.2", "teachers", "fi"): {0: 4}}


def test_an_aim_without_groups_is_for_everybody():
    assert {need.group for need in found([Aim(n, groups=()) for n in range(3)])} == {"teachers", "guidance"}


def test_a_bilingual_organisation_wants_both_languages_and_one_outside_the_network_none():
    languages = {0: ("fi", "sv"), 1: ("fi",), 2: ("fi",), 3: ("sv",)}
    [need] = found([Aim(n) for n in range(5)], languages=languages)
    assert (need.language, need.organisations) == ("fi", 3)


@pytest.mark.parametrize(
    ("unit", "missing"),
    [
        (Unit((("6.2", 1, 3),)), None),
        (Unit((("6.2", 1, 2),)), (2, 3)),
        (Unit((("6.2", 2, 3),)), (1, 2)),
        (Unit((("6.1", 1, 3),)), (1, 3)),
        (Unit((("6.2", 1, 3),), groups=("guidance",)), (1, 3)),
        (Unit((("6.2", 1, 3),), languages=("sv",)), (1, 3)),
    ],
)
def test_what_is_missing_between_the_levels(unit, missing):
    [need] = found([Aim(0), Aim(1), Aim(2)], [unit])
    assert need.missing == missing


def test_a_level_that_two_aim_at_is_not_said_to_be_missing():
    """Three aim at level 2, which a unit serves; two of them at level 4. That two do is not told."""
    [need] = found([Aim(0, 2), Aim(1, 4), Aim(2, 4)], [Unit((("6.2", 1, 2),))])
    assert (need.missing, need.organisations) == (None, 3)


def test_the_number_is_of_those_who_aim_past_the_missing_level():
    [need] = found([Aim(0, 2), Aim(1, 3), Aim(2, 3), Aim(3, 4)], [Unit((("6.2", 1, 2),))])
    assert (need.missing, need.organisations) == ((2, 3), 3)


def test_needs_without_content_come_first_then_the_most_shared():
    aims = [Aim(n) for n in range(3)] + [Aim(n, competence="6.1") for n in range(4)] + [Aim(n, competence="1.1") for n in range(5)]
    assert [need.competence for need in found(aims, [Unit((("1.1", 1, 3),))])] == ["6.1", "6.2", "1.1"]


def test_units_are_counted_for_each_group_and_language():
    steps, counts = covered([Unit((("6.2", 1, 3),), groups=("teachers", "guidance"), languages=("fi", "sv")), Unit((("6.2", 3, 4),))])
    assert steps["6.2", "teachers", "fi"] == {1, 2, 3}
    assert (counts["6.2", "teachers", "fi"], counts["6.2", "guidance", "sv"]) == (2, 1)
