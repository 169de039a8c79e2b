"""The loop closes over the network: the coordinator's needs become work orders that a theme team takes; a goal's thread leads all the way and back."""

import re

import pytest

from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_assessment import press

BOTH = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
NETWORK = "/koordinointi/kyvykkyys/"
HOUSE = "/organisaatio/esimerkkiopisto/"
NEEDED = {1280: "5.5", 390: "8.5"}
"""Needs of three organisations that nobody has ordered yet."""
ORDERED = {1280: ("Opettajat", "suomi"), 390: ("Ohjaus- ja tukihenkilöstö", "ruotsi")}


@BOTH
def test_the_coordinators_need_becomes_an_order_that_the_theme_team_takes(visitor, viewport):
    width = viewport["width"]
    kaisa = visitor(viewport).sign_in("Kaisa").go(NETWORK).check("network-capability")
    page = kaisa.page
    said = page.locator("main").inner_text()
    assert "Järjestäjiä on 77" in said
    assert "Järjestäjiä ei panna järjestykseen" in said, "bands, never ranks"
    page.locator("tr", has_text=NEEDED[width]).get_by_role("link", name=re.compile("^Tee tilaus")).click()
    page.wait_for_load_state()
    kaisa.check("network-order")
    press(page, "Lähetä tilaus")
    assert page.locator("tr", has_text=NEEDED[width]).get_by_text("Tilattu").count()

    group, language = ORDERED[width]
    page.get_by_role("link", name="Tilaa muuta sisältöä").click()
    page.wait_for_load_state()
    names = page.locator("main select option").all_inner_texts()
    for label, choice in (("Osaaminen", next(name for name in names if name.startswith("8.1 "))), ("Kohderyhmä", group), ("Kieli", language)):
        page.get_by_role("combobox", name=label).select_option(label=choice)
    page.locator("main textarea").fill("Kolme järjestäjää kysyi tätä tapaamisessa.")
    press(page, "Lähetä tilaus")

    mikko = visitor(viewport).sign_in("Mikko").go("/tuotanto/").check("work-orders")
    order = mikko.page.locator("li.editor-row", has_text="8.1").filter(has_text=group)
    assert "Kolme järjestäjää kysyi tätä tapaamisessa." in order.inner_text()
    order.get_by_role("button", name=re.compile("^Ota tilaus")).click()
    mikko.page.wait_for_load_state()
    order = mikko.page.locator("li.editor-row", has_text="8.1").filter(has_text=group)
    order.get_by_role("link", name=re.compile("^Aloita osio")).click()
    mikko.page.wait_for_load_state()
    mikko.check("work-order-begun")

    kaisa.go(NETWORK)
    taken = page.locator("main li, main article, main tr").filter(has_text="8.1").filter(has_text=group)
    assert "Tekeillä" in taken.last.inner_text()


@BOTH
def test_the_thread_leads_from_the_networks_figure_to_the_effect_and_back(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero").go(f"{HOUSE}ketju/").check("threads")
    page = eero.page
    page.locator("main tr", has_text="Saavutettu").get_by_role("link").first.click()
    page.wait_for_load_state()
    eero.check("thread")
    thread, code = page.url, re.search(r"T-[0-9A-Z]{6}", page.url)[0]
    assert re.search(r"Taso \d,\d → \d,\d", page.locator("main").inner_text()), "the effect is a figure"
    stations = page.locator("ol.thread > li")
    leads = [(station.get_attribute("id"), [a.get_attribute("href") for a in station.locator("a").all()]) for station in stations.all()]
    reached = {key: links for key, links in leads if links}
    assert {"figure", "profile", "goal", "actions", "paths", "learning", "round", "effect"} <= set(reached), leads
    for key, links in reached.items():
        assert page.goto(links[0]).status == 200, f"{key}: {links[0]}"
    eero.go(f"{HOUSE}suunnitelma/painopiste/{code}/")
    page.locator(f"main a[href*='/ketju/{code}/']").first.click()
    page.wait_for_load_state()
    assert page.url == thread, "and from the goal back to the thread"
