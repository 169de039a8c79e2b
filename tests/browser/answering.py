"""Staff who answer a round from its link: quick, without scripting, so that a story about the lead need not wait for them."""

from __future__ import annotations

import re

from tests.browser.conftest import NARROW


def link_of(lead) -> str:
    """The path of the first link on the page of invitations that a lead has open."""
    return re.sub(r"^https?://[^/]+", "", lead.page.get_by_label("Linkki").first.input_value())


def answer(visitor, invitation: str, *, group: str = "Opettajat", points=(3, 4, 5, 4, 3)) -> None:
    """One respondent of a group for each of `points`: gives it to every statement of the first page and sends."""
    for point in points:
        eve = visitor(NARROW, script=False)
        page = eve.go(invitation).page
        if (choice := page.get_by_label(group)).count():
            choice.check()
        eve.press("Aloita vastaaminen")
        for row in page.locator("fieldset.scale").all():
            row.get_by_role("radio").nth(point - 1).check()
        eve.press("Tallenna ja jatka")
        eve.go(f"{invitation}tarkista/").press("Lähetä vastaukseni")
        assert page.url.endswith("/kiitos/")
        eve.close()
