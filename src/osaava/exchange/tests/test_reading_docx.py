"""Word documents come in whole: what a reader of the paper sees, and nothing that only editors see."""

import io

import docx as word
import pytest

from osaava.exchange.reading import port
from osaava.exchange.reading.document import Refused
from osaava.exchange.tests import making
from osaava.exchange.tests.making import left, paragraph, pieces

RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.fixture
def read(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    return lambda path: port.read(path, out)


@pytest.fixture
def aino_writes(tmp_path, read):
    """A document as Word's own users make it."""

    def save_and_read(document):
        document.save(tmp_path / "ohje.docx")
        return read(tmp_path / "ohje.docx")

    return save_and_read


def test_headings_lists_and_emphasis_keep_their_order(aino_writes):
    document = word.Document()
    document.add_heading("Tietosuoja työssä", 1)
    line = document.add_paragraph("Lue ")
    line.add_run("tämä").bold = True
    line.add_run(" ensin.")
    document.add_paragraph("Ensimmäinen", style="List Bullet")
    document.add_paragraph("Sen alla", style="List Bullet 2")
    document.add_paragraph("Vaihe yksi", style="List Number")
    document.add_paragraph("Vaihe kaksi", style="List Number")
    document.add_heading("Lisää", 2)
    document.add_paragraph("Lainattu ajatus.", style="Quote")
    found = aino_writes(document)
    assert pieces(found) == [
        ("heading", "Tietosuoja työssä"),
        ("text", "Lue **tämä** ensin."),
        ("list", "- Ensimmäinen\n- Sen alla"),
        ("list", "1. Vaihe yksi\n2. Vaihe kaksi"),
        ("heading", "Lisää"),
        ("quote", "Lainattu ajatus."),
    ]
    assert [p.level for p in found.pieces if p.kind == "heading"] == [1, 2]
    assert found.title == "Tietosuoja työssä"
    assert found.words_carried == found.source_words


def test_table_with_merged_cells_is_one_piece(aino_writes):
    document = word.Document()
    table = document.add_table(3, 3, style="Table Grid")
    for n, text in enumerate(["Rooli", "Tehtävä", "Aika", "Opettaja", "Ohjaa | arvioi", "2 h", "Opiskelija", "Tekee", "4 h"]):
        table.cell(n // 3, n % 3).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    found = aino_writes(document)
    (piece,) = found.pieces
    assert piece.head == ["Rooli", "Tehtävä", "Aika"]
    assert piece.rows[0] == ["Opettaja", "Ohjaa | arvioi Tekee", "2 h"]
    assert piece.rows[1] == ["Opiskelija", "", "4 h"]
    assert found.warnings == ["tables-merged"]


def test_picture_keeps_alternative_text_and_caption(aino_writes):
    document = word.Document()
    document.add_picture(io.BytesIO(making.png()))
    document.inline_shapes[0]._inline.docPr.set("descr", "Sininen suorakaide")
    document.add_paragraph("Kuva 1. Suorakaide.", style="Caption")
    document.add_picture(io.BytesIO(making.png()))
    document.inline_shapes[1]._inline.docPr.set("descr", "kuva 2.png")
    found = aino_writes(document)
    first, second = (p for p in found.pieces if p.kind == "image")
    assert (first.alt, first.caption) == ("Sininen suorakaide", "Kuva 1. Suorakaide.")
    assert second.alt == ""  # a file's name says nothing
    assert first.image == second.image
    assert list(found.images) == [first.image]


def test_author_is_named_and_never_carried_into_text(aino_writes):
    document = word.Document()
    document.core_properties.author = "Outi Esimerkki"
    document.add_paragraph("Sisältö on tässä.")
    found = aino_writes(document)
    assert found.authors == ["Outi Esimerkki"]
    assert "Outi" not in str(found.pieces) + str(found.left_out)


def test_changes_are_accepted_and_reported(read, tmp_path):
    body = (
        f'<w:p>{RUN.format("Kurssi alkaa ")}<w:ins w:author="Outi Esimerkki">{RUN.format("maanantaina")}</w:ins>'
        '<w:del w:author="Outi Esimerkki"><w:r><w:delText>ehkä joskus tiistaina</w:delText></w:r></w:del>'
        f'{RUN.format(" klo 9.")}<w:r><w:rPr><w:vanish/></w:rPr><w:t>salainen muistiinpano</w:t></w:r></w:p>'
    )
    comments = f'<w:comments {making.W}><w:comment w:author="Eero Esimerkki">{paragraph("Onko varma?")}</w:comment></w:comments>'
    path = making.docx(
        tmp_path / "a.docx", body, parts={"word/comments.xml": comments}, relations=[("c", "comments", "comments.xml", False)]
    )
    found = read(path)
    assert pieces(found) == [("text", "Kurssi alkaa maanantaina klo 9.")]
    assert left(found) == {"tracked-deletion": 3, "hidden": 2, "comment": 0}
    assert found.left_out[-1].detail == "1"
    assert "Esimerkki" not in str(found)
    assert found.words_carried == found.source_words == 5


def test_footnote_follows_its_paragraph(read, tmp_path):
    notes = f'<w:footnotes {making.W}><w:footnote w:type="separator" w:id="0">{paragraph("")}</w:footnote><w:footnote w:id="2">{paragraph("Laki 531/2017.")}</w:footnote></w:footnotes>'
    body = f'<w:p>{RUN.format("Näin sanoo laki")}<w:r><w:footnoteReference w:id="2"/></w:r>{RUN.format(".")}</w:p>' + paragraph("Seuraava.")
    path = making.docx(tmp_path / "a.docx", body, parts={"word/footnotes.xml": notes}, relations=[("f", "footnotes", "footnotes.xml", False)])
    found = read(path)
    assert pieces(found) == [("text", r"Näin sanoo laki\[1\]."), ("note", "Laki 531/2017."), ("text", "Seuraava.")]
    assert found.pieces[1].title == "1"


def test_links_stay_only_where_they_lead_to_the_web(read, tmp_path):
    body = "".join(f'<w:p><w:hyperlink r:id="{key}">{RUN.format(key)}</w:hyperlink></w:p>' for key in ("hyvä", "paha", "levy"))
    found = read(
        making.docx(
            tmp_path / "a.docx", body,
            relations=[("hyvä", "hyperlink", "https://example.org/a b", True), ("paha", "hyperlink", "javascript:alert(1)", True), ("levy", "hyperlink", "file:///etc/passwd", True)],
        )
    )  # fmt: skip
    assert pieces(found) == [("text", "[hyvä](https://example.org/a%20b)"), ("text", "paha"), ("text", "levy")]


def test_picture_elsewhere_is_not_fetched(read, tmp_path):
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="x"/>'
        '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="kuva"/></wp:inline></w:drawing></w:r></w:p>'
    )
    path = making.docx(tmp_path / "a.docx", drawing + paragraph("Teksti."), relations=[("kuva", "image", "http://127.0.0.1:9/kuva.png", True)])
    found = read(path)
    assert found.warnings == ["external-images"]
    assert left(found) == {"external-link": 0}


def test_contents_table_and_running_header_are_left_out_and_counted(read, tmp_path):
    styles = f'<w:styles {making.W}><w:style w:styleId="Sis1"><w:name w:val="toc 1"/></w:style></w:styles>'
    header = f"<w:hdr {making.W}>{paragraph('Oppilaitoksen ohje 2026')}</w:hdr>"
    body = paragraph("Johdanto 3", "Sis1") + paragraph("Varsinainen teksti.")
    found = read(
        making.docx(
            tmp_path / "a.docx", body, parts={"word/styles.xml": styles, "word/header1.xml": header},
            relations=[("s", "styles", "styles.xml", False), ("h", "header", "header1.xml", False)],
        )
    )  # fmt: skip
    assert pieces(found) == [("text", "Varsinainen teksti.")]
    assert left(found) == {"contents-table": 2, "running-header": 3}
    assert found.source_words == 2


def test_text_that_looks_like_markup_stays_text(read, tmp_path):
    odd = "&lt;img src=x onerror=alert(1)&gt; {{ 7*7 }} *tähti* [linkki](javascript:a) # ei otsikko"
    found = read(making.docx(tmp_path / "a.docx", paragraph(odd)))
    (piece,) = found.pieces
    assert piece.markdown == r"\<img src=x onerror=alert(1)> {{ 7\*7 }} \*tähti\* \[linkki\](javascript:a) # ei otsikko"


def test_direction_overrides_and_floods_of_accents_are_gone(read, tmp_path):
    found = read(making.docx(tmp_path / "a.docx", paragraph("a\u202eb\u200bc e" + "\u0301" * 500 + " x\u2028y")))
    (piece,) = found.pieces
    assert piece.markdown == "abc é" + "\u0301" * 4 + " x y"


@pytest.mark.parametrize("kind", ["application/vnd.ms-word.document.macroEnabled.main+xml", making.WORD_TYPE])
def test_macros_are_refused(read, tmp_path, kind):
    path = making.docx(tmp_path / "a.docx", paragraph("Hei."), parts={"word/vbaProject.bin": b"x"}, kind=kind)
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.code == "macro-file"


def test_entity_bomb_is_refused(read, tmp_path):
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
    path = making.docx(tmp_path / "a.docx", "", parts={"word/document.xml": bomb})
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.code == "broken"


def test_empty_document_has_no_content(read, tmp_path):
    with pytest.raises(Refused) as refused:
        read(making.docx(tmp_path / "a.docx", paragraph("")))
    assert refused.value.code == "no-content"
