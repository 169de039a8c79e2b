"""The list of paths, the trail and its versions: the seven questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osaava.library import api as library
from osaava.paths import api
from osaava.paths.tests import factories

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    client.cookies["messages"] = "x"  # keeps the page out of the memory of pages
    client.get(address)  # vocabulary and unit facts come into memory
    with CaptureQueriesContext(connection, ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_list_filters_by_target_group(client):
    factories.path([factories.unit()], title="Opettajille")
    factories.path([factories.unit()], title="Johdolle", groups=("management",))
    page = client.get("/polut/?kenelle=management").content.decode()
    assert "Johdolle" in page
    assert "Opettajille" not in page
    assert client.get("/polut/?kenelle=<script>").status_code == 200


def test_visitor_sees_the_trail_without_states(client):
    path = factories.path([factories.unit(title="Eka"), factories.unit(title="Toka")])
    page = client.get(f"/polut/{path.slug}/").content.decode()
    assert "Eka" in page
    assert f"/polut/{path.slug}/2/" in page
    assert "ei aloitettu" not in page
    assert "Polku on suoritettu, kun" in page
    assert "csrfmiddlewaretoken" not in page


def test_a_withdrawn_unit_leaves_a_gap_that_says_so(client):
    gone, stays = factories.unit(title="Poistuva"), factories.unit(title="Jää")
    path = factories.path([gone, stays])
    library.withdraw_unit(unit=gone, by=None)
    page = client.get(f"/polut/{path.slug}/").content.decode()
    assert "Poistuva" not in page
    assert "Osio, joka ei ole käytettävissä" in page
    assert client.get("/polut/").status_code == 200


def test_own_organisation_unit_shows_to_its_people_only(client):
    here = factories.organisation()
    path = factories.path([factories.unit(), factories.unit(title="Salainen osio", licence="own-organisation")])
    address = f"/polut/{path.slug}/"
    assert "Salainen" not in client.get(address).content.decode()
    client.force_login(factories.person("Outi Oja", factories.organisation("muualla", "Muualla")))
    assert "Salainen" not in client.get(address).content.decode()
    client.force_login(factories.person("Eero Eskola", here))
    assert "Salainen osio" in client.get(address).content.decode()


def test_old_address_redirects_for_ever(client):
    path = factories.path([factories.unit()], slug="vanha")
    api.rename_path(path=path, slug="nykyinen", by=None)
    answer = client.get("/polut/vanha/")
    assert (answer.status_code, answer["Location"]) == (301, "/polut/nykyinen/")
    assert client.get("/polut/vanha/1/")["Location"] == "/polut/nykyinen/1/"


def test_old_version_says_that_a_newer_one_exists(client):
    one, two = factories.unit(title="Eka"), factories.unit(title="Toka")
    path = factories.path([one])
    factories.change(path, [one, two])
    page = client.get(f"/polut/{path.slug}/versiot/1/").content.decode()
    assert "vanhempi versio" in page
    assert "Toka" not in page
    assert "vanhempi versio" not in client.get(f"/polut/{path.slug}/").content.decode()
    assert client.get(f"/polut/{path.slug}/versiot/9/").status_code == 404


def test_missing_draft_and_wrong_method(client):
    draft = factories.path([factories.unit()], publish=False)
    for address in ("/polut/ei-ole/", f"/polut/{draft.slug}/", f"/polut/{draft.slug}/versiot/1/"):
        assert client.get(address).status_code == 404
    path = factories.path([factories.unit()])
    assert client.post(f"/polut/{path.slug}/").status_code == 405
    assert client.post("/polut/").status_code == 405


def test_markup_in_every_text_is_escaped(client):
    bad = '"><img src=x onerror=alert(1)>{{7*7}}{% now %}'
    path = factories.path([factories.unit(title=bad)], title=bad)
    page = client.get(f"/polut/{path.slug}/").content.decode() + client.get("/polut/").content.decode()
    assert "<img src=x" not in page
    assert "{{7*7}}" in page


@pytest.mark.parametrize("signed_in", [False, True])
def test_equally_many_queries_for_few_and_many(client, signed_in):
    if signed_in:
        client.force_login(factories.person())
    else:
        client.cookies["messages"] = "x"  # keeps the page out of the cache
    units = [factories.unit() for _ in range(3)]
    path = factories.path(units[:1])
    few = queries_of(client, "/polut/"), queries_of(client, f"/polut/{path.slug}/")
    factories.change(path, units)
    for _ in range(2):
        factories.path(units)
    many = queries_of(client, "/polut/"), queries_of(client, f"/polut/{path.slug}/")
    assert few == many
    assert max(many) <= 8


def test_paths_stand_in_their_house(client):
    factories.path([factories.unit(theme="kirjasto")], title="Kirjaston polku")
    assert "Kirjaston polku" in client.get("/talot/kirjasto/").content.decode()
    assert "Kirjaston polku" not in client.get("/talot/paja/").content.decode()
