"""Nobody can work out how one person answered, whatever they read: page, theme pages, pictures, CSV, JSON, PDF and Word together.

ATTACKS sets how many random organisations are tried (60 without it); every fiftieth, or what ATTACKS_FILES says, also prints its PDF and Word file.
"""

import json
import os
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from osaava.capability.anonymity import Change, GroupRows, Value, from_data, publish
from osaava.capability.documents import tables
from osaava.capability.models import Round
from osaava.capability.queries import TrendPoint, latest_version
from osaava.capability.queries.profile import made_of
from osaava.capability.tests.attack import Attacker, determined
from osaava.capability.tests.organisations import AUTUMN, items, organisation, organisations
from osaava.capability.tests.outputs import outputs_of
from osaava.capability.tests.test_anonymity_attacks import with_other_hidden_answers
from osaava.network.models import Organisation

ATTACKS, FILES = int(os.environ.get("ATTACKS", "60")), int(os.environ.get("ATTACKS_FILES", "50"))
tries = settings(max_examples=ATTACKS, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
THEMES = {"t1": "majakka", "t2": "kasvihuone", "t3": "voimala"}
_NUMBER = re.compile(r"(?<![\d.,-])[+−]?(\d+,\d)(?![\d,.])")
_tried = [0]

pytestmark = pytest.mark.django_db


def in_our_words(snapshot):
    """A random organisation with themes of the vocabulary."""
    return replace(snapshot, items=tuple(replace(item, theme=THEMES[item.theme]) for item in snapshot.items))


def profile_from(published):
    """The profile of a publication; nothing else goes in."""
    here, _made = Organisation.objects.get_or_create(key="esimerkkiopisto", defaults={"name": "Esimerkkiopisto"})
    round_ = Round(organisation=here, name="Kevät", kind="full", closed_on=published.closed_on, staff_version=latest_version("staff"))
    round_.uuid = "00000000-0000-0000-0000-000000000001"
    return made_of(round_, published, trend=(TrendPoint("Kevät", published.closed_on, False, "", {}),))


def numbers_in(published):
    """Every number with a decimal that the publication allows, as Finnish pages write it."""
    allowed = set()
    for cell in published.cells.values():
        if isinstance(cell, Value):
            low, high = cell.interval.low, cell.interval.high
            allowed |= {cell.mean, int(low * 10 + 1e-9) / 10, -(int(-high * 10 // 1)) / 10, int(high * 10 + 1e-9) / 10, int(high * 10 + 1e-9) / 10 + 0.1}
            if isinstance(cell.change, Change):
                allowed |= {abs(cell.change.value), cell.change.previous}
    for finding in published.findings:
        allowed |= {finding.value, finding.against or 0, abs(round(finding.value - (finding.against or 0), 1))}
    return {f"{number:.1f}".replace(".", ",") for number in allowed}


def collected(published):
    """Outputs of a publication; now and then with the files that take longer."""
    _tried[0] += 1
    return outputs_of(profile_from(published), with_files=_tried[0] % FILES == 0)


@tries
@given(organisations())
def test_no_output_says_more_than_was_published(snapshot):
    published = publish(in_our_words(snapshot))
    allowed = numbers_in(published)
    for name, text in collected(published).items():
        if name != "json":
            assert set(_NUMBER.findall(text)) - allowed == set(), name


def test_a_number_that_was_not_published_is_found():
    """The search is no straw man: one figure that differs shows up in page, pictures and tables."""
    rows = [(level,) * 2 for level in (1, 2, 3, 3, 4, 4, 5)]
    published = publish(in_our_words(organisation(questions=items(1, 1), teachers=rows)))
    place = next(key for key in published.cells if key[0] == "theme")
    leaking = replace(published, cells={**published.cells, place: replace(published.cells[place], mean=4.7)})
    found = {name for name, text in outputs_of(profile_from(leaking)).items() if set(_NUMBER.findall(text)) - numbers_in(published)}
    assert found >= {"page", "csv", "theme majakka", "picture bands", "picture radar"}


@settings(tries, max_examples=max(ATTACKS // 4, 10))
@given(organisations(), st.randoms())
def test_hidden_answers_change_no_output(snapshot, chance):
    other = with_other_hidden_answers(snapshot, chance)
    assert outputs_of(profile_from(publish(in_our_words(other)))) == outputs_of(profile_from(publish(in_our_words(snapshot))))


def read_back(published):
    """What the file for programs says, which holds every figure of the others."""
    return from_data(json.loads(tables.json_of(profile_from(published)))["published"])


@settings(tries, max_examples=max(ATTACKS // 2, 10))
@given(organisations(most=20), st.randoms())
def test_one_respondent_more_or_less_determines_no_answer(snapshot, chance):
    snapshot = in_our_words(snapshot)
    last = snapshot.groups[-1]
    newcomer = tuple(chance.randint(1, 5) for _item in snapshot.items)
    grown = replace(
        snapshot, round="round-2027", closed_on=AUTUMN,
        groups=(*snapshot.groups[:-1], GroupRows(last.key, last.headcount + 1, (*last.rows, newcomer))),
    )
    before, after = read_back(publish(snapshot)), read_back(publish(grown, previous=snapshot))
    for state, seen in ((snapshot, before), (grown, after)):
        assert determined(state, seen) == []
        assert Attacker.of(state, seen).small_differences() == []
