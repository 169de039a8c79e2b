"""simplemma's word lists, read in a quarter of the memory, give simplemma's answers."""

import itertools

import pytest
from simplemma.strategies.dictionaries import StreamDictionaryFactory

from osaava.base.textual import lexicon


@pytest.fixture(scope="module", params=["fi", "sv", "en"])
def both(request):
    return lexicon.load(request.param), StreamDictionaryFactory().get_dictionary(request.param)


def test_every_thousandth_word_has_the_same_base_form(both):
    packed, original = both
    assert isinstance(packed, lexicon.PackedLexicon)
    assert len(packed) == len(original)
    forms = list(itertools.islice(original, 0, None, 1009))
    assert [packed.get(form) for form in forms] == [original.get(form) for form in forms]


def test_words_that_are_not_there_are_not_found(both):
    packed, original = both
    for form in itertools.islice(original, 0, None, 5003):
        for other in (form + "q", form[:-1], form[:-1] + "ö", "q" + form, form.upper()):
            assert packed.get(other) == original.get(other)
    assert packed.get("") is None
    assert packed.get("\ud800") is None


def test_longest_word_of_all_is_found():
    packed = lexicon.load("en")
    longest = max(StreamDictionaryFactory().get_dictionary("en"), key=len)
    assert len(longest) > 127
    assert packed.get(longest) is not None


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        b"SMFC2\x00\x00",
        b"SMFC1\x01\x00",  # reversed
        b"SMFC1\x00\x02\x00\x02ab\x00\x00",  # one record where two are promised
        b"SMFC1\x00\x01\x00\x09ab",  # ends in a word
    ],
)
def test_stream_of_another_shape_is_refused(stream):
    with pytest.raises(ValueError, match="word list"):
        lexicon.PackedLexicon(stream)


def test_list_of_another_format_is_left_to_simplemma(monkeypatch):
    monkeypatch.setattr(lexicon, "_MAGIC", b"NEWER")
    assert lexicon.load("en").get("badges") == "badge"


def test_unknown_language():
    with pytest.raises(ValueError, match="'xx'"):
        lexicon.load("xx")
