"""Pages and doors of learning: the seven questions, double submits, two devices, hostile posts."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from osaava.base.spreadsheets import safe_cell
from osaava.learning import api
from osaava.learning.models import Answer, Completion, Enrolment, UnitVisit
from osaava.library import api as library
from osaava.paths.tests import factories

pytestmark = pytest.mark.django_db

OWN = ["/oma/", "/oma/alku/", "/oma/polut/", "/oma/nakyvyys/", "/oma/suoritukset/", "/oma/suoritukset/csv/", "/oma/suoritukset/json/"]
DOORS = [
    "/osiot/eka-1/vastaus/q1/", "/osiot/eka-1/suorita/", "/osiot/eka-1/peru/", "/osiot/eka-1/kohta/", "/polut/polku/aloita/", "/polut/polku/lopeta/",
]  # fmt: skip


@pytest.fixture
def laptop(eero):
    client = Client()
    client.force_login(eero)
    return client


@pytest.fixture
def phone(eero):
    client = Client()
    client.force_login(eero)
    return client


def queries_of(client, address):
    client.cookies["messages"] = "x"  # keeps the page out of the memory of pages
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("address", OWN)
def test_own_pages_open_to_their_owner_and_ask_others_to_sign_in(client, laptop, address):
    assert laptop.get(address).status_code == 200
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/kirjaudu/" in answer["Location"]


@pytest.mark.parametrize("address", DOORS)
def test_doors_ask_for_post_and_sign_in(client, laptop, path, address):
    assert laptop.get(address).status_code == 405
    answer = client.post(address)
    assert answer.status_code == 302
    assert "/kirjaudu/" in answer["Location"]
    assert laptop.post(address.replace("eka-1", "ei-ole").replace("polku", "ei-ole")).status_code in (404,)


@pytest.mark.parametrize("address", DOORS)
def test_doors_refuse_a_forged_request(eero, path, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(eero)
    assert client.post(address).status_code == 403


def test_phone_answers_and_laptop_continues(laptop, phone, eero, path):
    phone.post("/polut/polku/aloita/", {"idempotency_key": "a"})
    saved = phone.post("/osiot/eka-1/vastaus/pohdi/?polku=polku", {"answer": "Puhelimella kirjoitettu", "idempotency_key": "b"})
    assert saved["Location"] == "/polut/polku/1/#b-pohdi"
    phone.post("/osiot/eka-1/kohta/?polku=polku", {"block": "q1"})
    page = laptop.get("/oma/").content.decode()
    assert "/polut/polku/1/#b-q1" in page
    assert "Puhelimella kirjoitettu" in laptop.get("/polut/polku/1/").content.decode()


def test_the_same_key_stores_once(laptop, eero, units):
    for _ in range(3):
        answer = laptop.post("/osiot/eka-1/vastaus/q1/", {"answer": "1", "idempotency_key": "sama"})
        assert answer["Location"] == "/osiot/eka-1/#b-q1"
    with scope(person=eero):
        assert list(Answer.objects.values_list("tries", "correct")) == [(1, True)]
    for _ in range(2):
        laptop.post("/osiot/eka-1/suorita/", {"idempotency_key": "valmis"})
    with scope(person=eero):
        assert Completion.objects.count() == 1


def test_quiz_answer_is_explained_and_does_not_block_completion(laptop, eero, units):
    page = laptop.post("/osiot/eka-1/vastaus/q1/", {"answer": "0"}, follow=True).content.decode()
    assert "Siksi ei." in page
    laptop.post("/osiot/eka-1/suorita/", {"idempotency_key": "x"})
    with scope(person=eero):
        assert Completion.objects.filter(undone_at=None).count() == 1


def test_complete_shows_undo_and_undo_takes_it_back(laptop, eero, path):
    page = laptop.post("/osiot/eka-1/suorita/?polku=polku", {"language": "fi"}, follow=True)
    assert page.redirect_chain[-1][0] == "/polut/polku/1/#suoritus"
    assert "undo-bar" in page.content.decode()
    assert "Merkitse tekemättömäksi" in page.content.decode()
    laptop.post("/osiot/eka-1/peru/?polku=polku")
    page = laptop.get("/polut/polku/1/").content.decode()
    assert "Merkitse suoritetuksi" in page
    assert "Merkitty suoritetuksi" not in page


def test_unit_in_a_path_tells_where_one_is(client, laptop, path):
    for who in (client, laptop):
        page = who.get("/polut/polku/2/").content.decode()
        assert "Takaisin polulle: Digipolku" in page
        assert "Osio 2/3" in page
        assert "/polut/polku/3/" in page
    for missing in ("/polut/polku/0/", "/polut/polku/4/", "/polut/ei-ole/1/", "/polut/polku/99999999999999999999/"):
        assert laptop.get(missing).status_code == 404
    assert laptop.post("/polut/polku/2/").status_code == 405


def test_own_organisation_unit_in_the_middle_is_hidden_to_others(client, laptop, outi, units):
    hidden = factories.unit("salainen", title="Salainen osio", licence="own-organisation")
    factories.path([units[0], hidden, units[1]], slug="valissa")
    assert "Salainen osio" in laptop.get("/polut/valissa/2/").content.decode()
    stranger = Client()
    stranger.force_login(outi)
    for who in (client, stranger):
        answer = who.get("/polut/valissa/2/")
        assert answer.status_code == 404
        assert "Salainen" not in answer.content.decode()
        assert "Salainen" not in who.get("/polut/valissa/1/").content.decode()
        assert "/polut/valissa/3/" in who.get("/polut/valissa/1/").content.decode()
    assert stranger.post("/osiot/salainen/suorita/").status_code == 404
    assert stranger.post("/osiot/salainen/vastaus/q1/", {"answer": "1"}).status_code == 404
    assert stranger.post("/osiot/salainen/kohta/", {"block": "q1"}).status_code == 404


def test_pinned_step_shows_and_completes_the_pinned_version(laptop, eero, units):
    from osaava.paths import api as paths

    data = factories.data([units[0]], slug="kiinni")
    data.stages[0].steps[0].version = 1
    paths.publish_path(path=paths.save_path_version(data=data, by=None).path, by=None)
    newer = library.version_data(units[0].published)
    newer.texts["fi"].title = "Uusi otsikko"
    library.save_version(unit=units[0], data=newer, by=None, base_number=1)
    library.publish_unit(unit=units[0], by=None)
    assert "Uusi otsikko" not in laptop.get("/polut/kiinni/1/").content.decode().split("</h1>")[0]
    laptop.post("/osiot/eka-1/suorita/?polku=kiinni")
    with scope(person=eero):
        assert Completion.objects.get().version == 1


@pytest.mark.parametrize(
    "body",
    [
        {"answer": "9"}, {"answer": "-1"}, {"answer": "1e3"}, {"answer": "١"}, {"answer": ["0", "1"] * 500}, {"answer": ""}, {},
        {"answer": "0", "person": "1", "correct": "true", "tries": "99"}, {"answer": "\x00"}, {"answer": "A" * 100_000},
    ],
)  # fmt: skip
def test_hostile_quiz_answers_never_crash_or_set_what_is_not_theirs(laptop, eero, outi, units, body):
    answer = laptop.post("/osiot/eka-1/vastaus/q1/", {**body, "idempotency_key": "k"})
    assert answer.status_code in (302, 400)
    with scope(person=eero):
        assert all(tries == 1 and correct in (True, False) for tries, correct in Answer.objects.values_list("tries", "correct"))
    with scope(person=outi):
        assert Answer.objects.count() == 0


def test_markup_in_a_reflection_is_shown_as_text(laptop, units):
    bad = "</textarea><script>alert(1)</script>{{7*7}}\u202e"
    laptop.post("/osiot/eka-1/vastaus/pohdi/", {"answer": bad})
    page = laptop.get("/osiot/eka-1/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page


def test_a_huge_reflection_is_cut_not_lost_and_unknown_blocks_are_404(laptop, eero, units):
    laptop.post("/osiot/eka-1/vastaus/pohdi/", {"answer": "x" * 50_000})
    with scope(person=eero):
        assert len(Answer.objects.get().value) == 10_000
    assert laptop.post("/osiot/eka-1/vastaus/ei-ole/", {"answer": "1"}).status_code == 404
    assert laptop.post("/osiot/eka-1/kohta/", {"block": "<script>"}).status_code == 400
    assert laptop.post("/osiot/eka-1/kohta/", {"block": "q1"}).status_code == 204
    with scope(person=eero):
        assert UnitVisit.objects.get().block == "q1"


def test_start_leave_and_start_again(laptop, eero, path):
    assert laptop.post("/polut/polku/aloita/")["Location"] == "/polut/polku/1/"
    assert "Jatka: Osio 1" in laptop.get("/polut/polku/").content.decode()
    laptop.post("/osiot/eka-1/suorita/?polku=polku")
    page = laptop.get("/polut/polku/").content.decode()
    assert "1/3 osiota suoritettu" in page
    assert "Jatka: Osio 2" in page
    laptop.post("/polut/polku/lopeta/")
    assert laptop.post("/polut/polku/aloita/")["Location"] == "/polut/polku/2/"
    with scope(person=eero):
        assert Enrolment.objects.count() == 1


def test_done_elsewhere_is_said(laptop, eero, units, path):
    api.enrol(by=eero, path=path)
    api.complete_unit(by=eero, unit=units[2])
    page = laptop.get("/polut/polku/").content.decode()
    assert "1 tekemistäsi osioista on suoritettu muualla" in page
    assert "Muualla tekemäsi osiot lasketaan." in page


def test_empty_own_page_suggests_paths_for_the_group(laptop, eero, units):
    factories.path([units[0]], title="Opettajan polku", groups=("teachers",))
    for n in range(4):
        factories.path([units[0]], title=f"Johdon polku {n}", groups=("management",))
    assert laptop.post("/oma/alku/", {"target_group": "teachers"})["Location"] == "/polut/?kenelle=teachers"
    page = laptop.get("/oma/").content.decode()
    assert "Et ole vielä aloittanut polkua" in page
    assert "Opettajan polku" in page
    assert page.count("Johdon polku") == 2


def test_group_must_be_chosen(laptop, db):
    for bad in ({}, {"target_group": "ei-ole"}):
        answer = laptop.post("/oma/alku/", bad)
        assert answer.status_code == 422
        assert "Tarkista nämä kohdat" in answer.content.decode()


def test_visibility_is_shown_before_and_after(laptop, eero, units, path):
    api.enrol(by=eero, path=path)
    for unit in units:
        api.complete_unit(by=eero, unit=unit, path=path)
    assert "Nimesi ei näy missään" in laptop.get("/oma/nakyvyys/").content.decode()
    laptop.post("/oma/nakyvyys/", {"shows_name": "on"})
    assert "näiden suoritettujen polkujen kohdalla" in laptop.get("/oma/nakyvyys/").content.decode()
    laptop.post("/oma/nakyvyys/", {})
    assert "Nimesi ei näy missään" in laptop.get("/oma/nakyvyys/").content.decode()


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1+1", "|calc"])
def test_cells_are_never_formulas(value):
    assert safe_cell(value).startswith("'")


def test_record_as_files_is_safe_and_complete(laptop, eero):
    unit = factories.unit("kaava", title="=HYPERLINK(1)")
    api.complete_unit(by=eero, unit=unit)
    api.undo_completion(by=eero, unit=unit)
    api.save_answer(by=eero, page=library.unit_page("kaava", "fi", eero), block="pohdi", value="Oma ajatus")
    answer = laptop.get("/oma/suoritukset/csv/")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][5]
    assert "attachment" in answer["Content-Disposition"]
    found = json.loads(laptop.get("/oma/suoritukset/json/").content)
    assert found["answers"][0]["value"] == "Oma ajatus"
    assert found["completions"][0]["undone_at"]


def test_participation_is_for_those_entitled(client, here, eero, outi, path):
    address = "/organisaatio/esimerkkiopisto/oppiminen/"
    aino = factories.person("Aino Aalto", here, role="digital_lead")
    boss = factories.person("Pomo Pomonen", here, role="management")
    assert client.get(address).status_code == 302
    for person, status in ((aino, 200), (boss, 200), (eero, 403), (outi, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status, person
    client.force_login(aino)
    assert client.get("/organisaatio/ei-ole/oppiminen/").status_code == 404
    assert client.post(address).status_code == 405
    api.enrol(by=eero, path=path)
    page = client.get(address).content.decode()
    assert "alle 5" in page
    assert eero.name not in page


def test_dashboard_has_a_tile(client, here):
    client.force_login(factories.person("Aino Aalto", here, role="digital_lead"))
    assert "/organisaatio/esimerkkiopisto/oppiminen/" in client.get("/organisaatio/esimerkkiopisto/").content.decode()


@pytest.mark.parametrize("address", ["/oma/", "/oma/polut/", "/oma/nakyvyys/", "/oma/suoritukset/", "/polut/polku/", "/polut/polku/2/", "/osiot/eka-2/", "/polut/"])
def test_equally_many_queries_for_few_and_many_and_at_most_eight(laptop, eero, units, path, address):
    api.enrol(by=eero, path=path)
    api.complete_unit(by=eero, unit=units[0], path=path)
    few = queries_of(laptop, address)
    for n in range(12):
        unit = factories.unit(f"lisa-{n}")
        other = factories.path([unit, *units], slug=f"lisapolku-{n}")
        api.enrol(by=eero, path=other)
        api.complete_unit(by=eero, unit=unit, path=other)
    assert queries_of(laptop, address) == few
    assert few <= 8


def test_front_state_is_three_queries_or_less(eero, units, path):
    api.enrol(by=eero, path=path)
    api.front_state(eero)
    from osaava.base import revision

    revision.remember(revision.number())
    try:
        with CaptureQueriesContext(connection) as found:
            state = api.front_state(eero)
    finally:
        revision.remember(None)
    assert len(found) <= 3
    assert state["next_step"].number == 1
    assert sum(total for _done, total in state["houses"].values()) == 3


def test_leaving_an_organisation_hides_its_path_but_not_the_page(laptop, here, eero, units):
    path = factories.path(units, slug="oma", licence="own-organisation")
    api.enrol(by=eero, path=path)
    assert "/polut/oma/1/" in laptop.get("/oma/").content.decode()
    from osaava.network.api import Membership, end_membership

    end_membership(membership=Membership._base_manager.get(person=eero), by=eero)
    page = laptop.get("/oma/")
    assert page.status_code == 200
    assert "/polut/oma/1/" not in page.content.decode()
    assert laptop.get("/polut/oma/1/").status_code == 404
