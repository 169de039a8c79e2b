"""Operations on people, invitations and organisations."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django_scopes import scopes_disabled
from django_tasks_db.models import DBTaskResult

from osaava.base import audit, clock, facts
from osaava.base.models import AuditRow
from osaava.network import operations, queries, tasks, validators
from osaava.network.facts import PersonJoined
from osaava.network.models import Invitation, Membership, RoleAssignment
from osaava.network.tests import factories
from osaava.themes.api import all_target_groups


@pytest.fixture(autouse=True)
def everything_in_scope():
    with scopes_disabled():
        yield


@pytest.mark.parametrize("value", ["0737546-2", "1234567-1"])
def test_business_id_right(value):
    assert validators.business_id(f" {value} ") == value


@pytest.mark.parametrize("value", ["0737546-3", "1234567-2", "07375462", "٠٧٣٧٥٤٦-٢", "abc", "0737546-2\n1"])
def test_business_id_wrong(value):
    with pytest.raises(ValidationError):
        validators.business_id(value)


@pytest.mark.parametrize("value", ["1.2.246.562.10.39218317368", "1.2.246.562.10.346830761110", "1.2.246.562.10.00000000001"])
def test_oid_right(value):
    assert validators.organisation_oid(value) == value


@pytest.mark.parametrize("value", ["1.2.246.562.10.39218317369", "1.2.246.562.24.39218317368", "1.2.246.562.10.1", "1.2.246.562.10." + "1" * 23])
def test_oid_wrong(value):
    with pytest.raises(ValidationError):
        validators.organisation_oid(value)


@pytest.mark.parametrize("value", ["javascript:alert(1)", "ftp://x.example", "https://", "https://user@x.example", "data:text/html,x", "http://[::1"])
def test_website_wrong(value):
    with pytest.raises(ValidationError):
        validators.website(value)


@pytest.mark.parametrize("value", ["gmail.com", "@Outlook.com", "fi", "10.0.0.1", "a b.fi", "-a.fi", "", "x" * 200 + ".fi"])
def test_email_domain_wrong(value):
    with pytest.raises(ValidationError):
        validators.email_domain(value)


def test_names_lose_invisible_characters():
    assert validators.person_name("  Aino\u202e\u200b \x00 Aalto\n") == "Aino Aalto"


def test_only_the_coordinator_creates_organisations(aino, kaisa):
    with pytest.raises(PermissionDenied):
        operations.create_organisation(name="Uusi", by=aino)
    made = operations.create_organisation(name="Teemat", by=kaisa, business_id="0737546-2")
    assert made.key not in ("teemat", "")
    with pytest.raises(ValidationError) as wrong:
        operations.create_organisation(name="teemat", by=kaisa, business_id="0737546-2")
    assert set(wrong.value.error_dict) == {"name", "business_id"}


def test_kind_and_leaving_are_the_coordinators(here, aino, kaisa):
    with pytest.raises(PermissionDenied):
        operations.change_organisation(organisation=here, by=aino, kind="coordinator")
    assert operations.change_organisation(organisation=here, by=kaisa, kind="partner").kind == "partner"


def test_domain_needs_an_own_confirmed_address(here, aino, kaisa):
    with pytest.raises(ValidationError):
        operations.add_email_domain(organisation=here, domain="muualla.example", by=aino)
    operations.add_email_domain(organisation=here, domain="muualla.example", by=kaisa)
    with pytest.raises(ValidationError):
        operations.add_email_domain(organisation=here, domain="muualla.example", by=kaisa)


def test_joining_by_domain_needs_a_confirmed_address(here):
    operations.add_email_domain(organisation=here, domain="college.example", by=None)
    unsure = factories.person("Ville Vieras", verified=False)
    with pytest.raises(ValidationError):
        operations.join_by_domain(organisation=here, person=unsure, by=unsure)
    sure = factories.person("Saara Salo")
    with pytest.raises(PermissionDenied):
        operations.join_by_domain(organisation=here, person=sure, by=unsure)
    assert operations.join_by_domain(organisation=here, person=sure, by=sure).organisation == here


def test_invitation_is_mailed_in_its_language_and_tells_who_joined(here, aino):
    group, told = all_target_groups()[1], []
    facts._receivers[PersonJoined].append(told.append)
    try:
        made = operations.create_invitation(organisation=here, by=aino, email="uusi@x.example", language="sv", target_group=group, role="management")
        assert made.token not in made.invitation.token_hash
        job = DBTaskResult.objects.get()
        assert tasks.send_invitations.call(*job.args_kwargs["args"]) == 1
        assert tasks.send_invitations.call(*job.args_kwargs["args"]) == 0, "running the job again sends nothing twice"
        assert mail.outbox[0].subject.startswith("Inbjudan till")
        assert f"/sv/inbjudan/{made.token}/" in mail.outbox[0].body
        new = factories.person("Uusi Ihminen")
        operations.accept_invitation(token=made.token, by=new)
        assert told == [PersonJoined(new.pk, here.pk, group.key)]
    finally:
        facts._receivers[PersonJoined].remove(told.append)
    assert queries.organisation_roles(new, here) == {"management"}
    with pytest.raises(ValidationError):
        operations.accept_invitation(token=made.token, by=factories.person("Toinen Ihminen"))
    assert audit.verify() == []


def test_role_is_not_given_when_its_giver_may_not_give_it_any_more(here, aino):
    admin = factories.member(here, "Antti Aho", "admin")
    made = operations.create_invitation(organisation=here, by=admin, email="uusi@x.example", role="admin")
    operations.take_role(organisation=here, person=admin, role="admin", by=aino)
    new = factories.person("Uusi Ihminen")
    operations.accept_invitation(token=made.token, by=new)
    assert queries.is_member(new, here)
    assert queries.organisation_roles(new, here) == set()


@pytest.mark.parametrize("change", [{"revoked_at": "now"}, {"expires_at": "now"}, {"max_uses": 1, "uses": 1}])
def test_invitation_that_does_not_hold_is_refused(here, aino, change):
    made = operations.create_invitation(organisation=here, by=aino, max_uses=3)
    Invitation.objects.update(**{k: clock.now() - timedelta(seconds=1) if v == "now" else v for k, v in change.items()})
    with pytest.raises(ValidationError):
        operations.accept_invitation(token=made.token, by=factories.person("Ville Vieras"))


def test_link_never_carries_a_role_and_members_do_not_use_it_up(here, aino, eero):
    with pytest.raises(ValidationError):
        operations.create_invitation(organisation=here, by=aino, role="admin", max_uses=5)
    made = operations.create_invitation(organisation=here, by=aino, max_uses=5)
    operations.accept_invitation(token=made.token, by=eero)
    assert Invitation.objects.get(pk=made.invitation.pk).uses == 0


def test_same_address_is_not_invited_twice(here, aino, eero):
    operations.create_invitation(organisation=here, by=aino, email="uusi@x.example")
    for email in ("UUSI@x.example", eero.email):
        with pytest.raises(ValidationError) as wrong:
            operations.create_invitation(organisation=here, by=aino, email=email)
        assert "email" in wrong.value.error_dict


def test_members_may_not_invite_or_give_roles(here, eero, outi):
    for person in (eero, outi):
        with pytest.raises(PermissionDenied):
            operations.create_invitation(organisation=here, by=person)
        with pytest.raises(PermissionDenied):
            operations.give_role(organisation=here, person=person, role="admin", by=person)
        with pytest.raises(PermissionDenied):
            operations.invite_many(organisation=here, content=b"email\na@x.example\n", by=person)


def test_appointing_a_member_or_by_invitation(here, eero, kaisa):
    assert operations.appoint_digital_lead(organisation=here, email=eero.email, by=kaisa).person == eero
    made = operations.appoint_digital_lead(organisation=here, email="uusi@x.example", by=kaisa)
    new = factories.person("Uusi Ihminen")
    operations.accept_invitation(token=made.token, by=new)
    assert queries.organisation_roles(new, here) == {"digital_lead"}


def test_last_in_charge_stays_until_there_is_another(here, aino, eero):
    own = Membership.objects.get(person=aino)
    for act in (
        lambda: operations.take_role(organisation=here, person=aino, role="digital_lead", by=aino),
        lambda: operations.end_membership(membership=own, by=aino),
    ):
        with pytest.raises(ValidationError):
            act()
    operations.give_role(organisation=here, person=eero, role="admin", by=aino)
    operations.end_membership(membership=own, by=aino)
    assert not RoleAssignment.objects.filter(person=aino).exists()
    assert not queries.is_member(aino, here)


def test_a_member_leaves_and_comes_back_without_old_roles(here, aino, eero):
    operations.give_role(organisation=here, person=eero, role="management", by=aino)
    operations.end_membership(membership=Membership.objects.get(person=eero), by=eero)
    operations.add_member(organisation=here, person=eero, by=None)
    assert queries.organisation_roles(eero, here) == set()
    assert Membership.objects.filter(person=eero).count() == 2


def test_last_coordinator_stays(kaisa):
    with pytest.raises(ValidationError):
        operations.take_network_role(person=kaisa, by=kaisa)


def _leave(person, results, start=None):
    with scopes_disabled():
        own = Membership.objects.select_related("organisation", "person").get(person=person, ended_at=None)
        if start:
            start.wait(5)
        try:
            operations.end_membership(membership=own, by=person)
            results.append("left")
        except ValidationError:
            results.append("refused")


def test_two_in_charge_leaving_one_after_the_other_leave_one(here, aino):
    results = []
    for person in (aino, factories.lead(here, "Antti Aho")):
        _leave(person, results)
    assert results == ["left", "refused"]


def test_two_in_charge_leaving_at_the_same_moment_leave_one(django_db_setup, django_db_blocker):
    """Two real transactions, so PostgreSQL only: SQLite in memory has one connection. What it commits it also clears away."""
    if connection.vendor == "sqlite":
        return
    results, start = [], threading.Barrier(2)

    def act(person):
        try:
            _leave(person, results, start)
        finally:
            connections.close_all()

    with django_db_blocker.unblock():
        here = factories.organisation("Kilpa opisto")
        both = [factories.lead(here, "Aino Aalto"), factories.lead(here, "Antti Aho")]
        try:
            threads = [threading.Thread(target=act, args=(person,)) for person in both]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
        finally:
            here.delete()
            for person in both:
                person.delete()
            AuditRow.objects.all().delete()
    assert sorted(results) == ["left", "refused"]


def test_every_privileged_act_is_in_the_audit_trail(here, aino, eero):
    operations.give_role(organisation=here, person=eero, role="management", by=aino)
    row = AuditRow.objects.order_by("-id").first()
    assert (row.action, row.actor_id, row.data) == ("network.role.given", aino.pk, {"person": eero.pk, "role": "management"})
    assert "joined" in " ".join(a.action for a in queries.audit_of(here)) or queries.audit_of(here)
