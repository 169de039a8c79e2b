"""Digital lead 1: opens a round in three steps, hands out its links, sees who has answered, agrees on levels with management, and closes it."""

import re

from tests.browser.answering import answer, link_of
from tests.browser.conftest import BOTH

ROUNDS = "/organisaatio/bergnas-yrkesskola/itsearviointi/"


def _close_what_is_open(lead) -> None:
    lead.go(ROUNDS)
    if (follow := lead.page.get_by_role("link", name=re.compile("^Seuraa kierrosta"))).count():
        follow.click()
        lead.page.wait_for_url("**/itsearviointi/*-*/")
        lead.go(f"{lead.page.url}sulje/").press("Sulje kierros")


def _open(lead, name: str) -> str:
    """The address of a round opened in three steps."""
    page = lead.go(f"{ROUNDS}uusi/").page
    page.get_by_label("Kierroksen nimi").fill(name)
    page.get_by_role("button", name="Jatka").click()
    page.get_by_label("Opettajat").fill("30")
    page.get_by_label("Ohjaus ja opiskelijoiden tuki").fill("4")
    page.get_by_role("button", name="Jatka").click()
    lead.press("Avaa kierros")
    return page.url.removesuffix("kutsut/")


@BOTH
def test_the_lead_carries_a_round_from_its_opening_to_its_profile(visitor, viewport):
    stina = visitor(viewport).sign_in("Stina")
    _close_what_is_open(stina)
    page, name = stina.page, f"Kierros {viewport['width']}"
    root = _open(stina, name)

    invitation = link_of(stina)
    for language in ("fi", "sv", "en"):
        stina.go(f"{root}kutsut/?kieli={language}")
        groups = page.locator(".invitation").all()
        assert len(groups) > 1
        for group in groups:
            text, code = (
                group.get_by_role("textbox", name="Teksti", exact=True),
                group.get_by_label("Linkki").input_value().rstrip("/").split("/")[-1],
            )
            assert code in text.input_value()
            assert text.get_attribute("lang") == language
    picture = page.locator("img.qr").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    png = stina.context.request.get(page.get_by_role("link", name=re.compile("Lataa PNG")).first.get_attribute("href"))
    assert png.body().startswith(b"\x89PNG")

    answer(visitor, invitation)
    stina.go(root).check("journey-1-participation")
    line = page.get_by_role("row", name=re.compile("^Ohjaus")).inner_text()
    assert "Ryhmässä on alle 5 henkilöä" in line
    page.get_by_role("link", name="Muistuta", exact=True).click()
    page.wait_for_url("**teksti=muistutus**")
    stina.check("journey-1-reminder")

    stina.go(f"{root}johtoryhma/majakka/")
    item = page.locator("main section.card").first
    item.get_by_role("radio").nth(2).check()
    item.get_by_label("Mistä sen näkee").fill("Suunnitelma hyväksyttiin johtoryhmässä.")
    for label, value in (("Päivä", "14"), ("Kuukausi", "9"), ("Vuosi", "2025")):
        item.get_by_label(label, exact=True).fill(value)
    stina.check("journey-1-levels")
    stina.press("Tallenna ja lopeta")
    assert "Suunnitelma hyväksyttiin johtoryhmässä. (14.9.2025)" in page.locator("main").inner_text()
    page.get_by_role("button", name="Johto on sopinut näistä tasoista").click()
    page.get_by_text(re.compile("^Johto sopi tasoista")).first.wait_for()

    stina.go(f"{root}sulje/")
    assert re.search(r"Opettajat: .+ / 30", page.locator("main").inner_text())  # how many exactly would tell who answered
    stina.press("Sulje kierros")
    stina.go(f"/organisaatio/bergnas-yrkesskola/profiili/?kierros={root.rstrip('/').split('/')[-1]}").check("journey-1-profile")
    assert "5/34 vastasi" in page.locator("main").inner_text()
