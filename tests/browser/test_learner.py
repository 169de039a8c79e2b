"""Person 3, the learner: starts on the phone, goes on on the laptop, and decides what the organisation sees."""

import re

import pytest

from tests.browser.conftest import NARROW, WIDE

REFLECTION = "Kokeilen tätä huomenna ryhmän kanssa."


def test_stops_on_the_phone_and_goes_on_on_the_laptop(visitor):
    phone = visitor(NARROW).sign_in("Aino")
    phone.go("/oma/").check("learner-my-learning")
    phone.page.get_by_role("link", name=re.compile("^Jatka: ")).first.click()
    phone.page.get_by_role("heading", level=1).wait_for()
    address = phone.page.url
    assert "/polut/" in address
    box = phone.page.get_by_label("Vastauksesi").first
    box.fill(REFLECTION)
    phone.page.get_by_role("button", name="Tallenna vastaus").first.click()
    phone.page.get_by_text(re.compile("Tallennettu")).first.wait_for()
    phone.check("learner-unit")

    laptop = visitor(WIDE).sign_in("Aino")
    laptop.page.goto(address)
    assert laptop.page.get_by_label("Vastauksesi").first.input_value() == REFLECTION
    laptop.page.get_by_role("button", name="Merkitse suoritetuksi").click()
    laptop.page.get_by_role("button", name="Kumoa").click()
    laptop.page.get_by_role("button", name="Merkitse suoritetuksi").wait_for()
    laptop.page.get_by_role("button", name="Merkitse suoritetuksi").click()
    laptop.page.get_by_role("link", name=re.compile("Seuraava osio")).first.wait_for()
    laptop.check("learner-unit-done")
    laptop.go("/polut/digiopettajan-ensiaskeleet/")
    assert "5/9" in laptop.page.locator("main").inner_text()
    laptop.check("learner-trail")


def test_sees_exactly_what_the_organisation_sees(visitor):
    aino = visitor(WIDE).sign_in("Aino").go("/oma/nakyvyys/")
    box = aino.page.get_by_role("checkbox")
    before = box.is_checked()
    box.set_checked(not before)
    aino.page.get_by_role("button", name="Tallenna", exact=True).click()
    aino.page.wait_for_load_state()
    assert aino.page.get_by_role("checkbox").is_checked() is not before
    aino.check("learner-visibility")


def test_new_person_joins_by_link_and_starts_a_path(visitor, campus):
    """Signs up with the code from the mail, lands in the organisation, chooses the target group, starts, and completes a unit without script."""
    eero = visitor(WIDE).sign_in("Eero").go("/organisaatio/esimerkkiopisto/henkilosto/")
    eero.page.get_by_role("button", name="Luo linkki").click()
    eero.page.wait_for_load_state()
    link = re.search(r"http\S+/kutsu/[\w-]+/", eero.page.locator("main").inner_html())[0]

    newcomer = visitor(NARROW, script=False)
    page = newcomer.page
    page.goto(link)
    page.get_by_role("link", name=re.compile("Luo tili")).first.click()
    page.get_by_label("Nimesi").fill("Ulla Uusitulokas")
    page.get_by_label("Sähköposti").fill("ulla.uusitulokas@esimerkkiopisto.example")
    page.get_by_label("Salasana").fill("kolme kuusta ja tuuli")
    page.get_by_role("button", name="Luo tili").click()
    page.locator("main form input[name=code]").fill(campus.code_mailed_to("ulla.uusitulokas@esimerkkiopisto.example"))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    if "/kutsu/" not in page.url:
        page.goto(link)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    newcomer.go("/oma/alku/")
    page.get_by_label("Opettajat").check()
    page.get_by_role("button", name="Tallenna ja katso polut").click()
    page.wait_for_load_state()
    newcomer.go("/polut/opiskelijan-digitaidot/")
    page.get_by_role("button", name=re.compile("Aloita polku|Lisää polku")).first.click()
    page.wait_for_load_state()
    newcomer.go("/polut/opiskelijan-digitaidot/1/")
    page.get_by_role("button", name="Merkitse suoritetuksi").click()
    page.wait_for_load_state()
    newcomer.go("/oma/")
    assert "1/4" in page.locator("main").inner_text()
    newcomer.check("newcomer-my-learning")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
def test_learner_pages_are_clean(visitor, viewport):
    aino = visitor(viewport).sign_in("Aino")
    for path in ["/", "/?kartalla=rooli", "/oma/", "/oma/polut/", "/oma/suoritukset/", "/oma/nakyvyys/", "/oma/alku/", "/oma/tiedot/", "/oma/organisaatiot/",
                 "/polut/digiopettajan-ensiaskeleet/", "/polut/digiopettajan-ensiaskeleet/5/", "/talot/kirjasto/", "/sv/", "/sv/mitt/"]:  # fmt: skip
        aino.go(path).check("aino" + re.sub(r"\W+", "-", path))


def test_answer_given_offline_is_sent_when_the_line_returns(visitor):
    outi = visitor(NARROW).sign_in("Outi").go("/osiot/tunnista-huijausviesti/")
    page = outi.page
    page.wait_for_load_state("networkidle")
    outi.context.set_offline(True)
    page.get_by_label("Vastauksesi").first.fill("Kirjoitettu junassa ilman verkkoa.")
    page.get_by_role("button", name="Tallenna vastaus").first.click()
    page.get_by_text(re.compile("odottaa lähettämistä")).first.wait_for()
    outi.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1500)
    page.reload()
    assert page.get_by_label("Vastauksesi").first.input_value() == "Kirjoitettu junassa ilman verkkoa."
    outi.troubles.clear()  # the console tells of the line that was cut on purpose
