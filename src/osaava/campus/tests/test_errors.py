"""When something is wrong: plain words, a way on, and nothing technical."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import translation

from osaava.base import rates
from osaava.base.access import Permission
from osaava.campus import errors, front_page


def test_missing_page_offers_search(client, db):
    answer = client.get("/ei-ole/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/haku/"' in page
    assert "Traceback" not in page


@pytest.mark.parametrize(("address", "language"), [("/sv/finns-inte/", "sv"), ("/en/no-such/", "en")])
def test_missing_page_speaks_the_language_of_its_address(client, db, address, language):
    assert f'<html lang="{language}"' in client.get(address).content.decode()


def test_our_own_error_needs_no_database_and_has_a_number(caplog, django_db_blocker):
    request = RequestFactory().get("/sv/haku/", headers={"cookie": "session=abc"})
    with django_db_blocker.block():
        answer = errors.server_error(request)
    page = answer.content.decode()
    number = caplog.records[0].args[0]
    assert answer.status_code == 500
    assert number in page
    assert '<html lang="sv"' in page
    assert answer["Cache-Control"] == "no-store"


def test_error_page_that_breaks_still_says_something(monkeypatch, caplog):
    monkeypatch.setattr(errors, "render_to_string", lambda *args: 1 / 0)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Mitään tallennettua ei kadonnut" in answer.content.decode()


def test_broken_view_gives_the_page_with_a_number(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(front_page, "front_context", lambda *args: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.content.decode()


@pytest.mark.parametrize("permission", list(Permission))
def test_forbidden_page_says_who_gives_the_role(rf, permission):
    with translation.override("en"):
        assert errors.needed_role(permission.value).endswith(".")


def test_form_without_token_is_explained(db):
    answer = Client(enforce_csrf_checks=True).post("/palaute/", {"message": "x"})
    assert answer.status_code == 403
    assert "<form" in answer.content.decode()


def test_too_many_says_when_to_come_back(client, db, rf):
    request = rf.get("/haku/")
    request.user = AnonymousUser()
    answer = rates.too_many(request, rates.FEEDBACK)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert "60" in answer.content.decode()
