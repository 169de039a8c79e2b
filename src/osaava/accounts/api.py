"""The door of the accounts app: people, and what the project needs for operators, demo links and restores."""

from osaava.accounts.facts import PersonErased
from osaava.accounts.links import sign_in_link
from osaava.accounts.models import Person
from osaava.accounts.operations import (
    ask_erasure,
    cancel_erasure,
    create_operator,
    create_people,
    create_person,
    erase,
    erase_due,
    replay_erasures,
    set_active,
)
from osaava.accounts.queries import people_by_emails, person_by_email

__all__ = [
    "Person",
    "PersonErased",
    "ask_erasure",
    "cancel_erasure",
    "create_operator",
    "create_people",
    "create_person",
    "erase",
    "erase_due",
    "people_by_emails",
    "person_by_email",
    "replay_erasures",
    "set_active",
    "sign_in_link",
]
