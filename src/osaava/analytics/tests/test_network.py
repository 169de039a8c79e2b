"""The coordinator sees the network: bands, states, needs of three or more, and orders what is missing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from osaava.analytics import operations, presentation, queries, tasks
from osaava.analytics.models import NetworkPicture
from osaava.base import clock
from osaava.capability import operations as capability
from osaava.capability.anonymity import Band, Benchmark, Level, Reason, Refusal, bands_to_data
from osaava.capability.models import BenchmarkSnapshot
from osaava.capability.tests import factories as rounds
from osaava.library.api import WorkOrder
from osaava.network.tests import factories as network
from osaava.plans.tests import factories as plans
from osaava.themes.api import all_target_groups, all_themes

PAGES = ["network", "content_order"]


def page(name="network", *args):
    return reverse(f"analytics:{name}", args=args)


def seen(client, address=None, query=""):
    return client.get((address or page()) + query).content.decode()


@pytest.fixture
def as_kaisa(client, kaisa):
    client.force_login(kaisa)
    return client


def run_the_job():
    """What the waiting job does, in this test's transaction (a worker would open a connection of its own)."""
    assert DBTaskResult.objects.ready().filter(task_path=f"{tasks.__name__}.draw_picture").exists()
    assert tasks.draw_picture.call()


def order_form(**values):
    return {"competence": "6.2", "group": "teachers", "language": "fi", "reason": "Ohjaajat kysyvät tätä."} | values


@pytest.mark.parametrize("address", [page("network"), page("content_order"), page("competence", "6.2")])
def test_only_the_coordinator_reads(client, aino, eero, outi, kaisa, address):
    assert client.get(address).status_code == 302
    for person, status in ((aino, 403), (eero, 403), (outi, 403), (kaisa, 200)):
        client.force_login(person)
        assert client.get(address).status_code == status, person.name
    assert client.delete(address).status_code == 405


def test_only_the_coordinator_writes(client, aino, kaisa):
    order = operations.order_content(competence=plans.competence(), group=all_target_groups()[0], language="fi", by=kaisa)
    for address in (page("picture_draw"), page("order_withdraw", order.uuid)):
        client.force_login(aino)
        assert client.post(address).status_code == 403
        client.force_login(kaisa)
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
    assert client.post(page("order_withdraw", "5a0c3a5e-0000-4000-8000-000000000000")).status_code == 404
    assert client.get(page("competence", "99.9")).status_code == 404


def test_before_the_first_count_the_page_says_so(as_kaisa):
    assert "Lukuja ei ole vielä laskettu" in seen(as_kaisa)
    as_kaisa.post(page("picture_draw"))
    run_the_job()
    assert "Lukuja ei ole vielä laskettu" not in seen(as_kaisa)


def test_two_organisations_are_no_need_and_three_are(as_kaisa, wishing):
    wishing(2)
    operations.draw_picture()
    assert "Ei näytettäviä tarpeita" in seen(as_kaisa)
    wishing(1, name="Kolmas")
    operations.draw_picture()
    html = seen(as_kaisa)
    assert "Ei näytettäviä tarpeita" not in html
    assert "?osaaminen=6.2&amp;ryhma=teachers&amp;kieli=fi" in html


def test_what_two_want_is_in_no_answer_and_not_in_the_picture(as_kaisa, wishing):
    """Three want 6.2, two of them also 6.1: nothing anywhere says that 6.1 is wanted."""
    goals = wishing(3)
    for goal in goals[:2]:
        plans.goal(goal.plan, None, "6.1", groups=["teachers"])
    data = operations.draw_picture().data
    assert [need["competence"] for need in data["needs"]] == ["6.2"]
    assert data["goals"] == {"6.2": 3}
    assert "alle 3" in seen(as_kaisa, page("competence", "6.1"))
    assert not any(goal.thread in str(data) for goal in goals)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True), ("?teema=tahtitorni", True), ("?teema=majakka", False), ("?ryhma=teachers", True), ("?ryhma=guidance", False), ("?kieli=sv", False),
        ("?nayta=kaikki", True), ("?teema=ei-ole&sivu=x", True),
    ],
)  # fmt: skip
def test_filters(as_kaisa, wishing, query, shown):
    wishing(3)
    operations.draw_picture()
    assert ("osaaminen=6.2" in seen(as_kaisa, query=query)) is shown


