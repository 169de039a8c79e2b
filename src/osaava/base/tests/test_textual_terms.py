"""What is indexed and what is asked for meet where they should, in both databases, and only there."""

import sqlite3
import time

import pytest

from osaava.base.textual import SimplemmaAnalyser, analyser_for, index_terms, query_terms, typed_prefix
from osaava.base.textual.terms import MOST_BYTES, MOST_WORDS

_SIMPLEMMA = {code: SimplemmaAnalyser(code) for code in ("fi", "sv", "en")}


@pytest.fixture(params=["installed", "simplemma"])
def choice(request):
    """The analysers as this installation has them, and as one without Voikko has them."""
    return analyser_for if request.param == "installed" else _SIMPLEMMA.get


def finds(question, text, *, language="fi", interface="fi", choice=analyser_for):
    terms = set(index_terms(text, language, choice=choice))
    groups = query_terms(question, interface, choice=choice)
    return bool(groups) and all(group & terms for group in groups)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("koulutuksenjärjestäjä", "Ohje koulutuksenjärjestäjillä on."),
        ("koulutuksen järjestäjä", "Ohje koulutuksenjärjestäjille."),
        ("oppimisympäristö", "Miten oppimisympäristöissä toimitaan?"),
        ("osaamismerkki", "Tietoa osaamismerkeistä"),
        ("osaamismerkeistä", "Osaamismerkin hakeminen"),
        ("kyvykkyys", "Digitaalisen kyvykkyyden arviointi"),
        ("merkki", "Jokainen osaamismerkki kertoo osaamisesta."),
        ("MERKIT", "osaamismerkki"),
        ("tietosuoja", "Lue tietosuojaselosteesta."),
        ("digiosaaminen", "digi-osaamista kaikille"),
        ("digi-osaaminen", "digiosaamista kaikille"),
        ("verkko opetus", "Verkko-opetuksen opas"),
        ("EU", "EU:n tuella"),
        ("Moodle", "Kurssi on Moodlessa."),
        ("moodlessa", "Moodle on oppimisalusta."),
    ],
)
def test_question_finds_inflected_text(question, text, choice):
    assert finds(question, text, choice=choice)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("osaamismerkki", "Liikennemerkki ja merkki"),
        ("merkki", "Esimerkki tästä"),
        ("arviointi kierros", "Arviointi alkaa"),
        ("ääni", "aani"),
        ("tunnistaminen", "Tunnistamme sen"),  # who asks for the noun does not ask for every form of the verb
    ],
)
def test_question_does_not_find_what_it_did_not_ask_for(question, text, choice):
    assert not finds(question, text, choice=choice)


def test_swedish_and_english_questions_work_from_a_finnish_interface():
    assert finds("lärmiljöer", "En bra lärmiljö", language="sv")
    assert finds("märke", "Om kompetensmärken", language="sv")
    assert finds("badges", "A badge for teachers", language="en")
    assert finds("learner's guide", "Guides for learners", language="en", interface="sv")


def test_index_terms_are_distinct_and_in_order():
    terms = index_terms("Merkki merkki osaamismerkki", "fi")
    assert terms[0] == "merkki"
    assert len(terms) == len(set(terms))
    assert {"osaamismerkki", "osaaminen"} <= set(terms)


def test_unknown_language_gives_words_as_written():
    assert index_terms("Über die Häuser", "de") == ["über", "die", "häuser"]


def test_common_words_are_asked_for_only_alone():
    assert len(query_terms("arviointi ja tekoäly")) == 2
    assert query_terms("ja") != []


@pytest.mark.parametrize("question", ["", "   ", "\x00", '"*', "() AND OR", "\ud800", "-", "'; DROP TABLE", "a:b^2 NEAR/3", "NOT"])
def test_any_question_gives_terms_that_need_no_escaping(question):
    for group in query_terms(question):
        assert group
        for term in group:
            assert term.isalnum()


def test_endless_question_is_cut():
    assert len(query_terms("sana" * 100_000)) == 1
    assert len(query_terms(" ".join(f"sana{number}" for number in range(500)))) == MOST_WORDS


@pytest.mark.parametrize(
    ("question", "prefix"),
    [("osaamism", "osaamism"), ("digi-osa", "osa"), ("tekoäly ohj", "ohj"), ("valmis ", ""), ("", ""), ("mitä?", ""), ("ÄÄN", "ään")],
)
def test_word_being_typed(question, prefix):
    assert typed_prefix(question) == prefix


def test_sqlite_splits_no_term():
    """What Python calls a term, FTS5 with the house's tokeniser calls one too."""
    text = "Verkko-opetus EU:n ÅÄÖ vaa'an H5P 3D-tulostus x² ½ café Straße Ⅷ naïve 日本語 İstanbul ǅ ﬁ 10.000,50 a_b e\u0308"
    terms = index_terms(text, "fi")
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE found USING fts5(terms, tokenize = 'unicode61 remove_diacritics 0')")
    database.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(found, 'row')")
    database.execute("INSERT INTO found VALUES (?)", [" ".join(terms)])
    assert {row[0] for row in database.execute("SELECT term FROM vocabulary")} == set(terms)


def test_hostile_text_is_bounded():
    text = " ".join("".join(chr(97 + int(digit)) for digit in f"{number:06}") for number in range(150_000))
    started = time.process_time()
    terms = index_terms(text, "fi")
    assert sum(len(term.encode()) + 1 for term in terms) <= MOST_BYTES
    assert time.process_time() - started < 30


def test_words_met_before_are_analysed_at_speed(choice):
    words = ["osaamismerkeistä", "oppimisympäristöissä", "kehittämissuunnitelmia", "arviointikierroksella"] * 5_000
    analyser = choice("fi")
    analyser.analyse(words[0])
    started = time.process_time()
    for word in words:
        analyser.analyse(word)
    assert len(words) / (time.process_time() - started) > 20_000
