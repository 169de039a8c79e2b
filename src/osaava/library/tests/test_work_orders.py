"""What the network lacks becomes an order, a team takes it, and the published unit finishes it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from osaava.base import facts
from osaava.library.api import WorkOrderDone, create_work_order, publish_unit, release_work_order, take_work_order, withdraw_work_order
from osaava.library.enums import OrderState
from osaava.library.errors import OrderProblem
from osaava.library.models import Unit, WorkOrder
from osaava.library.tests import authoring_people as people
from osaava.network.api import NetworkRole, give_network_role
from osaava.themes.api import all_target_groups, theme_by_key


def _order(theme="majakka", **values):
    group = next(g for g in all_target_groups() if g.key == "teachers")
    return create_work_order(theme=theme_by_key(theme), target_group=group, language="fi", by=None, **values)


@pytest.fixture
def team(db):
    koivuranta, harju = people.organisation("koivuranta"), people.organisation("harju")
    return {
        "koivuranta": koivuranta, "harju": harju, "aino": people.person("Aino", koivuranta, theme="majakka", kind="lead"),
        "eero": people.person("Eero", harju, theme="majakka"), "outi": people.person("Outi", people.organisation("saarnivaara")),
    }  # fmt: skip


def test_same_need_is_ordered_once_and_gathers_its_goals(team):
    first = _order(competence_key="1.2", threads=["T-AAAAAA"])
    again = _order(competence_key="1.2", threads=["T-BBBBBB"])
    assert again.pk == first.pk
    assert again.threads == ["T-AAAAAA", "T-BBBBBB"]


def test_order_for_another_language_or_competence_is_its_own(team):
    assert len({_order().pk, _order(competence_key="1.1").pk, _order(competence_key="1.2").pk}) == 3


def test_only_the_coordinator_orders(team):
    group = all_target_groups()[0]
    kind = {"theme": theme_by_key("majakka"), "target_group": group, "language": "sv"}
    with pytest.raises(PermissionDenied):
        create_work_order(**kind, by=team["aino"])
    give_network_role(person=team["outi"], role=NetworkRole.COORDINATOR, by=None)
    assert create_work_order(**kind, by=team["outi"]).state == OrderState.OPEN


def test_competence_of_another_house_is_refused(team):
    with pytest.raises(OrderProblem, match="osaaminen"):
        _order(competence_key="8.1")


def test_two_teams_reach_for_one_order_and_the_first_has_it(team):
    order = _order()
    take_work_order(order=order, organisation=team["koivuranta"], by=team["aino"])
    take_work_order(order=order, organisation=team["koivuranta"], by=team["aino"])
    with pytest.raises(OrderProblem, match="Joku muu"):
        take_work_order(order=order, organisation=team["harju"], by=team["eero"])


def test_nobody_takes_an_order_outside_of_their_themes_or_organisations(team):
    order = _order()
    with pytest.raises(PermissionDenied):
        take_work_order(order=order, organisation=team["koivuranta"], by=team["outi"])
    with pytest.raises(PermissionDenied):
        take_work_order(order=order, organisation=team["koivuranta"], by=team["eero"])
    assert WorkOrder.objects.get().state == OrderState.OPEN


def test_order_given_back_can_be_taken_by_others(team):
    order = take_work_order(order=_order(), organisation=team["koivuranta"], by=team["aino"])
    release_work_order(order=order, by=team["aino"])
    assert take_work_order(order=order, organisation=team["harju"], by=team["eero"]).taken_for == team["harju"]


def test_withdrawn_order_leaves_the_list_and_can_be_ordered_anew(team):
    order = _order()
    withdraw_work_order(order=order, by=None)
    assert _order().pk != order.pk


def test_team_takes_an_order_writes_the_unit_and_publishing_finishes_it(team, client):
    order, news = _order(competence_key="1.2", reason="Johto tarvitsee mittarit.", threads=["T-AAAAAA"]), []
    facts.receiver(WorkOrderDone)(news.append)
    client.force_login(team["aino"])
    page = client.get(reverse("library:production")).content.decode()
    assert "Johto tarvitsee mittarit." in page
    client.post(reverse("library:order_take", args=[order.uuid]), {"idempotency_key": "k1"})
    address = reverse("library:unit_new") + f"?tilaus={order.uuid}"
    form = client.get(address)
    assert form.context["form"]["theme"].value() == "majakka"
    client.post(address, {"title": "Mitä mittaan?", "language": "fi", "theme": "majakka", "target_groups": ["teachers"], "owner": "koivuranta"})
    unit = Unit.objects.get(draft__title="Mitä mittaan?")
    order.refresh_from_db()
    assert (order.state, order.unit) == (OrderState.TAKEN, unit)
    assert unit.draft.competences.get().competence.key == "1.2"
    from osaava.library.operations import save_version
    from osaava.library.queries import version_data

    data = version_data(unit.draft)
    data.texts["fi"].summary, data.texts["fi"].blocks = "Lyhyesti.", people.blocks()
    save_version(unit=unit, data=data, by=None, base_number=1)
    publish_unit(unit=unit, by=None)
    order.refresh_from_db()
    assert order.state == OrderState.DONE
    assert [(fact.order_uuid, fact.threads) for fact in news] == [(order.uuid, ("T-AAAAAA",))]
    assert "Johto tarvitsee mittarit." not in client.get(reverse("library:production")).content.decode()


def test_outsider_finds_no_order(team, client):
    order = _order()
    client.force_login(team["outi"])
    assert client.post(reverse("library:order_take", args=[order.uuid])).status_code == 404
    assert client.post(reverse("library:order_release", args=[order.uuid])).status_code == 404
    assert client.get(reverse("library:order_take", args=[order.uuid])).status_code == 405


def test_order_of_another_cannot_be_begun(team, client):
    order = take_work_order(order=_order(), organisation=team["koivuranta"], by=team["aino"])
    client.force_login(team["eero"])
    assert client.get(reverse("library:unit_new") + f"?tilaus={order.uuid}").context["order"] is None
    assert client.get(reverse("library:unit_new") + "?tilaus=ei-ole").context["order"] is None


def test_list_takes_as_many_queries_for_three_orders_as_for_one(team, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(team["aino"])
    counts = []
    for competence in ("1.1", None):
        if competence:
            _order(competence_key=competence)
        else:
            _order(competence_key="1.2"), _order(competence_key="1.3")
        client.get(reverse("library:production"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("library:production"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
