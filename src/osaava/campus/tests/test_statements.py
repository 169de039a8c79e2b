"""The statements are true, complete in three languages, and made from data."""

import json
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import translation

from osaava.base.language import LANGUAGES
from osaava.campus import help_pages, statements

PAGES = ("self_assessment", "about", "help", "accessibility", "privacy", "status", "feedback", "search")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_answers_in_its_language(client, db, name, language):
    with translation.override(language):
        address = reverse(f"campus:{name}")
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", [*PAGES, "front"])
def test_language_switch_stays_on_the_page(client, db, name):
    page = client.get(reverse(f"campus:{name}")).content.decode()
    found = dict(re.findall(r'hreflang="(\w\w)" href="https?://[^/"]+([^"]+)"', page))
    for language in LANGUAGES:
        with translation.override(language):
            assert found[language] == reverse(f"campus:{name}")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_for_reading_take_no_writes(client, db, method):
    assert getattr(client, method)("/saavutettavuus/").status_code == 405


def test_accessibility_statement_holds_what_the_law_asks(client, db):
    page = client.get("/saavutettavuus/").content.decode()
    for gap in statements.accessibility().gaps:
        for text in (gap.what, gap.why, gap.instead):
            assert text["fi"] in page
    assert "Traficom" in page
    assert "/palaute/?aihe=saavutettavuus" in page
    assert "306/2019" in page


def test_gaps_and_holdings_speak_three_languages():
    texts = [text for gap in statements.accessibility().gaps for text in (gap.what, gap.why, gap.instead)]
    texts += [text for holding in statements.holdings() for text in (holding.what, holding.why, holding.kept)]
    assert all(text.get(code) for text in [*texts, statements.accessibility().method] for code in LANGUAGES)


def test_statement_is_reviewed_within_a_year():
    facts = statements.accessibility()
    assert facts.written_on <= facts.updated_on <= facts.review_by
    assert (facts.review_by - facts.updated_on).days <= 366


def test_privacy_notice_tells_of_every_table_with_personal_data():
    assert not statements.untold(), f"Tell of these in campus/data/privacy.yaml: {statements.untold()}"


def test_privacy_notice_names_no_table_that_is_gone():
    told = {label for holding in statements.holdings() for label in holding.models}
    assert told <= set(statements.declared())


def test_tables_told_of_in_one_row_share_their_fate():
    found = statements.declared()
    for holding in statements.holdings():
        assert {found[label] for label in holding.models} == {holding.erase}, holding.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", help_pages.ORDER)
def test_help_page_answers(client, db, slug, language):
    with translation.override(language):
        answer = client.get(reverse("campus:help_page", args=[slug]))
    page = help_pages.page_of(slug, language)
    assert answer.status_code == 200
    assert page.title in answer.content.decode()
    assert "\n## " in f"\n{page.text}"


def test_help_pages_have_the_same_headings_in_every_language():
    for slug in help_pages.ORDER:
        assert len({help_pages.page_of(slug, code).text.count("## ") for code in LANGUAGES}) == 1, slug


@pytest.mark.parametrize("slug", ["ei-ole", "..", "aloitus.md", "a" * 300])
def test_unknown_help_page_is_not_found(client, db, slug):
    assert client.get(f"/ohjeet/{slug}/").status_code == 404


def test_self_assessment_does_not_pretend(client, db):
    page = client.get("/itsearviointi/").content.decode()
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert page.count("card-house") == 8


def test_status_is_never_from_memory(client, db):
    assert "no-store" in client.get("/tila/")["Cache-Control"]


def test_security_txt_is_as_the_standard_says(client, db):
    answer = client.get("/.well-known/security.txt")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain")
    assert re.search(r"^Contact: http\S+/palaute/\?aihe=tietoturva$", text, re.MULTILINE)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", text, re.MULTILINE)


def test_robots_leave_own_pages_alone(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /oma/" in text
    assert "Disallow: /haku/" in text
    assert re.search(r"^Sitemap: http\S+/sitemap.xml$", text, re.MULTILINE)


def test_sitemap_holds_every_page_in_three_languages(client, here, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        answer = client.get("/sitemap.xml")
    tree = ElementTree.fromstring(answer.content)
    addresses = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(addresses) == len(set(addresses))
    assert any(address.endswith("/verkosto/esimerkkiopisto/") for address in addresses)
    assert any("/sv/" in address for address in addresses)


def test_manifest_and_favicon(client, db):
    assert json.loads(client.get("/manifest.webmanifest").content)["name"] == "Virtuaalinen osaamiskampus"
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


@pytest.mark.parametrize("address", ["/tietoa/", "/tietosuoja/", *(f"/ohjeet/{slug}/" for slug in help_pages.ORDER)])
def test_headings_never_skip_a_level(client, db, address):
    levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(address).content.decode())]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
