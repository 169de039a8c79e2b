"""Aino reads what a closed round says; every number comes from what the round published."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django_scopes import scope

from osaava.base import clock
from osaava.capability import documents, operations, queries
from osaava.capability.anonymity import ALL, Band, Level, Refusal, Value, publish
from osaava.capability.enums import RoundKind
from osaava.capability.extras import Target, profile_targets
from osaava.capability.models import BenchmarkSnapshot, ProfileResult
from osaava.capability.tests import factories
from osaava.capability.tests.closed import answer, closed
from osaava.network.tests import factories as network

DIVIDED = {("management", "voimala"): 1.6, ("teachers", "voimala"): -0.8}


@pytest.fixture
def spring(here, aino):
    return closed(here, aino, lift=DIVIDED)


def test_a_closed_round_keeps_what_it_publishes(spring):
    profile = queries.profile_of(spring)
    assert profile.published == publish(queries.snapshot_of(spring))
    with scope(organisation=spring.organisation), pytest.raises(DatabaseError), transaction.atomic():
        ProfileResult.objects.filter(round=spring).update(closed_on=clock.today() - timedelta(days=1))


def test_the_profile_names_where_management_and_teachers_differ(spring):
    content = documents.content_of(queries.profile_of(spring))
    assert any("Voimala" in sentence and "Johto" in sentence for sentence in content.summary), content.summary


def test_a_group_that_is_too_small_keeps_its_column_and_says_why(spring):
    profile = queries.profile_of(spring)
    assert "guidance" in profile.columns
    assert all(isinstance(line.groups["guidance"], Refusal) for line in profile.lines)
    content = documents.content_of(profile)
    table = next(t for t in content.tables if t.caption == next(p for p in content.pictures if p.name == "groups").table.caption)
    assert all("5" in row[profile.columns.index("guidance") + 1] for row in table.rows)


def test_all_of_one_mind_or_nobody_at_all_still_makes_a_profile(here, aino):
    silent = closed(here, aino, people={"teachers": 2}, name="Hiljainen")
    profile = queries.profile_of(silent)
    assert not profile.has_levels
    assert documents.content_of(profile).summary
    alike = closed(here, aino, people={"teachers": 9}, spread=0.01, name="Yksimielinen")
    assert documents.content_of(queries.profile_of(alike)).tables


def test_the_round_before_and_the_target_stand_beside_the_level(here, aino, spring):
    with time_machine.travel(clock.now() + timedelta(days=365), tick=False):
        autumn = closed(here, aino, name="Kevät 2028", seed=2, level=3.8)
        profile_targets.register(aim := lambda organisation: [Target("1.1", 4)])
        try:
            profile = queries.profile_of(autumn)
        finally:
            profile_targets.remove(aim)
    line = profile.lines[0]
    assert line.previous is not None and line.change.value == pytest.approx(line.own.mean - line.previous, abs=0.2)
    assert line.target == 4 and profile.lines[1].target is None
    assert [point.name for point in profile.trend] == ["Kevät 2027", "Kevät 2028"]
    assert profile.trend[0].levels == {key: value.mean for key, value in queries.profile_of(spring).published.values(Level.THEME)}


def network_of(count, seed=0):
    """So many other organisations with a closed round each."""
    return [closed(network.organisation(f"Opisto {seed + n}", size_class="m"), team=False, seed=seed + n, level=2 + (n % 5) / 2, people={"teachers": 12}, headcounts={"teachers": 30}) for n in range(count)]


def test_the_network_is_shown_from_ten_organisations_on(spring):
    network_of(8)
    operations.refresh_benchmarks()
    assert isinstance(queries.profile_of(spring).lines[0].network, Refusal) or queries.profile_of(spring).lines[0].network.low is None
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        network_of(5, seed=20)
        assert [row.organisations for row in operations.refresh_benchmarks()] == [14]
        band = queries.profile_of(spring).lines[0].network
    assert isinstance(band, Band) and band.organisations == 14 and (band.mean is not None or band.low <= band.median <= band.high)


def test_bands_wait_until_five_organisations_have_a_new_figure(spring):
    network_of(9)
    assert len(operations.refresh_benchmarks()) == 1
    assert operations.refresh_benchmarks() == []
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        network_of(4, seed=20)
        assert operations.refresh_benchmarks() == [], "four new figures beside the old bands would tell too much"
        network_of(1, seed=40)
        assert len(operations.refresh_benchmarks()) == 1
        network_of(5, seed=60)
        assert operations.refresh_benchmarks() == [], "once a day, however many"
    assert BenchmarkSnapshot.objects.count() == 2


def test_bands_are_made_of_full_rounds_of_the_last_three_years(here, aino, spring):
    items = [item.key for item in factories.asked(spring, "teachers")][:5]
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        closed(here, aino, name="Kohdennettu", team=False, kind=RoundKind.TARGETED, items=items, threads=["T-000001"])
        [counted] = queries.results_for_benchmarks()["staff"]
        assert counted.round == str(spring.uuid)
    with time_machine.travel(clock.now() + timedelta(days=3 * 365 + 1), tick=False):
        assert queries.results_for_benchmarks() == {}


def test_an_old_round_keeps_the_bands_of_its_time(here, aino, spring):
    network_of(9)
    operations.refresh_benchmarks()
    with time_machine.travel(clock.now() + timedelta(days=365), tick=False):
        closed(here, aino, name="Kevät 2028", seed=2)
        network_of(9, seed=20)
        operations.refresh_benchmarks()
        assert queries.profile_of(spring).benchmark.organisations == 10


def test_a_theme_level_is_there_only_when_it_may_be_shown(here, spring):
    from osaava.themes.api import theme_by_key

    found = queries.theme_level_of(here, theme_by_key("voimala"))
    assert found.value == queries.profile_of(spring).published.cell("theme", "voimala", ALL)
    assert queries.theme_level_of(network.organisation("Tyhjä opisto"), theme_by_key("voimala")) is None
    assert isinstance(found.value, Value)


def test_results_measured_elsewhere_are_the_first_point_and_marked(here, aino):
    table = b"Kysymys;Keskiarvo;Vastaajia\nK1;2,0;40\n"
    mapping = (
        b"format: osaava-mapping/1\nsource: Kysely 2024\nitem_column: Kysymys\nvalue_column: Keskiarvo\nrespondents_column: Vastaajia\n"
        b"scale: {lowest: 1, highest: 5}\nitems:\n  K1: {theme: majakka}\n"
    )
    operations.import_earlier_results(
        organisation=here, by=aino, name="Kevät 2024", assessed_on=clock.today() - timedelta(days=700), table=table, mapping=mapping,
    )
    profile = queries.profile_of(closed(here, aino))
    assert profile.lines[0].previous == 2.0 and profile.lines[0].change is None and profile.lines[1].previous is None
    content = documents.content_of(profile)
    trend = content.tables[-1]
    assert trend.head[1] == "Kevät 2024 (tuotu)" and trend.rows[0][1] == "2,0"
    assert any("Kysely 2024" in note for note in content.notes)


def test_what_management_agreed_stands_beside_the_view_of_staff(here, aino):
    round_ = factories.opened(here, aino)
    item = queries.team_lines(round_)[0].item
    operations.claim_level(round_=round_, item_key=item.key, level=4, evidence="Strategia 2027", evidence_on=clock.today(), by=aino)
    answer(round_)
    operations.close_round(round_=round_, by=aino)
    profile = queries.profile_of(round_)
    assert [(claim.competence, claim.level) for claim in profile.claims] == [(item.competence, 4)]
    assert profile.lines[0].team == 4.0
    assert "Strategia 2027" in documents.content_of(profile).evidence[0][1]


def test_a_round_that_asked_management_only_has_a_profile_without_levels(here, aino):
    round_ = factories.opened(here, aino, staff_version=None)
    operations.claim_level(round_=round_, item_key=queries.team_lines(round_)[0].item.key, level=2, by=aino)
    operations.close_round(round_=round_, by=aino)
    content = documents.content_of(queries.profile_of(round_))
    assert content.pictures == () and len(content.tables) == 1
