"""OpenDocument text comes in like Word's."""

import pytest

from osaava.exchange.reading import port
from osaava.exchange.reading.document import Refused
from osaava.exchange.tests import making
from osaava.exchange.tests.making import left, pieces


@pytest.fixture
def read(tmp_path):
    (tmp_path / "out").mkdir()
    return lambda body, **parts: port.read(making.odt(tmp_path / "ohje.odt", body, **parts), tmp_path / "out")


def test_headings_lists_and_looks(read):
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
    )
    body = (
        '<text:h text:outline-level="2">Otsikko</text:h><text:p>Lue <text:span text:style-name="T1">tämä</text:span><text:s text:c="2"/>nyt.</text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>Yksi</text:p><text:list text:style-name="L2"><text:list-item><text:p>Alla</text:p></text:list-item></text:list>'
        "</text:list-item><text:list-item><text:p>Kaksi</text:p><text:p>Jatkoa</text:p></text:list-item></text:list>"
        '<text:p text:style-name="Quotations">Ajatus.</text:p><text:p text:style-name="Preformatted_20_Text">x = 1</text:p>'
    )
    found = read(body, styles=styles)
    assert pieces(found) == [
        ("heading", "Otsikko"),
        ("text", "Lue **tämä** nyt."),
        ("list", "1. Yksi\n   - Alla\n2. Kaksi\n\n   Jatkoa"),
        ("quote", "Ajatus."),
        ("code", "```\nx = 1\n```"),
    ]
    assert found.words_carried == found.source_words


def test_note_picture_table_and_link(read):
    body = (
        '<text:p>Sanottu<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Lähde.</text:p></text:note-body></text:note>'
        ' ja <text:a xlink:href="https://example.org/">linkki</text:a>.</text:p>'
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>Sininen laatikko</svg:desc></draw:frame></text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>"
    )
    found = read(body, files={"Pictures/a.png": making.png()})
    assert pieces(found)[:2] == [("text", r"Sanottu\[1\] ja [linkki](https://example.org/)."), ("note", "Lähde.")]
    image, table = found.pieces[2:]
    assert image.alt == "Sininen laatikko"
    assert (table.head, table.rows) == (["A", "B"], [["1", "2"]])


def test_changes_comments_and_names_stay_behind(read):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Outi Esimerkki</dc:creator></office:change-info>"
        "<text:p>poistettu kokonaan</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Jää<office:annotation><dc:creator>Outi Esimerkki</dc:creator><text:p>Tarkista!</text:p></office:annotation> tähän.</text:p>"
    )
    found = read(body, meta="<dc:creator>Eero Esimerkki</dc:creator><dc:title>Ohje</dc:title><dc:language>fi-FI</dc:language>")
    assert pieces(found) == [("text", "Jää tähän.")]
    assert left(found) == {"tracked-deletion": 2, "comment": 0}
    assert (found.authors, found.title, found.language) == (["Eero Esimerkki"], "Ohje", "fi")
    assert "Outi" not in str(found)
    assert found.source_words == 2


def test_macros_are_left_out_and_said_so(read):
    found = read("<text:p>Teksti.</text:p>", files={"Basic/Standard/script-lb.xml": "<x/>"})
    assert left(found) == {"macro": 0}


def test_password_is_recognised(read):
    with pytest.raises(Refused) as refused:
        read("<text:p>x</text:p>", files={"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"})
    assert refused.value.code == "encrypted"


def test_external_entity_is_refused(tmp_path):
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    path = making.zipped(tmp_path / "a.odt", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": evil})
    with pytest.raises(Refused) as refused:
        port.read(path, tmp_path)
    assert refused.value.code == "broken"
