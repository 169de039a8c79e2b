"""Signing in and up: password, code, enumeration, limits."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from osaava.accounts.models import Person
from osaava.accounts.tests import factories

OUTSIDE = ["account_login", "account_signup", "account_request_login_code", "account_reset_password", "account_reset_password_done", "account_inactive"]
INSIDE = [
    "account_email", "account_set_password", "account_logout", "mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp",
    "mfa_generate_recovery_codes", "usersessions_list",
]  # fmt: skip


def code_in(mail) -> str:
    return re.search(r"^([A-Z0-9]{4,}-?[A-Z0-9]*)$", mail.body, re.MULTILINE).group(1)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_pages_before_signing_in_use_our_shell_without_inline_code(client, db, name, language):
    from django.utils import translation

    with translation.override(language):
        address = reverse(name)
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'id="sisalto"' in text
    assert f'lang="{language}"' in text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
    assert " style=" not in text
    assert " onclick=" not in text


@pytest.mark.parametrize("name", INSIDE)
def test_pages_of_the_account_use_our_shell_without_inline_code(client, aino, name):
    client.force_login(aino)
    page = client.get(reverse(name), follow=True)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'id="sisalto"' in text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
    assert not re.search(r"<[^>]* style=", text)


def test_password_signs_in_and_goes_where_one_was_going(client, db):
    aino = factories.person(password=factories.PASSWORD)
    answer = client.post(reverse("account_login"), {"login": aino.email, "password": factories.PASSWORD, "next": "/polut/"})
    assert answer.url == "/polut/"
    assert client.session["_auth_user_id"] == str(aino.pk)


def test_password_signs_nobody_in_to_another_site(client, db):
    aino = factories.person(password=factories.PASSWORD)
    answer = client.post(reverse("account_login"), {"login": aino.email, "password": factories.PASSWORD, "next": "https://evil.example/"})
    assert "evil.example" not in answer.url


def test_session_key_changes_at_sign_in(client, db):
    aino = factories.person(password=factories.PASSWORD)
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key
    client.post(reverse("account_login"), {"login": aino.email, "password": factories.PASSWORD})
    assert client.session.session_key != before


def test_suspended_person_does_not_get_in(client, db):
    aino = factories.person(password=factories.PASSWORD)
    Person.objects.filter(pk=aino.pk).update(is_active=False)
    client.post(reverse("account_login"), {"login": aino.email, "password": factories.PASSWORD})
    assert "_auth_user_id" not in client.session


def test_code_by_mail_signs_in(client, aino, mailoutbox):
    client.post(reverse("account_request_login_code"), {"email": aino.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert client.session["_auth_user_id"] == str(aino.pk)


def test_wrong_code_signs_nobody_in(client, aino, mailoutbox):
    client.post(reverse("account_request_login_code"), {"email": aino.email})
    for _try in range(4):
        client.post(reverse("account_confirm_login_code"), {"code": "AAAAAA"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert "_auth_user_id" not in client.session


def test_code_for_an_unknown_address_looks_the_same(client, aino, mailoutbox):
    known = client.post(reverse("account_request_login_code"), {"email": aino.email}, follow=True)
    client.session.flush()
    unknown = client.post(reverse("account_request_login_code"), {"email": "ei-ole@esimerkkiopisto.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.status_code == unknown.status_code


def test_reset_for_an_unknown_address_looks_the_same(client, aino, mailoutbox):
    known = client.post(reverse("account_reset_password"), {"email": aino.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "ei-ole@esimerkkiopisto.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_sign_up_confirms_the_address_by_code_and_keeps_name_and_language(client, db, mailoutbox):
    client.post("/sv/logga-in/signup/", {"email": "Ny@Skola.Example", "password1": factories.PASSWORD, "name": "Nya Nilsson"})
    assert "_auth_user_id" not in client.session
    client.post("/sv/logga-in/confirm-email/", {"code": code_in(mailoutbox[0])})
    person = Person.objects.get()
    assert (person.email, person.name, person.language) == ("ny@skola.example", "Nya Nilsson", "sv")
    assert EmailAddress.objects.get(user=person).verified
    assert client.session["_auth_user_id"] == str(person.pk)


def test_sign_up_with_a_known_address_does_not_say_so(client, aino, mailoutbox):
    fresh = client.post(reverse("account_signup"), {"email": "uusi@esimerkkiopisto.example", "password1": factories.PASSWORD, "name": "Uusi"})
    client.cookies.clear()
    known = client.post(reverse("account_signup"), {"email": aino.email, "password1": factories.PASSWORD, "name": "Aino"})
    assert (fresh.status_code, fresh.url) == (known.status_code, known.url)
    assert Person.objects.filter(email=aino.email).count() == 1


def test_sign_up_cannot_make_an_operator(client, db):
    client.post(reverse("account_signup"), {"email": "m@x.example", "password1": factories.PASSWORD, "name": "M", "is_staff": "on", "is_superuser": "1"})
    assert not Person.objects.get().is_staff


def test_too_many_wrong_passwords_ask_to_wait_but_a_code_still_works(client, db, mailoutbox):
    aino = factories.person(password=factories.PASSWORD)
    for _try in range(5):
        client.post(reverse("account_login"), {"login": aino.email, "password": "vaara"})
    client.post(reverse("account_login"), {"login": aino.email, "password": factories.PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_request_login_code"), {"email": aino.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert client.session["_auth_user_id"] == str(aino.pk)


def test_a_whole_school_behind_one_address_gets_in(client, db):
    people = [factories.person(f"Oppija {n}", f"oppija{n}@esimerkkiopisto.example", password=factories.PASSWORD) for n in range(40)]
    for person in people:
        client.post(reverse("account_login"), {"login": person.email, "password": factories.PASSWORD})
        assert client.session["_auth_user_id"] == str(person.pk)
        client.session.flush()
        client.cookies.clear()


def test_language_of_the_person_is_offered_when_it_differs(client, db):
    aino = factories.person(password=factories.PASSWORD, language="sv")
    client.post(reverse("account_login"), {"login": aino.email, "password": factories.PASSWORD})
    page = client.get(reverse("account_logout")).content.decode()
    assert 'lang="sv">Du har valt svenska' in page
    assert "/sv/" in page


def test_two_step_sign_in_with_an_app_and_with_a_recovery_code(client, db):
    aino = factories.person(password=factories.PASSWORD)
    sign_in = {"login": aino.email, "password": factories.PASSWORD}
    client.post(reverse("account_login"), sign_in)
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": totp_now(secret)})
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    client.post(reverse("accounts:sign_out"))

    answer = client.post(reverse("account_login"), sign_in)
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    step = client.get(answer.url)
    assert step.status_code == 200
    assert not re.search(r"<script(?![^>]*(src=|application/json))", step.content.decode())
    client.post(answer.url, {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(answer.url, {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(aino.pk)

    client.post(reverse("accounts:sign_out"))
    client.post(reverse("account_login"), sign_in)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "_auth_user_id" not in client.session, "a recovery code works once"


def test_copy_with_a_password_asks_who_is_there_and_then_gives_the_copy(client, db):
    aino = factories.person(password=factories.PASSWORD)
    client.post(reverse("account_login"), {"login": aino.email, "password": factories.PASSWORD})
    asked = client.post(reverse("accounts:copy"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.get(asked.url).status_code == 200
    assert client.post(asked.url, {"password": "vaara"}).headers["Content-Type"].startswith("text/html")
    copy = client.post(asked.url, {"password": factories.PASSWORD, "next": reverse("accounts:copy")})
    assert copy.headers["Content-Type"] == "application/zip"


def totp_now(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
