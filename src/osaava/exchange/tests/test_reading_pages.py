"""Web pages, Markdown and plain text: the words come in, what runs or asks others does not."""

import pytest

from osaava.exchange.reading import port
from osaava.exchange.reading.document import Refused
from osaava.exchange.tests import making
from osaava.exchange.tests.making import left, pieces


@pytest.fixture
def read(tmp_path):
    (tmp_path / "out").mkdir()

    def write_and_read(text, name="sivu.html", encoding="utf-8"):
        (tmp_path / name).write_bytes(text.encode(encoding))
        return port.read(tmp_path / name, tmp_path / "out")

    return write_and_read


def test_main_content_without_the_furniture(read):
    found = read(
        '<!doctype html><html lang="fi"><head><title>Ohje</title><style>p{}</style></head><body><nav>Etusivu Haku</nav><main><h1>Ohje</h1><p>Lue <em>tämä</em>.</p>'
        "<script>alert(1)</script><aside><p>Huomaa.</p></aside></main><footer>Yhteystiedot</footer></body></html>"
    )
    assert pieces(found) == [("heading", "Ohje"), ("text", "Lue *tämä*."), ("text", "Huomaa.")]
    assert left(found) == {"running-header": 1, "script": 0}
    assert (found.title, found.language) == ("Ohje", "fi")
    assert found.words_carried == found.source_words == 4


def test_lists_tables_quotes_and_code(read):
    found = read(
        "<html><body><ol start=3><li>Kolme<ul><li>alla</li></ul></li><li><p>Neljä</p><p>jatkoa</p></li></ol><blockquote><p>Ajatus.</p></blockquote>"
        '<pre><code class="language-python">x = 1\n  y = 2</code></pre><table><caption>Taulu</caption><tr><th>A</th><th colspan=2>B</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table></body></html>'
    )
    assert pieces(found)[:3] == [
        ("list", "3. Kolme\n   - alla\n4. Neljä\n\n   jatkoa"),
        ("quote", "Ajatus."),
        ("code", "```python\nx = 1\n  y = 2\n```"),
    ]
    table = found.pieces[3]
    assert (table.head, table.rows, table.caption) == (["A", "B", ""], [["1", "2", "3"]], "Taulu")


@pytest.mark.parametrize(
    "evil",
    [
        '<a href="java\tscript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="data:text/html,hei">x</a>',
        '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>x',
        '<svg><script>alert(1)</script></svg>x',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</p></noscript>x',
        '<template><img src=x onerror=alert(1)></template>x',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>x',
        '<button formaction="javascript:alert(1)">y</button>x',
        '<p id=attributes onclick=alert(1) style="background:url(//x)">x</p>',
    ],
)
def test_nothing_that_runs_comes_in(read, evil):
    found = read(f"<html><body><p>Alku.</p>{evil}</body></html>")
    told = str(found.pieces).lower()
    assert not any(word in told for word in ("javascript", "onerror", "alert", "data:", "srcdoc", "onclick", "url("))
    assert any("x" in markdown for _kind, markdown in pieces(found)) or "noscript" in evil


def test_unclosed_elements_end_somewhere(read):
    found = read("<html><body><p>Alku.</p>" + "<div>" * 100_000 + "loppu")
    assert found.pieces[0].markdown == "Alku."


def test_pictures_are_looked_for_beside_the_page_only(read, tmp_path):
    (tmp_path / "kuvat").mkdir()
    (tmp_path / "kuvat" / "a b.png").write_bytes(making.png())
    secret = tmp_path.parent / "salainen.png"
    secret.write_bytes(making.png(50, 50))
    (tmp_path / "linkki.png").symlink_to(secret)
    addresses = ["kuvat/a%20b.png", "../salainen.png", "%2e%2e/salainen.png", str(secret), "file://" + str(secret), "linkki.png", "http://127.0.0.1:9/x.png"]
    found = read("<html><body><p>Kuvat:</p>" + "".join(f'<img src="{a}" alt="">' for a in addresses) + "</body></html>")
    assert len([p for p in found.pieces if p.kind == "image"]) == 1
    assert found.warnings == ["external-images"]
    secret.unlink()


def test_pixel_flood_is_left_out(read, tmp_path):
    (tmp_path / "tulva.png").write_bytes(making.flood())
    found = read('<html><body><p>Teksti.</p><img src="tulva.png" alt="Iso kuva"></body></html>')
    assert ("image", "pixels") in [(entry.what, entry.detail) for entry in found.left_out]
    assert pieces(found) == [("text", "Teksti."), ("text", "Iso kuva")]


