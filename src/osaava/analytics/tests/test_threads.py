"""From a goal's thread one reaches each station, and from each station the thread."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from osaava.analytics import operations, queries
from osaava.base import clock
from osaava.capability import operations as capability
from osaava.capability.tests import factories as rounds
from osaava.library.api import WorkOrder, publish_unit, take_work_order
from osaava.library.data import CompetenceStep
from osaava.library.orders.operations import answer_work_order
from osaava.library.tests import factories as library
from osaava.plans import operations as plan_operations
from osaava.plans.tests import factories as plans
from osaava.themes.api import all_target_groups


def page(name, *args):
    return reverse(f"analytics:{name}", args=args)


def seen(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("name", ["threads", "thread"])
def test_threads_by_role(client, here, elsewhere, goal, aino, mikko, eero, outi, kaisa, name):
    address = page(name, here.key, *([goal.thread] if name == "thread" else []))
    assert client.get(address).status_code == 302
    for person, status in ((aino, 200), (mikko, 200), (eero, 403), (outi, 404), (kaisa, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status, person.name
    client.force_login(aino)
    assert client.post(address).status_code == 405


def test_threads_of_others_and_missing_ones_are_not_there(client, here, elsewhere, goal, outi):
    client.force_login(outi)
    for code in (goal.thread, "T-000000", "x"):
        assert client.get(page("thread", elsewhere.key, code)).status_code == 404
    assert goal.title not in seen(client, page("threads", elsewhere.key))


def test_a_typed_code_leads_to_its_thread(client, here, goal, aino):
    client.force_login(aino)
    address = page("threads", here.key)
    assert client.get(address, {"tunniste": goal.thread.lower()})["Location"] == page("thread", here.key, goal.thread)
    assert "ei ole ketjua T-00" in seen(client, address + "?tunniste=T-00")


def test_a_new_goal_has_its_stations_ahead(client, here, goal, aino):
    client.force_login(aino)
    html = seen(client, page("thread", here.key, goal.thread))
    for words in ("Verkoston luku", "Ei toimenpiteitä vielä", "Tasolle 3", "ei ole vielä kysytty uudelleen", "Ei vielä täällä"):
        assert words in html


def test_every_station_is_a_link_once_the_loop_has_gone_round(client, here, goal, aino, kaisa):
    action = plans.action(goal, aino)
    order = operations.order_content(competence=goal.competence, group=_group("teachers"), language="fi", by=kaisa)
    first = rounds.opened(here, aino, headcounts={"teachers": 14}, team_version=None)
    for value in "12334432":
        rounds.answered(first, value=value)
    capability.close_round(round_=first, by=aino)
    again = plan_operations.open_targeted(organisation=here, by=aino, goals=[goal], name="Uusinta", closes_on=clock.today() + timedelta(days=5))
    client.force_login(aino)
    html = seen(client, page("thread", here.key, goal.thread))
    for address in (
        reverse("plans:goal", args=[here.key, goal.thread]),
        reverse("plans:action", args=[here.key, action.uuid]),
        reverse("plans:goal_effect", args=[here.key, goal.thread]),
        reverse("capability:round", args=[here.key, again.uuid]),
        reverse("capability:profile_theme", args=[here.key, goal.theme.slug["fi"]]),
        reverse("learning:participation", args=[here.key]),
        f"tilaus-{order.uuid}",
    ):
        assert address in html, address


@pytest.mark.parametrize(
    ("figures", "words"),
    [({"before": 2.4, "after": 3.9, "change": 0.8, "low": 0.3, "high": 1.3, "items": 2}, "2,4 → 3,2 (Uusinta)"), (None, "vastauksia on liian vähän")],
)
def test_a_measured_effect_stands_in_the_thread_as_on_its_own_page(client, here, goal, aino, figures, words):
    plans.effect(goal, figures)
    client.force_login(aino)
    assert words in seen(client, page("thread", here.key, goal.thread))


def _group(key):
    return next(group for group in all_target_groups() if group.key == key)


def test_the_goal_its_action_and_the_profile_lead_to_the_thread(client, here, goal, aino):
    action = plans.action(goal, aino)
    client.force_login(aino)
    address = page("thread", here.key, goal.thread)
    for start in (reverse("plans:goal", args=[here.key, goal.thread]), reverse("plans:action", args=[here.key, action.uuid])):
        assert f'href="{address}"' in seen(client, start), start
    round_ = rounds.opened(here, aino, headcounts={"teachers": 14}, team_version=None)
    for value in "12334432":
        rounds.answered(round_, value=value)
    capability.close_round(round_=round_, by=aino)
    assert page("threads", here.key) in seen(client, reverse("capability:profile", args=[here.key]))


def test_the_coordinator_sees_the_network_and_only_own_goals(client, here, goal, aino, kaisa, wishing):
    wishing(3)
    operations.draw_picture()
    client.force_login(kaisa)
    html = seen(client, page("competence", "6.2"))
    assert "3–5 järjestäjää" in html
    assert goal.thread not in html and goal.title not in html


def test_ordered_content_leads_its_writers_to_their_own_thread_only(client, here, goal, aino, outi, kaisa):
    operations.order_content(competence=goal.competence, group=_group("teachers"), language="fi", by=kaisa)
    address = page("thread", here.key, goal.thread)
    for person, there in ((aino, True), (outi, False)):
        client.force_login(person)
        assert (address in seen(client, reverse("library:production"))) is there


def test_a_closed_goal_keeps_its_thread(client, here, goal, aino):
    plan_operations.close_goal(goal=goal, by=aino, outcome="reached")
    client.force_login(aino)
    assert goal.thread in seen(client, page("threads", here.key))
    assert "Saavutettu" in seen(client, page("thread", here.key, goal.thread))


def test_thread_costs_the_same_for_1_and_3(client, here, goal, aino, kaisa):
    client.force_login(aino)
    address = page("thread", here.key, goal.thread)

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    def grow(title, group):
        plans.action(goal, aino, title=title)
        operations.order_content(competence=goal.competence, group=_group("teachers"), language=group, by=kaisa)

    grow("Yksi", "fi")
    first = cost()
    assert first > 3
    grow("Kaksi", "sv")
    grow("Kolme", "en")
    assert cost() == first


def test_people_who_left_are_not_named(client, here, goal, aino):
    """Learning is told in counts: nobody's name stands on the thread."""
    client.force_login(aino)
    thread = queries.thread_of(queries.threads_of(here)[0], aino)
    assert thread.learning.people.value == 0
    assert "Alle 5" not in seen(client, page("thread", here.key, goal.thread))


