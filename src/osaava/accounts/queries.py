"""Reads about people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from osaava.accounts.models import Person
from osaava.accounts.rules import REGRET
from osaava.base import privacy


def person_by_email(email: str) -> Person | None:
    """The person with this sign-in address, or None."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def person_by_id(key: int) -> Person | None:
    """The person with this number inside, or None."""
    return Person.objects.filter(pk=key).first()


def people_by_emails(emails) -> dict[str, Person]:
    """People by their sign-in address in lower case."""
    return {person.email: person for person in Person.objects.filter(email__in=[email.lower() for email in emails])}


def person_with_uuid(uuid) -> Person | None:
    """The active person with this uuid, or None."""
    return Person.objects.filter(uuid=uuid, is_active=True).first()


def erasure_day(person: Person) -> datetime | None:
    """When the asked erasure is carried out."""
    return person.erasure_asked_at + REGRET if person.erasure_asked_at else None


@dataclass(frozen=True)
class WaysIn:
    """What a person signs in with."""

    password: bool
    passkeys: int
    totp: bool
    sessions: int


def ways_in(person: Person) -> WaysIn:
    """How the person signs in, and how many sessions are open."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return WaysIn(
        password=person.has_usable_password(),
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        totp=Authenticator.Type.TOTP in kinds,
        sessions=UserSession.objects.filter(user=person).count(),
    )


def copy_of_data(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything stored about a person, by table: our own tables and those of the sign-in library; no secrets."""
    found = privacy.export_person(person)
    for name, rows in (
        ("account.emailaddress", EmailAddress.objects.filter(user=person).values("email", "verified", "primary")),
        ("mfa.authenticator", Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")),
        ("usersessions.usersession", UserSession.objects.filter(user=person).values("created_at", "ip", "last_seen_at", "user_agent")),
    ):
        if listed := list(rows):
            found[name] = listed
    return found
