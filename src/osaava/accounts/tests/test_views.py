"""Own details, copy, erasure, sign-out, demo sign-in."""

import io
import json
import zipfile

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import translation

from osaava.accounts import links
from osaava.accounts.models import Person

OWN = ["my_details", "copy", "erase", "my_sessions"]


@pytest.mark.parametrize("name", OWN)
def test_own_pages_work(client, aino, name):
    client.force_login(aino)
    response = client.get(reverse(f"accounts:{name}"))
    assert response.status_code == 200
    assert b"<script>" not in response.content
    assert b" style=" not in response.content


@pytest.mark.parametrize("name", OWN)
def test_own_pages_signed_out_ask_to_sign_in_and_come_back(client, db, name):
    address = reverse(f"accounts:{name}")
    assert client.get(address).url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("name", ["my_details", "copy", "erase"])
def test_own_pages_refuse_other_methods(client, aino, name):
    client.force_login(aino)
    assert client.put(reverse(f"accounts:{name}")).status_code == 405


def test_my_details_change_is_stored_and_the_page_says_so(client, aino):
    client.force_login(aino)
    response = client.post(reverse("accounts:my_details"), {"name": "Aino Uusi", "language": "sv", "appearance": "dark"}, follow=True)
    aino.refresh_from_db()
    assert (aino.name, aino.language, aino.appearance) == ("Aino Uusi", "sv", "dark")
    assert response.client.cookies["theme"].value == "dark"
    assert "Tallennettu" in response.content.decode()


def test_my_details_with_extra_fields_changes_only_the_own_ones(client, aino):
    client.force_login(aino)
    hostile = {"name": "Aino", "language": "fi", "appearance": "auto", "is_staff": "1", "email": "x@y.example", "is_superuser": "on", "id": "1"}
    client.post(reverse("accounts:my_details"), hostile)
    aino.refresh_from_db()
    assert (aino.is_staff, aino.email) == (False, "aino@esimerkkiopisto.example")


def test_my_details_with_a_wrong_value_keeps_what_was_typed(client, aino):
    client.force_login(aino)
    response = client.post(reverse("accounts:my_details"), {"name": "", "language": "sv", "appearance": "dark"})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    aino.refresh_from_db()
    assert aino.name == "Aino Aalto"


@pytest.mark.parametrize("name", ['"><img src=x onerror=alert(1)>', "{{ settings.SECRET_KEY }}", "=1+1"])
def test_my_details_with_markup_in_the_name_shows_it_as_text(client, aino, name):
    client.force_login(aino)
    client.post(reverse("accounts:my_details"), {"name": name, "language": "fi", "appearance": "auto"})
    page = client.get(reverse("accounts:my_details")).content.decode()
    assert "<img src=x" not in page
    aino.refresh_from_db()
    assert aino.name == name


def test_my_details_without_csrf_token_is_refused(aino):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(aino)
    assert client.post(reverse("accounts:my_details"), {"name": "X", "language": "fi", "appearance": "auto"}).status_code == 403


def test_copy_is_a_zip_with_a_page_and_json(client, aino, eero):
    client.force_login(aino)
    response = client.post(reverse("accounts:copy"))
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    data = json.loads(archive.read("data.json"))
    page = archive.read("data.html").decode()
    assert data["tables"]["accounts.person"][0]["email"] == aino.email
    assert aino.email in page
    assert eero.email not in page + json.dumps(data)


def test_copy_more_than_five_times_an_hour_is_429(client, aino):
    client.force_login(aino)
    answers = [client.post(reverse("accounts:copy")).status_code for _time in range(6)]
    assert answers == [200] * 5 + [429]


def test_erase_asks_and_can_be_taken_back(client, aino):
    client.force_login(aino)
    assert client.post(reverse("accounts:erase"), {}).status_code == 422
    page = client.post(reverse("accounts:erase"), {"understood": "on"}, follow=True).content.decode()
    assert "Tietosi poistetaan" in page
    aino.refresh_from_db()
    assert aino.erasure_asked_at is not None
    client.post(reverse("accounts:erase"), {"cancel": "1"})
    aino.refresh_from_db()
    assert aino.erasure_asked_at is None


def test_sign_out_is_a_post(client, aino):
    client.force_login(aino)
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    client.post(reverse("accounts:sign_out"))
    assert "_auth_user_id" not in client.session


def test_sign_in_keeps_where_one_was_going_and_nothing_foreign(client, db):
    assert client.get(reverse("accounts:sign_in"), {"next": "/polut/"}).url == f"{reverse('account_login')}?next=%2Fpolut%2F"
    assert client.get(reverse("accounts:sign_in"), {"next": "https://evil.example/"}).url == reverse("account_login")


def test_addresses_are_translated(db):
    with translation.override("sv"):
        assert reverse("accounts:my_details") == "/sv/min/uppgifter/"
        assert reverse("account_login") == "/sv/logga-in/login/"
    with translation.override("en"):
        assert reverse("accounts:my_details") == "/en/my/details/"


class TestDemoSignIn:
    """A way in for invented people, on a demo campus only."""

    @pytest.fixture(autouse=True)
    def _demo(self, settings):
        settings.DEMO = True

    def path(self, person):
        from django.conf import settings

        return links.sign_in_link(person).removeprefix(settings.BASE_URL)

    def test_looking_changes_nothing_and_the_button_signs_in(self, client, aino):
        page = client.get(self.path(aino))
        assert "Aino Aalto" in page.content.decode()
        assert "_auth_user_id" not in client.session
        client.post(self.path(aino))
        assert client.session["_auth_user_id"] == str(aino.pk)

    def test_where_the_campus_is_no_demo_is_404(self, client, aino, settings):
        path = self.path(aino)
        settings.DEMO = False
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404

    @pytest.mark.parametrize("token", ["x", "a:b:c", "x" * 5000, "%00", "of another place"])
    def test_with_a_token_that_is_not_ours_is_404(self, client, aino, token):
        token = signing.dumps("kolme", salt="other") if token == "of another place" else token
        assert client.post(f"/kirjaudu/demo/{token}/").status_code == 404

    def test_token_of_another_data_folder_is_404(self, client, aino, settings):
        path = self.path(aino)
        settings.SECRET_KEY = "another-folder-has-another-key-0123456789"
        assert client.post(path).status_code == 404

    def test_suspended_person_is_404(self, client, aino):
        path = self.path(aino)
        Person.objects.filter(pk=aino.pk).update(is_active=False)
        assert client.post(path).status_code == 404

    def test_real_person_has_no_link(self, db):
        from osaava.accounts.tests import factories

        with pytest.raises(ValueError, match="demo network"):
            links.sign_in_link(factories.person("Oikea Ihminen", "oikea@yritys.fi"))


def test_my_details_takes_the_same_number_of_queries_for_one_and_three_sessions(client, aino):
    from allauth.usersessions.models import UserSession
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(aino)
    counts = []
    for number in (1, 3):
        while UserSession.objects.filter(user=aino).count() < number:
            UserSession.objects.create(user=aino, ip="127.0.0.1", session_key=f"key{UserSession.objects.count()}", user_agent="x")
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("accounts:my_details"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
