"""The front page: eight houses for everyone, one next step for a learner, never stale and never heavy."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osaava.campus.tests import factories
from osaava.learning.api import complete_unit, visit_unit
from osaava.library.api import publish_unit, save_version, version_data
from osaava.network.api import set_theme_role
from osaava.themes.api import theme_by_key


@pytest.fixture
def unit(here):
    return factories.unit("ensin", "Ensimmäinen osio", owner=here.key)


def test_visitor_sees_eight_houses_and_three_steps(client, unit):
    page = client.get("/").content.decode()
    assert page.count('class="house-card"') == 8
    assert page.count("<h1") == 1
    steps = re.search(r"<ol class=\"[^\"]*steps.*?</ol>", page, re.DOTALL).group()
    assert steps.count("<li") == 3
    assert 'data-overlay="none"' in page
    assert "Ensimmäinen osio" in page
    assert 'data-map-set="overlay"' not in page


def test_map_and_list_lead_to_the_same_houses(client, db):
    page = client.get("/").content.decode()
    for slug in ("majakka", "kasvihuone", "voimala", "tori", "koulutalo", "tahtitorni", "paja", "kirjasto"):
        assert page.count(f'href="/talot/{slug}/"') >= 3, slug


@pytest.mark.parametrize(("address", "view"), [("/", "map"), ("/?nakyma=luettelo", "list"), ("/?nakyma=%00", "map")])
def test_view_is_chosen_in_the_address(client, db, address, view):
    assert f'data-view="{view}"' in client.get(address).content.decode()


def test_learner_sees_progress_and_may_choose_the_roles(client, aino, here, unit):
    set_theme_role(organisation=here, theme=theme_by_key("paja"), kind="developer", by=None)
    complete_unit(by=aino, unit=unit, language="fi", path=None)
    client.force_login(aino)
    page = client.get("/").content.decode()
    assert 'data-overlay="progress"' in page
    assert "<b>1/1</b>" in page
    assert 'data-overlay="role"' in client.get("/?kartalla=rooli").content.decode()


def test_learner_without_organisation_has_no_role_overlay(client, outi, unit):
    client.force_login(outi)
    page = client.get("/?kartalla=rooli").content.decode()
    assert 'data-overlay="progress"' in page
    assert 'data-map-set="overlay"' not in page


def test_learner_who_has_begun_sees_where_to_go_on(client, aino, unit):
    visit_unit(by=aino, unit=unit, block="", path=None)
    client.force_login(aino)
    page = client.get("/").content.decode()
    card = re.search(r'<aside class="[^"]*continue-card.*?</aside>', page, re.DOTALL).group()
    assert "Ensimmäinen osio" in card


def test_front_is_light(client, unit):
    assert len(gzip.compress(client.get("/").content)) <= 60_000


def test_front_costs_at_most_eight_queries(client, aino, here, unit):
    client.get("/")
    client.force_login(aino)
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for number in range(3):
        factories.unit(f"osio-{number}", f"Osio {number}", owner=here.key)
    client.get("/")
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(one) == len(many) <= 8


def test_page_in_memory_is_new_after_a_publication(client, unit, here):
    """The stale cache test: the second answer comes from memory, the one after a publication does not."""
    client.get("/")
    first = client.get("/")
    with CaptureQueriesContext(connection) as queries:
        again = client.get("/")
    assert first.content == again.content
    assert len(queries) == 1
    data = version_data(unit.published)
    data.texts["fi"].title = "Aivan uusi nimi"
    version = save_version(unit=unit, data=data, by=None, base_number=unit.published.number)
    publish_unit(unit=version.unit, by=None)
    assert "Aivan uusi nimi" in client.get("/").content.decode()


def test_answer_that_did_not_change_is_not_sent_again(client, unit):
    tag = client.get("/")["ETag"]
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304


def test_signed_in_page_is_never_kept(client, aino, unit):
    client.force_login(aino)
    assert "no-store" in client.get("/")["Cache-Control"]


def test_front_takes_no_writes(client, db):
    assert client.post("/").status_code == 405
