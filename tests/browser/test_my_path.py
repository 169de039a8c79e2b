"""Person 5: gets a path made for their work and their hours, changes it, and starts it. Person 6: plans for everybody."""

import contextlib
import json
import re
import sqlite3

from tests.browser.conftest import NARROW, WIDE


def _make(visitor, hours: str):
    page = visitor.go("/oma/suunnitelma/").page
    page.get_by_label("Montako tuntia kuukaudessa").fill(hours)
    page.get_by_label("Opettajat", exact=True).check()
    page.get_by_label("suomi", exact=True).check()
    page.get_by_role("button", name=re.compile("Tee minulle polku|Tallenna ja suunnittele uudelleen")).click()
    page.get_by_text("Polkusi on suunniteltu.").wait_for()
    return page


def test_person_makes_leaves_out_and_starts_a_path(visitor):
    kaisa = visitor(NARROW).sign_in("Kaisa")
    kaisa.go("/oma/suunnitelma/").check("my-path-empty")
    page = _make(kaisa, "0,5")
    kaisa.check("my-path")
    page.get_by_role("link", name=re.compile("^Miksi tämä, ja muuta")).first.click()
    page.get_by_role("heading", name="Miksi tämä on polullasi").wait_for()
    name = page.get_by_role("heading", level=1).inner_text()
    kaisa.check("my-path-unit")
    page.get_by_label("Ei nyt").check()
    page.get_by_role("button", name="Jätä pois ja suunnittele uudelleen").click()
    page.get_by_role("heading", name=re.compile("Pois jätetyt")).wait_for()
    assert name in page.locator("section", has=page.get_by_role("heading", name=re.compile("Pois jätetyt"))).inner_text()

    wide = visitor(WIDE).sign_in("Kaisa").go("/oma/suunnitelma/")
    wide.check("my-path-changed")
    wide.page.get_by_role("link", name=re.compile("^Aloita: ")).click()
    wide.page.get_by_role("heading", name="Omalla polullani").wait_for()
    wide.page.get_by_role("button", name="Merkitse suoritetuksi").click()
    wide.page.get_by_role("button", name="Kumoa").wait_for()
    wide.go("/oma/suunnitelma/")
    wide.page.get_by_role("heading", name=re.compile("Takanasi")).wait_for()
    wide.go("/oma/").check("my-path-entry")


def _questions_of(campus, slug: str) -> list[dict]:
    """The questions of a unit as its writers keep them, with their right answers."""
    with contextlib.closing(sqlite3.connect(f"file:{campus.data / 'osaava.sqlite3'}?mode=ro", uri=True)) as database:
        [[blocks]] = database.execute(
            "SELECT text.blocks FROM library_unittext text JOIN library_unit unit ON unit.published_id = text.version_id "
            "WHERE unit.slug = ? AND text.language = 'fi'", [slug],
        )  # fmt: skip
    return [block for block in json.loads(blocks) if block["kind"] == "quiz"]


def _answer_right(page, question: dict) -> None:
    """Answer one question of a unit right: choose, or put steps in order with the arrows."""
    box = page.locator(f"#b-{question['id']}")
    for place, option in enumerate(question["options"]):
        if question["quiz"] == "ordering":
            while place != box.locator(".order-text").all_inner_texts().index(option["text"]):
                box.locator(".order-item", has_text=option["text"]).locator("[data-move='-1']").click()
        elif option["correct"]:
            box.get_by_label(option["text"]).check()
    with page.expect_response(lambda answer: "/vastaus/" in answer.url):
        box.get_by_role("button", name="Tarkista", exact=True).click()
    box.locator("[data-result=right]").wait_for()


def test_person_proves_that_they_know_a_unit(visitor, campus):
    aino = visitor(NARROW).sign_in("Aino").go("/oma/suunnitelma/")
    page = aino.page
    page.get_by_role("link", name=re.compile("^Miksi tämä, ja muuta")).first.click()
    page.get_by_role("button", name="Osaan tämän").click()
    page.get_by_text("Vastaa osion kysymyksiin.").wait_for()
    name, slug = page.get_by_role("heading", level=1).inner_text(), page.url.rstrip("/").split("/")[-1]
    for question in _questions_of(campus, slug):
        _answer_right(page, question)
    aino.check("my-path-i-know-this")
    aino.go("/oma/suoritukset/")
    assert name in page.locator("main").inner_text()


def test_path_is_made_without_script(visitor):
    pia = visitor(NARROW, script=False).sign_in("Pia")
    page = _make(pia, "2")
    assert page.get_by_role("link", name=re.compile("^Aloita: |^Jatka: ")).count() == 1
    page.get_by_role("button", name="Suunnittele uudelleen", exact=True).click()
    page.get_by_text("Polkusi on suunniteltu uudelleen.").wait_for()
    page.get_by_label("Montako tuntia kuukaudessa").fill("paljon")
    page.get_by_role("button", name="Tallenna ja suunnittele uudelleen").click()
    page.get_by_role("heading", name="Tarkista nämä kohdat").wait_for()
    assert page.get_by_label("Montako tuntia kuukaudessa").input_value() == "paljon"


def test_digital_lead_plans_for_everybody(visitor):
    eero = visitor(WIDE).sign_in("Eero").go("/organisaatio/esimerkkiopisto/oppiminen/polut/")
    eero.check("paths-for-everybody")
    eero.page.get_by_role("button", name=re.compile("Suunnittele kaikille")).click()
    eero.page.get_by_role("heading", name="Aiemmat kerrat").wait_for()
    eero.page.get_by_role("button", name="Suunnittele kaikille uudelleen").wait_for(timeout=60_000)
    eero.check("paths-for-everybody-done")
