"""Persons 4–6: digital lead, coordinator, author. Each on a laptop and on a phone."""

import re

import pytest

from tests.browser.conftest import NARROW, WIDE

BOTH = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])


@BOTH
def test_digital_lead_pages_are_clean(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero")
    for path in ["", "henkilosto/", "roolit/", "oppiminen/", "asetukset/"]:
        eero.go(f"/organisaatio/esimerkkiopisto/{path}").check("lead-" + (path.strip("/") or "dashboard"))


@BOTH
def test_digital_lead_invites_by_csv_and_sees_every_bad_row(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero").go("/organisaatio/esimerkkiopisto/henkilosto/")
    width = viewport["width"]
    rows = f"nimi;sähköposti;rooli\nTiina Tulokas;tiina{width}@esimerkkiopisto.example;\n=cmd|'x';ei-osoite;\n"
    eero.page.locator("input[type=file]").set_input_files({"name": "kutsut.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    eero.page.get_by_role("button", name="Kutsu tiedoston henkilöt").click()
    eero.page.wait_for_load_state()
    text = eero.page.locator("main").inner_text()
    assert f"tiina{width}@esimerkkiopisto.example" in text
    assert re.search(r"3\s+ei-osoite\s+Kirjoita sähköpostiosoite", text)
    eero.check("lead-csv")


def test_digital_lead_changes_a_role_and_the_history_shows_it(visitor):
    eero = visitor(WIDE).sign_in("Eero").go("/organisaatio/esimerkkiopisto/roolit/")
    eero.page.get_by_label(re.compile("^4 Tori")).select_option(label="Kehittäjä")
    eero.page.get_by_role("button", name="Tallenna roolit").click()
    eero.page.wait_for_load_state()
    eero.go("/verkosto/esimerkkiopisto/")
    text = eero.page.locator("main").inner_text()
    assert re.search(r"Tori\s+.*Kehittäjä", text, re.DOTALL)
    eero.check("lead-public-page")


def test_outsider_and_member_do_not_reach_the_leads_pages(visitor, campus):
    outi = visitor(WIDE).sign_in("Outi")
    for path in ["", "henkilosto/", "oppiminen/"]:
        assert outi.page.goto(f"/organisaatio/esimerkkiopisto/{path}").status == 404
    aino = visitor(WIDE).sign_in("Aino")
    assert aino.page.goto("/organisaatio/esimerkkiopisto/henkilosto/").status == 403


@BOTH
def test_coordinator_creates_an_organisation_and_appoints_its_lead(visitor, viewport):
    kaisa = visitor(viewport).sign_in("Kaisa")
    name = f"Uudenrannan opisto {viewport['width']}"
    page = kaisa.go("/koordinointi/organisaatiot/uusi/").page
    page.get_by_label("Y-tunnus").fill("1234567-9")
    page.get_by_label("Nimi", exact=True).fill(name)
    page.get_by_role("button", name="Lisää organisaatio").click()
    page.wait_for_load_state()
    assert page.title().startswith("Virhe: ")
    assert page.get_by_label("Nimi", exact=True).input_value() == name
    kaisa.check("coordinator-error")
    page.get_by_label("Y-tunnus").fill("")
    page.get_by_role("button", name="Lisää organisaatio").click()
    page.wait_for_load_state()
    page.get_by_label("Sähköposti").fill(f"lotta{viewport['width']}@uudenranta.example")
    page.get_by_role("button", name="Nimeä").click()
    page.wait_for_load_state()
    assert name in page.locator("main").inner_text()
    for path in ["/koordinointi/", "/koordinointi/organisaatiot/", "/koordinointi/roolit/?organisaatio=esimerkkiopisto", "/koordinointi/palaute/"]:
        kaisa.go(path).check("coordinator" + re.sub(r"\W+", "-", path))


def test_coordinator_sets_a_role_from_a_date_to_come(visitor):
    kaisa = visitor(WIDE).sign_in("Kaisa").go("/koordinointi/roolit/?organisaatio=esimerkkiopisto")
    page = kaisa.page
    page.get_by_label(re.compile("^5 Koulutalo")).select_option(label="Kehittäjä")
    page.get_by_label("Vuosi").first.fill("2031")
    page.get_by_role("button", name="Tallenna roolit").click()
    page.wait_for_load_state()
    text = kaisa.go("/koordinointi/roolit/?organisaatio=esimerkkiopisto").page.locator("main").inner_text()
    assert "2031" in text
    matrix = kaisa.go("/verkosto/").page.locator("main")
    assert matrix.get_by_text("Esimerkkiopisto").count()


@BOTH
def test_author_writes_a_unit_meets_the_gaps_and_publishes(visitor, viewport):
    mikko = visitor(viewport).sign_in("Mikko")
    width = viewport["width"]
    page = mikko.go("/tuotanto/").check("author-production").page
    mikko.go("/tuotanto/osio/uusi/")
    page.get_by_label(re.compile("^Nimi|^Osion nimi|^Otsikko")).first.fill(f"Miten nimeän kuvatiedoston {width}?")
    page.get_by_label(re.compile("^Talo")).select_option(label="8 Kirjasto")
    page.get_by_label("Opettajat").check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/muokkaa/**")
    mikko.check("author-edit")
    slug = re.search(r"/tuotanto/osio/([\w-]+)/muokkaa", page.url)[1]
    page.get_by_label(re.compile("Tiivistelmä")).first.fill("Nimi, josta kuva löytyy vielä vuoden päästä.")
    page.get_by_role("button", name=re.compile("^Lisää lohko")).first.click()
    page.wait_for_load_state()
    page.get_by_label(re.compile("^Teksti|^Otsikko")).last.fill("Kirjoita nimeen, mitä kuvassa on ja milloin se otettiin.")
    page.get_by_role("button", name="Tallenna luonnos").first.click()
    page.wait_for_load_state()
    mikko.go(f"/tuotanto/osio/{slug}/esikatselu/").check("author-preview")
    mikko.go(f"/tuotanto/osio/{slug}/versiot/").check("author-versions")
    mikko.go(f"/tuotanto/osio/{slug}/vertaa/?a=1&b=2").check("author-compare")
    mikko.go(f"/tuotanto/osio/{slug}/julkaise/").check("author-publish")
    anyone = visitor(viewport)
    assert anyone.page.goto(f"/osiot/{slug}/").status == 404
    if page.get_by_role("button", name="Julkaise", exact=True).count() == 0:  # no licence chosen yet: the page says so and leads there
        page.get_by_role("link", name=re.compile("[Ll]isenssi")).first.click()
        page.wait_for_load_state()
        page.get_by_label(re.compile("^Lisenssi")).select_option(label="CC BY 4.0")
        page.get_by_role("button", name="Tallenna luonnos").first.click()
        page.wait_for_load_state()
        mikko.go(f"/tuotanto/osio/{slug}/julkaise/")
    page.get_by_role("button", name="Julkaise", exact=True).click()
    page.wait_for_load_state()
    assert anyone.page.goto(f"/osiot/{slug}/").status == 200
