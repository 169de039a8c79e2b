"""Self-assessment: the digital lead opens a round on a laptop, staff answer on a phone with and without script, the lead closes it."""

import re

import pytest

from tests.browser.conftest import NARROW, WIDE

ROOT = "/organisaatio/esimerkkiopisto/itsearviointi/"


def press(page, name):
    """Press a button that leads to another page."""
    before = page.url
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state()


@pytest.fixture(scope="module")
def invitation(chromium, campus):
    """A round that Eero opens; the address of its common link."""
    from tests.browser.conftest import Visitor

    eero = Visitor(chromium, campus, WIDE).sign_in("Eero")
    eero.go(ROOT).check("rounds")
    page = eero.go(f"{ROOT}uusi/").check("round-new-1").page
    page.get_by_role("button", name="Jatka").click()
    page.wait_for_load_state()
    assert page.locator("[data-error-summary]").is_visible()
    eero.check("round-new-error")
    page.get_by_label("Kierroksen nimi").fill("Selaimen kevät")
    page.get_by_role("button", name="Jatka").click()
    page.get_by_label("Opettajat").fill("60")
    page.get_by_label("Johto").fill("4")
    eero.check("round-new-2")
    page.get_by_role("button", name="Jatka").click()
    eero.check("round-new-3")
    press(page, "Avaa kierros")
    eero.check("invitations")
    address = page.get_by_label("Linkki").first.input_value()
    yield re.sub(r"^https?://[^/]+", "", address)
    eero.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_respondent_answers_on_a_phone(visitor, invitation, script):
    eve = visitor(NARROW, script=script)
    page = eve.go(invitation).check("answer-start").page
    page.get_by_label("Opettajat").check()
    press(page, "Aloita vastaaminen")
    for number in range(1, 9):
        for row in page.locator("fieldset.scale").all():
            row.get_by_role("radio").nth(3).check()
        if script and number == 1:
            page.locator("[data-queue-status] [data-state=saved]").wait_for()
        if number in (1, 8):
            eve.check(f"answer-{number}")
        press(page, "Tallenna ja jatka")
    assert page.url.endswith("/tarkista/")
    assert page.get_by_text("4 – Jokseenkin samaa mieltä").count() == 20
    eve.check("answer-check")
    press(page, "Lähetä vastaukseni")
    assert re.search(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}", page.locator(".own-code").inner_text())
    eve.check("answer-thanks")


def test_answers_wait_while_there_is_no_connection_and_survive_a_reload(visitor, invitation):
    eve = visitor(NARROW)
    page = eve.go(invitation).page
    page.get_by_label("Opettajat").check()
    press(page, "Aloita vastaaminen")
    first = page.locator("fieldset.scale").first
    eve.context.route("**/vastaa/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    first.get_by_role("radio").nth(1).check()
    page.locator("[data-queue-status] [data-state=waiting]").wait_for()
    page.reload()
    assert page.locator("offline-queue").inner_text()
    eve.context.unroute("**/vastaa/**")
    page.get_by_role("button", name="Yritä uudelleen").click()
    page.locator("offline-queue[hidden]").wait_for(state="attached")
    page.reload()
    assert page.locator("fieldset.scale").first.get_by_role("radio").nth(1).is_checked()


def test_a_respondent_stops_and_comes_back_on_another_device(visitor, invitation):
    phone = visitor(NARROW)
    page = phone.go(invitation).page
    page.get_by_label("Johto").check()
    press(page, "Aloita vastaaminen")
    page.locator("fieldset.scale").first.get_by_role("radio").nth(4).check()
    press(page, "Tallenna ja jatka myöhemmin")
    phone.check("answer-later")
    code = page.locator(".own-code").inner_text().strip()
    laptop = visitor(WIDE)
    other = laptop.go(f"{invitation}jatka/").page
    other.get_by_label("Oma paluukoodisi").fill(code)
    press(other, "Avaa vastaukseni")
    assert other.get_by_text("5 – Täysin samaa mieltä").count() == 1


def test_statements_are_clean_on_a_small_phone_and_a_laptop(visitor, invitation):
    for viewport in (WIDE, {"width": 320, "height": 700}):
        eve = visitor(viewport)
        page = eve.go(invitation).check("answer-start").page
        page.get_by_label("Opettajat").check()
        press(page, "Aloita vastaaminen")
        eve.check("answer-1")


def test_the_lead_follows_and_management_sets_levels(visitor, invitation):
    for viewport in (WIDE, NARROW):
        eero = visitor(viewport).sign_in("Eero").go(ROOT)
        eero.page.get_by_role("link", name="Selaimen kevät", exact=True).click()
        eero.page.wait_for_load_state()
        root = eero.page.url
        for path in ("", "kutsut/?teksti=muistutus&kieli=sv", "korjaa/", "sulje/", "johtoryhma/", "johtoryhma/majakka/"):
            eero.go(root + path).check("round-" + (path.split("/")[0] or "page") + ("-theme" if "majakka" in path else ""))
    page = eero.page
    page.locator("fieldset.field").first.get_by_role("radio").nth(2).check()
    press(page, "Tallenna ja siirry seuraavaan teemaan")
    assert page.url.endswith("/kasvihuone/")
    eero.go("/itsearviointi/").check("self-assessment")
    eero.go(f"{ROOT}tuo/").check("results-import")
    eero.go("/organisaatio/esimerkkiopisto/").check("lead-dashboard")
