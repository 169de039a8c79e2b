"""Person 2, the visitor: looks around without an account, on a laptop and on a phone, also with scripting off."""

import re

import pytest

from tests.browser.conftest import NARROW, WIDE

PAGES = [
    "/", "/talot/", "/talot/majakka/", "/polut/", "/polut/digiopettajan-ensiaskeleet/", "/osiot/saanko-kayttaa-tata-kuvaa/", "/verkosto/",
    "/verkosto/?nayta=teemoittain", "/verkosto/esimerkkiopisto/", "/verkosto/teemat/kirjasto/", "/haku/?q=merkki", "/haku/?q=kvanttifysiikka", "/itsearviointi/",
    "/tietoa/", "/ohjeet/", "/palaute/", "/saavutettavuus/", "/tietosuoja/", "/tila/", "/kirjaudu/login/", "/kirjaudu/signup/", "/tyyliopas/",
]  # fmt: skip


@pytest.mark.parametrize("viewport", [WIDE, NARROW, {"width": 320, "height": 700}], ids=["1280", "390", "320"])
def test_public_pages_are_clean_in_light_and_dark(visitor, viewport):
    anyone = visitor(viewport)
    schemes = ("light", "dark") if viewport["width"] > 320 else ("light",)
    for path in PAGES:
        anyone.go(path).check("visitor" + re.sub(r"\W+", "-", path), schemes=schemes)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
def test_from_the_island_to_a_house_a_unit_and_its_quiz(visitor, viewport):
    anyone = visitor(viewport)
    page = anyone.go("/").page
    page.locator("svg a[href*='/talot/kirjasto/'] >> visible=true").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/talot/kirjasto/")
    page.get_by_role("link", name="Saanko käyttää tätä kuvaa?").click()
    page.get_by_role("heading", level=1, name="Saanko käyttää tätä kuvaa?").wait_for()
    page.get_by_label("Kyllä, kun mainitsee kuvaajan.").check()
    page.get_by_role("region", name="Kysymys 1").get_by_role("button", name="Tarkista").click()
    page.get_by_text("Maininta kuuluu asiaan, mutta se ei ole lupa.").wait_for()
    anyone.check("visitor-quiz")


def test_language_switch_stays_on_the_same_page(visitor):
    anyone = visitor(WIDE)
    page = anyone.go("/osiot/saanko-kayttaa-tata-kuvaa/").page
    page.get_by_role("link", name="Svenska").or_(page.get_by_role("link", name="SV", exact=True)).first.click()
    page.wait_for_url("**/sv/avsnitt/saanko-kayttaa-tata-kuvaa/")
    assert page.locator("html").get_attribute("lang") == "sv"
    anyone.check("visitor-unit-sv")
    page.get_by_role("link", name="English").or_(page.get_by_role("link", name="EN", exact=True)).first.click()
    page.wait_for_url("**/en/units/saanko-kayttaa-tata-kuvaa/")
    anyone.check("visitor-unit-en")


def test_search_understands_finnish(visitor):
    anyone = visitor(NARROW)
    for typed, found in [("tekijänoikeuksista", "Saanko käyttää tätä kuvaa?"), ("huijausviesteihin", "huijaus"), ("osaamistarpeiden", "osaami")]:
        anyone.go(f"/haku/?q={typed}")
        assert re.search(found, anyone.page.locator("main").inner_text(), re.IGNORECASE), typed
        assert anyone.page.locator("main mark").count()


def test_feedback_needs_no_account_and_names_what_is_missing(visitor):
    anyone = visitor(WIDE)
    page = anyone.go("/palaute/?aihe=saavutettavuus").page
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert page.title().startswith("Virhe: ")
    page.locator("main textarea").first.fill("Taulukon otsikko jää piiloon suurennettuna.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/palaute/kiitos/**")
    assert "14" in page.locator("main").inner_text()
    anyone.check("visitor-feedback-thanks")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
def test_reading_and_answering_work_without_script(visitor, viewport):
    anyone = visitor(viewport, script=False)
    page = anyone.go("/?nakyma=luettelo").page
    page.get_by_role("link", name=re.compile("Kirjasto")).last.click()
    page.get_by_role("link", name="Saanko käyttää tätä kuvaa?").click()
    page.get_by_label("Ei ilman kuvaajan lupaa.").check()
    page.get_by_role("region", name="Kysymys 1").get_by_role("button", name="Tarkista").click()
    page.wait_for_load_state()
    assert page.get_by_text("Käyttöpaikka vaihtui julkiseksi.").is_visible()
    page.goto("/haku/?q=materiaalini")
    assert page.get_by_role("link", name=re.compile("materiaali")).count()


def test_tab_reaches_every_house_in_number_order(visitor):
    anyone = visitor(WIDE)
    page = anyone.go("/").page
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        house = page.evaluate("document.activeElement.closest('svg') && document.activeElement.getAttribute('href')")
        if house and house not in reached:
            reached.append(house)
    expected = ["majakka", "kasvihuone", "voimala", "tori", "koulutalo", "tahtitorni", "paja", "kirjasto"]
    assert [h.strip("/").split("/")[-1] for h in reached] == expected


def test_first_visit_is_light(visitor, campus):
    anyone = visitor(NARROW)
    sizes, kinds = [], {}
    anyone.page.on("response", lambda r: sizes.append(r))
    anyone.go("/")
    anyone.page.wait_for_load_state("networkidle")
    for response in sizes:
        size = int(response.headers.get("content-length", 0))
        kind = response.request.resource_type
        kinds[kind] = kinds.get(kind, 0) + size
    assert len(sizes) <= 12, [r.url for r in sizes]
    assert sum(kinds.values()) <= 200_000, kinds
    assert kinds["document"] <= 60_000
    assert kinds.get("stylesheet", 0) <= 30_000
    assert kinds.get("script", 0) <= 50_000
    assert kinds.get("font", 0) <= 80_000
