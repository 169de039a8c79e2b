"""Pages kept in memory for signed-in people: never stale, never another person's. One query means that a view came from memory."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from osaava.accounts import api as accounts
from osaava.accounts.models import Person
from osaava.base import clock
from osaava.learning import api as learning
from osaava.library import api as library
from osaava.network import api as network
from osaava.paths.tests import factories

pytestmark = pytest.mark.django_db
KEPT = ["/", "/talot/", "/talot/paja/", "/osiot/eka/", "/polut/", "/polut/polku/", "/polut/polku/1/", "/verkosto/", "/haku/?q=osio", "/oma/",
        "/oma/alku/", "/oma/polut/", "/oma/nakyvyys/", "/oma/suoritukset/"]  # fmt: skip


@pytest.fixture
def here(db):
    return factories.organisation()


@pytest.fixture
def eero(here):
    return factories.person("Eero Eskola", here, email="eero@college.example")


@pytest.fixture
def aino(here):
    return factories.person("Aino Aalto", here, email="aino@college.example")


@pytest.fixture
def unit(here):
    return factories.unit("eka", title="Osio yksi")


@pytest.fixture
def path(unit):
    return factories.path([unit], slug="polku", title="Digipolku")


def browser(person, **more):
    client = Client(**more)
    client.force_login(person)
    return client


def view(client, address, **more) -> tuple[str, bool]:
    """The page, and whether it came from memory."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, **more)
    return answer.content.decode(), len(queries) == 1


def remembered(client, address) -> str:
    """View a page until it comes from memory."""
    for _ in range(3):
        page, kept = view(client, address)
        if kept:
            return page
    raise AssertionError(f"{address} was not kept.")


def keys(page: str) -> list[str]:
    return re.findall(r'name="idempotency_key" value="([0-9a-f]{32})', page)


