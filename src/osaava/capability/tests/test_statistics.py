"""The formulas against values from their sources and against brute force."""

import math
import random
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from osaava.capability.anonymity.rounding import even_decimal, one_decimal, to_step, two_decimals
from osaava.capability.statistics.bands import QUARTILES, mean, quantile
from osaava.capability.statistics.dispersion import Column, dispersion
from osaava.capability.statistics.effects import FEWEST_COMPARED, Shift, average_effect, effect
from osaava.capability.statistics.intervals import ROUNDING, Estimate, combine, difference, spread, t_quantile, wilson
from osaava.capability.statistics.permutation import holm, standing_out, two_groups, two_rounds

NAN = float("nan")


@pytest.mark.parametrize(("freedom", "expected"), [(4, 2.7764), (5, 2.5706), (8, 2.3060), (16, 2.1199), (30, 2.0423), (100, 1.9840), (1e6, 1.9600)])
def test_t_quantiles_are_those_of_the_tables(freedom, expected):
    assert t_quantile(float(freedom)) == pytest.approx(expected, abs=0.005)


def test_wilson_is_the_known_interval_for_a_proportion():
    """8 of 10 "yes" by Wilson at 95 %: 0.490 to 0.943 (Newcombe 1998 gives the formula)."""
    p, n = 0.8, 10
    low, high = wilson(Estimate(1 + 4 * p, 16 * p * (1 - p) / n, 1e6))
    assert ((low - 1) / 4, (high - 1) / 4) == pytest.approx((0.4902, 0.9433), abs=0.001)


@pytest.mark.parametrize("centre", [1.0, 1.1, 3.0, 4.9, 5.0])
def test_an_interval_stays_on_the_scale_and_holds_its_mean(centre):
    low, high = wilson(Estimate(centre, 0.05, 10))
    assert 1 <= low <= centre <= high <= 5
    assert high - low > 0.2


def test_more_people_make_a_narrower_interval():
    widths = [high - low for low, high in (wilson(Estimate(3.0, variance, 20)) for variance in (0.2, 0.1, 0.05, 0.0))]
    assert widths == sorted(widths, reverse=True)


def test_combining_weighs_means_and_squares_weights_in_the_variance():
    found = combine([Estimate(2.0, 0.04, 10), Estimate(4.0, 0.08, 20)], [1, 3])
    assert found.mean == 3.5
    assert found.variance == pytest.approx(0.0625 * 0.04 + 0.5625 * 0.08 + ROUNDING)
    assert 10 < found.freedom < 25


def test_a_difference_adds_variances():
    low, high = difference(Estimate(3.5, 0.02, 1e6), Estimate(3.0, 0.02, 1e6))
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.2, 0.5 + 1.96 * 0.2), abs=0.001)
    assert difference(Estimate(5, 2, 3), Estimate(1, 2, 3))[1] == 4


def column(answers, theme="t1", key="q", fraction=0.0):
    return Column(key, theme, dict(enumerate(answers)), round(sum(answers) / len(answers), 1), fraction)


def test_the_ratio_of_a_block_is_its_variance_in_parts_of_what_the_mean_allows():
    """Answers 1 and 5 by halves have the largest variance there is; all near 3 have a small one."""
    wide = dispersion([column([1, 5] * 8), column([5, 1] * 8, key="r")], 16)
    narrow = dispersion([column([3, 3, 3, 4] * 4), column([3, 2, 3, 3] * 4, key="r")], 16)
    assert wide.ratio == 1.0 and narrow.ratio == 0.05


def test_the_correlation_of_a_block_is_within_themes_only():
    same = dispersion([column([1, 2, 3, 4, 5, 3]), column([1, 2, 3, 4, 5, 3], key="r")], 6)
    apart = dispersion([column([1, 2, 3, 4, 5, 3]), column([1, 2, 3, 4, 5, 3], "t2", "r")], 6)
    assert same.correlation == 1.0
    assert apart.correlation == 0.35, "the usual one, where no two questions of a theme are shown"


def test_a_large_block_uses_its_own_people():
    """The variance of a theme by linearisation is, without gaps, the variance of the people's own means."""
    chance = random.Random(2)
    a, b = [chance.randint(1, 5) for _ in range(30)], [chance.randint(1, 5) for _ in range(30)]
    columns = [column(a), column(b, key="r")]
    own = np.array([(x + y) / 2 for x, y in zip(a, b, strict=True)])
    assert dispersion(columns, 30).estimate(columns).variance == pytest.approx(own.var(ddof=1) / 30 + 1.5 * ROUNDING)


def test_everybody_answering_leaves_only_the_rounding():
    columns = [column([1, 2, 3, 4, 5], fraction=1.0)]
    assert dispersion(columns, 5).estimate(columns).variance == pytest.approx(ROUNDING)


def test_the_largest_variance_of_a_mean():
    assert spread(3.0) == 4.0 and spread(5.0) == 0.2


def test_an_exact_comparison_counts_every_division():
    first, second = np.array([[1.0], [2.0], [2.0], [1.0], [3.0]]), np.array([[4.0], [5.0], [3.0], [4.0]])

    def welch(a, b):
        return abs(np.mean(a) - np.mean(b)) / math.sqrt(max(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b), 1e-6))

    everyone = [*first[:, 0], *second[:, 0]]
    divisions = [([everyone[i] for i in c], [everyone[i] for i in range(9) if i not in c]) for c in combinations(range(9), 5)]
    seen = welch(first, second)
    expected = sum(welch(a, b) >= seen - 1e-9 for a, b in divisions) / len(divisions)
    assert two_groups(first, second)[0] == pytest.approx(expected)


