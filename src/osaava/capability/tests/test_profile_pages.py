"""The profile's pages and files, seven questions each; and one set of numbers in all of them."""

import csv
import io
import json
import re

import pytest
from django.urls import reverse

from osaava.capability import documents, queries
from osaava.capability.anonymity import ALL, Level, Value
from osaava.capability.documents import words
from osaava.capability.extras import Call, profile_calls
from osaava.capability.tests.closed import closed

DIVIDED = {("management", "voimala"): 1.6, ("teachers", "voimala"): -0.8}


@pytest.fixture
def spring(here, aino):
    return closed(here, aino, lift=DIVIDED)


def address(organisation, name="profile", **kwargs):
    return reverse(f"capability:{name}", kwargs={"organisation": organisation.key} | kwargs)


def addresses(organisation):
    """Every address of the profile."""
    return [
        address(organisation),
        address(organisation, "profile_theme", slug="voimala"),
        *(address(organisation, "profile_file", form=form) for form in ("pdf", "docx", "csv", "json")),
        *(address(organisation, "profile_picture", picture="bands", form=form) for form in ("svg", "png")),
    ]


def test_lead_and_management_read_everything(client, here, aino, mikko, spring):
    client.force_login(mikko)
    for url in addresses(here):
        assert client.get(url).status_code == 200, url
    client.force_login(aino)
    for url in (address(here), address(here, "profile_theme", slug="voimala"), address(here, "profile_file", form="csv")):
        assert client.get(url).status_code == 200, url


def test_who_may_not_read_gets_nothing(client, here, eero, outi, spring):
    for url in addresses(here):
        assert client.get(url).status_code == 302, "a visitor signs in"
    for person, status in ((eero, 403), (outi, 404)):
        client.force_login(person)
        assert {client.get(url).status_code for url in addresses(here)} == {status}


def test_what_is_not_there_is_not_found(client, here, aino, outi, spring):
    client.force_login(aino)
    elsewhere = closed(outi_organisation(outi), outi, name="Muualla")
    for url in addresses(here):
        assert client.get(url, {"kierros": str(elsewhere.uuid)}).status_code == 404, "another organisation's round"
    for wrong in (
        address(here, "profile_theme", slug="ei-ole"), address(here, "profile_file", form="exe"),
        address(here, "profile_picture", picture="bands", form="gif"), address(here, "profile_picture", picture="ei-ole", form="svg"),
    ):
        assert client.get(wrong).status_code == 404, wrong


def outi_organisation(outi):
    from osaava.network.api import organisation_by_key

    return organisation_by_key("muualla-opisto")


def test_profiles_are_only_read(client, here, aino, spring):
    client.force_login(aino)
    assert {client.post(url).status_code for url in addresses(here)} == {405}


def test_before_the_first_round_the_page_says_what_comes(client, here, aino):
    client.force_login(aino)
    page = client.get(address(here))
    assert page.status_code == 200
    assert reverse("capability:round_new", args=[here.key]) in page.content.decode()
    assert client.get(address(here, "profile_file", form="pdf")).status_code == 404


def test_the_page_offers_the_next_step_of_higher_apps(client, here, aino, spring):
    client.force_login(aino)
    profile_calls.register(call := lambda request, organisation: Call("Valitse 2–3 painopistettä", "/x/", "Profiili kertoo mistä."))
    try:
        page = client.get(address(here)).content.decode()
    finally:
        profile_calls.remove(call)
    assert "Valitse 2–3 painopistettä" in page


def test_one_round_and_three_take_the_same_number_of_queries(client, here, aino, spring, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        client.get(address(here))
        with CaptureQueriesContext(connection) as found:
            client.get(address(here))
        return len(found)

    client.force_login(aino)
    one = count()
    closed(here, aino, name="Syksy 2027", seed=2)
    closed(here, aino, name="Kevät 2028", seed=3)
    assert count() == one


def text_of(response):
    """A page without its tags."""
    import html

    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_every_form_says_the_same_numbers(client, here, aino, spring):
    """Page, PDF, Word, CSV, JSON and the picture's own text: level, interval and n of every theme."""
    import docx
    import pypdfium2

    client.force_login(aino)
    profile = queries.profile_of(spring)
    page = text_of(client.get(address(here)))
    pdf = pypdfium2.PdfDocument(client.get(address(here, "profile_file", form="pdf")).content)
    pdf_text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())
    word = docx.Document(io.BytesIO(client.get(address(here, "profile_file", form="docx")).content))
    word_rows = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    sheet = client.get(address(here, "profile_file", form="csv")).content.decode("utf-8-sig")
    csv_rows = list(csv.reader(io.StringIO(sheet), delimiter=";"))
    data = json.loads(client.get(address(here, "profile_file", form="json")).content)
    cells = {(c["level"], c["key"], c["group"]): c for c in data["published"]["cells"]}
    svg = text_of(client.get(address(here, "profile_picture", picture="bands", form="svg")))
    assert profile.has_levels
    for line in profile.lines:
        assert isinstance(line.own, Value)
        level, span, people = words.number(line.own.mean), words.interval(line.own.interval), str(line.own.n)
        assert f"{line.label} {level} {span} {people}" in page
        assert f"{line.label} {level} {span} {people}" in pdf_text
        assert [line.label, level, span, people] in [row[:4] for row in word_rows]
        assert [line.label, "Kaikki ryhmät", level, *span.split("–"), people] in [row[:6] for row in csv_rows]
        assert cells["theme", line.key, ALL]["value"]["mean"] == line.own.mean
        assert f"{line.label} {level}" in svg
        for key in profile.columns:
            said = words.cell(line.groups[key])
            assert [line.label, words.group(key), said if isinstance(line.groups[key], Value) else ""] in [row[:3] for row in csv_rows]


def test_the_pdf_is_tagged_titled_and_in_its_language(client, here, aino, spring):
    import pypdfium2

    client.force_login(aino)
    response = client.get(address(here, "profile_file", form="pdf"))
    assert re.search(rf'filename="{here.key}-digikyvykkyys-\d{{4}}-\d\d.pdf"', response["Content-Disposition"])
    found = pypdfium2.PdfDocument(response.content)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(found)
    assert found.get_metadata_value("Title") == f"Digikyvykkyys: {spring.name} – {here.name}"
    assert "fi" in language_of(found)


def language_of(found):
    """The language in the catalogue of a PDF."""
    import ctypes

    import pypdfium2

    read = pypdfium2.raw.FPDFCatalog_GetLanguage
    buffer = ctypes.create_string_buffer(64)
    read(found, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_pictures_in_the_word_file_have_words(here, aino, spring):
    import docx

    content = documents.content_of(queries.profile_of(spring))
    from osaava.capability.documents.docx import docx_of

    word = docx.Document(io.BytesIO(docx_of(content)))
    said = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert said == [picture.description for picture in content.pictures] and all(said)


def test_no_cell_of_the_csv_is_a_formula(client, here, aino):
    from osaava.base.spreadsheets import safe_cell

    assert [safe_cell(v, numbers=True) for v in ("=1+1", " @x", "-0,3", "−0,3", "-x", "3,1")] == ["'=1+1", "' @x", "-0,3", "−0,3", "'-x", "3,1"]


def test_a_theme_shows_five_levels_and_the_statements(client, here, aino, spring):
    client.force_login(aino)
    page = client.get(address(here, "profile_theme", slug="voimala")).content.decode()
    profile = queries.profile_of(spring)
    items = [key for (level, key, group) in profile.published.cells if level is Level.ITEM and group == ALL]
    assert items
    assert page.count('class="profile-level-word"') == 5 * 5
