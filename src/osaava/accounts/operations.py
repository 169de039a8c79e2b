"""Every write about people and their accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osaava.accounts import ledger, rules, tasks
from osaava.accounts.facts import PersonErased
from osaava.accounts.models import Person
from osaava.accounts.validators import clean_name
from osaava.base import audit, clock, facts, privacy
from osaava.base.language import LANGUAGES
from osaava.base.models import ErasedPerson


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    validate_email(email)
    return email


@transaction.atomic
def create_person(*, email: str, name: str, language: str = "fi", password: str | None = None, by=None, verified: bool = True) -> Person:
    """Create an account without the sign-up pages: the system (`by=None`) and operators may. The address counts as confirmed."""
    if by is not None and not rules.is_operator(by):
        raise PermissionDenied("accounts:person:create")
    email = _clean_email(email)
    if Person.objects.filter(email__iexact=email).exists():
        raise ValidationError(_("Somebody already has an account with this address."), code="twin")
    person = Person.objects.create_user(email, password, name=clean_name(name), language=language if language in LANGUAGES else LANGUAGES[0])
    EmailAddress.objects.create(user=person, email=email, verified=verified, primary=True)
    return person


@transaction.atomic
def create_people(*, rows: list[dict], by=None) -> list[Person]:
    """Create many accounts at once, all signing in by code: rows hold email, name, language. The system and operators may."""
    if by is not None and not rules.is_operator(by):
        raise PermissionDenied("accounts:person:create")
    people = []
    for row in rows:
        language = row.get("language", LANGUAGES[0])
        person = Person(email=_clean_email(row["email"]), name=clean_name(row["name"]), language=language if language in LANGUAGES else LANGUAGES[0])
        person.set_unusable_password()
        people.append(person)
    Person.objects.bulk_create(people, batch_size=200)
    found = {p.email: p for p in Person.objects.filter(email__in=[p.email for p in people])}
    people = [found[p.email] for p in people]
    EmailAddress.objects.bulk_create([EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in people], batch_size=200)
    return people


@transaction.atomic
def create_operator(*, email: str, name: str, password: str | None = None, by=None) -> Person:
    """Create a platform operator. Reached from the command line (`by=None`) and by operators only."""
    person = create_person(email=email, name=name, password=password, by=by)
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    audit.record("accounts.operator.created", person, by=by)
    return person


@transaction.atomic
def change_details(*, person: Person, name: str, language: str, appearance: str, by) -> Person:
    """Change one's own name, language of mails and appearance."""
    _own_only(person, by)
    person.name, person.language, person.appearance = clean_name(name), language, appearance
    person.clean_fields(exclude=["password", "email"])
    person.save(update_fields=["name", "language", "appearance"])
    return person


@transaction.atomic
def set_active(*, person: Person, active: bool, by) -> None:
    """Suspend a person or let them in again. A suspended person's sessions end at once."""
    if by is not None and not rules.is_operator(by):
        raise PermissionDenied("accounts:person:suspend")
    if Person.objects.filter(pk=person.pk).exclude(is_active=active).update(is_active=active):
        if not active:
            _end_sessions(person)
        audit.record("accounts.person.restored" if active else "accounts.person.suspended", person, by=by)
    person.is_active = active


@transaction.atomic
def ask_erasure(*, person: Person, by) -> Person:
    """Ask for the erasure of one's own account; it is carried out after the regret time. Asking again changes nothing."""
    _own_only(person, by)
    if Person.objects.filter(pk=person.pk, erasure_asked_at=None).update(erasure_asked_at=clock.now()):
        audit.record("accounts.erasure.asked", person, by=by)
        tasks.send_erasure_mail.enqueue(person.pk)
    person.refresh_from_db(fields=["erasure_asked_at"])
    return person


@transaction.atomic
def cancel_erasure(*, person: Person, by) -> Person:
    """Take the asked erasure back."""
    _own_only(person, by)
    if Person.objects.filter(pk=person.pk).exclude(erasure_asked_at=None).update(erasure_asked_at=None):
        audit.record("accounts.erasure.cancelled", person, by=by)
    person.erasure_asked_at = None
    return person


@transaction.atomic
def erase(*, person: Person) -> None:
    """Erase a person now: everything declared, then the account. Published texts stay without the person; the ledger keeps a hash."""
    person_hash = rules.person_hash(person.uuid)
    emails = {person.email.lower(), *(e.lower() for e in EmailAddress.objects.filter(user=person).values_list("email", flat=True))}
    _end_sessions(person)
    facts.publish(PersonErased(person.pk, tuple(sorted(emails))))
    privacy.erase_person(person)
    ErasedPerson.objects.get_or_create(person_hash=person_hash)
    transaction.on_commit(lambda: ledger.append(person_hash))
    audit.record("accounts.person.erased", person)
    person.delete()


def erase_due() -> int:
    """Erase everyone whose regret time is over; returns how many. Runs once a day and is safe to repeat."""
    count = 0
    for key in list(Person.objects.filter(erasure_asked_at__lte=clock.now() - rules.REGRET).values_list("pk", flat=True)):
        with transaction.atomic():
            person = Person.objects.select_for_update().filter(pk=key, erasure_asked_at__lte=clock.now() - rules.REGRET).first()
            if person is not None:
                erase(person=person)
                count += 1
    return count


@transaction.atomic
def replay_erasures(hashes: list[str]) -> int:
    """Erase again everyone in the ledger (`hashes` and what the ledger already holds); returns how many came back and went.

    Used after a restore: a backup must not bring an erased person back. The ledger then holds all of `hashes`.
    """
    wanted = {*hashes, *ErasedPerson.objects.values_list("person_hash", flat=True)}
    again = [person for person in Person.objects.iterator(chunk_size=2000) if rules.person_hash(person.uuid) in wanted] if wanted else []
    for person in again:
        erase(person=person)
    ErasedPerson.objects.bulk_create([ErasedPerson(person_hash=h) for h in sorted(wanted)], ignore_conflicts=True)
    return len(again)


def _own_only(person: Person, by) -> None:
    if by is None or by.pk != person.pk:
        raise PermissionDenied("accounts:person:change")


def _end_sessions(person: Person) -> None:
    """End all sessions of a person; reads every open session, because a session does not tell its person otherwise."""
    for session in Session.objects.filter(expire_date__gt=clock.now()).iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
    UserSession.objects.filter(user=person).delete()
