"""Digital lead 4 and 6: a focus area with a ready action and an own one, board and table, check-in, two windows at once, the document, the groups."""

import io
import re

import docx
import pypdf
import pytest

from tests.browser.conftest import BOTH, NARROW, WIDE

PLAN = "/organisaatio/esimerkkiopisto/suunnitelma/"
BOARD, TABLE = f"{PLAN}?nakyma=taulu", f"{PLAN}?nakyma=taulukko"
COMPETENCE = {1280: "3.5", 390: "1.1"}


def _choose(eero, competence: str) -> str:
    """The address of a focus area chosen from the ranked list; the competence may be far down in it."""
    page = eero.go(f"{PLAN}painopisteet/").page
    page.locator("main details > summary").first.click()
    page.locator(f"main a[href$='/uusi/{competence}/']").click()
    page.wait_for_url(f"**/uusi/{competence}/")
    if (reason := page.get_by_label(re.compile("^Miksi useampi kuin kolme"))).count():
        reason.fill("Tähän on jo varattu aika ja tekijä.")
    eero.press("Valitse tämä painopiste")
    return page.url.removesuffix("toimenpiteet/")


@BOTH
def test_a_focus_area_gets_actions_and_a_check_in(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero")
    goal, page = _choose(eero, COMPETENCE[viewport["width"]]), eero.page
    ready = page.locator("section", has=page.get_by_role("heading", name="Malleja tähän osaamiseen")).locator("li.card").first
    template = ready.locator("h3").inner_text()
    with page.expect_navigation():
        ready.get_by_role("button", name=re.compile("^Ota suunnitelmaan")).click()
    eero.go(f"{goal}toimenpiteet/")
    assert page.get_by_text("Suunnitelmassa").count()
    own = f"Oma toimenpide {viewport['width']}"
    page.get_by_label("Mitä tehdään").fill(own)
    with page.expect_navigation():
        page.get_by_role("button", name="Lisää toimenpide", exact=True).click()

    eero.go(TABLE).check("journey-4-table")
    row = page.get_by_role("row", name=re.compile(own))
    row.get_by_role("combobox").select_option(label="Suunnitteilla")
    with page.expect_navigation():
        row.get_by_role("button", name=re.compile("^Siirrä")).click()
    eero.go(BOARD).go(goal)
    card = page.locator(".board-column[data-column=planning] .board-card")
    assert own in card.first.inner_text()
    assert template in page.locator(".board-column[data-column=proposed]").inner_text()
    page.get_by_label("Etenee hyvin").check()
    page.get_by_label("Muutamalla sanalla").fill("Aloitettiin yhdessä tiimissä.")
    page.get_by_role("button", name="Tallenna merkintä").click()
    page.locator(".plan-notes", has_text="Aloitettiin yhdessä tiimissä.").first.wait_for()
    eero.check("journey-4-goal")
    assert f"Toimenpide siirrettiin: {own}" in page.locator("main").inner_text()

    page.get_by_label("Luovuttu").check()
    page.get_by_role("button", name="Päätä painopiste").click()
    page.get_by_role("button", name="Avaa painopiste uudelleen").wait_for()


def test_two_windows_that_edit_the_same_action_end_in_a_choice(visitor):
    first, second = (visitor(viewport).sign_in("Eero").go(BOARD) for viewport in (WIDE, NARROW))
    first.page.locator(".board-card a").first.click()
    first.page.wait_for_url("**/toimenpide/**")
    address = first.page.url
    first.go(f"{address}muokkaa/")
    second.go(f"{address}muokkaa/")
    first.page.get_by_label("Mitä tehdään").fill("Ensimmäisen ikkunan sanat")
    first.press("Tallenna")
    second.page.get_by_label("Mitä tehdään").fill("Toisen ikkunan sanat")
    second.page.get_by_role("button", name="Tallenna", exact=True).click()
    second.page.get_by_role("heading", level=1, name="Kaksi tallensi yhtä aikaa").wait_for()
    text = second.page.locator("main").inner_text()
    assert "Ensimmäisen ikkunan sanat" in text
    assert "Toisen ikkunan sanat" in text
    second.check("journey-4-two-at-once")
    second.page.get_by_role("radio").first.check()
    second.press("Tallenna tulos")
    second.page.get_by_role("heading", level=1).wait_for()


def test_the_plan_is_a_document_in_three_forms(visitor):
    eero = visitor(WIDE).sign_in("Eero").go(f"{PLAN}asiakirja/")
    page = eero.page
    titles = [title.strip() for title in page.locator("main h2").all_text_contents()]
    word = docx.Document(io.BytesIO(_file(eero, "Lataa Word-tiedosto")))
    pdf = " ".join(leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(_file(eero, "Lataa PDF"))).pages)
    said = " ".join(paragraph.text for paragraph in word.paragraphs)
    assert "Avoimet aineistot löytyvät ja kelpaavat käyttöön" in titles
    for title in titles:
        assert title in said
        assert title in re.sub(r"\s+", " ", pdf)


def _file(eero, label: str) -> bytes:
    answer = eero.context.request.get(eero.page.get_by_role("link", name=label, exact=True).get_attribute("href"))
    assert answer.status == 200, label
    return answer.body()


@pytest.mark.parametrize("viewport", [NARROW], ids=["390"])
def test_a_focus_area_pulls_the_paths_of_its_groups_and_counts_what_came_of_it(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero").go(BOARD)
    page = eero.page
    page.get_by_role("link", name="Opimme digitaitoja toisiltamme työn lomassa", exact=True).click()
    page.wait_for_url("**/painopiste/**")
    goal = page.url
    page.get_by_role("link", name="Valitse, kenen poluille").click()
    page.wait_for_url("**/kohdenna/")
    page.get_by_label("Kehittämis- ja hankehenkilöstö").check()
    eero.check("journey-6-groups")
    eero.press("Tallenna ryhmät")
    page.get_by_role("link", name="Suunnittele polut kaikille").click()
    page.wait_for_url("**/oppiminen/polut/")
    page.get_by_role("button", name=re.compile("Suunnittele kaikille")).click()
    page.get_by_role("button", name="Suunnittele kaikille uudelleen").wait_for(timeout=60_000)
    eero.go(goal).check("journey-6-counts")
    people = page.locator(".stat-tile", has_text="Ihmisiä, joiden polulla se on").locator(".stat-tile-value").inner_text()
    assert int(people) >= 5
