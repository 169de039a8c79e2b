"""A person assesses themselves on a phone, with and without script, corrects a level and gets a path from it."""

import pytest

from tests.browser.conftest import NARROW, WIDE

ROOT = "/oma/itsearviointi/"


def press(page, name):
    """Press a button that leads to another page."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("who", "script", "size"), [("Eero", True, NARROW), ("Aino", False, WIDE)], ids=["script", "no-script"])
def test_a_person_assesses_themselves_and_gets_a_path(visitor, who, script, size):
    person = visitor(size, script=script).sign_in(who)
    page = person.go(ROOT).check("personal-start").page
    page.get_by_label("Opettajat").check()
    press(page, "Aloita vastaaminen")
    press(page, "Tallenna ja jatka")
    assert page.locator("[data-error-summary]").is_visible()
    person.check("personal-error")
    for number in range(1, 21):
        page.get_by_label("Osittain" if number % 3 else "Kyllä").check()
        if number == 9:
            person.check("personal-statement")
        press(page, "Tallenna ja jatka")
        if page.url.endswith("/tulos/"):
            break
    assert page.locator(".own-levels > li").count() == 8
    person.check("personal-result")
    page.locator('a[href$="/tulos/paja/"]').click()
    page.wait_for_load_state()
    person.check("personal-theme")
    page.get_by_role("group", name="7.1").get_by_role("radio").first.check()
    press(page, "Tallenna")
    assert "Sanoit tämän itse." in page.content()
    person.go(f"{ROOT}poista/").check("personal-forget")
    page = person.go(f"{ROOT}tulos/").page
    page.get_by_role("link", name="Tee minulle polku").click()
    page.wait_for_load_state()
    assert page.url.endswith("/oma/suunnitelma/")
