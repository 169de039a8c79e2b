"""The digital lead's pages, and the management team's."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from osaava.base import clock
from osaava.capability import operations, queries
from osaava.capability.tests import factories

ROOT = "/organisaatio/esimerkkiopisto/itsearviointi/"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def text(answer):
    return answer.content.decode()


def dates(opens, closes):
    return {f"{name}_{n}": part for name, day in (("opens_on", opens), ("closes_on", closes)) for n, part in enumerate((day.day, day.month, day.year))}


def hidden(answer):
    main = text(answer).split("<main")[1]
    found: dict = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', main):
        name, value = re.search(r'name="([^"]*)"', tag)[1], re.search(r'value="([^"]*)"', tag)[1]
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


STEP_ONE = {"name": "Kevät 2027", "kind": "full", "parts": ["staff", "team"], "go": "next"}
STEP_TWO = {"headcount_teachers": "60", "headcount_management": "9", "go": "next"}


def opened_by_pages(client, one=STEP_ONE, two=STEP_TWO, days=14):
    today = clock.today()
    page = client.get(f"{ROOT}uusi/")
    for step in (one, two):
        page = client.post(f"{ROOT}uusi/", hidden(page) | step)
        if page.status_code == 422:
            return page
    return client.post(f"{ROOT}uusi/", hidden(page) | dates(today, today + timedelta(days=days)) | {"go": "open"})


def test_aino_opens_a_round_in_three_steps(here, aino):
    answer = opened_by_pages(signed_in(aino))
    round_ = queries.open_round(here)
    assert answer["Location"] == f"{ROOT}{round_.uuid}/kutsut/"
    assert [(p.key, p.headcount) for p in queries.participation(round_)] == [("management", 9), ("teachers", 60)]
    assert round_.team_version is not None


def test_a_round_of_the_management_team_alone_needs_no_groups(here, aino):
    answer = opened_by_pages(signed_in(aino), STEP_ONE | {"parts": ["team"]}, {"go": "next"})
    assert answer["Location"] == f"{ROOT}{queries.open_round(here).uuid}/"


def test_a_targeted_round_asks_the_chosen_competences(here, aino):
    opened_by_pages(signed_in(aino), STEP_ONE | {"kind": "targeted", "competences": ["1.1", "4.1"]})
    round_ = queries.open_round(here)
    shapes = [queries.shape_of(v) for v in (round_.staff_version_id, round_.team_version_id)]
    assert {item.competence for shape in shapes for item in shape.asked(only=round_.items)} == {"1.1", "4.1"}


def test_going_back_keeps_what_was_typed(aino):
    client = signed_in(aino)
    page = client.post(f"{ROOT}uusi/", hidden(client.get(f"{ROOT}uusi/")) | STEP_ONE)
    page = client.post(f"{ROOT}uusi/", hidden(page) | STEP_TWO | {"go": "back"})
    assert 'value="Kevät 2027"' in text(page)
    page = client.post(f"{ROOT}uusi/", hidden(page) | STEP_ONE)
    assert 'value="60"' in text(page)


@pytest.mark.parametrize(
    ("one", "two", "days", "words"),
    [
        (STEP_ONE | {"name": ""}, STEP_TWO, 14, "id_name"),
        (STEP_ONE | {"kind": "targeted"}, STEP_TWO, 14, "competences"),
        (STEP_ONE, {"headcount_teachers": "-3", "go": "next"}, 14, "headcount_teachers"),
        (STEP_ONE, {"headcount_teachers": "kymmenen", "go": "next"}, 14, "headcount_teachers"),
        (STEP_ONE, {"go": "next"}, 14, "headcount_management"),
        (STEP_ONE, STEP_TWO, 200, "closes_on"),
    ],
)
def test_what_is_wrong_stands_in_the_summary(aino, one, two, days, words):
    answer = opened_by_pages(signed_in(aino), one, two, days)
    assert answer.status_code == 422
    assert words in text(answer).split("error-list")[1].split("</ul>")[0]


def test_a_second_round_of_the_same_kind_is_refused_in_words(round_, aino):
    assert opened_by_pages(signed_in(aino)).status_code == 422


def test_opening_sent_twice_opens_one_round(here, aino):
    client, today = signed_in(aino), clock.today()
    data = STEP_ONE | STEP_TWO | dates(today, today + timedelta(days=7)) | {"step": "3", "go": "open", "idempotency_key": "same"}
    first, second = client.post(f"{ROOT}uusi/", data), client.post(f"{ROOT}uusi/", data)
    assert first["Location"] == second["Location"]
    assert len(queries.rounds_of(here)) == 1


def test_links_pictures_and_texts_in_three_languages(round_, aino):
    client = signed_in(aino)
    for language, word in (("fi", "/vastaa/"), ("sv", "/sv/svara/"), ("en", "/en/answer/")):
        page = text(client.get(f"{ROOT}{round_.uuid}/kutsut/?kieli={language}"))
        assert page.count(f"{word}{factories.code(round_, 'teachers')}/") >= 2
    assert text(client.get(f"{ROOT}{round_.uuid}/kutsut/?teksti=muistutus&kieli=en")).count("goes to everybody") == 4
    link = queries.links_of(round_)[0].link.uuid
    assert client.get(f"{ROOT}{round_.uuid}/kutsut/{link}/qr.png").content.startswith(b"\x89PNG")
    assert client.get(f"{ROOT}{round_.uuid}/kutsut/{link}/qr.svg")["Content-Type"] == "image/svg+xml"
    assert client.get(f"{ROOT}{round_.uuid}/kutsut/{link}/qr.exe").status_code == 404


def test_replacing_a_link(round_, aino):
    client, old = signed_in(aino), queries.links_of(round_)[0]
    client.post(f"{ROOT}{round_.uuid}/kutsut/{old.link.uuid}/vaihda/")
    assert queries.links_of(round_)[0].code != old.code


def test_participation_is_coarse_on_the_page(round_, aino):
    for _ in range(7):
        factories.answered(round_)
    operations.count_participation(round_=round_)
    page = text(signed_in(aino).get(f"{ROOT}{round_.uuid}/"))
    row = page.split("60</td>")[0].rsplit("<tr>", 1)[1]
    assert "7" not in re.sub(r"<[^>]*>", "", row)


def test_a_group_of_one_is_told(here, aino):
    round_ = factories.opened(here, aino, headcounts={"management": 1})
    page = text(signed_in(aino).get(f"{ROOT}{round_.uuid}/"))
    assert "alle 5" in page or "fewer than 5" in page


def test_closing_asks_first_and_closes_then(round_, aino):
    client = signed_in(aino)
    factories.answered(round_)
    assert client.get(f"{ROOT}{round_.uuid}/sulje/").status_code == 200
    assert queries.open_round(round_.organisation) is not None
    client.post(f"{ROOT}{round_.uuid}/sulje/")
    assert queries.open_round(round_.organisation) is None
    assert client.get(f"{ROOT}{round_.uuid}/").status_code == 200
    assert client.post(f"{ROOT}{round_.uuid}/sulje/")["Location"] == f"{ROOT}{round_.uuid}/"


def test_correcting_a_round(round_, aino):
    client, last = signed_in(aino), clock.today() + timedelta(days=20)
    data = {f"closes_on_{n}": part for n, part in enumerate((last.day, last.month, last.year))}
    data |= {"name": "Uusi nimi", "headcount_management": "9", "headcount_teachers": "61", "headcount_guidance": "12"}
    assert client.post(f"{ROOT}{round_.uuid}/korjaa/", data | {"headcount_teachers": ""}).status_code == 422
    assert client.post(f"{ROOT}{round_.uuid}/korjaa/", data).status_code == 302
    found = queries.round_of(round_.organisation, round_.uuid)
    assert (found.name, found.closes_on, found.groups.all()[1].headcount) == ("Uusi nimi", last, 61)


def claim_data(round_, theme="majakka", level="3", **values):
    lines = [line for line in queries.team_lines(round_) if line.item.theme == theme]
    data = {f"{line.item.key}-level": level for line in lines}
    return data | {f"{line.item.key}-revision": str(line.claim.revision if line.claim else 0) for line in lines} | values


def test_management_agrees_on_levels_theme_by_theme(round_, mikko):
    client = signed_in(mikko)
    answer = client.post(f"{ROOT}{round_.uuid}/johtoryhma/majakka/", claim_data(round_, go="next"))
    assert answer["Location"] == f"{ROOT}{round_.uuid}/johtoryhma/kasvihuone/"
    assert sum(line.claim is not None for line in queries.team_lines(round_)) == 5
    today = clock.today()
    client.post(f"{ROOT}{round_.uuid}/johtoryhma/sovittu/", {f"agreed_on_{n}": p for n, p in enumerate((today.day, today.month, today.year))})
    assert queries.round_of(round_.organisation, round_.uuid).team_agreed_on == today


def test_a_level_changed_after_agreeing_needs_a_new_agreement(round_, mikko):
    operations.claim_level(round_=round_, item_key="o-1.1", level=3, by=mikko)
    operations.agree_team_assessment(round_=round_, agreed_on=clock.today(), by=mikko)
    operations.claim_level(round_=round_, item_key="o-1.1", level=4, by=mikko, revision=1)
    assert queries.round_of(round_.organisation, round_.uuid).team_agreed_on is None


def test_two_people_who_write_the_same_level_notice_each_other(round_, aino, mikko):
    stale = claim_data(round_, level="2", **{"o-1.1-evidence": "Strategia", "idempotency_key": "k"})
    operations.claim_level(round_=round_, item_key="o-1.1", level=4, evidence="Pöytäkirja", by=mikko)
    client = signed_in(aino)
    answer = client.post(f"{ROOT}{round_.uuid}/johtoryhma/majakka/", stale)
    assert answer.status_code == 409
    assert "Mikko Manner" in text(answer)
    assert "Strategia" in text(answer), "what Aino typed is still there"
    assert [line.claim.level for line in queries.team_lines(round_) if line.claim] == [4], "nothing of the refused form is stored"
    again = stale | {"o-1.1-revision": re.search(r'name="o-1.1-revision" value="(\d)"', text(answer))[1], "idempotency_key": "k2"}
    assert client.post(f"{ROOT}{round_.uuid}/johtoryhma/majakka/", again).status_code == 302


def test_evidence_without_a_level_and_from_the_future_is_refused(round_, mikko):
    client, tomorrow = signed_in(mikko), clock.today() + timedelta(days=1)
    address = f"{ROOT}{round_.uuid}/johtoryhma/majakka/"
    assert client.post(address, {"o-1.1-evidence": "x"}).status_code == 422
    future = {f"o-1.1-evidence_on_{n}": part for n, part in enumerate((tomorrow.day, tomorrow.month, tomorrow.year))}
    assert client.post(address, claim_data(round_, **future)).status_code == 422


def test_the_snapshot_holds_the_team_levels(round_, aino, mikko):
    operations.claim_level(round_=round_, item_key="o-1.1", level=3, evidence="Strategia", evidence_on=clock.today(), by=mikko)
    snapshot = operations.close_round(round_=round_, by=aino)
    assert [(line["item"], line["level"], line["evidence"]) for line in snapshot.team] == [("o-1.1", 3, "Strategia")]
    assert signed_in(mikko).get(f"{ROOT}{round_.uuid}/johtoryhma/").status_code == 200
    assert signed_in(mikko).post(f"{ROOT}{round_.uuid}/johtoryhma/majakka/", claim_data(round_)).status_code == 422


PAGES = ("", "uusi/", "{uuid}/", "{uuid}/kutsut/", "{uuid}/korjaa/", "{uuid}/sulje/", "{uuid}/johtoryhma/", "{uuid}/johtoryhma/majakka/")
SEEN_BY_MANAGEMENT = {"", "{uuid}/", "{uuid}/kutsut/", "{uuid}/johtoryhma/", "{uuid}/johtoryhma/majakka/"}


@pytest.mark.parametrize("path", PAGES)
def test_who_opens_which_page(round_, aino, eero, mikko, outi, client, path):
    address = ROOT + path.format(uuid=round_.uuid)
    assert signed_in(aino).get(address).status_code == 200
    assert signed_in(mikko).get(address).status_code == (200 if path in SEEN_BY_MANAGEMENT else 403)
    assert signed_in(eero).get(address).status_code == 403
    assert signed_in(outi).get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("path", [p for p in PAGES if "uuid" in p])
def test_a_round_of_another_organisation_is_not_found_under_ours(round_, outi, path):
    address = "/organisaatio/muualla-opisto/itsearviointi/" + path.format(uuid=round_.uuid)
    assert signed_in(outi).get(address).status_code == 404


@pytest.mark.parametrize("path", ["{uuid}/johtoryhma/sovittu/", "{uuid}/kutsut/{uuid}/vaihda/"])
def test_what_changes_is_not_read(round_, aino, path):
    assert signed_in(aino).get(ROOT + path.format(uuid=round_.uuid)).status_code == 405


def test_the_list_takes_the_same_queries_for_one_and_three_rounds(round_, here, aino, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(aino)
    client.get(ROOT)
    with CaptureQueriesContext(connection) as one:
        client.get(ROOT)
    for name in ("Yksi", "Kaksi"):
        operations.close_round(round_=factories.opened(here, aino, kind="targeted", items=["s-1.1-a"], name=name), by=aino)
    with django_assert_num_queries(len(one)):
        client.get(ROOT)


def test_the_dashboard_names_the_open_round(round_, aino, eero):
    assert "Kevät 2027" in text(signed_in(aino).get("/organisaatio/esimerkkiopisto/"))
    assert "Kevät 2027" not in text(signed_in(eero).get("/organisaatio/esimerkkiopisto/"))
