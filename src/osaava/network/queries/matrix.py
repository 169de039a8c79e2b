"""The network's roles: organisations × themes, however it is looked at. Each view costs two queries, for 3 or 300 organisations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.db.models.functions import Collate

from osaava.base import clock
from osaava.base.collation import FINNISH, finnish_key
from osaava.base.remembered import remembered
from osaava.network.enums import OrganisationKind, ThemeRoleKind
from osaava.network.models import Organisation, ThemeTeamMember
from osaava.network.queries.access import theme_roles_on
from osaava.themes.api import Theme, all_themes

KINDS = ThemeRoleKind.values
ORDERS = ("name", "region", "size", "roles")
_SIZES = {"xl": 0, "l": 1, "m": 2, "s": 3, "": 4}
_WEIGHT: dict[str, int] = {ThemeRoleKind.LEAD: 100, ThemeRoleKind.DEVELOPER: 10, ThemeRoleKind.PARTICIPANT: 1}


@dataclass(slots=True)
class Cell:
    """One organisation in one theme; `kind` is empty where it is not involved."""

    theme: Theme
    kind: str = ""


@dataclass(slots=True)
class Row:
    """One organisation with its eight cells in theme order and its count by kind."""

    organisation: Organisation
    cells: list[Cell]
    counts: dict[str, int]

    @property
    def by_kind(self) -> list[tuple[str, list[Theme]]]:
        """Kinds that the organisation has, strongest first, each with its themes."""
        return [(kind, [c.theme for c in self.cells if c.kind == kind]) for kind in KINDS if self.counts[kind]]


@dataclass(slots=True)
class Column:
    """One theme with its organisations by kind, among the rows shown."""

    theme: Theme
    leads: list[Organisation] = field(default_factory=list)
    developers: list[Organisation] = field(default_factory=list)
    participants: list[Organisation] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"lead": len(self.leads), "developer": len(self.developers), "participant": len(self.participants)}


@dataclass(slots=True)
class Matrix:
    """The rows shown, the columns over them, and how many organisations the network has that day."""

    rows: list[Row]
    columns: list[Column]
    organisations: int


def organisations_on(day: date):
    """Organisations that belong to the network on a day, in Finnish alphabetical order."""
    return Organisation.objects.filter(Q(left_on=None) | Q(left_on__gt=day), Q(joined_on=None) | Q(joined_on__lte=day)).order_by(
        Collate("name", FINNISH)
    )


def _wanted(row: Row, role: str, region: str, size: str, search: str) -> bool:
    organisation = row.organisation
    if role and not row.counts.get(role):
        return False
    if region and organisation.region != region:
        return False
    if size and organisation.size_class != size:
        return False
    return not search or search in finnish_key(organisation.name)


def _order(rows: list[Row], order: str) -> None:
    """Rows come in name order; sorts are stable."""
    if order == "region":
        rows.sort(key=lambda row: finnish_key(row.organisation.get_region_display() or "\uffff"))
    elif order == "size":
        rows.sort(key=lambda row: _SIZES.get(row.organisation.size_class, 9))
    elif order == "roles":
        rows.sort(key=lambda row: -sum(_WEIGHT[kind] * count for kind, count in row.counts.items()))


def role_matrix(
    day: date | None = None, *, role: str = "", region: str = "", size: str = "", search: str = "", order: str = "name"
) -> Matrix:
    """Every organisation's role in every theme on a day, filtered and ordered. Unknown filter values are ignored."""
    day = day or clock.today()
    themes = all_themes()
    kinds: dict[int, dict[int, str]] = {}
    for organisation, theme, kind in theme_roles_on(day).values_list("organisation_id", "theme_id", "kind"):
        kinds.setdefault(organisation, {})[theme] = kind
    rows = []
    for organisation in organisations_on(day):
        own = kinds.get(organisation.pk, {})
        if not own and organisation.kind != OrganisationKind.PROVIDER:
            continue  # the coordinator and partners stand in the matrix only when they have a role
        counts = Counter(own.values())
        rows.append(Row(organisation, [Cell(t, own.get(t.pk, "")) for t in themes], {kind: counts[kind] for kind in KINDS}))
    total = len(rows)
    role, search = role if role in KINDS else "", finnish_key(search.strip()[:100])
    rows = [row for row in rows if _wanted(row, role, region, size, search)]
    _order(rows, order)
    return Matrix(rows, _columns(rows, themes), total)


def _columns(rows: list[Row], themes: list[Theme]) -> list[Column]:
    columns = [Column(theme) for theme in themes]
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=True):
            if cell.kind == ThemeRoleKind.LEAD:
                column.leads.append(row.organisation)
            elif cell.kind == ThemeRoleKind.DEVELOPER:
                column.developers.append(row.organisation)
            elif cell.kind == ThemeRoleKind.PARTICIPANT:
                column.participants.append(row.organisation)
    return columns


@dataclass(slots=True)
class ThemeOrganisation:
    """An organisation in a theme, with the names of its team where the reader may see them."""

    organisation: Organisation
    kind: str
    since: date
    team: list[str] = field(default_factory=list)


def theme_people(theme, *, with_names: bool, day: date | None = None) -> dict[str, list[ThemeOrganisation]]:
    """Who works in a theme: organisations by kind. Names of team members are for members of the network only (`with_names`)."""
    found = [
        ThemeOrganisation(role.organisation, role.kind, role.valid_from)
        for role in theme_roles_on(day).filter(theme=theme).select_related("organisation").order_by(Collate("organisation__name", FINNISH))
    ]
    if with_names:
        team: dict[int, list[str]] = {}
        members = ThemeTeamMember.objects.filter(theme=theme, membership__ended_at=None, membership__person__is_active=True)
        names = members.order_by("membership__person__name").values_list("membership__organisation_id", "membership__person__name")
        for organisation, name in names:
            team.setdefault(organisation, []).append(name)
        for entry in found:
            entry.team = team.get(entry.organisation.pk, [])
    return {kind: [entry for entry in found if entry.kind == kind] for kind in KINDS}


@dataclass(frozen=True, slots=True)
class ThemeRoleSummary:
    """Who leads a theme, as (name, key), and how many others work in it."""

    leads: tuple[tuple[str, str], ...]
    developers: int
    participants: int


def theme_role_summary(theme, day: date | None = None) -> ThemeRoleSummary:
    """The theme's leads by name, and how many organisations develop and take part. One query after shared content changed."""
    return remembered(("network.theme_role_summary", theme.pk, day), lambda: _theme_role_summary(theme, day))


def _theme_role_summary(theme, day: date | None) -> ThemeRoleSummary:
    roles = theme_roles_on(day).filter(theme=theme).order_by(Collate("organisation__name", FINNISH))
    rows = list(roles.values_list("kind", "organisation__name", "organisation__key"))
    count = Counter(kind for kind, _name, _key in rows)
    return ThemeRoleSummary(
        tuple((name, key) for kind, name, key in rows if kind == ThemeRoleKind.LEAD),
        count[ThemeRoleKind.DEVELOPER],
        count[ThemeRoleKind.PARTICIPANT],
    )
