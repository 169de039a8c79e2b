"""A mistyped word is answered with words that are really there."""

import random
import time

import pytest

from osaava.base.textual import suggest_spelling

VOCABULARY = {
    "osaamismerkki": 12,
    "osaaminen": 40,
    "käyttäjä": 9,
    "arviointi": 30,
    "saavutettavuus": 5,
    "merkki": 7,
    "verkko": 3,
    "talo": 2,
    "salo": 8,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("osaamismerki", "osaamismerkki"),
        ("osaamsimerkki", "osaamismerkki"),
        ("osaaninen", "osaaminen"),
        ("kayttaja", "käyttäjä"),
        ("KÄYTÄJÄ", "käyttäjä"),
        ("arvionti", "arviointi"),
        ("saavutetavuus", "saavutettavuus"),
    ],
)
def test_mistyped_word_suggests_what_was_meant(typed, meant):
    assert suggest_spelling(typed, VOCABULARY)[0] == meant


def test_right_word_needs_no_suggestion():
    assert suggest_spelling("merkki", VOCABULARY) == []
    assert suggest_spelling("merkki", list(VOCABULARY)) == []


def test_far_or_short_word_gets_none():
    assert suggest_spelling("avaruusalus", VOCABULARY) == []
    assert suggest_spelling("me", VOCABULARY) == []
    assert suggest_spelling("\ud800\x00", VOCABULARY) == []


def test_more_frequent_word_comes_first_and_the_number_is_limited():
    assert suggest_spelling("valo", VOCABULARY) == ["salo", "talo"]
    assert suggest_spelling("valo", VOCABULARY, limit=1) == ["salo"]


def test_vocabulary_of_a_whole_network_is_searched_quickly():
    letters = random.Random(7)
    words = {"".join(letters.choices("aeiouyäöklmnprstvj", k=letters.randint(4, 18))) for _ in range(50_000)} | {"osaamismerkki"}
    started = time.process_time()
    assert suggest_spelling("osaamismerki", words)[0] == "osaamismerkki"
    assert time.process_time() - started < 3
