"""The same text twice: in the library, in the batch, nearly, and translated."""

import pytest

from osaava.exchange import duplicates
from osaava.exchange.chunking import chunk
from osaava.exchange.tests.chunking.documents import document
from osaava.library.tests import factories

pytestmark = pytest.mark.django_db

FINNISH = (
    "Huijausviesti kiirehtii ja uhkaa. Pysähdy ennen kuin painat linkkiä. Katso, kuka viestin lähetti ja mihin osoitteeseen linkki vie. "
    "Soita tukeen numeroon, jonka tiedät jo. Kerro opettajalle, mitä tapahtui, ja vaihda salasana heti."
)
SWEDISH = (
    "Bluffmeddelandet stressar och hotar. Stanna upp innan du trycker på länken. Se vem som har skickat meddelandet och vart länken leder. "
    "Ring stödet på ett nummer som du redan känner till. Berätta för läraren vad som hände och byt lösenord genast."
)


def draft(text, title="Huijaus"):
    return chunk(document(f"# {title}\n\n{text}"))[0]


@pytest.fixture
def unit():
    return factories.unit(slug="huijaus", title="Onko viesti huijaus?", blocks=[{"kind": "text", "markdown": FINNISH}])


def test_same_words_are_exact(unit):
    (found,) = duplicates.find([draft(FINNISH.upper().replace(". ", ".  "))])
    assert (found.unit, found.exact, found.similarity, found.title) == ("huijaus", True, 1.0, "Onko viesti huijaus?")


def test_edited_text_is_near(unit):
    (found,) = duplicates.find([draft(FINNISH.replace("Soita tukeen", "Soita heti tukeen"))])
    assert (found.unit, found.exact) == ("huijaus", False)
    assert 0.7 < found.similarity < 1


def test_translation_is_no_duplicate(unit):
    assert duplicates.find([draft(SWEDISH)]) == []


def test_twice_in_one_batch(unit):
    found = duplicates.find([draft(SWEDISH), draft("Aivan muuta asiaa. " * 10), draft(SWEDISH + " Slut.", title="Bluff")])
    assert [(f.place, f.unit, f.draft, f.exact) for f in found] == [(2, "", 0, False)]


def test_unit_that_the_draft_became_is_left_out(unit):
    assert duplicates.find([draft(FINNISH)], leave_out=["huijaus"]) == []


def test_short_texts_are_compared_exactly_only():
    found = duplicates.find([draft("Lue tämä."), draft("Lue tämä!"), draft("Lue tämä nyt.")])
    assert [(f.place, f.draft) for f in found] == [(1, 0)]


def test_other_organisations_own_material_is_not_shown():
    factories.unit(slug="oma", blocks=[{"kind": "text", "markdown": FINNISH}], licence="own-organisation")
    assert duplicates.find([draft(FINNISH)], duplicates.library_shelf(person=factories.outi())) == []


def test_shelf_costs_the_same_for_one_and_three_units(django_assert_num_queries, unit):
    with django_assert_num_queries(2):
        duplicates.library_shelf()
    for n in range(2):
        factories.unit(slug=f"muu-{n}", blocks=[{"kind": "text", "markdown": FINNISH}])
    with django_assert_num_queries(2):
        duplicates.library_shelf()
