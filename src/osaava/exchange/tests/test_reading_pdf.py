"""PDF files come in as running text: in reading order, without what belongs to the page."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from osaava.exchange.reading import port, sandbox
from osaava.exchange.reading.document import Refused
from osaava.exchange.tests import making
from osaava.exchange.tests.making import left, pieces

WIDE, HIGH = A4
LOREM = (
    "Ohjaus on yhteistä työtä, jossa kuunnellaan ja kysytään. Suunnitelma tehdään opiskelijan kanssa eikä hänen puolestaan. "
    "Tavoitteet kirjataan näkyviin, ja niihin palataan sovittuna päivänä."
)


class Paper:
    """A page to write on, from the top down."""

    def __init__(self, path, **options):
        self.canvas = canvas.Canvas(str(path), pagesize=A4, **options)
        self.path = path

    def write(self, top, text, *, left=72, size=11, font="Helvetica"):
        self.canvas.setFont(font, size)
        self.canvas.drawString(left, HIGH - top, text)
        return self

    def column(self, top, words, *, left=72, width=200, size=11):
        """Text broken at `width`; returns where it ends."""
        line = ""
        for word in words.split():
            if self.canvas.stringWidth(f"{line} {word}", "Helvetica", size) > width:
                self.write(top, line.strip(), left=left, size=size)
                top, line = top + size * 1.25, ""
            line = f"{line} {word}"
        self.write(top, line.strip(), left=left, size=size)
        return top + size * 1.25

    def read(self, out):
        self.canvas.save()
        return port.read(self.path, out)


@pytest.fixture
def paper(tmp_path):
    return Paper(tmp_path / "ohje.pdf")


def test_headings_are_known_by_their_size(paper, tmp_path):
    paper.write(80, "Ohjauksen opas", size=20, font="Helvetica-Bold").write(130, "Mitä ohjaus on?", size=15, font="Helvetica-Bold")
    end = paper.column(160, LOREM, width=440)
    paper.write(end + 20, "Yksi askel", font="Helvetica-Bold")
    paper.column(end + 40, LOREM, width=440)
    found = paper.read(tmp_path)
    assert pieces(found) == [
        ("heading", "Ohjauksen opas"), ("heading", "Mitä ohjaus on?"), ("text", LOREM), ("heading", "Yksi askel"), ("text", LOREM),
    ]  # fmt: skip
    assert [p.level for p in found.pieces if p.kind == "heading"] == [1, 2, 3]
    assert found.words_carried == found.source_words


def test_columns_are_read_one_after_the_other(paper, tmp_path):
    paper.write(80, "Kaksi palstaa", size=20)
    paper.column(120, "Vasen alkaa. " + LOREM, left=72)
    paper.column(120, "Oikea alkaa. " + LOREM, left=320)
    assert pieces(paper.read(tmp_path), "text") == [("text", "Vasen alkaa. " + LOREM), ("text", "Oikea alkaa. " + LOREM)]


def test_running_headers_and_page_numbers_are_dropped_and_counted(paper, tmp_path):
    for number in range(1, 5):
        paper.write(40, "Esimerkkiopiston ohjauksen opas")
        paper.column(120, f"Tällä sivulla on oma asia {'abcd'[number - 1]}. {LOREM}", width=440)
        paper.write(HIGH - 30, f"Sivu {number} / 4", left=280)
        paper.canvas.showPage()
    found = paper.read(tmp_path)
    assert not any("Esimerkkiopiston" in p.markdown or "Sivu" in p.markdown for p in found.pieces)
    assert left(found)["running-header"] == 12
    assert sum(entry.words for entry in found.left_out if entry.what == "page-number") == 12
    assert found.pages == 4
    assert found.words_carried == found.source_words


def test_broken_words_become_whole(paper, tmp_path):
    for n, line in enumerate(["Jokainen opiske-", "lija tekee henkilö-", "kohtaisen IT-", "suunnitelman, jossa on tieto-", "osio ja tietoturva-", "asiat."]):
        paper.write(100 + n * 13.5, line)
    assert pieces(paper.read(tmp_path)) == [("text", "Jokainen opiskelija tekee henkilökohtaisen IT-suunnitelman, jossa on tieto-osio ja tietoturva-asiat.")]


def test_paragraph_goes_on_over_the_page(paper, tmp_path):
    paper.column(120, LOREM + " Lause jatkuu seuraavalle", width=440)
    paper.canvas.showPage()
    paper.column(120, "sivulle asti. Sitten se päättyy.", width=440)
    (piece,) = paper.read(tmp_path).pieces
    assert piece.markdown.endswith("Lause jatkuu seuraavalle sivulle asti. Sitten se päättyy.")
    assert piece.place == "page 1"


def test_lists_keep_numbers_and_levels(paper, tmp_path):
    for n, (left_, line) in enumerate([(72, "• Ensimmäinen"), (90, "• Sen alla"), (72, "• Toinen"), (72, "1. Vaihe yksi"), (72, "2. Vaihe kaksi")]):
        paper.write(100 + n * 14, line, left=left_)
    document = paper.read(tmp_path)
    assert pieces(document) == [("list", "- Ensimmäinen\n  - Sen alla\n- Toinen"), ("list", "1. Vaihe yksi\n2. Vaihe kaksi")]
    assert document.source_words == document.words_carried == 8  # the numbers are the list's, as in other formats


def test_table_with_lines_is_one_piece(paper, tmp_path):
    paper.canvas.grid([72, 200, 330], [HIGH - 100, HIGH - 120, HIGH - 140])
    for left_, top, text in [(76, 115, "Rooli"), (204, 115, "Tehtävä"), (76, 135, "Vetäjä"), (204, 135, "Johtaa työtä")]:
        paper.write(top, text, left=left_)
    paper.column(180, LOREM, width=440)
    found = paper.read(tmp_path)
    assert (found.pieces[0].head, found.pieces[0].rows) == (["Rooli", "Tehtävä"], [["Vetäjä", "Johtaa työtä"]])
    assert pieces(found)[1:] == [("text", LOREM)]


def test_picture_and_link_come_along(paper, tmp_path):
    paper.write(100, "Lue lisää verkosta.")
    paper.canvas.linkURL("https://example.org/", (72, HIGH - 102, 200, HIGH - 88))
    paper.canvas.drawImage(ImageReader(io.BytesIO(making.png(200, 100))), 72, HIGH - 300, 200, 100)
    found = paper.read(tmp_path)
    assert pieces(found, "text") == [("text", "[Lue lisää verkosta.](https://example.org/)")]
    (name,) = found.images.values()
    assert (tmp_path / name).read_bytes()[:4] == b"\x89PNG"


def test_scanned_file_is_refused_as_scanned(paper, tmp_path):
    paper.canvas.drawImage(ImageReader(io.BytesIO(making.png(600, 800))), 0, 0, WIDE, HIGH)
    with pytest.raises(Refused) as refused:
        paper.read(tmp_path)
    assert refused.value.code == "scanned"


def test_one_scanned_page_is_named(paper, tmp_path):
    paper.column(120, LOREM, width=440)
    paper.canvas.showPage()
    paper.canvas.drawImage(ImageReader(io.BytesIO(making.png(600, 800))), 0, 0, WIDE, HIGH)
    found = paper.read(tmp_path)
    assert found.warnings == ["some-pages-scanned"]
    assert [(entry.place, entry.detail) for entry in found.left_out if entry.what == "image"] == [("page 2", "scanned")]


def test_password_is_recognised(tmp_path):
    paper = Paper(tmp_path / "salattu.pdf", encrypt=StandardEncryption("salasana"))
    paper.write(100, "Salaista.")
    with pytest.raises(Refused) as refused:
        paper.read(tmp_path)
    assert refused.value.code == "encrypted"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_broken_file_is_refused(tmp_path, content):
    (tmp_path / "rikki.pdf").write_bytes(content)
    with pytest.raises(Refused) as refused:
        sandbox.read_safely(tmp_path / "rikki.pdf", tmp_path)
    assert refused.value.code == "broken"


def test_file_that_only_forbids_copying_is_read(tmp_path):
    paper = Paper(tmp_path / "suojattu.pdf", encrypt=StandardEncryption("", ownerPassword="omistaja", canCopy=0))
    paper.write(100, "Kaikille avoin teksti.")
    assert pieces(paper.read(tmp_path)) == [("text", "Kaikille avoin teksti.")]
