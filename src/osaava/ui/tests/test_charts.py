"""Charts say the same with shapes, places and words; they draw only what they are given, and nothing in them can act."""

from lxml import etree

from osaava.ui import charts
from osaava.ui.charts import marks

SVG = "{http://www.w3.org/2000/svg}"


def _drawn(rows, chart=charts.band_rows):
    return etree.fromstring(chart(rows, name="kuva", title="Otsikko", description="Selite"))


def _marks(root, shape):
    return [m for m in root.iter(f"{SVG}svg") if f"chart-mark-{shape}" in (m.get("class") or "")]


def test_scale_runs_from_end_to_end():
    assert (marks.across(1), marks.across(3), marks.across(5)) == ("3.00%", "50.00%", "97.00%")
    assert marks.across(9) == marks.across(5)


def test_picture_has_a_name_and_a_description():
    root = _drawn([charts.BandRow("1 Majakka", value=3.0, value_text="3,0")])
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    assert [e.text for i in ids for e in root.iter() if e.get("id") == i] == ["Otsikko", "Selite"]


def test_own_previous_and_target_are_told_apart_by_shape():
    root = _drawn([charts.BandRow("1", value=3.0, value_text="3,0", previous=2.5, target=4.0, band=(2.0, 3.0), median=2.5, interval=(2.7, 3.3))])
    for shape, place in (("dot", 3.0), ("hollow", 2.5), ("target", 4.0)):
        assert [m.get("x") for m in _marks(root, shape)] == [marks.across(place)]


def test_what_is_not_shown_leaves_a_hatched_row_with_the_reason():
    root = _drawn([charts.BandRow("6 Tähtitorni", note="alle 5 vastaajaa, ei näytetä")])
    assert not _marks(root, "dot")
    assert [r.get("fill") for r in root.iter(f"{SVG}rect") if r.get("class") == "chart-hidden"] == ["url(#kuva-hatch)"]
    assert "alle 5 vastaajaa, ei näytetä" in [t.text for t in root.iter(f"{SVG}text")]


def test_dots_of_one_value_do_not_hide_each_other():
    root = _drawn([charts.DotRow("1", [charts.Dot("diamond", 3.0), charts.Dot("dot", 3.0)])], charts.dot_plot)
    assert _marks(root, "diamond")[0].get("y") != _marks(root, "dot")[0].get("y")


def test_radar_breaks_its_line_at_a_hidden_value_and_needs_the_whole_band():
    whole = _drawn([charts.Axis(str(n), 3.0, "3,0", (2.0, 3.5)) for n in range(1, 9)], charts.radar)
    broken = _drawn([charts.Axis(str(n), 3.0 if n != 4 else None, "3,0", (2.0, 3.5) if n != 4 else None) for n in range(1, 9)], charts.radar)
    own = [len([e for e in root.iter(f"{SVG}line") if e.get("class") == "chart-own"]) for root in (whole, broken)]
    bands = [len([e for e in root.iter(f"{SVG}path") if e.get("class") == "chart-band"]) for root in (whole, broken)]
    assert own == [8, 6]
    assert bands == [1, 0]


def test_words_from_outside_stay_words():
    bad = '"><script>alert(1)</script>'
    root = _drawn([charts.BandRow(bad, value=3.0, value_text=bad, note=bad)])
    assert not list(root.iter(f"{SVG}script"))
    assert bad in [t.text for t in root.iter(f"{SVG}text")]
    assert "style" not in {name for element in root.iter() for name in element.attrib}


def test_colours_come_from_the_tokens():
    assert marks.colour("data-self") == "#14596B"
