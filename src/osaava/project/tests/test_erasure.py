"""Erasure reaches every table: a person with canaries everywhere is erased, then the whole database is searched for them."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from django.urls import reverse

from osaava.accounts.api import Person, ask_erasure, create_person, erase
from osaava.learning import api as learning
from osaava.library.api import Unit, interactive, unit_page
from osaava.library.tests import factories as library
from osaava.network import api as network
from osaava.themes.api import theme_by_key

NAME, EMAIL, OTHER = "Kanariina Lintunen", "kanariina@haakki.example", "lintunen@haakki.example"
NOTE = "kanariinan-salainen-muistiinpano"
LEGAL = {"base_auditrow"}
"""The security log keeps the person as a number (and the account's random uuid) for 12 months."""


def found(*canaries: str) -> set[tuple[str, str]]:
    """Every (table, column) in which a canary stands, whatever the column's type."""
    hits = set()
    kind = "text" if connection.vendor == "postgresql" else "TEXT"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            for column in columns:
                for canary in canaries:
                    cursor.execute(f'SELECT 1 FROM "{table}" WHERE lower(CAST("{column}" AS {kind})) LIKE %s LIMIT 1', [f"%{canary.lower()}%"])
                    if cursor.fetchone():
                        hits.add((table, column))
    return hits


@pytest.fixture
def canary(db, client):
    """A person who has left something everywhere."""
    person = create_person(email=EMAIL, name=NAME)
    EmailAddress.objects.create(user=person, email=OTHER, verified=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": NOTE})
    place = network.create_organisation(name="Koivuranta", by=None)
    theme = theme_by_key("paja")
    network.create_invitation(organisation=place, email=EMAIL, name=NAME, by=None)
    membership = network.add_member(organisation=place, person=person, role="digital_lead", title=f"{NAME}, opettaja")
    network.set_theme_role(organisation=place, theme=theme, kind="lead", by=None)
    network.add_theme_team_member(membership=membership, theme=theme, by=person)
    network.create_invitation(organisation=place, email="toinen@haakki.example", by=person)
    unit = library.unit(by=person)
    learning.set_visibility(by=person, shows_name=True)
    learning.complete_unit(by=person, unit=unit, language="fi")
    page = unit_page(unit.slug, "fi", person)
    block = interactive(page.blocks)[0]
    learning.save_answer(by=person, page=page, block=block["id"], value=0 if block["kind"] == "quiz" else NOTE)
    feedback = {"topic": apps.get_model("campus.Feedback")._meta.get_field("topic").choices[0][0], "language": "fi", "due_on": "2030-01-01"}
    apps.get_model("campus.Feedback").objects.create(reference="A", message=f"Terveisin {NAME}", person=person, **feedback)
    apps.get_model("campus.Feedback").objects.create(reference="B", message="Kirjautumatta", email=EMAIL, **feedback)
    client.force_login(person)
    client.post(reverse("accounts:my_details"), {"name": NAME, "language": "fi", "appearance": "auto", "idempotency_key": "k1"})
    return person


def test_erased_person_leaves_nothing_but_the_legal_list(canary, client):
    ask_erasure(person=canary, by=canary)
    canaries = (NAME, "kanariina", OTHER, NOTE, str(canary.uuid), canary.uuid.hex)
    before = found(*canaries)
    assert {"accounts_person", "account_emailaddress", "network_membership", "network_invitation"} <= {table for table, _column in before}
    erase(person=canary)
    assert {(table, column) for table, column in found(*canaries) if table not in LEGAL} == set()
    assert client.get(reverse("accounts:my_details")).status_code == 302


def test_erased_author_leaves_the_text_without_the_person(canary):
    erase(person=canary)
    unit = Unit.objects.get()
    assert (unit.created_by_id, unit.published.created_by_id, unit.published.title) == (None, None, "Onko viesti huijaus?")


def test_erased_person_is_missed_by_nobody_else(canary):
    create_person(email="outi@haakki.example", name="Outi Oja")
    erase(person=canary)
    assert list(Person.objects.values_list("email", flat=True)) == ["outi@haakki.example"]
