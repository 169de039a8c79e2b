"""Runs of letters become Markdown that says the same when it is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from osaava.exchange.reading import marks
from osaava.exchange.reading.marks import Item, Run
from osaava.exchange.reading.order import Box, reading_order


@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        ([Run("Lue "), Run("tämä ", bold=True), Run("nyt")], "Lue **tämä** nyt"),
        ([Run("Uhka", bold=True), Run(": on")], "**Uhka**: on"),
        ([Run("Uhka:", bold=True), Run("on")], "**Uhka**:on"),
        ([Run("a"), Run("b", bold=True), Run("c")], "a**b**c"),
        ([Run("kaksi ", italic=True), Run("sanaa", italic=True)], "*kaksi sanaa*"),
        ([Run("x = *y*", code=True)], "`x = *y*`"),
        ([Run("tästä", url="https://example.org/a(b)")], "[tästä](https://example.org/a%28b%29)"),
        ([Run("tästä", url="javascript:alert(1)")], "tästä"),
        ([Run("muuttuja_nimi ja _viiva_")], r"muuttuja_nimi ja \_viiva\_"),
        ([Run("AT&amp;T <b>")], r"AT\&amp;T \<b>"),
        ([Run("ﬁnaali\u00ad\u200b\u202e")], "finaali"),
    ],
)
def test_runs_become_marks_that_open_and_close(runs, markdown):
    assert marks.inline(runs) == markdown


@pytest.mark.parametrize("line", ["# ei otsikko", "- ei lista", "1. ei numero", "> ei lainaus", "::: ei lohko", "=== ei alleviivaus"])
def test_line_that_looks_like_a_mark_stays_text(line):
    assert MarkdownIt().render(marks.guard_start(marks.escape(line))).strip() == f"<p>{line.replace('>', '&gt;')}</p>"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab *_`[]<>#&;\\~-1.\n!(){}", max_size=40))
def test_whatever_was_written_is_shown_as_written(text):
    markdown = marks.guard_start(marks.inline([Run(text)]))
    page = MarkdownIt("commonmark", {"html": True}).render(markdown)
    shown = page.replace("<p>", "").replace("</p>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert " ".join(shown.split()) == " ".join(text.split())


def test_lists_nest_and_count_on():
    items = [Item("a", 0, 3), Item("b", 1), Item("c\n\nlisää", 0, 4), Item("d", 3)]
    assert marks.list_markdown(items) == "3. a\n   - b\n4. c\n\n   lisää\n   - d"


def test_boxes_are_read_by_columns_between_what_spans_them():
    title, left_, right, foot = Box(0, 0, 0, 100, 10), Box(1, 0, 20, 45, 60), Box(2, 55, 20, 100, 60), Box(3, 0, 70, 100, 80)
    assert reading_order([foot, right, left_, title]) == [0, 1, 2, 3]
    rows = [Box(0, 0, 0, 45, 10), Box(1, 55, 0, 100, 10), Box(2, 0, 12, 45, 20), Box(3, 55, 12, 100, 20)]
    assert reading_order(rows) == [0, 2, 1, 3]
