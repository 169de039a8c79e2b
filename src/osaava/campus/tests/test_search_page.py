"""One box over everything: inflected words, filters, hostile questions, and news that can be found at once."""

import os
import re

import pytest
from django.core.management import call_command

from osaava.base import search
from osaava.base.models import SearchEntry
from osaava.base.textual import choice
from osaava.campus import api
from osaava.campus.tests import factories
from osaava.library.api import rename_unit, withdraw_unit
from osaava.network.api import change_organisation

PROBES = [
    ("osaamismerkeistä", "merkit"), ("merkki", "merkit"), ("merkin", "merkit"), ("koulutuksenjärjestäjillä", "ymparisto"),
    ("oppimisympäristöissä", "ymparisto"), ("oppimisymparisto", "ymparisto"), ("kyvykkyyden", "kyky"), ("digikyvykkyys", "kyky"),
]  # fmt: skip


@pytest.fixture(params=[pytest.param("voikko", marks=pytest.mark.voikko), "simplemma"])
def analyser(request, monkeypatch):
    """Both ways of reading Finnish."""
    if request.param == "simplemma":

        def missing():
            raise choice.VoikkoMissing("Left out on purpose.")

        monkeypatch.setattr(choice, "VoikkoAnalyser", missing)
    elif "voikko" not in choice.analysis_signature().lower():
        (pytest.fail if os.environ.get("OSAAVA_CI_STRICT") == "1" else pytest.skip)("Install libvoikko1 and voikko-fi to run this test.")
    choice.analyser_for.cache_clear()
    yield request.param
    choice.analyser_for.cache_clear()


@pytest.fixture
def book(here):
    owner = here.key
    factories.unit("merkit", "Osaamismerkki näyttää osaamisen", text="Myönnä merkki työssä opitusta.", theme="kirjasto", owner=owner, minutes=8)
    factories.unit("ymparisto", "Oppimisympäristö kuntoon", text="Koulutuksen järjestäjä valitsee.", theme="voimala", owner=owner, groups=["support"])
    factories.unit("kyky", "Digikyvykkyys kasvaa", text="Kyvykkyys näkyy.", theme="majakka", owner=owner, groups=["management"], minutes=20)
    return here


def _page(client, **query):
    return client.get("/haku/", query).content.decode()


def _finds(page, slug):
    return f'href="/osiot/{slug}/"' in page


@pytest.mark.parametrize(("typed", "slug"), PROBES)
def test_word_in_any_form_finds_its_unit(client, analyser, book, typed, slug):
    assert _finds(_page(client, q=typed), slug)


def test_found_words_are_marked(client, book):
    assert re.search(r"<mark>[Oo]saamismerkki</mark>", _page(client, q="osaamismerkkien"))


def test_everything_is_found_from_one_box(client, book):
    api.index_vocabulary()
    kinds = {"Esimerkkiopisto": "/verkosto/esimerkkiopisto/", "osaamismerkki": "/osiot/merkit/", "majakka": "/talot/majakka/", "näkyvyys": "/ohjeet/"}
    for word, address in kinds.items():
        assert f'href="{address}' in _page(client, q=word), word


def test_filters_narrow_without_script(client, book):
    assert _finds(_page(client, q="näyttää osaamisen", kenelle="teachers"), "merkit")
    assert not _finds(_page(client, q="näyttää osaamisen", kenelle="support"), "merkit")
    assert not _finds(_page(client, q="digikyvykkyys", teema="voimala"), "kyky")
    assert _finds(_page(client, q="digikyvykkyys", kesto=["short", "long"]), "kyky")


def test_ticked_filter_stays_ticked(client, book):
    page = _page(client, q="digikyvykkyys", kesto="long")
    assert re.search(r'name="kesto" value="long"\s+checked', page)


def test_nothing_found_helps_on(client, book):
    page = _page(client, q="osaamismekki")
    assert "osaamismerkki" in page
    page = _page(client, q="xyzzyplugh")
    assert "aihe=sisaltotoive" in page
    assert "viesti=xyzzyplugh" in page
    assert page.count("arrow-link") >= 3


def test_empty_question_offers_the_houses(client, db):
    page = _page(client, q="")
    assert page.count("/talot/") >= 8


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        "'",
        "* AND OR NOT NEAR(",
        'title:"x" OR 1=1',
        "a" * 100_000,
        "x " * 20_000,
        "\x00\x01",
        "(((((",
        "<script>alert(1)</script>",
        "%00",
        "‮oit",
        "x0s0fi",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_any_question_is_safe(client, book, hostile):
    answer = client.get("/haku/", {"q": hostile})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert client.get("/haku/ehdotukset/", {"q": hostile}).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "²", "abc", "1e9", ""])
def test_any_page_number_is_safe(client, book, number):
    assert client.get("/haku/", {"q": "osaamismerkki", "sivu": number}).status_code == 200


def test_ten_thousand_filters_are_survived(client, book):
    address = "/haku/?q=merkki&" + "&".join(f"teema=x{n}" for n in range(900))
    assert client.get(address).status_code == 200


def test_suggestions_are_what_the_box_expects(client, book):
    answer = client.get("/haku/ehdotukset/", {"q": "osaam"}).json()
    first = answer["results"][0]
    assert first == {"label": "Osaamismerkki näyttää osaamisen", "url": "/osiot/merkit/", "kind": first["kind"]}
    assert first["kind"]
    assert client.get("/haku/ehdotukset/").json() == {"results": []}


def test_page_takes_no_writes(client, db):
    assert client.post("/haku/").status_code == client.post("/haku/ehdotukset/").status_code == 405


def test_withdrawn_unit_is_gone_at_once(client, book):
    unit = factories.Unit.objects.get(slug="merkit")
    withdraw_unit(unit=unit, by=None)
    assert not _finds(_page(client, q="osaamismerkki"), "merkit")


def test_renamed_unit_is_found_at_its_new_address(client, book):
    unit = factories.Unit.objects.get(slug="merkit")
    rename_unit(unit=unit, slug="osaamismerkit", by=None)
    page = _page(client, q="osaamismerkki")
    assert _finds(page, "osaamismerkit")
    assert not _finds(page, "merkit")


def test_renamed_organisation_is_found_by_its_new_name(client, book):
    change_organisation(organisation=book, name="Koivurannan ammattiopisto", by=None)
    assert "Koivurannan ammattiopisto" in re.sub("</?mark>", "", _page(client, q="koivuranta"))


def test_index_made_anew_is_the_same(client, book):
    api.index_vocabulary()
    before = set(SearchEntry.objects.exclude(kind="_").values_list("kind", "key", "language"))
    call_command("reindex", verbosity=0)
    assert before <= set(SearchEntry.objects.values_list("kind", "key", "language"))
    assert not search.ensure_current()


def test_search_costs_at_most_eight_queries(client, aino, book, django_assert_max_num_queries):
    client.force_login(aino)
    _page(client, q="merkki")
    with django_assert_max_num_queries(8):
        _page(client, q="osaamismerkki")


def test_too_many_searches_wait(client, book):
    answers = [client.get("/haku/", {"q": f"merkki{n}"}).status_code for n in range(31)]
    assert answers[-1] == 429
    assert answers[:30] == [200] * 30
    assert "Retry-After" in client.get("/haku/", {"q": "vielä yksi"}).headers
