"""Simulated networks: the same from the same seed, and the promises of the profile measured on small ones (large ones by `osaava simulate`)."""

import pytest

from osaava.capability.anonymity import ALL, Ask, Level, Value, publish
from osaava.capability.simulation.model import GROUPS, THEMES, World, simulate
from osaava.capability.simulation.study import coverage, coverage_of_changes, effects, false_alarms, partial_false_alarms, power
from osaava.project.commands.simulate import run


def test_a_seed_makes_one_network():
    assert simulate(4, 3, 2) == simulate(4, 3, 2)
    assert simulate(4, 3, 2) != simulate(5, 3, 2)


def test_a_network_has_organisations_groups_and_rounds():
    network = simulate(1, 6, 3)
    assert [len(rounds) for rounds in network] == [3] * 6
    last = network[0][2].snapshot
    assert tuple(g.key for g in last.groups) == GROUPS and tuple(last.themes()) == THEMES
    assert all(len(g.rows) <= g.headcount for rounds in network for r in rounds for g in r.snapshot.groups)


def test_measures_lift_the_theme_they_aim_at():
    for before, after in simulate(2, 10, 2, World(acting=1.0, effect=1.0)):
        items = tuple(i.key for i in after.whole.items if i.theme == after.acted_on)
        assert before.acted_on == "" and after.acted_on in THEMES
        assert after.truth(items, GROUPS) - before.truth(items, GROUPS) > 0.5


def test_the_keen_answer_more_where_response_is_selective():
    def lift(selective):
        found = []
        for (simulated,) in simulate(3, 20, 1, World(selective=selective, response=(0.4, 0.5))):
            published = publish(simulated.snapshot, ask=Ask(levels=(Level.THEME,), findings=False))
            cells = [published.cell("theme", t, ALL) for t in THEMES]
            found += [c.mean - simulated.truth(c.items, c.groups) for c in cells if isinstance(c, Value)]
        return sum(found) / len(found)

    assert abs(lift(0.0)) < 0.05 < lift(1.5)


@pytest.fixture(scope="module")
def measured():
    return {share.what: share for share in coverage(21, 60)}


@pytest.mark.parametrize("line", ["all intervals", "theme of organisation", "item of group, n 5-9"])
def test_intervals_hold_the_truth(measured, line):
    assert 92 < measured[line].per_cent < 98.5


def test_intervals_of_changes_hold_the_true_change():
    assert all(88 < share.per_cent <= 100 and share.of > 20 for share in coverage_of_changes(21, 12))


def test_findings_are_rare_where_nothing_differs():
    assert false_alarms(11, 12).hits <= 2
    assert partial_false_alarms(11, 8).hits <= 2


def test_large_changes_are_found():
    assert power(5, 6, 1.5).hits >= 3


def test_effect_pages_tell_a_large_effect_from_none():
    none, large = effects(3, 1, 0.0), effects(3, 1, 1.0)
    assert none.of >= 8 and large.of >= 8
    assert none.per_cent < 15 and large.per_cent > 60


def test_the_command_writes_the_table(tmp_path):
    table = tmp_path / "table.md"
    assert run("simulate", ["--rounds", "2", "--alarms", "1", "--output", str(table)]) == 0
    text = table.read_text(encoding="utf-8")
    assert "`osaava simulate --rounds 2 --alarms 1 --seed 1`" in text and "| any finding, nothing differs |" in text


@pytest.mark.parametrize("rounds", ["0", "100001", "many"])
def test_the_command_is_bounded(rounds):
    with pytest.raises(SystemExit):
        run("simulate", ["--rounds", rounds])