def test_a_unit_leads_people_of_the_plan_to_their_goals(client, here, goal, aino, eero, outi):
    unit = library.unit(themes=["tahtitorni"], competences=[CompetenceStep("6.2", 1, 3)])
    other = library.unit(slug="muu", title="Muu osio")
    address = page("thread", here.key, goal.thread)
    for person, there in ((aino, True), (eero, False), (outi, False)):
        client.force_login(person)
        assert (address in seen(client, reverse("library:unit", args=[unit.slug]))) is there, person.name
    client.force_login(aino)
    assert address not in seen(client, reverse("library:unit", args=[other.slug]))
    assert reverse("library:unit", args=[unit.slug]) in seen(client, address)


def test_finished_order_leads_to_its_unit_from_the_thread_and_the_network(client, here, goal, aino, kaisa):
    order = operations.order_content(competence=goal.competence, group=_group("teachers"), language="fi", by=kaisa)
    place = library.organisation()
    take_work_order(order=order, organisation=place, by=None)
    version = library.draft(slug="tilattu", title="Tilattu osio", themes=["tahtitorni"], competences=[CompetenceStep("6.2", 1, 3)])
    answer_work_order(order=WorkOrder.objects.get(), unit=version.unit, by=None)
    publish_unit(unit=version.unit, by=None)
    client.force_login(aino)
    html = seen(client, page("thread", here.key, goal.thread))
    assert html.count(reverse("library:unit", args=["tilattu"])) == 2
    client.force_login(kaisa)
    assert reverse("library:unit", args=["tilattu"]) in seen(client, page("network"))


@pytest.mark.parametrize(("language", "words"), [("sv", "Nätverkets siffra"), ("en", "Figure of the network")])
def test_threads_in_other_languages(client, here, goal, aino, language, words):
    client.force_login(aino)
    with translation.override(language):
        address = page("thread", here.key, goal.thread)
    assert address.startswith(f"/{language}/organisation/")
    assert words in seen(client, address)
