"""Presentations come in slide by slide, in the order in which a person would read them."""

import io

import pytest
from pptx import Presentation
from pptx.util import Inches

from osaava.exchange.reading import port
from osaava.exchange.tests import making
from osaava.exchange.tests.making import left, pieces


@pytest.fixture
def deck():
    return Presentation()


@pytest.fixture
def read(tmp_path, deck):
    def save_and_read():
        (tmp_path / "out").mkdir(exist_ok=True)
        deck.save(tmp_path / "esitys.pptx")
        return port.read(tmp_path / "esitys.pptx", tmp_path / "out")

    return save_and_read


def _slide(deck, title, *lines, layout=1):
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    slide.shapes.title.text = title
    if lines:
        slide.placeholders[1].text_frame.text = "\n".join(lines)
    return slide


def _box(slide, left_, top, text, width=2.0):
    box = slide.shapes.add_textbox(Inches(left_), Inches(top), Inches(width), Inches(0.6))
    box.text_frame.text = text
    return box


def test_titles_bullets_and_spoken_text(deck, read):
    _slide(deck, "Digiohjaus", layout=0)
    slide = _slide(deck, "Miksi?", "Saavutettavuus", "Joustavuus")
    slide.placeholders[1].text_frame.paragraphs[1].level = 1
    slide.notes_slide.notes_text_frame.text = "Kerro esimerkki omasta työstä."
    found = read()
    assert pieces(found) == [
        ("heading", "Digiohjaus"),
        ("heading", "Miksi?"),
        ("list", "- Saavutettavuus\n  - Joustavuus"),
        ("speaker", "Kerro esimerkki omasta työstä."),
    ]
    assert [(p.level, p.place, p.anchor) for p in found.pieces[:2]] == [(1, "slide 1", 1), (2, "slide 2", 2)]
    assert found.pages == 2
    assert found.words_carried == found.source_words == 8


def test_columns_are_read_one_after_the_other(deck, read):
    slide = _slide(deck, "Vertailu", layout=5)
    for left_, top, text in [(5, 2, "Oikea ylhäällä"), (5, 4, "Oikea alhaalla"), (1, 4, "Vasen alhaalla"), (1, 2, "Vasen ylhäällä")]:
        _box(slide, left_, top, text)
    _box(slide, 1, 6, "Yhteenveto koko leveydellä", width=6.5)
    assert [text for _kind, text in pieces(read(), "text")] == [
        "Vasen ylhäällä", "Vasen alhaalla", "Oikea ylhäällä", "Oikea alhaalla", "Yhteenveto koko leveydellä",
    ]  # fmt: skip


def test_groups_are_opened_and_tables_kept_whole(deck, read):
    slide = _slide(deck, "Roolit", layout=5)
    group = slide.shapes.add_group_shape()
    inside = group.shapes.add_textbox(Inches(1), Inches(2), Inches(2), Inches(1))
    inside.text_frame.text = "Ryhmän sisällä"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for n, text in enumerate(["Rooli", "Tehtävä", "Vetäjä", "Johtaa"]):
        table.cell(n // 2, n % 2).text = text
    found = read()
    assert pieces(found, "text") == [("text", "Ryhmän sisällä")]
    (piece,) = [p for p in found.pieces if p.kind == "table"]
    assert (piece.head, piece.rows) == (["Rooli", "Tehtävä"], [["Vetäjä", "Johtaa"]])


def test_short_line_below_a_picture_is_its_caption(deck, read):
    slide = _slide(deck, "Kuva", layout=5)
    picture = slide.shapes.add_picture(io.BytesIO(making.png()), Inches(1), Inches(2), Inches(3), Inches(2))
    picture._element.nvPicPr.cNvPr.set("descr", "Kaavio kolmesta vaiheesta")
    _box(slide, 1, 4.1, "Vaiheet 2026")
    found = read()
    (piece,) = [p for p in found.pieces if p.kind == "image"]
    assert (piece.alt, piece.caption) == ("Kaavio kolmesta vaiheesta", "Vaiheet 2026")


def test_logo_on_every_slide_is_left_out(deck, read):
    for n in range(3):
        slide = _slide(deck, f"Dia {'ABC'[n]}", "Yksi", "Kaksi")
        slide.shapes.add_picture(io.BytesIO(making.png()), Inches(9), Inches(0), Inches(1), Inches(1))
    found = read()
    assert not found.images
    assert ("image", "repeated") in [(entry.what, entry.detail) for entry in found.left_out]


def test_hidden_slide_is_left_out_and_counted(deck, read):
    _slide(deck, "Näkyvä", "Tämä luetaan")
    _slide(deck, "Piilossa", "Tätä ei luetakaan")._element.set("show", "0")
    found = read()
    assert pieces(found) == [("heading", "Näkyvä"), ("text", "Tämä luetaan")]
    assert left(found) == {"hidden": 4}
    assert found.source_words == 3


def test_shape_in_two_versions_is_read_once(deck, read):
    slide = _slide(deck, "Kaava", layout=5)
    shape = _box(slide, 1, 2, "Uusi muoto")._element
    both = shape.makeelement("{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")
    choice = shape.makeelement("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice")
    fallback = shape.makeelement("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
    shape.addprevious(both)
    both.extend([choice, fallback])
    fallback.append(_box(slide, 1, 2, "Vanha muoto")._element)
    choice.append(shape)
    found = read()
    assert pieces(found) == [("heading", "Kaava"), ("text", "Uusi muoto")]
    assert found.source_words == found.words_carried == 3
