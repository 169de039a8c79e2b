"""What the coordinator's pages read beside the picture: names, consents, orders, and content that serves a competence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from osaava.analytics.needs import LANGUAGES_OF_PROFILE, Key, Need
from osaava.analytics.queries.picture import Picture, State, levels_shared, present_organisations
from osaava.base.access import Permission
from osaava.base.language import current_language
from osaava.library.api import UnitRow, WorkOrder, live_kinds, published_steps, units_by_ids, work_orders
from osaava.network.api import Organisation, organisations_where
from osaava.paths.api import PathRow, aims_in, path_rows
from osaava.plans.api import Goal, goals_of
from osaava.themes.api import Competence, TargetGroup, Theme, all_competences, all_target_groups, all_themes

MOST_ORDERS = 30
MOST_CONTENT = 12
MOST_OWN = 3
"""Organisations of one person whose own goals are looked for."""


@dataclass(frozen=True)
class NetworkRow:
    """An organisation in the table of 77 × 8: the state of its rounds, and its level in each theme where it shares them."""

    organisation: Organisation
    state: str
    closed: str
    levels: tuple[int | None, ...]
    shares: bool


@dataclass(frozen=True)
class OrderedNeed:
    """A need with its words, and whether content for it has been ordered already."""

    need: Need
    competence: Competence
    group: TargetGroup
    ordered: bool


@dataclass(frozen=True)
class CompetencePage:
    """The stations of one competence that the network has: figure, wish, content, orders, and the reader's own goals on it."""

    competence: Competence
    band: Mapping | None
    goals: int
    needs: tuple[OrderedNeed, ...]
    paths: tuple[PathRow, ...]
    units: tuple[UnitRow, ...]
    unit_count: int
    orders: tuple[WorkOrder, ...]
    own: tuple[Goal, ...]


def network_rows(picture: Picture) -> list[NetworkRow]:
    """Every present organisation by name. A consent that was taken back hides levels at once, whatever the picture holds."""
    counted = {row["organisation"]: row for row in picture.rows}
    shared = levels_shared()
    themes = all_themes()
    found = []
    for organisation in present_organisations():
        row = counted.get(organisation.pk, {"state": State.NONE, "closed": "", "levels": {}})
        shares = organisation.pk in shared
        levels = tuple(row["levels"].get(theme.key) if shares else None for theme in themes)
        found.append(NetworkRow(organisation, row["state"], row["closed"], levels, shares))
    return found


def ordered_needs(
    picture: Picture, *, theme: Theme | None = None, group: str = "", language: str = "", competence: str = "", served: bool = False
) -> list[OrderedNeed]:
    """Needs of the picture, filtered. Without `served` only those that lack content."""
    competences = {row.key: row for row in all_competences()}
    groups = {row.key: row for row in all_target_groups()}
    live = live_kinds()
    found = []
    for need in picture.needs:
        about = competences.get(need.competence)
        if about is None or need.group not in groups or (need.missing is None and not served):
            continue
        if (theme and about.theme_id != theme.pk) or (competence and need.competence != competence):
            continue
        if (group and need.group != group) or (language and need.language != language):
            continue
        kinds = {(about.theme.key, need.group, need.language, key) for key in (need.competence, "")}
        found.append(OrderedNeed(need, about, groups[need.group], bool(kinds & live)))
    return found


def orders_on_page() -> list[WorkOrder]:
    """The network's newest orders, live ones first."""
    return list(work_orders()[:MOST_ORDERS])


def competence_by_key(key: str) -> Competence | None:
    """A competence of the vocabulary, or None."""
    return next((competence for competence in all_competences() if competence.key == key), None)


def threads_wanting(key: Key) -> list[str]:
    """Codes of the goals that ask for this competence, target group and language, in the whole network. Codes tell nothing of organisations."""
    competence, group, language = key
    organisations = [row.pk for row in present_organisations() if language in LANGUAGES_OF_PROFILE[row.language_profile]]
    return sorted({aim.thread for aim in aims_in(organisations) if aim.competence == competence and aim.is_for(group)})


def own_threads(person, competences: set[str] | None = None) -> list[Goal]:
    """Open goals (on these competences) of the organisations whose plan the person may see, at most `MOST_OWN` organisations."""
    found = []
    for organisation in organisations_where(person, Permission.PLAN_VIEW)[:MOST_OWN]:
        found += [goal for goal in goals_of(organisation) if competences is None or goal.competence.key in competences]
    return found


def competence_page(competence: Competence, picture: Picture | None, person) -> CompetencePage:
    """Everything the network has on one competence. `person` decides which content can be opened and whose goals are their own."""
    ids = [unit for unit, key, _low, _high in published_steps(person) if key == competence.key]
    wanted = set(ids)
    units = units_by_ids(list(dict.fromkeys(ids))[:MOST_CONTENT], current_language(), person=person)
    return CompetencePage(
        competence=competence,
        band=picture.bands.get(competence.key) if picture else None,
        goals=picture.goals.get(competence.key, 0) if picture else 0,
        needs=tuple(ordered_needs(picture, competence=competence.key, served=True)) if picture else (),
        paths=tuple(row for row in path_rows(person=person) if wanted & row.open_ids)[:MOST_CONTENT],
        units=tuple(units.values()),
        unit_count=len(wanted),
        orders=tuple(order for order in work_orders(theme_key=competence.theme.key)[:MOST_ORDERS] if order.competence_key == competence.key),
        own=tuple(own_threads(person, {competence.key})),
    )
