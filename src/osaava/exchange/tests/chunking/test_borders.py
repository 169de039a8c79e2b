"""Where documents are cut: by headings first, then by length, and the same way after an edit elsewhere."""

import copy

import pytest

from osaava.exchange.chunking import chunk
from osaava.exchange.tests.chunking.documents import document
from osaava.library.api import read_blocks, write_blocks

SENTENCE = "Opettaja kirjaa sovitun asian näkyviin ja opiskelija korjaa sen, jos jokin jäi epäselväksi tai puuttuu kokonaan."


def paragraphs(minutes: float, name: str = "") -> str:
    """So many minutes of Finnish text at 110 words a minute, in paragraphs of half a minute; each begins with its own words."""
    return "\n\n".join(f"{name} kohta numero {n} alkaa. " + " ".join([SENTENCE] * 4) for n in range(round(minutes * 2)))


def titles(drafts):
    return [draft.title for draft in drafts]


def test_document_that_fits_is_one_draft():
    drafts = chunk(document(f"# Etäohjaus\n\n{paragraphs(3)}\n\n## Kutsu\n\n{paragraphs(4)}"))
    assert titles(drafts) == ["Etäohjaus"]
    assert [b["kind"] for b in drafts[0].blocks] == ["text", "heading", "text"]
    assert 6 <= drafts[0].minutes <= 9


def test_long_document_is_cut_at_its_chapters():
    text = "\n\n".join(f"# {name}\n\n{paragraphs(8, name)}" for name in ("Kutsu", "Keskustelu", "Sopimus"))
    assert titles(chunk(document(text))) == ["Kutsu", "Keskustelu", "Sopimus"]


def test_short_chapter_joins_its_neighbour_and_leaves_it_its_name():
    text = f"# Kutsu\n\n{paragraphs(9)}\n\n# Muistilista\n\n{paragraphs(1)}\n\n# Keskustelu\n\n{paragraphs(9)}"
    assert titles(chunk(document(text))) == ["Kutsu", "Keskustelu"]


def test_short_section_stays_with_its_own_chapter():
    text = f"# Kutsu\n\n{paragraphs(16)}\n\n## Lopuksi\n\n{paragraphs(1)}\n\n# Keskustelu\n\n{paragraphs(9)}"
    drafts = chunk(document(text))
    assert drafts[-1].title == "Keskustelu"
    assert "Lopuksi" in [b["text"] for b in drafts[-2].blocks if b["kind"] == "heading"]


def test_table_list_and_picture_are_never_cut():
    rows = "\n".join(f"| rivi {n} | {SENTENCE} |" for n in range(150))
    text = f"# Pitkä\n\n{paragraphs(5)}\n\nAlla on taulukko:\n\n| a | b |\n|---|---|\n{rows}\n\n{paragraphs(5)}"
    drafts = chunk(document(text))
    table = next(d for d in drafts if any(b["kind"] == "table" for b in d.blocks))
    block = next(b for b in table.blocks if b["kind"] == "table")
    assert len(block["rows"]) == 150
    assert "long-table" in table.warnings
    assert any(b["kind"] == "text" and b["markdown"].endswith("Alla on taulukko:") for b in table.blocks)


def test_footnote_stays_with_its_paragraph():
    parts = [f"Väite {n} perustuu lakiin [{n}]. " + " ".join([SENTENCE] * 5) + f"\n\n[^{n}]: Laki numero {n}." for n in range(1, 40)]
    for draft in chunk(document("# Lait\n\n" + "\n\n".join(parts))):
        words = write_blocks(draft.blocks)
        for n in range(1, 40):
            assert (f"Väite {n} perustuu" in words) == (f"Laki numero {n}." in words)


def test_every_length_is_between_the_limits():
    text = "# Kirja\n\n" + "\n\n".join(f"## Luku {n}\n\n{paragraphs(1 + n * 7 % 11, str(n))}" for n in range(1, 25))
    drafts = chunk(document(text))
    assert all(2.5 <= d.words / 110 <= 15.1 for d in drafts)
    assert sum(d.words for d in drafts) == document(text).words_carried
    assert [d.first for d in drafts[1:]] == [d.last + 1 for d in drafts[:-1]]


def test_same_document_gives_the_same_drafts():
    doc = document("# Kirja\n\n" + "\n\n".join(f"## Luku {n}\n\n{paragraphs(n % 5 + 1, str(n))}" for n in range(1, 25)))
    assert [d.as_data() for d in chunk(doc)] == [d.as_data() for d in chunk(copy.deepcopy(doc))]


@pytest.mark.parametrize("headings", [True, False])
def test_edit_in_one_paragraph_changes_at_most_two_drafts(headings):
    parts = [(f"## Luku {n}\n\n" if headings else "") + paragraphs(2 + n * 5 % 7, f"Luvun {n}") for n in range(1, 30)]
    doc = document("# Kirja\n\n" + "\n\n".join(parts))
    before = {(d.key, d.title, repr(d.blocks)) for d in chunk(doc)}
    assert len(before) > 8
    for place in range(5, len(doc.pieces), 23):
        edited = copy.deepcopy(doc)
        edited.pieces[place].markdown += " Tämä virke tuli myöhemmin, koska lukija kysyi sitä meiltä."
        assert sum((d.key, d.title, repr(d.blocks)) not in before for d in chunk(edited)) <= 2


def test_text_without_headings_is_named_by_its_first_sentence():
    draft = chunk(document("Etäohjaus onnistuu, kun kutsu on selkeä. Toinen virke kertoo lisää."))[0]
    assert draft.title == "Etäohjaus onnistuu, kun kutsu on selkeä"
    assert "no-heading" in draft.warnings


def test_heading_that_says_nothing_gets_the_one_above():
    text = "\n\n".join(f"# {name}\n\n## Johdanto\n\n{paragraphs(8, name)}\n\n## {name} käytännössä\n\n{paragraphs(9, name)}" for name in ("Kutsu", "Sopimus"))
    assert titles(chunk(document(text))) == ["Kutsu: Johdanto", "Kutsu käytännössä", "Sopimus: Johdanto", "Sopimus käytännössä"]


def test_namesakes_have_keys_of_their_own():
    text = "\n\n".join(f"# Kokous\n\n{paragraphs(8, str(n))}" for n in range(3))
    assert len({d.key for d in chunk(document(text))}) == 3


@pytest.mark.parametrize("mark", ["![](merkki.png)", "[](https://example.org)", "~~"])
def test_headings_without_words_give_way_to_the_name_of_the_document(mark):
    """A picture or an empty link set as a heading, as web pages do with logos."""
    found = document(f"# X\n\n{paragraphs(1)}\n\n# X\n\n{paragraphs(1)}", title="Opas")
    for piece in found.pieces:
        if piece.kind == "heading":
            piece.markdown = mark
    assert titles(chunk(found)) == ["Opas"]


def test_empty_document_gives_nothing():
    assert chunk(document("")) == []


def test_blocks_are_what_the_library_itself_would_write():
    text = "# A\n\n::: ei säiliö\n\n#### Syvä otsikko\n\n- [ ] yksi\n- [ ] kaksi\n\nTehtävä: Kirjoita kutsu.\n\n> Lainaus.\n\n???\nSano tämä ääneen.\n\n## Toinen"
    drafts = chunk(document(text))
    blocks = drafts[0].blocks
    assert read_blocks(write_blocks(blocks)) == blocks
    assert [b["kind"] for b in blocks] == ["text", "heading", "checklist", "task", "quote", "callout", "heading"]
    assert [b["level"] for b in blocks if b["kind"] == "heading"] == [2, 2]
