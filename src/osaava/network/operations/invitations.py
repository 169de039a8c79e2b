"""Writes about invitations: personal ones by mail, links for many, and files of many."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

from osaava.base import access, audit, clock
from osaava.base.access import Permission
from osaava.base.language import LANGUAGES
from osaava.network import queries, rules, tasks, tokens, validators
from osaava.network.enums import OrganisationRole
from osaava.network.invitation_file import RowProblem, read_invitation_file
from osaava.network.models import Invitation, Membership, Organisation
from osaava.network.operations.people import join, lock, may_give_roles

DAYS, MAX_DAYS = 30, 365
MAX_USES = 5000


@dataclass(frozen=True)
class NewInvitation:
    """An invitation and its token, which is not to be had again."""

    invitation: Invitation
    token: str


def _new(organisation: Organisation, *, by, days: int, **values) -> NewInvitation:
    invitation = Invitation(organisation=organisation, created_by=by, expires_at=clock.now() + timedelta(days=days), **values)
    token = tokens.token_of(invitation)
    invitation.token_hash = tokens.hash_of(token)
    return NewInvitation(invitation, token)


def _ensure_may_invite(by, organisation: Organisation, role: str) -> None:
    if by is None:
        return
    if role == OrganisationRole.DIGITAL_LEAD and access.allows(by, Permission.NETWORK_COORDINATE):
        return
    access.ensure(by, Permission.PEOPLE_MANAGE if role else Permission.PEOPLE_INVITE, organisation)


@transaction.atomic
def create_invitation(
    *, organisation: Organisation, by, email: str = "", name: str = "", role: str = "", target_group=None, language: str = "fi",
    max_uses: int = 1, days: int = DAYS,
) -> NewInvitation:
    """Invite one person by mail (with `email`), or make a link for up to `max_uses` people (without). The token is returned this once.

    A link for many never carries a role: whoever holds it could pass it on.
    """
    _ensure_may_invite(by, organisation, role)
    email = validators.email(email) if email else ""
    wrong = {}
    if role and (not email or role not in OrganisationRole.values):
        wrong["role"] = ValidationError(_("Only a personal invitation can carry a role."), code="role")
    if language not in LANGUAGES:
        wrong["language"] = ValidationError(_("Choose one of the options."), code="choice")
    if not 1 <= days <= MAX_DAYS:
        wrong["days"] = ValidationError(_("An invitation holds from 1 to 365 days."), code="days")
    if not 1 <= max_uses <= MAX_USES:
        wrong["max_uses"] = ValidationError(_("A link is for 1 to 5,000 people."), code="max_uses")
    if email and (reason := _twin(email, *_known(organisation))):
        wrong["email"] = ValidationError(reason, code="twin")
    if wrong:
        raise ValidationError(wrong)
    lock(organisation)
    created = _new(
        organisation, by=by, days=days, email=email, name=validators.person_name(name), role=role, target_group=target_group,
        language=language, max_uses=1 if email else max_uses,
    )
    created.invitation.save(force_insert=True)
    audit.record(
        "network.invitation.created", created.invitation, by=by, organisation=organisation, personal=bool(email), role=role,
        max_uses=created.invitation.max_uses,
    )
    if email:
        tasks.send_invitations.enqueue([created.invitation.pk])
    return created


def _known(organisation: Organisation) -> tuple[set[str], set[str]]:
    """Addresses of present members, and of invitations that still hold."""
    with scopes_disabled():
        members = set(Membership.objects.filter(organisation=organisation, ended_at=None).values_list("person__email", flat=True))
        invited = set(queries.open_invitations(organisation).exclude(email="").values_list("email", flat=True))
    return members, invited


def _twin(email: str, members: set[str], invited: set[str]):
    if email in members:
        return _("This person already belongs to the organisation.")
    if email in invited:
        return _("This person already has an invitation. Withdraw it first if you want to send a new one.")
    return None


@dataclass(frozen=True)
class InviteReport:
    """What became of a file: how many were invited, which rows were not and why, which columns were left aside."""

    invited: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)


@transaction.atomic
def invite_many(*, organisation: Organisation, content: bytes, by) -> InviteReport:
    """Invite the people in a CSV file: good rows are invited, bad ones are told with number and reason.

    Raises ValidationError when the file as a whole cannot be read.
    """
    if by is not None:
        access.ensure(by, Permission.PEOPLE_INVITE, organisation)
    may_give = by is None or may_give_roles(by, organisation)
    people = read_invitation_file(content)
    lock(organisation)
    members, invited = _known(organisation)
    new, problems = [], list(people.problems)
    for row in people.rows:
        if row.role and not may_give:
            problems.append(RowProblem(row.number, row.email, _("You may not give roles in this organisation.")))
        elif reason := _twin(row.email, members, invited):
            problems.append(RowProblem(row.number, row.email, reason))
        else:
            invited.add(row.email)
            new.append(
                _new(
                    organisation, by=by, days=DAYS, email=row.email, name=row.name, role=row.role, target_group=row.target_group,
                    language=row.language,
                ).invitation
            )
    if new:
        with scopes_disabled():
            Invitation.objects.bulk_create(new, batch_size=200)
            ids = list(Invitation.objects.filter(uuid__in=[i.uuid for i in new]).values_list("pk", flat=True))
        audit.record("network.invitations.created", organisation, by=by, organisation=organisation, count=len(new))
        for start in range(0, len(ids), 100):
            tasks.send_invitations.enqueue(ids[start : start + 100])
    problems.sort(key=lambda problem: problem.row)
    return InviteReport(len(new), problems, people.ignored_columns)


@transaction.atomic
def accept_invitation(*, token: str, by) -> Membership:
    """Join by an invitation: any signed-in person who holds the token, as often as it may be used.

    The role it carries is given only if whoever promised it may still give it. Raises ValidationError when it does not hold any more, and
    Invitation.DoesNotExist when there is none.
    """
    with scopes_disabled():
        invitation = Invitation.objects.select_related("organisation", "target_group", "created_by").get(token_hash=tokens.hash_of(token))
        organisation = lock(invitation.organisation)
        invitation.refresh_from_db(fields=["uses", "revoked_at"])
        already = queries.is_member(by, organisation)
        if already and not invitation.role:
            return Membership.objects.get(organisation=organisation, person=by, ended_at=None)
        if not rules.invitation_holds(invitation, clock.now()):
            raise ValidationError(_("This invitation does not hold any more. Ask for a new one."), code="over")
        used = Invitation.objects.filter(pk=invitation.pk, revoked_at=None, uses__lt=F("max_uses")).update(uses=F("uses") + 1)
    if not used:
        raise ValidationError(_("This invitation does not hold any more. Ask for a new one."), code="over")
    giver = invitation.created_by
    role = invitation.role if giver is not None and may_give_roles(giver, organisation) else ""
    audit.record("network.invitation.accepted", invitation, by=by, organisation=organisation)
    target_group = invitation.target_group.key if invitation.target_group else ""
    membership = join(organisation=organisation, person=by, how="invitation", by=by, target_group_key=target_group)
    if role:
        join(organisation=organisation, person=by, how="invitation", by=giver, role=role)
    return membership


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by) -> None:
    """Withdraw an invitation; who has joined by it stays."""
    organisation = invitation.organisation
    if by is not None:
        access.ensure(by, Permission.PEOPLE_INVITE, organisation)
    with scopes_disabled():
        gone = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=clock.now())
    if gone:
        audit.record("network.invitation.revoked", invitation, by=by, organisation=organisation)


@transaction.atomic
def forget_addresses(*, emails) -> int:
    """Delete the personal invitations to these addresses, because the person behind them is being erased; returns how many."""
    with scopes_disabled():
        return Invitation.objects.filter(email__in=emails).delete()[0]
