"""Suggestions: what a text is about, why, and how they get better as units are published."""

import pytest

from osaava.exchange import suggesting
from osaava.exchange.chunking import chunk
from osaava.exchange.suggesting.asking import forget
from osaava.exchange.suggesting.port import Guess, Suggestion
from osaava.exchange.tests.chunking.documents import document
from osaava.library.tests import factories

pytestmark = pytest.mark.django_db

PHISHING = {
    "fi": "Tunnista huijausviesti. Tietojenkalastelu vie salasanan. Opiskelija toimii verkossa turvallisesti, vaihtaa salasanan ja kertoo huijauksesta.",
    "sv": "Känn igen bluffmeddelandet. Nätfiske stjäl lösenordet. Den studerande agerar säkert på nätet, byter lösenord och berättar om bedrägeriet.",
    "en": "Recognise the scam message. Phishing steals passwords. The student acts safely online, changes the password and reports the scam.",
}


@pytest.fixture(autouse=True)
def nothing_remembered():
    forget()
    yield
    forget()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_theme_is_suggested_from_the_vocabulary_alone(language):
    found = suggesting.suggest(PHISHING[language], language)
    assert "paja" in [guess.key for guess in found.themes]
    assert len(found.themes) == 3
    assert "7.4" in [guess.key for guess in found.competences]
    assert [guess.score for guess in found.themes] == sorted((guess.score for guess in found.themes), reverse=True)


def test_reasons_are_words_of_the_text():
    found = suggesting.suggest(PHISHING["fi"], "fi")
    assert found.themes[0].terms
    assert all(term in PHISHING["fi"].lower() for guess in found.themes for term in guess.terms)


def test_published_units_teach_the_suggester():
    text = "Trukki nostaa lavan hyllyyn. Trukin kuljettaja tarkistaa lavan painon, ja varasto kirjaa lavan paikan."
    before = suggesting.suggest(text, "fi").themes
    blocks = [{"kind": "text", "markdown": "Trukki vie lavan varastoon. Trukin kuljettaja lukee lavan tarran, ja varasto tietää hyllyn."}]
    for n in range(4):
        factories.unit(slug=f"trukki-{n}", title="Trukki ja lava", themes=["kirjasto"], blocks=blocks)
    after = suggesting.suggest(text, "fi").themes
    assert "kirjasto" not in [guess.key for guess in before[:1]]
    assert after[0].key == "kirjasto"
    assert after[0].terms[:2] == ["trukin", "lavan"]


def test_draft_is_suggested_in_its_own_language():
    (draft,) = chunk(document(f"# Bluff\n\n{PHISHING['sv']}"))
    assert draft.language == "sv"
    assert suggesting.suggest(draft) == suggesting.LearnedSuggester().suggest(PHISHING["sv"], "sv", title="Bluff")


def test_text_without_known_words_gets_nothing():
    assert suggesting.suggest("xyzzy 123 ///", "fi") == Suggestion()


def test_suggestion_survives_storage():
    found = suggesting.suggest(PHISHING["en"], "en")
    assert Suggestion.from_data(found.as_data()) == found


class Plugged:
    """A suggester of an installation's own."""

    def suggest(self, text, language, *, title=""):
        return Suggestion(themes=[Guess("tori", 1.0, [language])])


def test_installation_plugs_in_its_own(settings):
    settings.SUGGESTER = f"{__name__}.Plugged"
    assert suggesting.suggest(PHISHING["fi"], "fi").themes == [Guess("tori", 1.0, ["fi"])]


def test_second_question_reads_nothing_but_the_revision(django_assert_num_queries):
    suggesting.suggest(PHISHING["fi"], "fi")
    with django_assert_num_queries(1):
        suggesting.suggest(PHISHING["fi"], "fi")
