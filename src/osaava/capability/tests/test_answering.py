"""What a respondent meets, and what goes wrong on the way."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django_scopes import scopes_disabled

from osaava.base import clock
from osaava.capability import links, operations, queries
from osaava.capability.models import Answer, Respondent
from osaava.capability.tests import factories


def start(client, code, group="teachers", key="k1"):
    return client.post(f"/vastaa/{code}/", {"group": group, "idempotency_key": key})


def tag_on(client, address):
    return re.search(r'name="tag" value="(\w+)"', client.get(address).content.decode())[1]


def page_values(round_, number=1, value="4", group="teachers"):
    shape = queries.shape_of(round_.staff_version_id)
    return {f"v-{item.key}": value for item in shape.pages(group)[number - 1].items}


def save(client, round_, code, number=1, value="4", **extra):
    values = {"tag": tag_on(client, f"/vastaa/{code}/{number}/"), "go": "next"} | page_values(round_, number, value) | extra
    return client.post(f"/vastaa/{code}/{number}/", values)


def stored():
    with scopes_disabled():
        return list(Answer.objects.values_list("value", flat=True))


@pytest.fixture
def code(round_):
    return factories.code(round_)


def test_a_respondent_answers_from_link_to_thanks(client, round_, code):
    page = client.get(f"/vastaa/{code}/")
    assert "Esimerkkiopisto" in page.content.decode()
    assert start(client, code)["Location"] == f"/vastaa/{code}/1/"
    for number in range(1, 9):
        answer = save(client, round_, code, number)
        assert answer["Location"] == (f"/vastaa/{code}/{number + 1}/" if number < 8 else f"/vastaa/{code}/tarkista/")
    check = f"/vastaa/{code}/tarkista/"
    assert client.post(check, {"tag": tag_on(client, check)})["Location"] == f"/vastaa/{code}/kiitos/"
    thanks = client.get(f"/vastaa/{code}/kiitos/").content.decode()
    assert re.search(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}", thanks)
    assert stored() == ["4"] * 20
    with scopes_disabled():
        assert Respondent.objects.get().submitted_on == clock.today()


def test_no_session_and_no_other_cookie_is_made(client, round_, code):
    start(client, code)
    save(client, round_, code)
    names = {name.split("-")[0] for name in client.cookies}
    assert names == {"csrftoken", "vastaus"}, names
    assert client.cookies[next(n for n in client.cookies if n.startswith("vastaus"))]["httponly"]


def test_a_group_link_proposes_its_group(client, round_):
    page = client.get(f"/vastaa/{factories.code(round_, 'guidance')}/").content.decode()
    assert re.search(r'value="guidance"[^>]* checked', page)


def test_the_group_must_be_chosen(client, round_, code):
    answer = client.post(f"/vastaa/{code}/", {})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert client.post(f"/vastaa/{code}/", {"group": "support"}).status_code == 422, "support is not a group of this round"


def test_a_guessed_code_is_not_found(client, round_):
    for guess in ("a" * 16, "x", "A" * 16, "../../etc", "a" * 400):
        assert client.get(f"/vastaa/{guess}/").status_code == 404


def test_the_right_code_opens_for_a_school_where_somebody_guessed(client, round_, code):
    for _ in range(15):
        client.get("/vastaa/aaaaaaaaaaaaaaaa/")
    assert client.get(f"/vastaa/{code}/").status_code == 200


def test_codes_for_coming_back_cannot_be_guessed_for_long(client, round_, code):
    for _ in range(11):
        assert client.post(f"/vastaa/{code}/jatka/", {"code": "aaaa-aaaa-aaaa-aaaa"}).status_code == 422
    respondent = factories.answered(round_, sent=False)
    right = links.resume_code_of(respondent.pk)
    assert client.post(f"/vastaa/{code}/jatka/", {"code": right}).status_code == 404


def test_coming_back_on_another_device(round_, code):
    respondent = factories.answered(round_, value="2", sent=False)
    phone = Client()
    typed = links.grouped(links.resume_code_of(respondent.pk)).upper()
    assert phone.post(f"/vastaa/{code}/jatka/", {"code": typed})["Location"] == f"/vastaa/{code}/tarkista/"
    page = phone.get(f"/vastaa/{code}/1/").content.decode()
    assert re.search(r'value="2" id="v-s-1.1-a-2" checked', page)


def test_a_code_of_another_round_does_not_open_answers_here(client, round_, code, outi):
    from osaava.network.api import organisation_by_key

    elsewhere = factories.opened(organisation_by_key("muualla-opisto"), outi)
    other = factories.answered(elsewhere)
    assert client.post(f"/vastaa/{code}/jatka/", {"code": links.resume_code_of(other.pk)}).status_code == 422


def test_a_shared_computer_does_not_show_the_answers_before(client, round_, code):
    start(client, code)
    save(client, round_, code, value="5")
    check = f"/vastaa/{code}/tarkista/"
    client.post(check, {"tag": tag_on(client, check)})
    client.get(f"/vastaa/{code}/kiitos/")
    assert client.get(f"/vastaa/{code}/1/")["Location"] == f"/vastaa/{code}/"
    start(client, code, key="k2")
    assert "checked" not in client.get(f"/vastaa/{code}/1/").content.decode()


def test_a_form_of_the_respondent_before_is_not_saved_as_the_next_ones(client, round_, code):
    start(client, code)
    old = tag_on(client, f"/vastaa/{code}/1/")
    start(client, code, key="k2")
    answer = client.post(f"/vastaa/{code}/1/", {"tag": old, "go": "next"} | page_values(round_))
    assert answer.status_code == 409
    assert stored() == []


def test_answers_from_a_browser_without_a_cookie_are_refused_not_lost_silently(client, round_, code):
    answer = client.post(f"/vastaa/{code}/1/", page_values(round_), headers={"x-idempotency-key": "k"})
    assert answer.status_code == 409, "a redirect would look like success to the queue"


def test_double_submit_makes_one_respondent_and_the_same_answers(client, round_, code):
    start(client, code)
    start(client, code)
    save(client, round_, code)
    save(client, round_, code)
    with scopes_disabled():
        assert Respondent.objects.count() == 1
    assert len(stored()) == len(page_values(round_))


def test_two_tabs_save_side_by_side(client, round_, code):
    start(client, code)
    one, two = f"/vastaa/{code}/1/", f"/vastaa/{code}/2/"
    first, second = tag_on(client, one), tag_on(client, two)
    client.post(two, {"tag": second} | page_values(round_, 2, "1"))
    client.post(one, {"tag": first} | page_values(round_, 1, "5"))
    assert sorted(stored()) == ["1"] * len(page_values(round_, 2)) + ["5"] * len(page_values(round_, 1))


def test_autosave_answers_briefly(client, round_, code):
    start(client, code)
    name = next(iter(page_values(round_)))
    answer = client.post(f"/vastaa/{code}/1/", {"tag": tag_on(client, f"/vastaa/{code}/1/"), name: "3"}, headers={"x-idempotency-key": "k"})
    assert (answer.status_code, stored()) == (204, ["3"])


def test_a_value_that_is_no_answer_shows_the_page_again(client, round_, code):
    start(client, code)
    answer = save(client, round_, code, value="9")
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_skipping_everything_cannot_be_sent(client, round_, code):
    start(client, code)
    check = f"/vastaa/{code}/tarkista/"
    assert client.post(check, {"tag": tag_on(client, check)}).status_code == 422


def test_stopping_shows_the_code_for_coming_back(client, round_, code):
    start(client, code)
    answer = save(client, round_, code, go="later")
    assert answer["Location"] == f"/vastaa/{code}/jatka/"
    assert re.search(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}", client.get(answer["Location"]).content.decode())


def test_the_back_button_after_sending_leads_to_the_start(client, round_, code):
    start(client, code)
    save(client, round_, code)
    check = f"/vastaa/{code}/tarkista/"
    client.post(check, {"tag": tag_on(client, check)})
    client.get(f"/vastaa/{code}/kiitos/")
    assert client.get(check)["Location"] == f"/vastaa/{code}/"
    assert client.get(f"/vastaa/{code}/kiitos/").status_code == 200


def test_closing_while_somebody_answers_says_what_is_in(client, round_, code, aino):
    start(client, code)
    save(client, round_, code)
    tag = tag_on(client, f"/vastaa/{code}/2/")
    operations.close_round(round_=round_, by=aino)
    answer = client.post(f"/vastaa/{code}/2/", {"tag": tag} | page_values(round_, 2))
    assert answer.status_code == 410
    snapshot = queries.snapshot_of(queries.round_of(round_.organisation, round_.uuid))
    teachers = next(group for group in snapshot.groups if group.key == "teachers")
    assert sum(value is not None for value in teachers.rows[0]) == len(page_values(round_))


def test_every_page_of_a_closed_round_says_so_and_takes_nothing(client, round_, code, aino):
    start(client, code)
    save(client, round_, code)
    tag = tag_on(client, f"/vastaa/{code}/1/")
    own = factories.answered(round_, sent=False)
    operations.close_round(round_=round_, by=aino)
    sent = {"tag": tag, "group": "teachers", "code": links.resume_code_of(own.pk), "idempotency_key": "late"} | page_values(round_)
    for page in ("", "1/", "tarkista/", "kiitos/", "jatka/"):
        answer = client.get(f"/vastaa/{code}/{page}")
        assert answer.status_code == 410 and "päättynyt" in answer.content.decode(), page
        assert client.post(f"/vastaa/{code}/{page}", sent).status_code in (405, 410), page
    with scopes_disabled():
        assert not Respondent.objects.exists()


@pytest.mark.parametrize(("days", "status"), [(-1, 200), (0, 200), (14, 200), (15, 410)])
def test_a_link_opens_from_the_first_day_to_the_last(client, here, aino, days, status):
    round_ = factories.opened(here, aino)
    code = factories.code(round_)
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        answer = client.get(f"/vastaa/{code}/")
    assert answer.status_code == status
    assert ("<form" in answer.content.decode().split("<main")[1].split("</main>")[0]) == (days in (0, 14))


def test_a_replaced_link_says_so_and_a_closed_round_too(client, round_, code, aino):
    operations.replace_link(link=factories.link(round_), by=aino)
    assert client.get(f"/vastaa/{code}/").status_code == 410
    fresh = factories.code(round_)
    assert client.get(f"/vastaa/{fresh}/").status_code == 200
    operations.close_round(round_=round_, by=aino)
    assert client.get(f"/vastaa/{fresh}/").status_code == 410


def test_pages_are_never_kept(client, round_, code):
    start(client, code)
    for address in (f"/vastaa/{code}/", f"/vastaa/{code}/1/", f"/vastaa/{code}/tarkista/", f"/vastaa/{code}/jatka/"):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("number", [0, 9, 500])
def test_pages_that_are_not_there(client, round_, code, number):
    start(client, code)
    assert client.get(f"/vastaa/{code}/{number}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_taken(client, round_, code, method):
    assert getattr(client, method)(f"/vastaa/{code}/").status_code == 405


def test_the_same_pages_in_swedish_and_english(client, round_, code):
    for language, start_path in (("sv", f"/sv/svara/{code}/"), ("en", f"/en/answer/{code}/")):
        page = client.get(start_path)
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.content.decode()


def test_a_typed_code_leads_to_its_round(client, round_, code):
    typed = links.grouped(code).upper()
    assert client.get("/vastaa/", {"koodi": typed})["Location"] == f"/vastaa/{code}/"
    assert client.get("/vastaa/", {"koodi": f"https://campus.example/vastaa/{code}/"})["Location"] == f"/vastaa/{code}/"
    assert client.get("/vastaa/", {"koodi": "lyhyt"}).status_code == 422


def test_a_whole_school_answers_from_one_address(round_, code):
    phone = Client(REMOTE_ADDR="192.0.2.7")
    for number in range(300):
        phone.cookies.clear()  # the next phone of the school
        answer = start(phone, code, key=f"k{number}")
        assert answer.status_code == 302, number
    with scopes_disabled():
        assert Respondent.objects.count() == 300


def test_one_respondent_cannot_flood(client, round_, code):
    start(client, code)
    tag = tag_on(client, f"/vastaa/{code}/1/")
    with time_machine.travel(clock.now(), tick=False):
        answers = [client.post(f"/vastaa/{code}/1/", {"tag": tag}, headers={"x-idempotency-key": "k"}).status_code for _ in range(125)]
    assert answers[:120] == [204] * 120
    assert answers[-1] == 429


def test_saving_takes_few_queries_however_many_answers(client, round_, code, django_assert_max_num_queries):
    start(client, code)
    tag = tag_on(client, f"/vastaa/{code}/1/")
    with django_assert_max_num_queries(7):
        client.post(f"/vastaa/{code}/1/", {"tag": tag} | page_values(round_), headers={"x-idempotency-key": "k"})
