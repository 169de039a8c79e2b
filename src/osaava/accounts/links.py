"""Sign-in links for the people of the demo network.

Only where the campus runs as a demo, only for invented people (addresses below `.example`, which no real person can have), and only for
the data folder that the link was made for.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from osaava.accounts import queries
from osaava.accounts.models import Person


def _salt() -> str:
    return f"osaava.accounts.demo-sign-in:{settings.ENV.DATA.resolve()}"


def is_demo_person(person) -> bool:
    """Whether the person is invented."""
    return person.email.endswith(".example")


def sign_in_link(person) -> str:
    """The full address that signs this demo person in. Raises ValueError for a real person."""
    if not is_demo_person(person):
        raise ValueError("Only people of the demo network have sign-in links.")
    token = signing.dumps(person.uuid.hex, salt=_salt())
    with translation.override(person.language):
        return settings.BASE_URL + reverse("accounts:demo_sign_in", args=[token])


def person_of_link(token: str) -> Person | None:
    """The demo person whom the link signs in; None when the link is not for this campus."""
    if not settings.DEMO or len(token) > 300:
        return None
    try:
        uuid = signing.loads(token, salt=_salt())
        person = queries.person_with_uuid(uuid)
    except (signing.BadSignature, ValueError, ValidationError):
        return None
    return person if person and is_demo_person(person) else None
