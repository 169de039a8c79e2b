"""B2, B4, B6, B7, B9, L3: text that wants to be more than text."""

import contextlib
import time

import pytest

from osaava.library import operations, queries
from osaava.library.blocks import plain_text
from osaava.library.compare import word_diff
from osaava.library.errors import InvalidUnit
from osaava.library.markdown import FormatError, read_blocks
from osaava.library.render import render_inline, render_markdown
from osaava.library.tests import factories
from osaava.library.texts import clean_line

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><img src=x onerror=alert(1)></template>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<form><button formaction="javascript:alert(1)">x</button></form>',
    "[x](javascript:alert(1))",
    "[x](  JaVaScRiPt:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    "![x](https://tracker.example/p.gif)",
    "<https://example.org/\"onmouseover=alert(1)>",
    "[x](https://example.org \"t\\\" onclick=alert(1)\")",
    "<a id=attributes name=body>x</a>",
    "`<b>`<style>@import 'x'</style>",
    "[x](unit:../../admin)",
    "[x](unit:\"onclick=alert(1))",
]


@pytest.mark.parametrize("text", EVIL)
def test_markdown_has_no_way_to_act(text):
    for html in (render_markdown(text), render_inline(text)):
        lower = html.lower()
        for sign in ("<script", "<img", "<svg", "<iframe", "<form", "<style", "<math", "<template", "<a id"):
            assert sign not in lower, html
        for part in lower.split("<a ")[1:]:
            tag = part.split(">")[0]
            assert "javascript" not in tag
            assert "data:" not in tag
            assert " on" not in tag.replace("noopener", "")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ['"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}{% csrf_token %}${7*7}"])
def test_hostile_words_in_every_field_stay_words(client, text):
    evil_quiz = {
        "kind": "quiz", "id": "q1", "quiz": "single", "question": text,
        "options": [{"text": text, "correct": c, "explanation": text} for c in (True, False)],
    }  # fmt: skip
    blocks = [
        {"kind": "heading", "level": 2, "text": text},
        {"kind": "text", "markdown": text},
        {"kind": "table", "caption": text, "head": [text], "rows": [[text]]},
        *({"kind": k, "title": text, "markdown": text} for k in ("callout", "example")),
        {"kind": "quote", "source": text, "markdown": text},
        {"kind": "checklist", "id": "c1", "title": text, "items": [text]},
        {"kind": "reflection", "id": "r1", "title": text, "markdown": text},
        {"kind": "task", "id": "t1", "title": text, "markdown": text},
        {"kind": "link", "title": text, "url": "https://example.org/", "description": text},
        evil_quiz,
    ]
    unit = factories.unit(
        title=text, blocks=blocks, authors=[text], contributors=[text], source={"title": text, "authors": text, "url": text, "licence": text}
    )
    data = queries.version_data(unit.published)
    data.texts["fi"].summary = data.texts["fi"].outcomes[0] = text
    operations.save_version(unit=unit, data=data, by=None, base_number=1)
    operations.publish_unit(unit=unit, by=None)
    pages = ["/osiot/huijaus/", "/osiot/huijaus/versiot/1/", "/osiot/huijaus/muutokset/", "/talot/paja/", "/sv/avsnitt/huijaus/"]
    for body in [*(client.get(p).content.decode() for p in pages), client.post("/osiot/huijaus/tarkista/q1/", {"answer": "1"}).content.decode()]:
        assert "<img src=x" not in body
        assert "onerror=alert(1)>" not in body
        assert ">14<" not in body
        assert "csrfmiddlewaretoken" not in body
    assert "&lt;img" in client.get("/osiot/huijaus/").content.decode() or "{{ 7|add:7 }}" in client.get("/osiot/huijaus/").content.decode()


@pytest.mark.parametrize("name", ["\u202egnp.exe", "a\x00b", "x\u2028y", "a" + "\u0301" * 500, "\ud800", "\u2066x\u2069", "a\x1b[31mb"])
def test_odd_unicode_is_tamed_once(name):
    found = clean_line(name)
    assert not set(found) & set("\u202e\x00\u2028\u2066\u2069\x1b")
    assert len(found) < 50
    found.encode("utf-8")


@pytest.mark.django_db
def test_odd_unicode_is_stored_and_shown(client):
    unit = factories.unit(title="Nimi \u202e\x00\ud800 \U0001f468\u200d\U0001f469\u200d\U0001f467", blocks=[{"kind": "text", "markdown": "a\x00b\u2028c"}])
    assert client.get(f"/osiot/{unit.slug}/").status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000, "*a **b " * 3_000, ">" * 20_000, "`" * 19_999 + "x", "![" * 9_000, "<a " * 6_000, "- " * 10_000, "|a" * 9_000 + "\n" + "|-" * 9_000,
        "&#x" * 6_000, "_" * 20_000, "a@b." * 5_000, "[a](" * 5_000, "\\" * 20_000, "<!--" * 5_000, "1. " * 6_000,
    ],
    ids=range(15),
)  # fmt: skip
def test_floods_are_rendered_in_time(text):
    started = time.process_time()
    render_markdown(text)
    with contextlib.suppress(FormatError):
        plain_text(read_blocks(text))
    assert time.process_time() - started < 5


def test_floods_of_blocks_and_fences_are_read_in_time():
    started = time.process_time()
    for text in ("::: example\n" * 20_000, "Table: x\n" * 20_000, "| a |\n" * 20_000, "## a\n" * 20_000, ":" * 500_000, '![a](b "' * 20_000):
        with contextlib.suppress(FormatError):
            read_blocks(text)
    assert time.process_time() - started < 10


def test_long_differences_are_shown_in_time():
    started = time.process_time()
    word_diff("a b c d " * 700, "d c b a " * 700)
    word_diff("x " * 100_000, "y " * 100_000)
    assert time.process_time() - started < 8


@pytest.mark.django_db
def test_huge_texts_are_refused_in_words():
    for blocks in ([{"kind": "text", "markdown": "x" * 30_000}], [{"kind": "text", "markdown": "x"}] * 400):
        with pytest.raises(InvalidUnit):
            factories.draft(blocks=[dict(b, kind="example") for b in blocks])


@pytest.mark.django_db
def test_visitors_answers_of_any_kind_are_survived(client):
    factories.unit()
    for answer in ({"answer": "x" * 100_000}, {"answer": ["0"] * 900}, {"answer": "\x00"}, {"move": "1:up"}, {}, {"answer": "٣"}):
        assert client.post("/osiot/huijaus/tarkista/q1/", answer).status_code == 200
