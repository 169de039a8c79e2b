"""The main job on a person's own documents: a mixed folder becomes draft units, a person curates them, and a learner completes the path."""

import io
import re
import time
import zipfile

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE

SENTENCE = "Digitaalinen sisältö otetaan opetukseen silloin, kun se tukee oppimista, ja opettaja tarkistaa sen saavutettavuuden ja käyttöluvan."


def _paragraphs(word: str, count: int = 70) -> list[str]:
    return [f"{word}: {SENTENCE} Kappale {n}." for n in range(count)]


def _word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Oppimateriaalin valinta", 1)
    for title in ("Käyttölupa", "Saavutettavuus"):
        document.add_heading(title, 2)
        for n, text in enumerate(_paragraphs(title)):
            if n == 35:
                table = document.add_table(rows=2, cols=2)
                for cell, words in zip([*table.rows[0].cells, *table.rows[1].cells], ("Mitä", "Missä", title, "Kirjastossa"), strict=True):
                    cell.text = words
            document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _folder() -> bytes:
    """A zip of a Word file, a Markdown file, a web page, an empty file and one that is not what it says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("valinta.docx", _word_file())
        packed.writestr("jakaminen.md", "# Sisällön jakaminen\n\n" + "\n\n".join(_paragraphs("Jakaminen")))
        body = "".join(f"<p>{text}</p>" for text in _paragraphs("Tallenne"))
        packed.writestr("sivu.html", f"<!doctype html><html lang=fi><title>Tallenteet</title><h1>Tallenteet</h1>{body}")
        packed.writestr("tyhja.md", "")
        packed.writestr("rikki.pdf", "tämä ei ole PDF")
    return out.getvalue()


def _wait_until_read(page) -> None:
    for _n in range(60):
        page.reload()
        if page.get_by_role("link", name="Käy osioluonnokset läpi").count():
            return
        time.sleep(1)
    raise AssertionError("The files were not read: " + page.locator("main").inner_text()[:800])


def _bring_in(mikko, name: str) -> str:
    page = mikko.go("/tuotanto/").page
    page.get_by_role("link", name="Kokoelmat").first.click()
    page.get_by_role("link", name="Uusi kokoelma").first.click()
    mikko.check("collection-new")
    page.get_by_label(re.compile("^Kokoelman nimi")).fill(name)
    page.locator("input[type=file]").set_input_files({"name": "aineisto.zip", "mimeType": "application/zip", "buffer": _folder()})
    page.get_by_label(re.compile("^Talo")).select_option(label="8 Kirjasto")
    page.get_by_role("button", name="Tuo tiedostot").click()
    page.wait_for_url(re.compile(r"/tuotanto/kokoelmat/[0-9a-f-]{36}/$"))
    return page.url


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
def test_own_documents_become_a_path_that_a_learner_completes(visitor, campus, viewport):
    width = viewport["width"]
    mikko = visitor(viewport).sign_in("Mikko")
    page, name = mikko.page, f"Omat aineistot {width} {time.time_ns() % 10_000}"
    address = _bring_in(mikko, name)
    _wait_until_read(page)
    mikko.check("collection")
    shown = page.locator("main").inner_text()
    for file in ("valinta.docx", "jakaminen.md", "sivu.html", "tyhja.md", "rikki.pdf"):
        assert f"aineisto/{file}" in shown
    assert "Tiedosto on tyhjä" in shown

    page.get_by_role("link", name="Käy osioluonnokset läpi").click()
    page.wait_for_url("**/luonnokset/")
    mikko.check("collection-drafts")
    before = page.locator("#luonnokset > .draft").count()
    assert before >= 4

    def open_draft(number: int):
        page.locator("#luonnokset > .draft").nth(number).locator("[data-open]").click()
        page.locator(".draft-open input[name=title]").wait_for()

    def rows(count: int) -> None:
        expect(page.locator("#luonnokset > .draft")).to_have_count(count, timeout=20_000)

    of_word = before - 2  # the Word file gave the last two
    open_draft(of_word)
    mikko.check("collection-open")
    mikko.go(address.replace(campus.address, "") + "luonnokset/")  # the check leaves marks on elements, which htmx would copy
    open_draft(of_word)
    page.get_by_text("Järjestys ja yhdistäminen").click()
    page.get_by_role("button", name="Yhdistä seuraavaan").click()
    rows(before - 1)
    page.get_by_role("button", name=re.compile("^Kumoa")).click()
    rows(before)
    open_draft(of_word)
    page.get_by_text(re.compile("^Sisältö: ")).click()
    page.get_by_role("button", name=re.compile("^Jaa tästä")).first.click()
    rows(before + 1)
    page.get_by_role("button", name=re.compile("^Kumoa")).click()
    rows(before)

    for number in range(before):
        if page.locator(".draft-open").count() == 0 or number:
            mikko.go(address.replace(campus.address, "") + "luonnokset/")
        open_draft(number)
        page.get_by_text("Kohderyhmät, osaamiset ja avainsanat").click()
        page.locator(".draft-open").get_by_label("Opettajat").check()
        page.locator(".draft-open button[value=accept]").click()
        expect(page.locator("#luonnokset > .draft").nth(number)).to_have_attribute("data-state", "accepted", timeout=20_000)
    page.get_by_role("link", name="Tee niistä polku").click()
    page.wait_for_url("**/polku/")
    mikko.check("collection-path")
    page.get_by_label(re.compile("^Polun nimi")).fill(name)
    page.get_by_role("button", name="Tee polku").click()
    page.wait_for_load_state()
    page.get_by_role("button", name="Julkaise osiot ja polut").click()
    page.wait_for_load_state()
    assert "Valitse lisenssi" in page.locator("[data-error-summary]").inner_text()
    page.get_by_label(re.compile("^Lisenssi")).select_option(label="CC BY 4.0")
    page.get_by_role("button", name="Julkaise osiot ja polut").click()
    page.get_by_text("Kaikki on julkaistu.").wait_for()
    mikko.check("collection-published")
    path = page.locator("main .banner a").first.get_attribute("href")
    mikko.go(address.replace(campus.address, "") + "raportti/").check("collection-report")

    aino = visitor(viewport).sign_in("Aino").go(path)
    learner = aino.page
    with learner.expect_navigation():
        learner.get_by_role("button", name=re.compile("Aloita polku|Lisää polku")).first.click()
    for number in range(1, before + 1):
        aino.go(f"{path}{number}/")
        if number == 1:
            aino.check("collection-learner")
        learner.get_by_role("button", name="Merkitse suoritetuksi").click()
        learner.get_by_role("button", name="Kumoa").wait_for()
    aino.go(path)
    assert f"{before}/{before}" in learner.locator("main").inner_text()


def test_curating_works_with_keys_and_without_script(visitor, campus):
    mikko = visitor(WIDE).sign_in("Mikko")
    address = _bring_in(mikko, f"Näppäimillä {time.time_ns() % 10_000}").replace(campus.address, "")
    _wait_until_read(mikko.page)
    page = mikko.go(address + "luonnokset/").page
    page.locator("[data-open]").first.focus()
    page.keyboard.press("x")
    assert page.locator("#luonnokset > .draft").first.get_attribute("data-state") == "proposed"  # single keys are off until turned on
    page.locator(".curate-keys summary").click()
    page.get_by_label("Käytä yhden näppäimen komentoja").check()
    page.locator("[data-open]").first.focus()
    page.keyboard.press("x")
    page.locator("#luonnokset > .draft[data-state=dropped]").wait_for()
    assert page.evaluate("document.activeElement.matches('[data-open]')")
    page.keyboard.press("k")
    expect(page.locator("#luonnokset > .draft[data-state=dropped]")).to_have_count(0, timeout=20_000)

    plain = visitor(NARROW, script=False).sign_in("Mikko")
    plain.go(address + "luonnokset/").check("collection-no-script")
    plain.page.get_by_role("button", name=re.compile("^Hylkää")).first.click()
    plain.page.wait_for_load_state()
    assert plain.page.locator("#luonnokset > .draft").first.get_attribute("data-state") == "dropped"