def test_a_need_becomes_an_order_with_its_figures_and_threads(as_kaisa, wishing):
    goals = wishing(3)
    operations.draw_picture()
    form = seen(as_kaisa, page("content_order"), "?osaaminen=6.2&ryhma=teachers&kieli=fi")
    assert '<option value="6.2" selected>' in form
    answer = as_kaisa.post(page("content_order"), order_form(idempotency_key="k1"))
    assert answer.status_code == 302
    assert as_kaisa.post(page("content_order"), order_form(idempotency_key="k1"))["Location"] == answer["Location"]
    [order] = WorkOrder.objects.all()
    assert (order.theme.key, order.need["organisations"], order.need["units"]) == ("tahtitorni", 3, 0)
    assert order.threads == sorted(goal.thread for goal in goals)
    html = seen(as_kaisa)
    assert "Tilattu" in html and "?osaaminen=6.2" not in html and f"tilaus-{order.uuid}" in html
    as_kaisa.post(page("order_withdraw", order.uuid))
    assert "?osaaminen=6.2" in seen(as_kaisa)


def test_an_order_for_fewer_than_three_carries_no_number(as_kaisa, wishing):
    wishing(2)
    operations.draw_picture()
    as_kaisa.post(page("content_order"), order_form())
    assert "organisations" not in WorkOrder.objects.get().need


@pytest.mark.parametrize("wrong", [{"competence": "99.9"}, {"group": "x"}, {"language": "de"}, {"reason": "x" * 501}])
def test_a_wrong_order_is_refused(as_kaisa, wrong):
    assert as_kaisa.post(page("content_order"), order_form(**wrong)).status_code == 422
    assert not WorkOrder.objects.exists()


def test_states_of_rounds_and_no_levels_without_consent(as_kaisa, here, aino):
    round_ = rounds.opened(here, aino, headcounts={"teachers": 14}, team_version=None)
    operations.draw_picture()
    assert "kierros auki" in seen(as_kaisa)
    for value in "12334432":
        rounds.answered(round_, value=value)
    capability.close_round(round_=round_, by=aino)
    run_the_job()
    [row] = NetworkPicture.objects.first().data["rows"]
    assert (row["state"], row["levels"]) == ("closed", {})
    operations.share_levels(organisation=here, by=aino)
    operations.draw_picture()
    [shown] = queries.network_rows(queries.latest_picture())
    assert shown.shares and 3 in shown.levels
    assert "3 Vakiintunut" in seen(as_kaisa)
    operations.stop_sharing_levels(organisation=here, by=aino)
    assert "3 Vakiintunut" not in seen(as_kaisa)


def test_bands_come_from_the_stored_benchmark_only(as_kaisa, here):
    theme = all_themes()[0].key
    operations.draw_picture()
    assert "keskimmäinen puolikas 2,3" not in seen(as_kaisa)
    frozen = Benchmark({"m": {
        (Level.THEME, theme): {"network": Band(24, 2.7, 2.3, 2.6, 3.1, 0.1), "class": Refusal(Reason.TOO_FEW_ORGANISATIONS, 10)},
        (Level.THEME, all_themes()[1].key): {"network": Refusal(Reason.TOO_FEW_ORGANISATIONS, 8), "class": Refusal(Reason.TOO_FEW_ORGANISATIONS, 10)},
    }})  # fmt: skip
    BenchmarkSnapshot.objects.create(instrument="staff", made_on="2026-11-01", organisations=24, rounds={}, data=bands_to_data(frozen))
    assert operations.draw_picture().data["bands"] == {theme: {"organisations": 24, "mean": 2.7, "low": 2.3, "median": 2.6, "high": 3.1}}
    html = seen(as_kaisa)
    assert "keskimmäinen puolikas 2,3–3,1, 24 järjestäjää" in html
    assert "vähintään 10 järjestäjää" in html