def test_zip_of_pages_with_pictures_is_one_document(tmp_path):
    page = "<html><body><h1>{}</h1><p>Teksti.</p><img src='images/a.png' alt='Sininen laatikko'></body></html>"
    files = {"index.html": page.format("Alku"), "b.html": page.format("Lisää"), "images/a.png": making.png()}
    found = port.read(making.zipped(tmp_path / "sivut.zip", files), tmp_path)
    assert [markdown for _kind, markdown in pieces(found, "heading")] == ["Alku", "Lisää"]
    assert len(found.images) == 1
    assert found.pages == 2


def test_markdown_keeps_its_shape_and_knows_its_lines(read):
    text = (
        "---\ntitle: Ohje\nauthor: Outi Esimerkki\nlang: sv\n---\n\n# Ohje\n\nLue **tämä**[^a] ja [tämä](https://example.org).\n\n"
        "- [ ] väärin\n- [x] oikein\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```python\nx = '**'\n```\n\n> Ajatus.\n\n[^a]: Lähde.\n"
    )
    found = read(text, "ohje.md")
    assert pieces(found) == [
        ("heading", "Ohje"),
        ("text", r"Lue **tämä**\[1\] ja [tämä](https://example.org)."),
        ("note", "Lähde."),
        ("list", "- [ ] väärin\n- [x] oikein"),
        ("table", ""),
        ("code", "```python\nx = '**'\n```"),
        ("quote", "Ajatus."),
    ]
    assert [p.place for p in found.pieces[:2]] == ["line 7", "line 9"]
    assert (found.title, found.language, found.authors) == ("Ohje", "sv", ["Outi Esimerkki"])
    assert "Outi" not in str(found.pieces)


def test_front_matter_that_grows_is_not_read(read):
    found = read("---\na: &a [x, x]\nb: [*a, *a]\n---\n\nTeksti.\n", "a.md")
    assert pieces(found) == [("text", "Teksti.")]


def test_old_encoding_is_read_and_said(read):
    found = read("Tämä on äänetön öljy.\n\n1) yksi\n2) kaksi\n", "vanha.txt", "cp1252")
    assert pieces(found) == [("text", "Tämä on äänetön öljy."), ("list", "1. yksi\n2. kaksi")]
    assert found.warnings == ["encoding-guessed"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.html", b"%PDF-1.7 x", "mislabelled"),
        ("a.pdf", b"<html><body>x</body></html>", "mislabelled"),
        ("a.docx", b"plain words", "mislabelled"),
        ("a.md", b"<!doctype html><html><p>x</p></html>", "mislabelled"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "mislabelled"),
        ("a.md", b"a\x00b", "mislabelled"),
        ("a.exe", b"MZ plain", "unsupported"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unsupported"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("x.php.jpg", b"\xff\xd8\xff<?php", "unsupported"),
        ("a.md", b"  \n\t ", "empty"),
        ("a.pdf", b"%PDF-1.7\n" + b"PK\x05\x06" + b"\x00" * 18, "mislabelled"),
    ],
)
def test_name_and_content_must_agree(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as refused:
        port.read(tmp_path / name, tmp_path)
    assert refused.value.code == code


def test_markdown_that_begins_with_a_tag_is_still_markdown(read):
    found = read('<h1 align="center">Ohje</h1>\n\nLue **tämä**.\n', "lue.md")
    assert pieces(found) == [("heading", "Ohje"), ("text", "Lue **tämä**.")]
    assert pieces(read("<p>Palanen sivua.</p>", "palanen.html")) == [("text", "Palanen sivua.")]


def test_name_of_the_file_becomes_a_clean_title(read):
    assert read("Teksti.", "ohje\u202efdp.\u200b.txt").title == "ohjefdp."
    assert read("Teksti.", '"><img src=x onerror=alert(1)>.txt').title == '"><img src=x onerror=alert(1)>'


def test_boxes_of_options_are_the_same_in_every_format(read):
    found = read("<html><body><ul><li>☐ väärin</li><li>☒ oikein</li><li>[x] tämäkin</li></ul></body></html>")
    assert pieces(found) == [("list", "- [ ] väärin\n- [x] oikein\n- [x] tämäkin")]
