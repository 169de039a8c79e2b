"""Management 3: reads the profile and one theme of it, and takes it along; every file says the same numbers."""

import csv
import io
import re

import docx
import pypdf

from tests.browser.conftest import BOTH, WIDE

PROFILE = "/organisaatio/esimerkkiopisto/profiili/"
THEMES = ("Majakka", "Kasvihuone", "Voimala", "Tori", "Koulutalo", "Tähtitorni", "Paja", "Kirjasto")


def _file(eero, label: str) -> bytes:
    address = eero.page.locator(".profile-files").get_by_role("link", name=label, exact=True).get_attribute("href")
    answer = eero.context.request.get(address)
    assert answer.status == 200, label
    return answer.body()


def test_every_file_says_the_numbers_of_the_page(visitor):
    eero = visitor(WIDE).sign_in("Eero").go(PROFILE)
    page = eero.page
    page.get_by_role("link", name="Toinen kierros", exact=True).click()  # other stories may have closed rounds of few answers since
    page.get_by_role("heading", level=1, name=re.compile("Toinen kierros")).wait_for()
    rows = page.locator(".profile-bands table tbody tr")
    levels = {rows.nth(n).locator("th").text_content().strip(): rows.nth(n).locator("td").first.text_content().strip() for n in range(rows.count())}
    assert [name.split(" ", 1)[1] for name in levels] == list(THEMES)
    assert all(re.fullmatch(r"[1-5],\d", level) for level in levels.values()), levels

    table = list(csv.reader(io.StringIO(_file(eero, "CSV").decode("utf-8-sig")), delimiter=";"))
    said = {row[0]: row[2] for row in reversed(table)}  # of each theme the first line speaks of all groups
    word = docx.Document(io.BytesIO(_file(eero, "Word")))
    cells = [[cell.text for cell in row.cells] for one in word.tables for row in one.rows]
    pdf = " ".join(leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(_file(eero, "PDF"))).pages)
    for name, level in levels.items():
        assert any(name in row[0] and row[1] == level for row in cells), name
        assert re.search(rf"{name}\s+{level}", pdf), name
        assert said[name] == level, name
    for label in ("Tasot teemoittain, SVG-kuva", "Tasot teemoittain, PNG-kuva"):
        assert _file(eero, label)[:4] in {b"<svg", b"\x89PNG", b"<?xm"}


@BOTH
def test_management_goes_from_the_profile_to_a_theme_and_back(visitor, viewport):
    eero = visitor(viewport).sign_in("Eero").go(PROFILE)
    page = eero.page
    page.get_by_role("link", name="Ensimmäinen kierros", exact=True).click()
    page.wait_for_url("**kierros=**")
    page.get_by_role("link", name="Kokoluokka", exact=True).click()
    page.get_by_role("heading", level=1, name=re.compile("Ensimmäinen kierros")).wait_for()
    eero.check("journey-3-size-class")
    page.get_by_role("link", name="6 Tähtitorni", exact=True).click()
    page.get_by_role("heading", level=1, name="6 Tähtitorni").wait_for()
    page.locator("main details > summary").first.click()
    assert page.locator("main details[open] table tbody tr").first.is_visible()
    eero.check("journey-3-theme")
    page.get_by_role("link", name="Kyvykkyysprofiili").click()
    page.get_by_role("heading", level=1, name=re.compile("Ensimmäinen kierros")).wait_for()
