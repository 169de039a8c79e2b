"""The exchange format goes round: text to blocks to text, byte for byte, for whatever can be stored."""

from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from osaava.library import blocks as schema
from osaava.library.markdown import FormatError, canonical, read_blocks, read_path, read_unit, write_blocks, write_path, write_unit


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


STARTER = Path(__file__).resolve().parent.parent / "starter"
WHOLE = """## Otsikko

Leipäteksti, jossa on **vahva** ja [linkki](unit:toinen).

```
## ei otsikko
::: ei kohta
```

![Vaihtoehtoinen \\[teksti\\]](kuva.png "Kuva\\"teksti")

![](koriste.png){decorative}

Table: Otsikko

| A | B \\| C |
|---|:---:|
| 1 | 2 |

::: callout tip Vinkki
Lue tämä.
:::

:::: example Esimerkki
:::
sisällä
:::
::::

::: checklist #lista Tee nyt
- Yksi
- Kaksi
:::

::: reflection #oma
Mitä mietit?
:::

::: task #teko
Tee.
:::

::: quiz #a single
Kysymys?

- [ ] Väärä
  > Ei näin.
- [x] Oikea
  > Näin.
  >
  > Ja toinen kappale.
:::

::: quiz #b ordering
Järjestä.

1. Eka
   > Alku.
2. Toka
   > Loppu.
:::

::: quiz #c number
Paljonko?

answer: 2.5
tolerance: 0.5
unit: min
> Laskettiin.
:::

::: quiz #d text
Mikä?

accept: HOKS | henkilökohtainen suunnitelma
> Niin.
:::

::: video Video
src: video.mp4
captions: video.vtt

Tekstivastine.
:::

::: file Pohja
src: pohja.docx
description: Tyhjä pohja
:::

::: link Opetushallitus
url: https://www.oph.fi
description: Virasto
:::

::: quote Laki 531/2017
Näin sanotaan.
:::
"""


def test_every_kind_of_block_goes_round_byte_for_byte():
    found = read_blocks(WHOLE)
    assert write_blocks(found) == WHOLE
    assert {b["kind"] for b in found} == set(schema.FIELDS) - {"audio"}


@pytest.mark.parametrize("folder", sorted((STARTER / "units").iterdir()), ids=lambda f: f.name)
def test_starter_unit_is_canonical_and_complete(folder):
    files = {f.name: f.read_text(encoding="utf-8") for f in folder.glob("*.md")}
    data = read_unit(files, folder.name)
    assert write_unit(data) == files
    assert set(data.texts) == {"fi", "sv", "en"}
    for text in data.texts.values():
        assert schema.gaps(text.blocks, set()) == []
        assert schema.shape(text.blocks) == schema.shape(data.texts["fi"].blocks)


@pytest.mark.parametrize("folder", sorted((STARTER / "paths").iterdir()), ids=lambda f: f.name)
def test_starter_path_is_canonical(folder):
    files = {f.name: f.read_text(encoding="utf-8") for f in folder.glob("*.md")}
    assert write_path(read_path(files, folder.name)) == files


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("# Otsikko", 1, "Use headings from ##"),
        ("teksti\n\n::: arvoitus\n:::", 3, "not a kind of block"),
        ("::: example Auki\nteksti", 1, "Close the block"),
        (":::", 1, "was not opened"),
        ("::: quiz single\nMitä?\n:::", 1, "Give the block an id"),
        ("::: quiz #Iso single\nMitä?\n:::", 1, "Write the id"),
        ("::: task #a\nx\n:::\n\n::: task #a\ny\n:::", 5, "used twice"),
        ("::: quiz #a arvaus\nMitä?\n:::", 1, "what kind of question"),
        ("::: quiz #a number\nMitä?\n:::", 1, "right answer"),
        ("::: callout\nx\n:::", 1, "what kind of callout"),
        ("::: checklist #a\nei viivaa\n:::", 2, "begin with"),
        ("::: link X\nurl: javascript:alert(1)\n:::", 1, "whole address"),
        ("![x](../../etc/passwd)", 1, "Name the file"),
    ],
)
def test_problems_name_the_line_and_say_what_to_do(body, line, words):
    with pytest.raises(FormatError) as caught:
        read_blocks(body)
    assert any(p.line == line and words in p.message for _f, p in caught.value.problems), caught.value.lines()


def unit_file(facts="", body="Teksti.\n"):
    head = f"format: osaava-unit/1\nlanguage: fi\nprimary: true\ntitle: Nimi\n{facts}"
    return {"fi.md": f"---\n{head}---\n{body}"}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("minuts: 3\n", "not part of the format"),
        ("minutes: 999\n", "whole number"),
        ("competences: [{key: '1.1', from: 3, to: 2}]\n", "Write each like"),
        ("authors: [[a]]\n", "list of texts"),
        ("review_by: joskus\n", "Write a date"),
        ("summary: &a x\nauthors: [*a]\n", "aliases"),
        ("source: {title: x, evil: y}\n", "Write null or"),
        ("summary: !!python/object:os.system x\n", "cannot be read"),
    ],
)
def test_front_matter_is_read_strictly(facts, words):
    with pytest.raises(FormatError) as caught:
        read_unit(unit_file(facts), "nimi")
    assert words in str(caught.value)


def test_minutes_are_reckoned_when_left_out():
    assert read_unit(unit_file(body="sana " * 550), "nimi").minutes == 5


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
BLOCK = st.one_of(
    st.builds(lambda t: {"kind": "text", "markdown": t}, TEXT),
    st.builds(lambda t, n: {"kind": "heading", "level": n, "text": t}, TEXT, st.sampled_from([2, 3])),
    st.builds(lambda a, b: {"kind": "image", "file": "a.png", "alt": a, "caption": b}, TEXT, TEXT),
    st.builds(lambda c, a, b: {"kind": "table", "caption": c, "head": [a, b], "rows": [[b, a]]}, TEXT, TEXT, TEXT),
    st.builds(lambda t, m: {"kind": "callout", "tone": "tip", "title": t, "markdown": m}, TEXT, TEXT),
    st.builds(lambda t, m: {"kind": "example", "title": t, "markdown": m}, TEXT, TEXT),
    st.builds(lambda t, m: {"kind": "quote", "source": t, "markdown": m}, TEXT, TEXT),
)


@given(st.lists(BLOCK, max_size=5))
@settings(max_examples=300, deadline=None)
def test_whatever_is_stored_once_goes_round(blocks):
    kept = [b for b in map(schema.clean, blocks) if not schema.is_empty(b)]
    try:
        once = canonical(kept)
    except FormatError:
        return
    assert canonical(once) == once
    assert write_blocks(read_blocks(write_blocks(once))) == write_blocks(once)
