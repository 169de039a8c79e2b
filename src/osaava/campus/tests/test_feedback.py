"""Anybody tells, without an account; the coordinator answers within 14 days."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from osaava.accounts.api import PersonErased
from osaava.base import clock
from osaava.base.facts import publish
from osaava.base.models import AuditRow
from osaava.campus import operations, tasks
from osaava.campus.models import Feedback

WORDS = {"topic": "saavutettavuus", "message": "Kartan kuvaa ei voi suurentaa.", "email": "liisa@example.fi", "page": "/", "trap": ""}


def _send(client, **changes):
    return client.post("/palaute/", WORDS | changes)


@pytest.fixture
def message(db):
    return operations.send_feedback(by=None, topic="yleinen", message="Hyvä!", email="liisa@example.fi")


def test_message_gets_a_reference_and_a_day(client, db):
    with time_machine.travel("2026-11-23 10:00:00+02:00", tick=False):
        answer = _send(client)
        sent = Feedback.objects.get()
        page = client.get(answer["Location"]).content.decode()
    assert answer.status_code == 302
    assert (sent.topic, sent.person, sent.email) == ("saavutettavuus", None, "liisa@example.fi")
    assert sent.reference in page
    assert "7.12.2026" in page
    assert "Kartan kuvaa" not in page


def test_address_prefills_the_form(client, db):
    page = client.get("/palaute/?aihe=sisaltotoive&viesti=virtuaalilasit&sivu=/haku/").content.decode()
    assert re.search(r'value="sisaltotoive"[^>]*checked', page)
    assert "virtuaalilasit</textarea>" in page
    assert 'value="/haku/"' in page


def test_page_that_the_sender_came_from_is_filled_in(client, db):
    page = client.get("/palaute/", headers={"referer": "http://testserver/talot/paja/"}).content.decode()
    assert 'value="/talot/paja/"' in page
    foreign = client.get("/palaute/", headers={"referer": "https://elsewhere.example/x"}).content.decode()
    assert "elsewhere.example" not in foreign


def test_empty_message_is_refused_and_nothing_typed_is_lost(client, db):
    answer = _send(client, message="", email="ei osoite")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Feedback.objects.exists()
    assert 'value="ei osoite"' in page
    assert "data-error-summary" in page
    assert re.search(r"<title>\s*Virhe:", page)


@pytest.mark.parametrize(
    "changes", [{"topic": "password"}, {"topic": ""}, {"message": "x" * 4001}, {"message": "a\x00b"}, {"email": "a" * 400 + "@x.fi"}]
)
def test_bad_values_are_refused(client, db, changes):
    assert _send(client, **changes).status_code == 422
    assert not Feedback.objects.exists()


def test_machine_that_fills_everything_is_refused_and_told_why(client, db):
    answer = _send(client, trap="https://spam.example")
    assert answer.status_code == 422
    assert not Feedback.objects.exists()


def test_same_form_sent_twice_is_stored_once(client, db):
    first, second = _send(client, idempotency_key="k1"), _send(client, idempotency_key="k1")
    assert first["Location"] == second["Location"]
    assert Feedback.objects.count() == 1


def test_eleventh_message_in_an_hour_waits(client, db):
    with time_machine.travel("2026-11-23 10:00:00+02:00", tick=False):
        answers = [_send(client).status_code for _time in range(11)]
    assert answers == [302] * 10 + [429]


def test_only_the_form_page_sets_a_cookie(client, db):
    client.get("/palaute/")
    assert "csrftoken" in client.cookies
    for address in ("/", "/haku/", "/tietoa/", "/ohjeet/", "/saavutettavuus/", "/tietosuoja/", "/itsearviointi/", "/tila/"):
        client.cookies.clear()
        assert not client.get(address).cookies, address


def test_unknown_reference_is_not_found(client, db):
    assert client.get("/palaute/kiitos/AAAA2222/").status_code == 404


def test_people_who_answer_get_a_mail(settings, db):
    settings.FEEDBACK_TO = "tuki@college.example"
    sent = operations.send_feedback(by=None, topic="yleinen", message="Hei\nBcc: x@example.fi", email="liisa@example.fi")
    job = DBTaskResult.objects.get()
    tasks.tell_of_feedback.call(*job.args_kwargs["args"])
    letter = mail.outbox[0]
    assert letter.to == ["tuki@college.example"]
    assert letter.reply_to == ["liisa@example.fi"]
    assert letter.bcc == []
    assert sent.reference in letter.subject
    assert "Bcc: x@example.fi" in letter.body


def test_coordinator_sees_the_most_urgent_first_and_marks_it(client, kaisa, message):
    client.force_login(kaisa)
    page = client.get(reverse("campus:feedback_list")).content.decode()
    assert message.reference in page
    answer = client.post(reverse("campus:feedback_answered", args=[message.reference]))
    message.refresh_from_db()
    assert answer.status_code == 302
    assert message.answered_at is not None
    assert message.reference not in client.get(reverse("campus:feedback_list")).content.decode()
    assert message.reference in client.get(reverse("campus:feedback_list") + "?tila=vastatut").content.decode()
    assert AuditRow.objects.filter(action="campus.feedback.answered", actor_id=kaisa.pk).count() == 1


def test_coordinator_takes_the_mark_back(client, kaisa, message):
    operations.mark_answered(feedback=message, by=kaisa)
    client.force_login(kaisa)
    client.post(reverse("campus:feedback_reopen", args=[message.reference]))
    message.refresh_from_db()
    assert message.answered_at is None


def test_late_message_says_so(client, kaisa, message):
    Feedback.objects.update(due_on=clock.today() - timedelta(days=1))
    client.force_login(kaisa)
    assert "tag-danger" in client.get(reverse("campus:feedback_list")).content.decode()


def test_what_people_write_is_text_only(client, kaisa, db):
    operations.send_feedback(by=None, topic="yleinen", message="<script>alert(1)</script>", page="javascript:alert(1)")
    client.force_login(kaisa)
    page = client.get(reverse("campus:feedback_list")).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("who", ["visitor", "aino", "outi"])
def test_others_do_not_see_the_messages(client, request, message, who):
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    listing = client.get(reverse("campus:feedback_list"))
    marking = client.post(reverse("campus:feedback_answered", args=[message.reference]))
    assert listing.status_code == marking.status_code == (302 if who == "visitor" else 403)
    message.refresh_from_db()
    assert message.answered_at is None


def test_missing_message_and_wrong_method(client, kaisa, message):
    client.force_login(kaisa)
    assert client.post(reverse("campus:feedback_answered", args=["AAAA2222"])).status_code == 404
    assert client.get(reverse("campus:feedback_answered", args=[message.reference])).status_code == 405


def test_list_costs_the_same_for_one_and_many(client, kaisa, message):
    client.force_login(kaisa)
    client.get(reverse("campus:feedback_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("campus:feedback_list"))
    for number in range(5):
        operations.send_feedback(by=None, topic="yleinen", message=f"Viesti {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("campus:feedback_list"))
    assert len(one) == len(many) <= 8


def test_message_is_forgotten_a_year_after_its_answer(kaisa, message):
    operations.mark_answered(feedback=message, by=kaisa)
    assert operations.forget_old_feedback(now=timezone.now() + timedelta(days=364)) == 0
    assert operations.forget_old_feedback(now=timezone.now() + timedelta(days=366)) == 1


def test_erased_person_takes_messages_from_the_address_along(message):
    publish(PersonErased(person_id=1, emails=("Liisa@example.fi",)))
    assert not Feedback.objects.exists()
