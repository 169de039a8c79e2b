"""Digital lead 7: asks again only what a focus area aims at, staff answer in minutes, and the effect page says what changed and what it cannot prove."""

from tests.browser.answering import answer, link_of
from tests.browser.conftest import BOTH

PLAN = "/organisaatio/esimerkkiopisto/suunnitelma/?nakyma=taulu"
GOAL = {1280: "Opimme digitaitoja toisiltamme työn lomassa", 390: "Avoimet aineistot löytyvät ja kelpaavat käyttöön"}


@BOTH
def test_a_focus_area_is_asked_about_again_and_its_effect_is_shown(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero").go(PLAN)
    page, goal = eero.page, GOAL[viewport["width"]]
    page.get_by_role("link", name="Kysy uudelleen: uusinta-arviointi").click()
    page.wait_for_url("**/uusinta-arviointi/")
    for choice in page.get_by_role("group", name="Painopisteet").get_by_role("checkbox").all():
        choice.uncheck()
    page.get_by_label(goal).check()
    page.get_by_label("Kierroksen nimi").fill(f"Uusinta {viewport['width']}")
    eero.check("journey-7-ask")
    eero.press("Avaa uusinta-arviointi")
    eero.check("journey-7-round")
    root = page.url
    eero.go(f"{root}kutsut/")
    answer(visitor, link_of(eero), points=(4, 5, 5, 4, 5))
    eero.go(f"{root}sulje/").press("Sulje kierros")

    eero.go(PLAN)
    page.get_by_role("link", name=goal, exact=True).click()
    page.wait_for_url("**/painopiste/**")
    page.get_by_role("link", name="Auttoiko se?").click()
    page.wait_for_url("**/vaikutus/")
    measured = page.get_by_text(f"Uusinta {viewport['width']}").first
    for _ in range(60):  # a background job measures it
        if measured.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    eero.check("journey-7-effect")
    assert page.get_by_role("heading", name="Mitä tämä ei todista").is_visible()
    assert measured.is_visible()
