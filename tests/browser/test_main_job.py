"""The main job on real input: a course somebody else wrote is brought in, lies on a path, is completed by a learner, and the organisation sees it."""

import os
import re
import subprocess
import sys

from tests.browser.conftest import NARROW, ROOT, WIDE


def test_real_course_is_brought_in_learned_and_seen(visitor, campus):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("OSAAVA_", "DJANGO_"))} | {"OSAAVA_DATA": str(campus.data)}
    done = subprocess.run(
        [sys.executable, "-m", "osaava", "import", str(ROOT / "tests/fixtures/kyberturvallisuus-md"), "--publish"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 created" in done.stdout

    eero = visitor(WIDE).sign_in("Eero").go("/organisaatio/esimerkkiopisto/oppiminen/")
    assert "Kyberturvallisuuden perusteet" not in eero.page.locator("main").inner_text()

    anyone = visitor(WIDE).go("/polut/kyberturvallisuuden-perusteet/").check("course-path")
    assert anyone.page.get_by_role("link", name="CIA-kolmio ja muita keskeisiä käsitteitä").count()
    anyone.go("/haku/?q=haavoittuvuuksista")
    assert anyone.page.get_by_role("link", name=re.compile("Riskienhallinnan")).count()

    aino = visitor(NARROW).sign_in("Aino").go("/polut/kyberturvallisuuden-perusteet/")
    page = aino.page
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Aloita polku|Lisää polku")).first.click()
    for number in range(1, 10):
        aino.go(f"/polut/kyberturvallisuuden-perusteet/{number}/")
        if number == 1:
            image = page.locator("main img[alt^='Kolmio']")
            image.scroll_into_view_if_needed()
            assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
            aino.check("course-unit")
        page.get_by_role("button", name="Merkitse suoritetuksi").click()
        page.get_by_role("button", name="Kumoa").wait_for()
    aino.go("/polut/kyberturvallisuuden-perusteet/")
    assert "9/9" in page.locator("main").inner_text()
    aino.check("course-done")

    eero.go("/organisaatio/esimerkkiopisto/oppiminen/")
    assert "Kyberturvallisuuden perusteet" in eero.page.locator("main").inner_text()
    eero.check("course-organisation")