@pytest.mark.parametrize("address", KEPT)
def test_second_view_comes_from_memory_and_is_the_same_page(eero, path, address):
    client = browser(eero)
    fresh = client.get(address)
    kept = remembered(client, address)

    def plain(text):
        return re.sub(r'(value|data-token)="[0-9a-zA-Z]{32,64}', "", text)

    assert plain(kept) == plain(fresh.content.decode())
    again = client.get(address)
    assert again.headers["Cache-Control"] == fresh.headers["Cache-Control"] == "no-store"
    assert "ETag" not in again.headers
    assert again.headers["Content-Security-Policy"] == fresh.headers["Content-Security-Policy"]
    assert client.get(address, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("address", KEPT)
def test_two_people_never_see_each_others_page(eero, aino, path, address):
    first, second = browser(eero), browser(aino)
    second.handler = first.handler  # the same process, the same memory
    assert "Eero" in remembered(first, address)
    page, _kept = view(second, address)
    assert "Aino" in page
    assert "Eero" not in page
    assert "Eero" not in remembered(second, address)
    assert "Eero" in remembered(first, address)


def test_visitor_never_sees_a_kept_page(eero, path):
    first, visitor = browser(eero), Client()
    visitor.handler = first.handler
    remembered(first, "/")
    assert "Eero" not in visitor.get("/").content.decode()
    assert visitor.get("/oma/").status_code == 302


CHANGES = {
    "own name": lambda eero, unit, path: Person.objects.filter(pk=eero.pk).update(name="Uuno Uusi"),
    "own completion": lambda eero, unit, path: learning.complete_unit(by=eero, unit=unit, language="fi"),
    "own path": lambda eero, unit, path: learning.enrol(by=eero, path=path),
    "own key used": lambda eero, unit, path: browser(eero).post("/polut/polku/aloita/", {"idempotency_key": "k"}),
    "own role": lambda eero, unit, path: network.give_network_role(person=eero, by=None),
    "shared title": lambda eero, unit, path: unit.published.texts.update(title="Uusi otsikko"),
    "organisation left": lambda eero, unit, path: network.end_membership(membership=eero.memberships.get(), by=eero),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("address", ["/", "/osiot/eka/", "/polut/polku/", "/oma/", "/oma/nakyvyys/"])
def test_any_change_of_what_is_shown_makes_the_page_new(eero, unit, path, here, change, address):
    from django_scopes import scopes_disabled

    client = browser(eero)
    remembered(client, address)
    with scopes_disabled():
        CHANGES[change](eero, unit, path)
    page, kept = view(client, address)
    assert not kept
    assert ("Uuno" in page) is (change == "own name")


def test_another_persons_learning_leaves_the_page_in_memory(eero, aino, unit, path):
    client = browser(eero)
    remembered(client, "/oma/")
    learning.complete_unit(by=aino, unit=unit, language="fi")
    assert view(client, "/oma/")[1]


def test_learning_in_one_session_shows_in_the_other(eero, unit, path):
    phone, laptop = browser(eero), browser(eero)
    laptop.handler = phone.handler
    before = remembered(laptop, "/osiot/eka/")
    assert "Merkitse suoritetuksi" in before
    phone.post("/osiot/eka/suorita/", {"idempotency_key": "a"})
    assert "Merkitse suoritetuksi" not in view(laptop, "/osiot/eka/")[0]


def test_languages_are_different_copies(eero, path):
    client = browser(eero)
    assert 'lang="fi"' in remembered(client, "/")
    assert '<html lang="sv"' in remembered(client, "/sv/")
    assert '<html lang="fi"' in remembered(client, "/")


def test_appearance_is_a_different_copy(eero, path):
    client = browser(eero)
    remembered(client, "/oma/")
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in view(client, "/oma/")[0]


def test_page_of_yesterday_is_not_shown_today(eero, path):
    client = browser(eero)
    with time_machine.travel("2026-11-23 12:00+02:00", tick=False) as traveller:
        Session.objects.update(expire_date=timezone.now() + timedelta(days=30))
        remembered(client, "/oma/")
        traveller.shift(timedelta(days=1))
        assert not view(client, "/oma/")[1]


def test_undo_goes_away_when_its_time_is_over(eero, unit, path):
    client = browser(eero)
    with time_machine.travel("2026-11-23 12:00+02:00", tick=False) as traveller:
        Session.objects.update(expire_date=timezone.now() + timedelta(days=30))
        learning.complete_unit(by=eero, unit=unit, language="fi", at=clock.now())
        fresh = remembered(client, "/osiot/eka/")
        traveller.shift(timedelta(seconds=16))
        later, kept = view(client, "/osiot/eka/")
        assert not kept
        assert len(keys(later)) < len(keys(fresh)) or fresh != later


# The end of a session acts at once


def test_sign_out_ends_the_page(eero, path):
    client = browser(eero)
    remembered(client, "/oma/")
    cookies = client.cookies.copy()
    client.post("/kirjaudu/logout/")
    client.cookies = cookies
    assert client.get("/oma/").status_code == 302


def test_password_change_ends_the_page_elsewhere(eero, path):
    client = browser(eero)
    remembered(client, "/oma/")
    eero.set_password("uusi-pitka-salasana-1")
    eero.save()
    assert client.get("/oma/").status_code == 302


def test_suspended_person_sees_nothing(eero, path):
    client = browser(eero)
    remembered(client, "/oma/")
    Person.objects.filter(pk=eero.pk).update(is_active=False)
    assert client.get("/oma/").status_code == 302


def test_expired_session_sees_nothing(eero, path):
    client = browser(eero)
    remembered(client, "/oma/")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/oma/").status_code == 302


def test_erased_person_sees_nothing(eero, path):
    client = browser(eero)
    remembered(client, "/oma/")
    accounts.erase(person=eero)
    assert client.get("/oma/").status_code == 302


def test_changed_session_data_makes_the_page_new(eero, path):
    client = browser(eero)
    remembered(client, "/oma/")
    session = client.session
    session[HASH_SESSION_KEY] = "other"
    session.save()
    assert client.get("/oma/").status_code == 302


# Forms and messages


def test_form_of_a_kept_page_posts_fine_with_csrf(eero, path):
    client = browser(eero, enforce_csrf_checks=True)
    page = remembered(client, "/osiot/eka/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
    answer = client.post("/osiot/eka/suorita/", {"csrfmiddlewaretoken": token, "idempotency_key": keys(page)[0]})
    assert answer.status_code == 302
    assert "suoritus" in answer["Location"]


def test_each_view_gets_its_own_form_keys(eero, path):
    client = browser(eero)
    seen = [keys(remembered(client, "/osiot/eka/")) for _ in range(3)]
    assert len(seen[0]) == len(seen[1]) >= 3
    everything = [key for page in seen for key in set(page)]
    assert len(set(everything)) == len(everything)


def test_two_tabs_from_memory_both_count(eero, unit, path):
    client = browser(eero)
    remembered(client, "/osiot/eka/")
    first, second = keys(view(client, "/osiot/eka/")[0]), keys(view(client, "/osiot/eka/")[0])
    address = "/osiot/eka/vastaus/pohdi/"
    assert client.post(address, {"answer": "yksi", "idempotency_key": first[0]}).status_code == 302
    assert client.post(address, {"answer": "kaksi", "idempotency_key": second[0]}).status_code == 302
    assert "kaksi" in view(client, "/osiot/eka/")[0]


def test_a_message_is_shown_once(eero, path):
    client = browser(eero)
    remembered(client, "/oma/polut/")
    learning.enrol(by=eero, path=path)
    client.post("/polut/polku/lopeta/", {"idempotency_key": "x"})
    assert "messages" in client.cookies
    shown, kept = view(client, "/oma/polut/")
    assert not kept
    assert 'class="wrap messages"' in shown
    assert 'class="wrap messages"' not in remembered(client, "/oma/polut/")


def test_page_that_sets_a_new_csrf_cookie_is_not_kept(eero, path):
    client = browser(eero)
    client.get("/oma/polut/")
    for _ in range(3):
        client.cookies.pop("csrftoken", None)
        assert not view(client, "/oma/polut/")[1]


def test_view_without_the_mark_is_made_each_time(eero, path):
    client = browser(eero)
    for _ in range(3):
        assert not view(client, "/oma/suoritukset/csv/")[1]


def test_own_organisations_unit_is_gone_when_the_membership_ends(eero, here):
    from django_scopes import scopes_disabled

    factories.unit("sisainen", title="Vain meille", licence=library.Licence.OWN_ORGANISATION, owner=here)
    client = browser(eero)
    assert "Vain meille" in remembered(client, "/osiot/sisainen/")
    with scopes_disabled():
        network.end_membership(membership=eero.memberships.get(), by=eero)
    assert client.get("/osiot/sisainen/").status_code == 404
