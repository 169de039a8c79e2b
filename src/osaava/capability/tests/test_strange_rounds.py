"""Rounds that went otherwise than meant: each makes pages and tables that open, and says nothing that may not be said."""

import re

import pytest
from django.urls import reverse

from osaava.capability import operations, queries
from osaava.capability.tests import factories
from osaava.capability.tests.closed import answer
from osaava.capability.tests.outputs import outputs_of

FIGURE = re.compile(r"(?<![\d.,-])[+−]?\d,\d(?![\d.,])")
"""A mean or a change as Finnish pages write it."""


def closed_with(here, aino, people, headcounts=None, **answers):
    round_ = factories.opened(here, aino, headcounts=headcounts or people)
    answer(round_, people, **answers)
    operations.close_round(round_=round_, by=aino)
    return queries.profile_of(queries.round_of(here, round_.uuid))


SILENT = {
    "a group of one": ({"management": 1}, {}),
    "an organisation of four": ({"management": 1, "teachers": 3}, {}),
    "nobody knows or is concerned": ({"management": 6, "teachers": 12}, {"apart": 1}),
    "everybody says the same": ({"management": 6, "teachers": 25}, {"level": 9, "spread": 0, "apart": 0}),
    "nobody came": ({"management": 0, "teachers": 0}, {}),
}


@pytest.mark.parametrize("case", SILENT)
def test_what_may_not_be_shown_is_in_no_output(client, here, aino, case):
    people, answers = SILENT[case]
    profile = closed_with(here, aino, people, {"management": 6, "teachers": 30} if case == "nobody came" else None, **answers)
    assert not profile.has_levels
    for name, text in outputs_of(profile).items():
        if name not in ("json", "csv"):
            assert FIGURE.findall(text) == [], name
    client.force_login(aino)
    for name, more in (("profile", {}), ("profile_theme", {"slug": "voimala"}), ("profile_file", {"form": "csv"}), ("profile_file", {"form": "json"})):
        assert client.get(reverse(f"capability:{name}", kwargs={"organisation": here.key, **more})).status_code == 200, name


def test_more_answers_than_people_are_shown_and_said(here, aino):
    profile = closed_with(here, aino, {"teachers": 9}, {"teachers": 3})
    assert profile.has_levels
    assert FIGURE.search(outputs_of(profile)["page"])
