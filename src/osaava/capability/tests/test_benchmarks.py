"""What organisations may know of each other."""

from dataclasses import replace
from random import Random

import pytest

from osaava.capability.anonymity import CLASS, NETWORK, Ask, Band, Interval, Level, Reason, Refusal, Value, benchmark, publish
from osaava.capability.anonymity.benchmarks import GRID, LADDER, is_safe, merged_classes, seen, span
from osaava.capability.tests.organisations import organisation

ORDER = ("s", "m", "l", "xl")
PLAIN = publish(organisation(teachers=[1, 2, 3, 4, 5]), ask=Ask(levels=(Level.THEME,), findings=False))


def network(figures, classes=None, themes=("t1",)):
    """Publications of organisations with the given figures (one, or one for each theme) and size classes."""
    found = []
    for number, figure in enumerate(figures):
        means = figure if isinstance(figure, tuple) else (figure,) * len(themes)
        cells = {(Level.THEME, t, "all"): Value(m, 40, Interval(1, 5), 3, ("teachers",), ("s-1.1",)) for t, m in zip(themes, means, strict=True)}
        found.append(replace(PLAIN, organisation=f"o-{number:02}", size_class=classes[number] if classes else "m", cells=cells))
    return found


def bands(figures, classes=None, size="m"):
    return benchmark(network(figures, classes), size_classes=ORDER, levels=(Level.THEME,)).bands_for(size)[Level.THEME, "t1"]


SPREAD = [2.0, 2.2, 2.4, 2.5, 2.7, 2.8, 3.0, 3.1, 3.3, 3.4, 3.6, 3.9]


def test_seven_organisations_have_no_average():
    assert bands(SPREAD[:7])[NETWORK] == Refusal(Reason.TOO_FEW_ORGANISATIONS, 8)


def test_eight_and_nine_have_an_average_and_no_band():
    for count in (8, 9):
        band = bands(SPREAD[:count])[NETWORK]
        assert (band.organisations, band.low, band.median, band.high) == (count, None, None, None)
        assert abs(band.mean - sum(SPREAD[:count]) / count) <= band.step / 2 + 0.001


@pytest.mark.parametrize("rung", range(len(LADDER)))
def test_no_rung_has_an_average_of_seven_or_a_band_of_nine(rung):
    """Whatever the audit thinks of these figures."""
    _step, with_mean, with_band = LADDER[rung]
    for count in range(1, 12):
        mean, *band = seen(tuple(round(10 * figure) for figure in SPREAD[:count]), rung)
        assert (mean >= 0) == (with_mean and count >= 8)
        assert [quartile >= 0 for quartile in band] == [with_band and count >= 10] * 3


def test_many_have_a_band_of_the_middle_half():
    figures = [round(2 + n / 38, 1) for n in range(77)]
    band = bands(figures)[NETWORK]
    assert (band.organisations, band.step) == (77, 0.1)
    assert (band.low, band.median, band.high, band.mean) == (2.5, 3.0, 3.5, 3.0)


def test_the_own_figure_stays_in_everybodys_band():
    found = benchmark(network(SPREAD), size_classes=ORDER, levels=(Level.THEME,))
    assert [name for name in dir(found) if not name.startswith("_")] == ["bands_for", "classes"]


def test_an_organisation_counts_once():
    twice = network(SPREAD)
    with pytest.raises(ValueError, match="comes twice"):
        benchmark([*twice, twice[0]], size_classes=ORDER)


def test_an_unknown_size_class_is_refused():
    with pytest.raises(ValueError, match="Unknown size classes"):
        benchmark(network(SPREAD, ["huge"] * len(SPREAD)), size_classes=ORDER)


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ({"s": 12, "m": 20, "l": 15, "xl": 10}, [("s",), ("m",), ("l",), ("xl",)]),
        ({"s": 3, "m": 20, "l": 15, "xl": 10}, [("s", "m"), ("l",), ("xl",)]),
        ({"s": 12, "m": 20, "l": 15, "xl": 9}, [("s",), ("m",), ("l", "xl")]),
        ({"s": 3, "m": 4}, [("s", "m", "l", "xl")]),
        ({"s": 9, "m": 9, "l": 9, "xl": 9}, [("s", "m"), ("l", "xl")]),
    ],
)
def test_small_classes_join_their_neighbour(counts, parts):
    assert merged_classes(counts, ORDER) == parts


