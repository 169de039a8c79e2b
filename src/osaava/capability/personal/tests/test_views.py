"""Pages of a person's own assessment, as a phone without script meets them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from osaava.capability import api
from osaava.capability.models import PersonalAssessment
from osaava.capability.personal import queries
from osaava.capability.personal.tests.stories import answered

pytestmark = pytest.mark.django_db

ROOT = "/oma/itsearviointi/"
PAGES = ["", "nyt/", "1/", "tulos/", "tulos/paja/", "poista/"]


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def phone(eero):
    return signed_in(eero)


def words(answer):
    return answer.content.decode()


def item_on(page):
    return re.search(r'name="item" value="([^"]+)"', words(page))[1]


def test_person_begins_answers_and_gets_levels_and_the_way_to_a_path(phone, eero):
    page = phone.get(ROOT)
    assert "Vain sinä" in words(page)
    assert phone.post(ROOT, {"group": "teachers", "idempotency_key": "a"})["Location"] == f"{ROOT}nyt/"
    address = phone.get(f"{ROOT}nyt/")["Location"]
    assert address == f"{ROOT}1/"
    for number in range(1, 21):
        page = phone.get(address)
        assert page.status_code == 200
        answer = phone.post(address, {"item": item_on(page), "answer": "partly", "go": "next", "idempotency_key": f"k{number}"})
        address = answer["Location"]
        if address == f"{ROOT}tulos/":
            break
    result = words(phone.get(address))
    assert result.count("data-house=") >= 8
    assert "Tee minulle polku" in result
    assert "/oma/suunnitelma/" in result
    assert len(api.personal_levels(eero)) == 40


def test_group_is_asked_for_and_prefilled(phone):
    answer = phone.post(ROOT, {"idempotency_key": "a"})
    assert answer.status_code == 422
    assert "Valitse, mihin ryhmään kuulut." in words(answer)
    assert re.search(r'value="guidance"[^>]* checked', words(phone.get(f"{ROOT}?ryhma=guidance")))
    assert "Opiskelijat" not in words(phone.get(ROOT)).split("<form")[-1]


def test_statement_without_an_answer_is_asked_again(phone, eero):
    answered(eero, most=1)
    page = phone.get(f"{ROOT}2/")
    answer = phone.post(f"{ROOT}2/", {"item": item_on(page), "idempotency_key": "a"})
    assert answer.status_code == 422
    assert "Valitse yksi vastauksista." in words(answer)


def test_back_shows_the_answer_and_changes_it(phone, eero):
    assessment = answered(eero, most=3, value="no")
    page = phone.get(f"{ROOT}2/")
    assert re.search(r'value="no"[^>]* checked', words(page))
    answer = phone.post(f"{ROOT}2/", {"item": item_on(page), "answer": "yes", "go": "next", "idempotency_key": "a"})
    assert answer["Location"] == f"{ROOT}3/"
    assert list(queries.going(assessment).answers.values()) == ["no", "yes", "no"]


def test_stopping_and_going_on_lead_to_the_same_statement(phone, eero):
    answered(eero, most=2)
    page = phone.get(f"{ROOT}3/")
    answer = phone.post(f"{ROOT}3/", {"item": item_on(page), "answer": "dont_know", "go": "later", "idempotency_key": "a"})
    assert answer["Location"] == ROOT
    assert "3 vastausta on tallennettu" in words(phone.get(ROOT))
    assert phone.get(f"{ROOT}nyt/")["Location"] == f"{ROOT}4/"


def test_second_window_is_told_and_loses_nothing(phone, eero):
    assessment = answered(eero, most=2)
    page = phone.get(f"{ROOT}3/")
    answered(eero, most=2)
    stale = next(q.key for q in queries.bank_of(assessment.version_id, "teachers") if q.key not in queries.going(assessment).answers)
    answer = phone.post(f"{ROOT}5/", {"item": stale, "answer": "yes", "go": "next", "idempotency_key": "a"}, follow=True)
    if queries.going(assessment).key_at(5) != stale:
        assert "toisessa ikkunassa" in words(answer)
    assert item_on(page) in queries.going(assessment).answers


def test_same_post_twice_is_one_answer(phone, eero):
    assessment = answered(eero, most=1)
    form = {"item": item_on(phone.get(f"{ROOT}2/")), "answer": "yes", "go": "next", "idempotency_key": "a"}
    assert phone.post(f"{ROOT}2/", form)["Location"] == phone.post(f"{ROOT}2/", form)["Location"] == f"{ROOT}3/"
    assert len(queries.going(assessment).answers) == 2


def test_result_may_be_had_early_from_eight_answers_on(phone, eero):
    answered(eero, most=7)
    assert "Näytä tulos nyt" not in words(phone.get(f"{ROOT}8/"))
    assert phone.post(f"{ROOT}valmis/", {"idempotency_key": "a"})["Location"] == f"{ROOT}nyt/"
    answered(eero, most=1)
    assert "Näytä tulos nyt" in words(phone.get(f"{ROOT}9/"))
    assert phone.post(f"{ROOT}valmis/", {"idempotency_key": "b"})["Location"] == f"{ROOT}tulos/"
    assert api.personal_levels(eero)


def test_level_is_corrected_down(phone, eero):
    answered(eero, place=4.0)
    page = words(phone.get(f"{ROOT}tulos/paja/"))
    assert page.count("<fieldset") == 5
    answer = phone.post(f"{ROOT}tulos/paja/", {"c1": "1", "idempotency_key": "a"})
    assert answer["Location"] == f"{ROOT}tulos/"
    assert (api.personal_levels(eero)["7.1"].level, api.personal_levels(eero)["7.1"].is_own_word) == (1, True)
    assert "Sanoit tämän itse" in words(phone.get(f"{ROOT}tulos/"))


def test_wrong_level_and_wrong_theme_are_refused(phone, eero):
    answered(eero)
    assert phone.post(f"{ROOT}tulos/paja/", {"c1": "9", "idempotency_key": "a"}).status_code == 422
    assert phone.get(f"{ROOT}tulos/olematon/").status_code == 404


def test_everything_is_deleted_after_being_asked_once(phone, eero):
    answered(eero)
    assert "ei voi perua" in words(phone.get(f"{ROOT}poista/"))
    assert api.personal_levels(eero)
    phone.post(f"{ROOT}poista/", {"idempotency_key": "a"})
    assert api.personal_levels(eero) == {}


def test_pages_without_anything_begun_lead_to_the_start(phone):
    assert phone.get(f"{ROOT}nyt/")["Location"] == ROOT
    assert phone.get(f"{ROOT}1/")["Location"] == f"{ROOT}nyt/"
    assert phone.get(f"{ROOT}tulos/")["Location"] == ROOT


def test_number_beyond_what_is_asked_leads_to_what_is_asked(phone, eero):
    answered(eero, most=2)
    assert phone.get(f"{ROOT}9/")["Location"] == f"{ROOT}nyt/"
    assert phone.get(f"{ROOT}0/")["Location"] == f"{ROOT}nyt/"


@pytest.mark.parametrize("address", PAGES)
def test_visitor_is_asked_to_sign_in(db, address):
    assert "/kirjaudu" in Client().get(ROOT + address)["Location"]


def test_nobody_else_sees_or_moves_a_persons_assessment(eero, outi, aino):
    assessment = answered(eero, most=9)
    for other in (outi, aino):
        client = signed_in(other)
        assert client.get(f"{ROOT}1/")["Location"] == f"{ROOT}nyt/"
        client.post(f"{ROOT}1/", {"item": queries.going(assessment).key_at(1), "answer": "no", "idempotency_key": "a"})
        client.post(f"{ROOT}valmis/", {"idempotency_key": "b"})
        client.post(f"{ROOT}poista/", {"idempotency_key": "c"})
    with scope(person=eero):
        assert PersonalAssessment.objects.get().finished_on is None
    assert len(queries.going(assessment).answers) == 9


@pytest.mark.parametrize("address", ["valmis/"])
def test_wrong_method_is_refused(phone, address):
    assert phone.get(ROOT + address).status_code == 405
    assert phone.put(ROOT).status_code == 405
    assert phone.post(f"{ROOT}tulos/").status_code == 405


def test_result_asks_the_database_as_often_for_one_assessment_as_for_three(phone, eero):
    def count():
        with CaptureQueriesContext(connection) as captured:
            assert phone.get(f"{ROOT}tulos/").status_code == 200
        return len(captured)

    answered(eero, place=2.0)
    count()
    once = count()
    answered(eero, place=3.0)
    answered(eero, place=4.0)
    assert count() == once


@pytest.mark.parametrize(
    ("address", "text"), [("/sv/mitt/sjalvvardering/resultat/", "Gör en stig åt mig"), ("/en/my/self-assessment/result/", "Make me a path")],
)
def test_pages_speak_three_languages(phone, eero, address, text):
    answered(eero)
    assert text in words(phone.get(address))
