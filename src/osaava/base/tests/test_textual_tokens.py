"""Words are cut and folded the same way whoever typed them, and nothing anybody types does harm."""

import time

import pytest

from osaava.base.textual import tokenise
from osaava.base.textual.tokens import LONGEST_TOKEN, as_term, fold, for_display


def surfaces(text):
    return [token.surface for token in tokenise(text)]


def test_sentence_keeps_finnish_letters_numbers_and_hyphens():
    assert surfaces("Etä-opetus ÅÄÖ vuonna 2026, H5P!") == ["etä-opetus", "åäö", "vuonna", "2026", "h5p"]


def test_offsets_point_at_the_word_as_written():
    text = "Lue: OSAAMIS\u00adMERKKI, EU:n tuki"
    tokens = tokenise(text)
    assert [text[token.start : token.end] for token in tokens] == ["Lue", "OSAAMIS\u00adMERKKI", "EU:n", "tuki"]
    assert [token.surface for token in tokens] == ["lue", "osaamismerkki", "eu", "tuki"]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("OSAAMINEN", "osaaminen"),
        ("ka\u0308ytta\u0308ja\u0308", "käyttäjä"),  # accents apart, as copied from a Mac
        ("A\u030aland", "åland"),
        ("osaa\u200bminen", "osaaminen"),
        ("ｏｓａａｍｉｎｅｎ", "osaaminen"),
        ("Straße", "strasse"),
        ("vaa’an", "vaa'an"),
        ("digi‑taidot", "digi-taidot"),
    ],
)
def test_word_in_another_guise_folds_to_the_same(written, folded):
    assert surfaces(written) == [folded]
    assert fold(written) == folded


def test_colon_between_words_separates_them():
    assert surfaces("Aihe:kuvaus klo 12:30 tv:ssä") == ["aihe", "kuvaus", "klo", "12", "30", "tv"]


def test_hyphen_at_the_end_or_beginning_is_left_out():
    assert surfaces("osaamis- ja -palvelut – näin") == ["osaamis", "ja", "palvelut", "näin"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud800\udfff",
        "\u202eoikealta\u202c",
        "--- '' :: __",
        "\u0308\u0308",
        "a\u0308" * 5000,
        "\u200b" * 5000,
        "\ufdfa" * 500,
        "a-" * 5000,
    ],
)
def test_hostile_text_gives_clean_words(text):
    for token in tokenise(text):
        assert token.surface == fold(token.surface)
        assert 0 < len(token.surface) <= LONGEST_TOKEN
        token.surface.encode()
        assert as_term(token.surface).isalnum()


def test_word_without_end_is_cut_and_not_indexed_in_pieces():
    assert surfaces("x" * 100_000 + " loppu") == ["x" * LONGEST_TOKEN, "loppu"]


@pytest.mark.parametrize("unit", ["a", "a ", "a-", "a'", "ä\u0308\u200b", "\u200b", "a:n-", "a\u0301'", "\ud800x", "1:", "\u0308a"])
def test_megabyte_of_anything_takes_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    tokenise(text)
    assert time.process_time() - started < 5


def test_display_text_has_nothing_unseen_in_it():
    assert for_display("a\u202eb\x00c\ud800\n\n d\u00ad") == "ab c d"
