"""Snippets show why a page was found, as plain pieces that no template can be tricked with."""

import time

from osaava.base.textual import highlight, query_terms

TEXT = (
    "Digitaalinen osaamismerkki kertoo, mitä ihminen osaa. Merkkejä myöntävät koulutuksen järjestäjät. "
    + "Välissä on paljon muuta asiaa, joka ei liity hakuun mitenkään. " * 12
    + "Lopuksi puhutaan tietosuojaselosteesta ja sen laatimisesta."
)


def marked(pieces):
    return [piece for piece, found in pieces if found]


def joined(pieces):
    return "".join(piece for piece, _found in pieces)


def test_inflected_and_compound_words_are_marked_whole():
    pieces = highlight(TEXT, query_terms("merkki"), "fi")
    assert marked(pieces) == ["osaamismerkki", "Merkkejä"]
    assert joined(pieces).startswith("Digitaalinen osaamismerkki kertoo")


def test_each_word_of_the_question_gets_a_passage():
    pieces = highlight(TEXT, query_terms("osaamismerkki tietosuoja"), "fi", width=80)
    assert marked(pieces) == ["osaamismerkki", "tietosuojaselosteesta"]
    assert " … " in joined(pieces)
    assert len(joined(pieces)) < 260


def test_passage_in_the_middle_is_cut_between_words():
    pieces = highlight(TEXT, ["tietosuoja"], "fi", width=60)
    shown = joined(pieces)
    assert shown.startswith("…")
    assert all(word in TEXT.split() for word in shown.strip("…").split())


def test_without_a_match_the_beginning_is_shown():
    pieces = highlight(TEXT, query_terms("avaruus"), "fi", width=40)
    assert marked(pieces) == []
    assert joined(pieces).startswith("Digitaalinen osaamismerkki")
    assert joined(pieces).endswith("…")


def test_word_being_typed_is_marked_by_its_beginning():
    assert marked(highlight(TEXT, [], "fi", prefix="tietosuojas")) == ["tietosuojaselosteesta"]


def test_markup_and_unseen_characters_stay_text():
    pieces = highlight("<b>merkki</b> \u202e\x00\ud800 <script>merkit</script>\n\n&amp;", ["merkki"], "fi")
    assert marked(pieces) == ["merkki", "merkit"]
    assert joined(pieces) == "<b>merkki</b> <script>merkit</script> &amp;"


def test_empty_text_has_no_pieces():
    assert highlight("", ["merkki"], "fi") == []


def test_text_in_another_language_is_read_by_its_own_rules():
    assert marked(highlight("Om kompetensmärken i skolan", query_terms("märke"), "sv")) == ["kompetensmärken"]


def test_long_text_is_read_only_at_its_beginning():
    started = time.process_time()
    pieces = highlight("osaamismerkki ja muuta " * 100_000, ["merkki"], "fi")
    assert time.process_time() - started < 5
    assert len(joined(pieces)) < 800
