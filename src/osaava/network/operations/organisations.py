"""Writes about organisations themselves: their facts, their e-mail domains, who leads their digital work."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

from osaava.base import access, audit, clock, facts
from osaava.base.access import Permission
from osaava.base.language import LANGUAGES, LanguageText
from osaava.network import queries, validators
from osaava.network.enums import LanguageProfile, OrganisationKind, OrganisationRole, Region, SizeClass
from osaava.network.facts import OrganisationChanged
from osaava.network.models import EmailDomain, Invitation, Organisation
from osaava.network.operations.invitations import create_invitation
from osaava.network.operations.people import give_role

RESERVED_KEYS = frozenset({"teemat", "teman", "themes"})
"""Addresses under /verkosto/ that are not organisations, in each language."""

_CHOICES = {
    "kind": OrganisationKind.values,
    "region": ["", *Region.values],
    "size_class": ["", *SizeClass.values],
    "language_profile": LanguageProfile.values,
}
_TIDY = {
    "name": validators.organisation_name,
    "business_id": validators.business_id,
    "oid": validators.organisation_oid,
    "website": validators.website,
}
_COORDINATORS_OWN = frozenset({"kind", "joined_on", "left_on"})
FACTS = (*_TIDY, *_CHOICES, "description", "joined_on", "left_on")


def _clean(values: dict) -> dict:
    """Tidy values, or one ValidationError with every field that is wrong."""
    clean, wrong = {}, {}
    for name, value in values.items():
        if name not in FACTS:
            raise TypeError(f"An organisation has no fact {name!r}.")
        try:
            if name in _TIDY:
                value = _TIDY[name](value)
            elif name in _CHOICES and value not in _CHOICES[name]:
                raise ValidationError(_("Choose one of the options."), code="choice")
            elif name == "description":
                value = LanguageText({code: str(text).strip()[:2000] for code, text in value.items() if code in LANGUAGES and str(text).strip()})
            clean[name] = value
        except ValidationError as error:
            wrong[name] = error
    if wrong:
        raise ValidationError(wrong)
    return clean


def _refuse_twins(values: dict, besides: Organisation | None = None) -> None:
    others = Organisation.objects.exclude(pk=besides.pk) if besides else Organisation.objects.all()
    wrong = {}
    if (name := values.get("name")) and others.alias(small=Lower("name")).filter(small=name.lower()).exists():
        wrong["name"] = ValidationError(_("The network already has an organisation of this name."), code="twin")
    for field in ("business_id", "oid"):
        if values.get(field) and others.filter(**{field: values[field]}).exists():
            wrong[field] = ValidationError(_("Another organisation of the network has this identifier."), code="twin")
    if wrong:
        raise ValidationError(wrong)


def _new_key(name: str, asked: str = "") -> str:
    base = slugify(asked or name.replace("æ", "a").replace("ø", "o"))[:56] or "organisaatio"
    key, number = base, 1
    while key in RESERVED_KEYS or Organisation.objects.filter(key=key).exists():
        number += 1
        key = f"{base}-{number}"
    return key


@transaction.atomic
def create_organisation(*, name: str, by, key: str = "", **values) -> Organisation:
    """Take an organisation into the network. `by=None` is the system. Raises ValidationError by field."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    clean = _clean({"name": name, **values})
    _refuse_twins(clean)
    clean.setdefault("joined_on", clock.today())
    organisation = Organisation.objects.create(key=_new_key(clean["name"], key), **clean)
    audit.record("network.organisation.created", organisation, by=by, organisation=organisation)
    facts.publish(OrganisationChanged(organisation.pk))
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, by, **values) -> Organisation:
    """Change an organisation's public facts; its kind and the dates of its membership are the coordinator's to change."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE if _COORDINATORS_OWN & set(values) else Permission.ORGANISATION_EDIT, organisation)
    clean = _clean(values)
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    _refuse_twins(clean, besides=row)
    changed = sorted(name for name, value in clean.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, clean[name])
    row.save(update_fields=changed)
    audit.record("network.organisation.changed", row, by=by, organisation=row, fields=changed)
    facts.publish(OrganisationChanged(row.pk))
    return row


@transaction.atomic
def add_email_domain(*, organisation: Organisation, domain: str, by) -> EmailDomain:
    """Let people with an address of this domain join by themselves.

    Whoever adds it must have a verified address there, so that nobody can lay hands on another organisation's people; the coordinator may
    add any domain but the open mail providers.
    """
    domain = validators.email_domain(domain)
    if by is not None:
        access.ensure(by, Permission.ORGANISATION_EDIT, organisation)
        if not queries.is_coordinator(by) and domain not in queries.verified_domains_of(by):
            raise ValidationError(
                _("You need a confirmed address of your own in this domain to add it. The network's coordinator can also add it."), code="not_yours"
            )
    try:
        with transaction.atomic():
            row = EmailDomain.objects.create(organisation=organisation, domain=domain)
    except IntegrityError:
        raise ValidationError(_("This domain is already in use in the network."), code="twin") from None
    audit.record("network.email_domain.added", organisation, by=by, organisation=organisation, domain=domain)
    return row


@transaction.atomic
def remove_email_domain(*, email_domain: EmailDomain, by) -> None:
    """Stop people from joining by this domain; those who have joined stay."""
    organisation = email_domain.organisation
    access.ensure(by, Permission.ORGANISATION_EDIT, organisation)
    audit.record("network.email_domain.removed", organisation, by=by, organisation=organisation, domain=email_domain.domain)
    email_domain.delete()


@dataclass(frozen=True)
class Appointment:
    """What came of appointing: `person` when the role was given at once, else the invitation that was sent."""

    person: object | None = None
    invitation: Invitation | None = None
    token: str = ""


@transaction.atomic
def appoint_digital_lead(*, organisation: Organisation, email: str, by, name: str = "", language: str = "fi") -> Appointment:
    """Make the person with this address the organisation's digital lead: at once if a member, else by an invitation that carries the role."""
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    email = validators.email(email)
    with scopes_disabled():
        member = organisation.memberships.filter(person__email=email, ended_at=None).select_related("person").first()
    if member:
        give_role(organisation=organisation, person=member.person, role=OrganisationRole.DIGITAL_LEAD, by=by)
        return Appointment(person=member.person)
    created = create_invitation(
        organisation=organisation, email=email, name=name, role=OrganisationRole.DIGITAL_LEAD, language=language, by=by
    )
    return Appointment(invitation=created.invitation, token=created.token)
