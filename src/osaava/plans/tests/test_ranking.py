"""The order of the list, and that its words say what put a competence there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osaava.plans import presentation, ranking
from osaava.plans.ranking import Offer, Standing
from osaava.plans.tests import factories

LEVELS = st.one_of(st.none(), st.integers(10, 50).map(lambda x: x / 10))


def order(standings, offers=None, importance=None):
    return [row.competence for row in ranking.rank(standings, offers or {}, importance or {})]


def test_the_lower_level_comes_first():
    assert order([Standing("1.1", "majakka", 3.4), Standing("1.2", "majakka", 1.8), Standing("1.3", "majakka", 4.4)]) == ["1.2", "1.1", "1.3"]


def test_what_matters_most_may_pass_what_is_lower():
    standings = [Standing("1.1", "majakka", 2.0), Standing("8.1", "kirjasto", 2.4)]
    assert order(standings) == ["1.1", "8.1"]
    assert order(standings, importance={"majakka": 1, "kirjasto": 3}) == ["8.1", "1.1"]


def test_what_can_be_supported_now_goes_before_the_same_without():
    standings = [Standing("1.1", "majakka", 2.0), Standing("1.2", "majakka", 2.0)]
    assert order(standings, {"1.2": Offer(units=2, paths=1)}) == ["1.2", "1.1"]


def test_nothing_on_offer_halves_and_never_ends():
    assert ranking.offer_factor(Offer()) == 0.5
    assert ranking.offer_factor(Offer(units=6)) == ranking.offer_factor(Offer(units=60, paths=9)) == 1.0


@pytest.mark.parametrize(("staff", "team", "level"), [(2.4, 3, 2.7), (2.4, None, 2.4), (None, 3, 3), (None, None, None)])
def test_the_present_level_is_the_middle_of_what_is_known(staff, team, level):
    assert Standing("1.1", "majakka", staff, team=team).level == level


@pytest.mark.parametrize(("level", "wanted"), [(None, 3), (1.0, 2), (1.9, 2), (2.0, 3), (3.6, 4), (4.9, 5), (5.0, 5)])
def test_the_proposed_target_is_the_next_described_level(level, wanted):
    assert ranking.wanted_level(level) == wanted


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(LEVELS, st.integers(0, 20), st.integers(0, 5), st.integers(1, 3)), min_size=1, max_size=12))
def test_every_priority_is_between_nothing_and_one_and_the_order_is_its_own(rows):
    standings = [Standing(f"{n}", f"t{n}", level) for n, (level, _u, _p, _i) in enumerate(rows)]
    offers = {f"{n}": Offer(units, paths) for n, (_l, units, paths, _i) in enumerate(rows)}
    ranked = ranking.rank(standings, offers, {f"t{n}": row[3] for n, row in enumerate(rows)})
    assert sorted(row.competence for row in ranked) == sorted(row.competence for row in standings)
    assert all(0 < row.priority <= 1 for row in ranked)
    assert [row.priority for row in ranked] == sorted((row.priority for row in ranked), reverse=True)


def test_words_name_each_factor_and_no_rank(db):
    standing = Standing("6.2", "tahtitorni", 2.0, rests_on_few=True, team=4)
    [row] = ranking.rank([standing], {"6.2": Offer(units=3, paths=1)}, {"tahtitorni": 3})
    [choice] = presentation.choices([row], {"6.2": factories.competence()}, {})
    assert "3,0" in choice.reach
    assert "3 osiota" in choice.offer
    assert len(choice.notes) == 2
    assert choice.wanted == 4
