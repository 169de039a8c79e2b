"""The closed loop on a laptop and a phone: a round is opened, answered and closed; the profile leads to a focus area, its board and people's paths."""

import contextlib
import re
import sqlite3

import pytest

from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.test_assessment import press

HOUSE = "/organisaatio/esimerkkiopisto/"
ROUNDS = f"{HOUSE}itsearviointi/"
PLAN = f"{HOUSE}suunnitelma/"
FOLLOW = re.compile("^Seuraa kierrosta")
BOARD = f"{PLAN}?nakyma=taulu"
BOTH = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
NEW_GOAL = {1280: "4.1", 390: "3.2"}


@BOTH
def test_the_lead_goes_from_the_profile_to_a_focus_area_and_moves_an_action(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero").go(f"{HOUSE}profiili/").check("loop-profile")
    competence, page = NEW_GOAL[viewport["width"]], eero.page
    eero.go(BOARD).check("loop-board")
    eero.go(f"{PLAN}painopisteet/").check("loop-choose")
    eero.go(f"{PLAN}painopisteet/uusi/{competence}/").check("loop-goal-new")
    if (reason := page.get_by_label(re.compile("^Miksi useampi kuin kolme"))).count():
        reason.fill("Tähän on jo varattu aika ja tekijä.")
    press(page, "Valitse tämä painopiste")
    eero.check("loop-action-new")
    thread = re.search(r"/painopiste/([^/]+)/", page.url)[1]
    title = f"Kokeillaan kahdessa tiimissä {competence}"
    page.get_by_label("Mitä tehdään").fill(title)
    page.get_by_role("button", name="Lisää toimenpide", exact=True).click()
    page.wait_for_load_state()
    eero.go(f"{PLAN}painopiste/{thread}/").check("loop-goal")
    eero.go(BOARD)
    card = page.locator(".board-card", has_text=title)
    card.locator("details.plan-move > summary").click()
    card.get_by_role("button", name="Käynnissä").click()
    page.locator(".board-card[data-state=running]", has_text=title).wait_for()


@BOTH
def test_the_lead_reads_what_a_reached_focus_area_changed(visitor, viewport, campus):
    with contextlib.closing(sqlite3.connect(f"file:{campus.data / 'osaava.sqlite3'}?mode=ro", uri=True)) as database:
        [[thread]] = database.execute("SELECT thread FROM plans_goal WHERE outcome = 'reached'")
    eero = visitor(viewport).sign_in("Eero").go(f"{PLAN}historia/").check("loop-history")
    eero.go(f"{HOUSE}profiili/tahtitorni/").check("loop-profile-theme")
    eero.go(f"{PLAN}asiakirja/").check("loop-document")
    eero.go(f"{PLAN}painopiste/{thread}/vaikutus/").check("loop-effect")
    assert re.search(r"[1-9]\d* järjestäjää", eero.page.locator("main").inner_text())


@BOTH
def test_a_teacher_gives_the_path_other_hours_and_opens_a_step(visitor, viewport):
    aino = visitor(viewport).sign_in("Aino").go("/oma/suunnitelma/").check("my-path")
    page = aino.page
    hours = page.get_by_label(re.compile("[Tt]unti|[Tt]untia")).first
    hours.fill("4" if viewport is WIDE else "3")
    page.get_by_role("button", name="Tallenna ja suunnittele uudelleen").click()
    page.get_by_text("Polkusi on suunniteltu.").wait_for()
    step = page.locator("main a[href*='/oma/suunnitelma/osio/']").first
    if step.count():
        aino.go(step.get_attribute("href")).check("my-path-unit")


@pytest.fixture(scope="module")
def invitation(chromium, campus):
    """The common link of Esimerkkiopisto's open round; Eero opens one when none is open."""
    eero = Visitor(chromium, campus, WIDE).sign_in("Eero").go(ROUNDS)
    page = eero.page
    if not page.get_by_role("link", name=FOLLOW).count():
        eero.go(f"{ROUNDS}uusi/")
        page.get_by_label("Kierroksen nimi").fill("Silmukan kevät")
        page.get_by_role("button", name="Jatka").click()
        page.get_by_label("Opettajat").fill("60")
        page.get_by_role("button", name="Jatka").click()
        press(page, "Avaa kierros")
        eero.go(ROUNDS)
    page.get_by_role("link", name=FOLLOW).click()
    page.wait_for_url("**/itsearviointi/*-*/")
    eero.go(f"{page.url}kutsut/")
    address = page.get_by_label("Linkki").first.input_value()
    yield re.sub(r"^https?://[^/]+", "", address)
    eero.close()


@BOTH
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_respondent_answers_one_theme_and_sends(visitor, invitation, viewport, script):
    eve = visitor(viewport, script=script)
    page = eve.go(invitation).page
    if (teachers := page.get_by_label("Opettajat")).count():
        teachers.check()
    press(page, "Aloita vastaaminen")
    for row in page.locator("fieldset.scale").all():
        row.get_by_role("radio").nth(2).check()
    press(page, "Tallenna ja jatka")
    eve.go(f"{invitation}tarkista/").check(f"loop-answer-check{'' if script else '-no-script'}")
    press(page, "Lähetä vastaukseni")
    assert page.url.endswith("/kiitos/")
    eve.check(f"loop-thanks{'' if script else '-no-script'}")


def test_the_lead_closes_the_round_and_it_stays_closed(visitor, invitation):
    eero = visitor(WIDE).sign_in("Eero").go(ROUNDS)
    page = eero.page
    page.get_by_role("link", name=FOLLOW).click()
    page.wait_for_url("**/itsearviointi/*-*/")
    root = page.url
    eero.go(f"{root}sulje/").check("loop-close")
    press(page, "Sulje kierros")
    eero.go(root).check("loop-closed")
    phone = visitor(NARROW).sign_in("Eero")
    phone.go(root).check("loop-closed")
    phone.page.goto(invitation)
    assert phone.page.get_by_role("button", name="Aloita vastaaminen").count() == 0
