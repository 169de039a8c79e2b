"""One box over everything. The words are those of the field; the same stories hold on both databases and with both analysers."""

import pytest

from osaava.base import search as port
from osaava.base.search import Facets, did_you_mean, rebuild, reindex, search, suggest
from osaava.base.search import index as keeping

BOOK = {
    "merkit": ("fi", "Osaamismerkki näyttää osaamisen", "Myönnä merkki työssä opitusta.", ["kirjasto"], ["teachers"], 8, 2),
    "ymparisto": ("fi", "Oppimisympäristö kuntoon", "Koulutuksen järjestäjä valitsee ympäristön.", ["voimala"], ["support"], 12, 3),
    "kyky": ("fi", "Kyvykkyys kasvaa mittaamalla", "Digikyvykkyyden itsearviointi.", ["majakka"], ["management"], 20, 4),
    "esimerkki": ("fi", "Esimerkki tunnilta", "Tavallinen päivä.", ["koulutalo"], ["teachers"], 10, 1),
    "marken": ("sv", "Kompetensmärken i arbetet", "Bevilja märken för kunnande.", ["kirjasto"], ["teachers"], 9, 2),
}


def _documents(ids=None):
    for key, (language, title, body, themes, groups, minutes, level) in BOOK.items():
        yield {
            "kind": "unit", "key": key, "language": language, "title": title, "summary": "", "body": body, "url_name": "campus:front", "url_args": [],
            "themes": themes, "target_groups": groups, "minutes": minutes, "level": level, "licence": "CC-BY-4.0", "languages": [language],
        }  # fmt: skip


@pytest.fixture
def book(db, monkeypatch):
    monkeypatch.setattr(keeping, "_sources", {"unit": _documents})
    rebuild()


def _keys(results):
    return [hit.key for hit in results.hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("osaamismerkeistä", "merkit"),
        ("merkki", "merkit"),
        ("koulutuksenjärjestäjillä", "ymparisto"),
        ("oppimisympäristöissä", "ymparisto"),
        ("kyvykkyyden", "kyky"),
        ("oppimisymparisto", "ymparisto"),
        ("märke", "marken"),
    ],
)
def test_inflected_and_compound_words_find_their_base(book, typed, found):
    assert found in _keys(search(typed, language="fi"))


def test_part_of_a_compound_does_not_match_a_word_that_only_looks_like_it(book):
    assert "esimerkki" not in _keys(search("merkki", language="fi"))


def test_found_words_are_marked_in_context(book):
    hit = search("osaamismerkin", language="fi").hits[0]
    assert ("Osaamismerkki", True) in hit.title


def test_every_word_must_be_met(book):
    assert _keys(search("merkki työssä", language="fi")) == ["merkit"]
    assert _keys(search("merkki infrastruktuuri", language="fi")) == []


def test_facets_narrow_and_are_counted(book):
    everything = search("merkki", language="fi")
    assert everything.facets["theme"] == {"kirjasto": 1}
    narrowed = search("merkki", language="fi", facets=Facets({"minutes": ("short",), "level": ("2",)}))
    assert _keys(narrowed) == ["merkit"]
    assert _keys(search("merkki", language="fi", facets=Facets({"theme": ("voimala",)}))) == []


def test_thing_of_another_language_says_so(book):
    hit = search("kompetensmärken", language="fi").hits[0]
    assert (hit.key, hit.other_language) == ("marken", "sv")


def test_suggestions_follow_the_typing(book):
    assert [s.title for s in suggest("osaam", language="fi")] == ["Osaamismerkki näyttää osaamisen"]
    assert suggest("", language="fi") == []


def test_spelling_mistake_gets_a_suggestion(book):
    assert did_you_mean("osaamismekki", language="fi") == "osaamismerkki"
    assert did_you_mean("osaamismerkki", language="fi") == ""


def test_thing_that_gives_no_document_any_more_is_forgotten(book, monkeypatch):
    monkeypatch.setattr(keeping, "_sources", {"unit": lambda ids=None: iter(())})
    reindex("unit", [1], keys=["merkit"])
    assert _keys(search("osaamismerkki", language="fi")) == []


@pytest.mark.parametrize(
    "hostile",
    [
        '"', "'", "* AND OR NOT NEAR(", 'title:"x" OR 1=1', "a" * 1_000_000, "x " * 50_000, "\x00\x01", "\ud800", "‮oitraamsao", "(((((", "NEAR/5", "-", "^",
        "'; DROP TABLE base_searchentry; --", "a:*", "!!", "&", "|", "<->", "x0s0fi",
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_any_string_is_a_safe_question(book, hostile):
    search(hostile, language="fi")
    suggest(hostile, language="fi")
    assert port.search("merkki", language="fi").total >= 1


def test_unknown_facets_and_kinds_are_ignored(book):
    assert search("merkki", language="fi", facets=Facets({"password": ("x",), "theme": ()}, kinds=("people",))).total == 1
