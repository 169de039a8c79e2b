"""Person 5: gets a path made for their work and their hours, changes it, and starts it. Person 6: plans for everybody."""

import re

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
