"""What visitors and members see: houses, units, versions, changes, the question check."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osaava.library import extras, operations, queries
from osaava.library.tests import factories

pytestmark = pytest.mark.django_db


def test_house_list_counts_units(client):
    factories.unit()
    page = client.get("/talot/").content.decode()
    assert page.count("house-card-title") == 8
    assert "/talot/paja/" in page


def test_house_has_its_units_and_filters(client):
    factories.unit(slug="a", title="Ensimmäinen")
    factories.unit(slug="b", title="Toinen", target_groups=["students"], minutes=30)
    page = client.get("/talot/paja/").content.decode()
    assert "Ensimmäinen" in page
    assert "Toinen" in page
    page = client.get("/talot/paja/?kenelle=students&jarjestys=nimi").content.decode()
    assert "Ensimmäinen" not in page
    assert "Toinen" in page
    assert "2 osiota, 1 näkyvissä" in page
    assert "Suodattimilla ei löytynyt" in client.get("/talot/paja/?kesto=10&taso=5").content.decode()


def test_house_without_units_says_so(client):
    assert "ei ole vielä julkaistuja osioita" in client.get("/talot/tori/").content.decode()


@pytest.mark.parametrize("query", ["taso=99", "kesto=x", "kenelle=%00", "sivu=-1", "sivu=9999999", "jarjestys=-pk", "taso=1&taso=2"])
def test_house_survives_odd_filters(client, query):
    factories.unit()
    assert client.get(f"/talot/paja/?{query}").status_code == 200


def test_house_in_other_languages_and_missing(client):
    assert client.get("/sv/hus/verkstaden/").status_code == 200
    assert client.get("/sv/hus/paja/").headers["Location"] == "/sv/hus/verkstaden/"
    assert client.get("/en/houses/workshop/").status_code == 200
    assert client.get("/talot/eiole/").status_code == 404
    assert client.post("/talot/paja/").status_code == 405


def test_house_takes_equal_queries_for_one_and_many(client):
    factories.unit(slug="a")
    client.get("/talot/paja/")
    with CaptureQueriesContext(connection) as one:
        client.get("/talot/paja/?x=1")
    for slug in ("b", "c", "d"):
        factories.unit(slug=slug)
    client.get("/talot/paja/")
    with CaptureQueriesContext(connection) as many:
        client.get("/talot/paja/?x=2")
    assert len(many) == len(one) <= 8


def test_unit_page_shows_everything(client):
    first = factories.unit(slug="alku", title="Alku")
    unit = factories.unit(required_units=[first.slug], source={"title": "Vanha teos", "licence": "CC0-1.0", "url": "https://example.org/x"})
    page = client.get(f"/osiot/{unit.slug}/").content.decode()
    for words in ("Onko viesti huijaus?", "Tämän jälkeen osaat", "10 min", "taso 2", "CC BY 4.0", "Vanha teos", "Alku", "7.4", "Pysähdy ensin."):
        assert words in page
    assert client.post(f"/osiot/{unit.slug}/").status_code == 405
    assert client.get("/osiot/eiole/").status_code == 404


def test_unit_page_stays_within_eight_queries(client):
    first = factories.unit(slug="alku")
    unit = factories.unit(required_units=[first.slug])
    eero = factories.eero()
    client.force_login(eero)
    client.get(f"/osiot/{unit.slug}/")
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/osiot/{unit.slug}/").status_code == 200
    assert len(found) <= 8, [q["sql"][:100] for q in found]


def test_unit_in_a_language_it_lacks_says_so(client):
    unit = factories.unit()
    page = client.get(f"/sv/avsnitt/{unit.slug}/").content.decode()
    assert "finns ännu inte på svenska" in page
    assert 'lang="fi"' in page


def test_outdated_translation_says_so(client):
    unit = factories.unit(languages=("fi", "sv"))
    data = queries.version_data(unit.published)
    data.texts["fi"].summary = "Muuttui."
    operations.save_version(unit=unit, data=data, by=None, base_number=1)
    operations.publish_unit(unit=unit, by=None)
    assert "Originaltexten har ändrats" in client.get(f"/sv/avsnitt/{unit.slug}/").content.decode()


def test_old_version_stays_and_points_to_the_newest(client):
    unit = factories.unit()
    data = queries.version_data(unit.published)
    data.texts["fi"].title = "Uusi nimi"
    operations.save_version(unit=unit, data=data, by=None, base_number=1)
    assert client.get("/osiot/huijaus/versiot/2/").status_code == 404  # a draft is nobody's to read
    operations.publish_unit(unit=unit, by=None)
    page = client.get("/osiot/huijaus/versiot/1/").content.decode()
    assert "Onko viesti huijaus?" in page
    assert "Uusin on versio 2" in page
    changes = client.get("/osiot/huijaus/muutokset/").content.decode()
    assert "<ins>Uusi</ins>" in changes or "<ins>" in changes
    assert client.get("/osiot/huijaus/muutokset/?a=9&b=x").status_code == 200


def test_old_address_redirects_for_ever(client):
    unit = factories.unit()
    operations.rename_unit(unit=unit, slug="uusi-osoite", by=None)
    answer = client.get("/osiot/huijaus/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/osiot/uusi-osoite/")
    assert client.get("/osiot/huijaus/versiot/1/").headers["Location"] == "/osiot/uusi-osoite/versiot/1/"


def test_withdrawn_unit_is_not_found(client):
    unit = factories.unit()
    operations.withdraw_unit(unit=unit, by=None)
    assert client.get("/osiot/huijaus/").status_code == 404
    assert client.get("/osiot/huijaus/versiot/1/").status_code == 404


def test_own_material_is_for_members_only(client):
    factories.unit(licence="own-organisation", title="Sisäinen ohje")
    outi = factories.outi()
    for path in ("/osiot/huijaus/", "/osiot/huijaus/versiot/1/", "/osiot/huijaus/muutokset/"):
        assert client.get(path).status_code == 404
    assert "Sisäinen" not in client.get("/talot/paja/").content.decode()
    client.force_login(outi)
    assert client.get("/osiot/huijaus/").status_code == 404
    assert "Sisäinen" not in client.get("/talot/paja/").content.decode()
    assert client.post("/osiot/huijaus/tarkista/q1/", {"answer": "1"}).status_code == 404
    client.force_login(factories.member("Matti", factories.organisation()))
    assert client.get("/osiot/huijaus/").status_code == 200
    assert "Sisäinen" in client.get("/talot/paja/").content.decode()


def test_visitor_checks_a_question_without_an_account(client):
    factories.unit()
    wrong = client.post("/osiot/huijaus/tarkista/q1/", {"answer": "0"})
    page = wrong.content.decode()
    assert 'data-result="wrong"' in page
    assert "Numero on huijarin." in page
    assert "Tuki osaa auttaa." not in page
    assert "sessionid" not in wrong.cookies
    right = client.post("/osiot/huijaus/tarkista/q1/", {"answer": "1"}).content.decode()
    assert 'data-result="right"' in right
    assert "Numero on huijarin." in right
    assert client.get("/osiot/huijaus/tarkista/q1/").headers["Location"] == "/osiot/huijaus/"
    assert client.post("/osiot/huijaus/tarkista/eiole/", {"answer": "1"}).status_code == 404


def test_higher_apps_join_the_pages(client):
    factories.unit()

    def extra(request, page):
        return {"back_link": {"url": "/polut/x/", "label": "Takaisin polulle: X"}, "learning_state": {}}

    extras.unit_extras.register(extra)
    try:
        assert "Takaisin polulle: X" in client.get("/osiot/huijaus/").content.decode()
    finally:
        extras.unit_extras.remove(extra)


def test_rows_by_ids_take_two_queries(django_assert_num_queries):
    ids = [factories.unit(slug=s).pk for s in ("a", "b", "c")]
    queries.published_units()
    from osaava.base import revision

    revision.remember(revision.number())
    try:
        queries.units_by_ids(ids, "sv")
        with django_assert_num_queries(2):
            rows = queries.units_by_ids(ids, "sv")
    finally:
        revision.remember(None)
    assert {row.language for row in rows.values()} == {"fi"}


def test_search_learns_only_what_everyone_may_read():
    from osaava.library.search import documents

    factories.unit(slug="a", languages=("fi", "sv"))
    factories.unit(slug="b", licence="own-organisation")
    factories.draft(slug="c")
    found = list(documents())
    assert [(d["key"], d["language"]) for d in found] == [("a", "fi"), ("a", "sv")]
    assert found[0]["themes"] == ["paja"]
    assert "Pysähdy ensin." in found[0]["body"]
    assert list(documents([])) == []
