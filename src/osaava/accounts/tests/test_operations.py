"""What happens to people's accounts."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django_tasks_db.models import DBTaskResult

from osaava.accounts import operations, queries, rules
from osaava.accounts.models import Person
from osaava.base import audit, clock, privacy
from osaava.base.models import AuditRow, ErasedPerson


def test_create_operator_makes_a_person_with_a_confirmed_address_and_an_audit_row(db):
    pia = operations.create_operator(email=" PIA@Kampus.Example ", name="Pia  Pesonen", password="kolme-vihreaa-omenaa")
    assert (pia.email, pia.name, pia.is_staff, pia.check_password("kolme-vihreaa-omenaa")) == ("pia@kampus.example", "Pia Pesonen", True, True)
    assert EmailAddress.objects.get(user=pia).verified
    assert AuditRow.objects.filter(action="accounts.operator.created", subject=str(pia.uuid)).count() == 1


def test_create_operator_by_somebody_who_is_none_is_refused(aino):
    with pytest.raises(PermissionDenied):
        operations.create_operator(email="x@kampus.example", name="X", by=aino)


def test_create_person_twice_with_the_same_address_is_refused(aino):
    with pytest.raises(ValidationError):
        operations.create_person(email=aino.email.upper(), name="Toinen")


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "A\u202eoniA", "A\x00B", "nolla\u200bleveä"])
def test_create_person_with_a_name_that_cannot_be_used_is_refused(db, name):
    with pytest.raises(ValidationError):
        operations.create_person(email="a@kampus.example", name=name)


def test_create_people_gives_everybody_a_confirmed_address_in_few_queries(db, django_assert_max_num_queries):
    rows = [{"email": f"h{n}@kampus.example", "name": f"Henkilö {n}", "language": "sv"} for n in range(50)]
    with django_assert_max_num_queries(8):
        people = operations.create_people(rows=rows)
    assert [p.email for p in people] == [row["email"] for row in rows]
    assert EmailAddress.objects.filter(user__in=people, verified=True, primary=True).count() == 50
    assert {p.language for p in people} == {"sv"}
    assert not any(p.has_usable_password() for p in people)


def test_change_details_of_somebody_else_is_refused(aino, eero):
    with pytest.raises(PermissionDenied):
        operations.change_details(person=aino, name="Eero", language="fi", appearance="auto", by=eero)


def test_change_details_with_an_unknown_language_is_refused(aino):
    with pytest.raises(ValidationError):
        operations.change_details(person=aino, name="Aino", language="xx", appearance="auto", by=aino)


def test_ask_erasure_tells_by_mail_and_waits_14_days(aino, mailoutbox):
    operations.ask_erasure(person=aino, by=aino)
    assert queries.erasure_day(aino) - clock.now() > timedelta(days=13, hours=23)
    assert operations.erase_due() == 0
    assert DBTaskResult.objects.filter(task_path="osaava.accounts.tasks.send_erasure_mail").count() == 1


def test_ask_erasure_twice_does_not_move_the_day(aino):
    first = operations.ask_erasure(person=aino, by=aino).erasure_asked_at
    assert operations.ask_erasure(person=aino, by=aino).erasure_asked_at == first


def test_erase_due_when_the_erasure_was_cancelled_leaves_the_person(aino):
    operations.ask_erasure(person=aino, by=aino)
    operations.cancel_erasure(person=aino, by=aino)
    Person.objects.filter(pk=aino.pk).update(erasure_asked_at=None)
    assert operations.erase_due() == 0
    assert Person.objects.filter(pk=aino.pk).exists()


def test_erase_due_after_14_days_erases_and_keeps_a_hash(aino, eero):
    Person.objects.filter(pk=aino.pk).update(erasure_asked_at=clock.now() - timedelta(days=14, minutes=1))
    assert operations.erase_due() == 1
    assert operations.erase_due() == 0
    assert list(Person.objects.all()) == [eero]
    assert not EmailAddress.objects.filter(email=aino.email).exists()
    assert ErasedPerson.objects.get().person_hash == rules.person_hash(aino.uuid)
    assert audit.verify() == []


def test_replay_erasures_erases_a_person_who_came_back_and_fills_the_ledger(aino, eero):
    unknown = "0" * 64
    assert operations.replay_erasures([rules.person_hash(aino.uuid), unknown]) == 1
    assert list(Person.objects.all()) == [eero]
    assert set(ErasedPerson.objects.values_list("person_hash", flat=True)) == {rules.person_hash(aino.uuid), unknown}
    assert operations.replay_erasures([]) == 0


def test_set_active_false_ends_sessions_at_once(aino, pia, client):
    client.force_login(aino)
    operations.set_active(person=aino, active=False, by=pia)
    assert client.get("/oma/tiedot/").status_code == 302
    assert AuditRow.objects.filter(action="accounts.person.suspended", actor=pia).count() == 1


def test_set_active_by_somebody_who_is_no_operator_is_refused(aino, eero):
    with pytest.raises(PermissionDenied):
        operations.set_active(person=aino, active=False, by=eero)


def test_copy_of_data_holds_the_account_without_secrets(aino):
    found = queries.copy_of_data(aino)
    assert found["accounts.person"][0]["email"] == aino.email
    assert "password" not in found["accounts.person"][0]
    assert found["account.emailaddress"][0]["verified"] is True


def test_every_declared_model_can_be_read_for_a_person(aino):
    """The lookup in each declaration is one the database understands."""
    assert "accounts.person" in privacy.export_person(aino)
