"""Reads about one organisation: its public page, its roles and their history, its counts, its audit trail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Collate
from django_scopes import scopes_disabled

from osaava.accounts.api import Person
from osaava.base import clock
from osaava.base.collation import FINNISH
from osaava.base.models import AuditRow
from osaava.network.extras import acts_in_words
from osaava.network.models import EmailDomain, Organisation, RoleAssignment, ThemeRole
from osaava.network.queries.access import theme_roles_on
from osaava.network.queries.people import members_of, open_invitations
from osaava.themes.api import Theme, all_themes


def organisation_by_key(key: str) -> Organisation | None:
    """The organisation with this address, or None."""
    return Organisation.objects.filter(key=key).first()


def organisations_by_keys(keys) -> dict[str, Organisation]:
    """Organisations by their keys; unknown keys are left out."""
    return {organisation.key: organisation for organisation in Organisation.objects.filter(key__in=list(keys))}


def all_organisations() -> QuerySet[Organisation]:
    """Every organisation that is or was in the network, in Finnish alphabetical order."""
    return Organisation.objects.order_by(Collate("name", FINNISH))


@dataclass(frozen=True, slots=True)
class Period:
    """One role in one theme from a day to a last day (None: until further notice)."""

    theme: Theme
    kind: str
    valid_from: date
    valid_until: date | None
    state: str
    """"past", "present" or "planned"."""


def role_history(organisation) -> list[Period]:
    """All periods of the organisation's theme roles, planned ones too, the latest beginning first."""
    today = clock.today()
    themes = {theme.pk: theme for theme in all_themes()}
    return [
        Period(themes[role.theme_id], role.kind, role.valid_from, role.valid_until, _state(role, today))
        for role in ThemeRole.objects.filter(organisation=organisation).order_by("-valid_from", "theme_id")
    ]


def _state(role: ThemeRole, today: date) -> str:
    if role.valid_from > today:
        return "planned"
    return "present" if role.valid_until is None or role.valid_until >= today else "past"


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A theme and the organisation's role in it; `kind` is empty where it is not involved."""

    theme: Theme
    kind: str
    since: date | None


def roles_of(organisation, day: date | None = None) -> list[RoleLine]:
    """The organisation's role in each of the eight themes on a day."""
    found = {role.theme_id: role for role in theme_roles_on(day).filter(organisation=organisation)}
    return [
        RoleLine(theme, found[theme.pk].kind if theme.pk in found else "", found[theme.pk].valid_from if theme.pk in found else None)
        for theme in all_themes()
    ]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What everyone may read of an organisation."""

    organisation: Organisation
    roles: list[RoleLine]
    history: list[Period]
    """Past and planned periods; what holds now is in `roles`."""
    has_left: bool


def organisation_public(key: str) -> OrganisationPage | None:
    """The organisation's public page, or None. Never tells of its people."""
    organisation = organisation_by_key(key)
    if organisation is None:
        return None
    today = clock.today()
    periods = role_history(organisation)
    present = {period.theme.pk: period for period in periods if period.state == "present"}
    has_left = organisation.left_on is not None and organisation.left_on <= today
    lines = []
    for theme in all_themes():
        period = None if has_left else present.get(theme.pk)
        lines.append(RoleLine(theme, period.kind if period else "", period.valid_from if period else None))
    return OrganisationPage(organisation, lines, [p for p in periods if p.state != "present"], has_left)


def email_domains_of(organisation) -> list[EmailDomain]:
    """The domains by which people may join, by name."""
    return list(organisation.email_domains.order_by("domain"))


@dataclass(frozen=True, slots=True)
class OrganisationCounts:
    """Numbers of the dashboard; no names."""

    members: int
    in_charge: int
    open_invitations: int
    roles: dict[str, int]


def organisation_counts(organisation) -> OrganisationCounts:
    """How many people, people in charge, open invitations, and theme roles by kind."""
    with scopes_disabled():
        members = members_of(organisation).count()
        invitations = open_invitations(organisation).count()
    in_charge = RoleAssignment.objects.filter(organisation=organisation).values("person").distinct().count()
    kinds = Counter(theme_roles_on().filter(organisation=organisation).values_list("kind", flat=True))
    return OrganisationCounts(members, in_charge, invitations, dict(kinds))


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One privileged act: who (None: the system), what (the action's name and data), about whom, when."""

    at: datetime
    actor: str
    action: str
    data: dict
    about: str
    organisation: str


def audit_lines(rows) -> list[AuditLine]:
    """Audit rows with the names that they stand for; two queries however many rows. Erased people are left without a name."""
    rows = list(rows)
    people = {row.actor_id for row in rows} | {row.data.get("person") for row in rows}
    names = dict(Person.objects.filter(pk__in=people - {None}).values_list("pk", "name"))
    organisations = {
        str(uuid): name for uuid, name in Organisation.objects.filter(uuid__in={r.organisation for r in rows} - {""}).values_list("uuid", "name")
    }
    return [
        AuditLine(
            row.at, names.get(row.actor_id, ""), row.action, row.data, names.get(row.data.get("person"), ""), organisations.get(row.organisation, "")
        )
        for row in rows
    ]


def audit_of(organisation, limit: int = 10) -> list[AuditLine]:
    """The latest privileged acts in an organisation: those on people and roles, and those that apps above tell (`extras.tell_acts`)."""
    told = Q(action__startswith="network.") | Q(action__in=acts_in_words)
    return audit_lines(AuditRow.objects.filter(told, organisation=str(organisation.uuid)).order_by("-at", "-pk")[:limit])


PUBLIC_ACTS = (
    "network.organisation.created", "network.organisation.changed", "network.theme_roles.set", "network.theme_lead.handed_over",
    "network.network_role.given", "network.network_role.taken", "network.email_domain.added", "network.email_domain.removed",
)
"""What a coordinator sees of the network: acts about organisations, not about an organisation's people."""


def recent_network_acts(limit: int = 20) -> list[AuditLine]:
    """The latest acts about organisations and their roles, for the coordinator."""
    return audit_lines(AuditRow.objects.filter(action__in=PUBLIC_ACTS).order_by("-at", "-pk")[:limit])


@dataclass(frozen=True, slots=True)
class NetworkCounts:
    """Numbers of the coordinator's first page."""

    organisations: int
    without_lead: int
    people: int
    roles: int
    themes_without_lead: int


def network_counts() -> NetworkCounts:
    """Counts over the whole network; people only as one number."""
    today = clock.today()
    present = Organisation.objects.filter(Q(left_on=None) | Q(left_on__gt=today), kind="provider")
    led = RoleAssignment.objects.filter(organisation__isnull=False, role="digital_lead").values("organisation")
    counts = present.aggregate(all=Count("pk"), without=Count("pk", filter=~Q(pk__in=led)))
    people = Person.objects.filter(memberships__ended_at=None, memberships__isnull=False, is_active=True).distinct().count()
    roles = Counter(theme_roles_on().values_list("kind", flat=True))
    leads = set(theme_roles_on().filter(kind="lead").values_list("theme_id", flat=True))
    return NetworkCounts(
        counts["all"], counts["without"], people, sum(roles.values()), sum(theme.pk not in leads for theme in all_themes())
    )


def organisations_with_lead(organisations) -> set[int]:
    """Ids of those among the organisations that have a digital lead."""
    rows = RoleAssignment.objects.filter(organisation__in=[o.pk for o in organisations], role="digital_lead")
    return set(rows.values_list("organisation_id", flat=True))
