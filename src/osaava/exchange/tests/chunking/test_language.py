"""The language of each part."""

import pytest

from osaava.exchange.chunking import chunk
from osaava.exchange.chunking.language import detect
from osaava.exchange.tests.chunking.documents import document

FINNISH = "Opettaja kirjaa sovitun asian näkyviin, ja opiskelija korjaa sen, jos jokin jäi epäselväksi. "
SWEDISH = "Läraren skriver upp det som ni har kommit överens om, och den studerande rättar om något blev oklart. "
ENGLISH = "The teacher writes down what was agreed, and the student corrects it if something was left unclear. "


@pytest.mark.parametrize(("text", "code"), [(FINNISH, "fi"), (SWEDISH, "sv"), (ENGLISH, "en"), ("DNS, VPN, TCP", ""), ("", "")])
def test_detect(text, code):
    assert detect(text) == code


def bilingual(times):
    one = "\n\n".join([FINNISH * 5] * times)
    other = "\n\n".join([SWEDISH * 5] * times)
    return document(f"# Ohje\n\n{one}\n\n# Anvisning\n\n{other}")


def test_long_passages_in_two_languages_are_two_drafts():
    assert [(d.language, d.title) for d in chunk(bilingual(7))] == [("fi", "Ohje"), ("sv", "Anvisning")]


def test_short_passage_in_another_language_is_flagged():
    (draft,) = chunk(bilingual(2))
    assert "mixed-language" in draft.warnings


def test_language_that_was_given_is_believed():
    assert [d.language for d in chunk(bilingual(7), language="sv")] == ["sv"]