def test_sharing_is_decided_by_those_who_edit_the_plan(client, here, aino, mikko, eero, outi):
    address = page("levels_share", here.key)
    assert client.post(address).status_code == 302
    for person, status in ((eero, 403), (outi, 404), (mikko, 302)):
        client.force_login(person)
        assert client.post(address, {"share": "yes"}).status_code == status
    assert here.pk in queries.levels_shared()
    assert client.get(address).status_code == 405
    client.force_login(aino)
    client.post(address, {"share": "no"})
    assert queries.levels_shared() == {}
    with pytest.raises(PermissionDenied):
        operations.share_levels(organisation=here, by=eero)


def test_old_pictures_go(db):
    for _n in range(4):
        newest = operations.draw_picture()
    assert NetworkPicture.objects.count() == operations.KEPT
    assert NetworkPicture.objects.first() == newest


def test_an_organisation_that_left_is_not_counted(here, wishing):
    for goal in wishing(3):
        organisation = goal.plan.organisation
    organisation.left_on = clock.today()
    organisation.save()
    data = operations.draw_picture().data
    assert data["needs"] == []
    assert organisation.pk not in [row["organisation"] for row in data["rows"]]


@pytest.mark.parametrize("address", [page(), page("competence", "6.2")])
def test_page_costs_the_same_for_1_and_3(as_kaisa, kaisa, wishing, address):
    def cost():
        operations.draw_picture()
        as_kaisa.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert as_kaisa.get(address).status_code == 200
        return len(captured)

    def ordered(*groups):
        for group in all_target_groups():
            if group.key in groups:
                operations.order_content(competence=plans.competence(), group=group, language="fi", by=kaisa)

    wishing(3)
    ordered("teachers")
    first = cost()
    assert first > 3
    wishing(3, name="Lisä", groups=("guidance", "support", "management"))
    wishing(3, name="Muu", key="1.2")
    ordered("guidance", "support")
    network.organisation("Vielä yksi")
    assert cost() == first


@pytest.mark.parametrize(
    ("days", "state", "words"), [(30, "closed", "arvioitu 10/2026"), (1200, "old", "arvioitu kauan sitten")],
)  # fmt: skip
def test_a_round_grows_old(as_kaisa, here, aino, days, state, words):
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False):
        today = clock.now()
    with time_machine.travel(today - timedelta(days=days), tick=False):
        round_ = rounds.opened(here, aino, headcounts={"teachers": 14}, team_version=None)
        capability.close_round(round_=round_, by=aino)
    with time_machine.travel(today, tick=False):
        assert operations.draw_picture().data["rows"][0]["state"] == state
        [row] = queries.network_rows(queries.latest_picture())
        with translation.override("fi"):
            assert words in presentation.state_words(row)


def test_swedish_needs_are_their_own(as_kaisa, wishing):
    wishing(2, language_profile="sv")
    wishing(1, name="Molemmat", language_profile="fi-sv")
    found = operations.draw_picture().data["needs"]
    assert [(need["language"], need["organisations"]) for need in found] == [("sv", 3)]


def test_pages_in_swedish(as_kaisa, wishing):
    wishing(3)
    operations.draw_picture()
    with translation.override("sv"):
        address = page("network")
    assert address == "/sv/koordinering/kapacitet/"
    assert "Gör en beställning" in seen(as_kaisa, address)


def test_the_organisations_latest_events_tell_the_loop_in_words(client, here, goal, aino):
    operations.share_levels(organisation=here, by=aino)
    client.force_login(aino)
    html = client.get(f"/organisaatio/{here.key}/").content.decode()
    assert "Painopiste valittiin." in html
    assert "Tasot jaettiin verkoston koordinaattorille." in html
    assert "plans." not in html.split('id="latest"')[1], "every act has a sentence of its own"