def test_many_themes_make_each_one_harder_to_name():
    chance = np.random.default_rng(1)
    first, second = chance.normal(0, 1, (15, 8)), chance.normal(0, 1, (25, 8))
    first[:, 0] += 0.9
    alone, among = two_groups(first[:, :1], second[:, :1])[0], two_groups(first, second)[0]
    assert alone < 0.05 < among or alone < among


def test_a_comparison_is_the_same_every_time():
    chance = np.random.default_rng(5)
    first, second = chance.normal(0, 1, (20, 3)), chance.normal(0.4, 1, (30, 3))
    assert (two_groups(first, second) == two_groups(first, second)).all()


def test_gaps_are_left_out_of_a_comparison():
    first = np.array([[1.0, NAN], [2.0, NAN], [1.0, 2.0], [2.0, 3.0], [1.5, NAN]])
    assert np.isfinite(two_groups(first, first + 3)).all()


def test_a_change_of_rounds_is_found_and_a_shift_of_groups_is_not():
    chance = np.random.default_rng(3)
    teachers, management = chance.normal(3, 0.7, (40, 2)), chance.normal(4, 0.5, (10, 2))
    later_teachers, later_management = chance.normal(3, 0.7, (20, 2)), chance.normal(4, 0.5, (30, 2))
    assert two_rounds([later_teachers, later_management], [teachers, management], [40, 10]).min() > 0.05
    assert two_rounds([later_teachers + np.array([0.0, 0.8]), later_management], [teachers, management], [40, 10])[1] < 0.01


def test_what_stands_out_is_one_theme_against_the_persons_others():
    chance = np.random.default_rng(3)
    scores = chance.normal(3, 1, (25, 1)) + chance.normal(0, 0.5, (25, 4)) + [0, 0, 0, 0.8]
    p = standing_out(scores, np.ones(25))
    assert p.argmin() == 3 and p[3] < 0.01
    assert standing_out(scores[:1], np.ones(1)).tolist() == [1.0] * 4


def test_holm_steps_down():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0] and holm([]) == []


def test_quantiles_are_of_type_seven():
    values = [10, 13, 20, 21, 30, 34, 35, 40, 41, 50]
    assert [float(quantile(values, p)) for p in QUARTILES] == np.quantile(values, [0.25, 0.5, 0.75]).tolist()
    assert mean(values) == Fraction(147, 5)


@pytest.mark.parametrize(("value", "rounded"), [(Fraction(5, 4), 1.3), (Fraction(27, 20), 1.4), (2.05, 2.1), (Fraction(-1, 20), 0.0), (3, 3.0)])
def test_halves_go_up(value, rounded):
    assert one_decimal(value) == rounded


def test_means_of_rounded_means_do_not_drift_upwards():
    assert [even_decimal(v) for v in (3.05, 3.15, 3.25, 3.1500000001)] == [3.0, 3.2, 3.2, 3.2]
    assert two_decimals(2.345) == 2.35 and to_step(17, Fraction(5)) == 15.0


NO_ACTION = [
    Shift(before, before + change)
    for before, change in zip([2.0, 2.2, 2.5, 2.6, 2.8, 3.0, 3.1, 3.3, 3.4, 3.6, 3.8, 4.0], [0.2, 0.1] * 6, strict=True)
]


def test_an_effect_is_set_beside_those_that_did_not_act():
    found = effect(Shift(2.1, 3.1), NO_ACTION)
    assert (found.change, found.compared, found.as_large, found.clear) == (1.0, 12, 0, True)
    assert found.low < found.difference < found.high and found.low > 0
    assert "few_answers" not in found.limits and "not_drawn_by_lot" in found.limits


def test_a_change_like_everybody_elses_is_no_effect():
    found = effect(Shift(3.0, 3.2, rests_on_few=True), NO_ACTION)
    assert not found.clear and found.low <= 0 <= found.high
    assert "few_answers" in found.limits


def test_drifting_back_to_the_middle_is_no_effect():
    """The lower the start, the more everybody rises by themselves; the one who acted rose as far as that."""
    drifting = [Shift(b, b + (3.0 - b) / 2 + (0.02 if i % 2 else -0.02)) for i, b in enumerate([2.0, 2.3, 2.5, 2.8, 3.0, 3.2, 3.4, 3.6, 3.8, 4.0])]
    found = effect(Shift(2.0, 2.5), drifting)
    assert (found.adjusted, found.expected, found.difference, found.clear) == (True, 0.5, 0.0, False)


def test_few_organisations_give_no_effect():
    assert effect(Shift(2, 3), NO_ACTION[: FEWEST_COMPARED - 1]) is None
    assert effect(Shift(2, 3), NO_ACTION[:FEWEST_COMPARED]).adjusted is False


def test_the_average_effect_is_found_and_chance_is_not():
    chance = random.Random(8)
    others = [Shift(b := chance.gauss(3, 0.4), b + chance.gauss(0, 0.2)) for _ in range(30)]
    acted = [Shift(b := chance.gauss(2.8, 0.4), b + 0.4 + chance.gauss(0, 0.2)) for _ in range(15)]
    gap, p = average_effect(acted, others)
    assert 0.25 < gap < 0.55 and p < 0.01
    _gap, p = average_effect(others[:10], others[10:])
    assert p > 0.05
    assert average_effect(acted[:3], others) is None