def test_classes_are_seen_beside_the_network():
    random = Random(4)
    figures = [min(max(round(random.gauss(3, 0.4), 1), 1), 5) for _ in range(60)]
    classes = ["s"] * 4 + ["m"] * 30 + ["xl"] * 26
    small, large = bands(figures, classes, "s"), bands(figures, classes, "xl")
    assert small == bands(figures, classes, "m") and small[NETWORK] == large[NETWORK]
    assert small[CLASS].classes == ("s", "m") and small[CLASS].organisations == 34
    assert large[CLASS].classes == ("l", "xl") and large[CLASS].organisations == 26


def test_a_figure_that_is_not_shown_does_not_count():
    found = network(SPREAD)
    hidden = [replace(p, cells={(Level.THEME, "t1", "all"): Refusal(Reason.PROTECTED, 5)}) for p in found[:3]]
    band = benchmark([*hidden, *found[3:]], size_classes=ORDER, levels=(Level.THEME,)).bands_for("m")[Level.THEME, "t1"][NETWORK]
    assert band.organisations == 9


def open_tenths(value, values, published, rung):
    """The figures that an organisation may have as far as the others, with all their own on the table, can tell from the band."""
    others = list(values)
    others.remove(value)
    return [y for y in GRID if seen(tuple(sorted([*others, y])), rung) == published]


def test_the_others_together_do_not_learn_an_organisations_figure():
    """Collusion of all but one, at random networks from ten organisations on: never better than half a point."""
    shown = 0
    for seed in range(40):
        random = Random(seed)
        values = tuple(sorted(min(max(round(random.gauss(30, 4)), 10), 50) for _ in range(random.randint(10, 30))))
        band = bands([v / 10 for v in values])[NETWORK]
        if isinstance(band, Refusal):
            continue
        shown += 1
        rung = next(
            r for r, (step, mean, low) in enumerate(LADDER) if (step / 10, mean, low) == (band.step, band.mean is not None, band.low is not None)
        )
        for value in set(values):
            left = open_tenths(value, values, seen(values, rung), rung)
            assert left[-1] - left[0] >= 9, f"{value / 10} lies between {left[0] / 10} and {left[-1] / 10}"
    assert shown >= 30


def test_the_audit_makes_a_band_coarser_where_one_organisation_is_alone():
    values = (20,) * 6 + (30,) + (40,) * 6
    assert not is_safe(values, 0)
    assert span(30, values, 0) < 10
    band = bands([v / 10 for v in values])[NETWORK]
    assert isinstance(band, Refusal) or band.step > 0.1 or band.median is None


def test_a_figure_that_stays_open_over_just_a_point_is_open_enough():
    values, mean_only = (12, 26, 29, 32, 34, 35, 36, 40, 41, 42), LADDER.index((1, True, False))
    assert min(span(value, values, mean_only) for value in values) == 10
    assert is_safe(values, mean_only)


def test_a_class_is_audited_beside_the_network():
    """Each band alone leaves everybody open; the two together would not."""
    some = (21, 28, 29, 31, 32, 32, 33, 35, 35, 36)
    everybody = tuple(sorted((*some, 23, 24, 24, 26, 28, 29, 36, 37, 38, 39)))
    assert is_safe(everybody, 2) and is_safe(some, 2)
    assert not is_safe(some, 2, everybody, 2)


def test_all_themes_share_one_rounding():
    random = Random(1)
    figures = [tuple(min(max(round(random.gauss(3, 0.4), 1), 1), 5) for _theme in range(4)) for _ in range(25)]
    found = benchmark(network(figures, themes=("t1", "t2", "t3", "t4")), size_classes=ORDER, levels=(Level.THEME,)).bands_for("m")
    assert len({seen_there[NETWORK].step for seen_there in found.values() if isinstance(seen_there[NETWORK], Band)}) == 1


def test_bands_travel_with_the_publication():
    frozen = benchmark(network(SPREAD), size_classes=ORDER, levels=(Level.THEME,))
    published = publish(organisation(teachers=[1, 2, 3, 4, 5]), benchmark=frozen)
    assert published.bands[Level.THEME, "t1"][NETWORK].organisations == 12
    assert frozen.bands_for("unknown") == {}
