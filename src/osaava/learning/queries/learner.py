"""What a learner sees of their own learning: the next step, paths, houses, recent units, and what the organisation sees of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import FilteredRelation, Q
from django.urls import reverse

from osaava.accounts.api import Person
from osaava.base.language import current_language
from osaava.learning.queries.journal import Journal, Visit, journal_of
from osaava.learning.queries.my_path import PlannedNext, planned_next
from osaava.learning.queries.progress import OnPath, PathState, paths_of, state_on
from osaava.library.api import UnitRow
from osaava.paths.api import PathRow, path_rows, rows_for, shared_units_by_theme
from osaava.themes.api import all_target_groups

RECENT = 5
SUGGESTIONS = 3


@dataclass(frozen=True)
class NextStep:
    """The one obvious next thing: a unit, on a path or by itself. `block`: where the person stopped reading."""

    unit: UnitRow
    path: OnPath | None
    number: int | None
    done: int
    total: int
    block: str

    @property
    def url(self) -> str:
        """Where to go on, at the block where the person stopped."""
        address = reverse("learning:path_unit", args=[self.path.slug, self.number]) if self.path else reverse("library:unit", args=[self.unit.slug])
        return f"{address}#b-{self.block}" if self.block else address


@dataclass(frozen=True)
class Facts:
    """What the learner told of themselves, and the organisations they belong to."""

    target_group_id: int | None
    shows_name: bool
    organisations: list[tuple[int, str, str]]
    """(id, key, name)"""


@dataclass(frozen=True)
class ShownPath:
    """A path of mine with its state."""

    path: OnPath
    state: PathState

    @property
    def title(self) -> str:
        return str(self.path.title)

    @property
    def url(self) -> str:
        return reverse("paths:path", args=[self.path.slug])


@dataclass
class MyLearning:
    """The whole page of a learner."""

    facts: Facts
    next_step: NextStep | None
    paths: list[ShownPath]
    houses: dict[int, tuple[int, int]]
    recent: list[tuple[Visit, UnitRow]]
    suggestions: list[PathRow] = field(default_factory=list)
    done: frozenset[int] = frozenset()
    """Ids of the units completed."""
    planned: PlannedNext | None = None
    """Where my own path goes on."""

    @property
    def completed_units(self) -> int:
        return len(self.done)

    @property
    def is_empty(self) -> bool:
        return not self.paths and not self.recent and not self.completed_units


def facts_of(person) -> Facts:
    """Target group, visibility and organisations in one query; limited to the person's own rows."""
    present = FilteredRelation("memberships", condition=Q(memberships__ended_at=None))
    rows = (
        Person.objects.filter(pk=person.pk)
        .annotate(present=present)
        .order_by("present__joined_at")
        .values_list(
            "learner_profile__target_group_id", "learner_profile__shows_name", "present__organisation_id", "present__organisation__key",
            "present__organisation__name",
        )
    )
    found = list(rows)
    group, shows = (found[0][0], bool(found[0][1])) if found else (None, False)
    return Facts(group, shows, [(pk, key, name) for _g, _s, pk, key, name in found if pk])


def theme_progress(person, journal: Journal | None = None) -> dict[int, tuple[int, int]]:
    """Theme id -> (done, total) of the units that everyone may read; at most one query (and one more after shared content changed)."""
    done = set((journal or journal_of(person)).done)
    return {theme: (len(ids & done), len(ids)) for theme, ids in shared_units_by_theme().items()}


def _choose_next(mine: list[OnPath], states: dict[int, PathState], journal: Journal, rows: dict[int, UnitRow]) -> NextStep | None:
    for path in mine:
        state = states[path.path_id]
        if state.next_unit_id is not None:
            visit = journal.visits.get(state.next_unit_id)
            return NextStep(rows[state.next_unit_id], path, state.next_number, state.done, state.total, visit.block if visit else "")
    for visit in journal.recent():
        if visit.unit_id in rows and visit.unit_id not in journal.done:
            return NextStep(rows[visit.unit_id], None, None, 0, 0, visit.block)
    return None


def _planned(found: PlannedNext | None) -> NextStep | None:
    """The next step where no path is under way: my own path's."""
    return NextStep(found.unit, None, None, found.done, found.total, "") if found and found.unit else None


def _known(person, language: str):
    """Journal, paths, unit rows and states: what next step and pages are made of."""
    journal, mine = journal_of(person), paths_of(person)
    ids = [pk for path in mine for pk in path.unit_ids]
    ids += [visit.unit_id for visit in journal.recent()[: RECENT * 2]]
    rows = rows_for(ids, language, person)
    states = {path.path_id: state_on(path.path_id, path.unit_ids, rows, journal) for path in mine}
    return journal, mine, rows, states


def next_step(person, language: str | None = None) -> NextStep | None:
    """Where the learner goes on: the path used last, else the unit left in the middle; None when there is nothing begun."""
    journal, mine, rows, states = _known(person, language or current_language())
    return _choose_next(mine, states, journal, rows) or _planned(planned_next(person, language=language))


def my_learning(person, language: str | None = None, *, suggest: bool = True) -> MyLearning:
    """Everything of `/oma/`, in a fixed number of queries."""
    language = language or current_language()
    facts, planned = facts_of(person), planned_next(person, language=language)
    journal, mine, rows, states = _known(person, language)
    page = MyLearning(
        facts=facts,
        next_step=_choose_next(mine, states, journal, rows) or _planned(planned),
        paths=[ShownPath(path, states[path.path_id]) for path in mine],
        houses=theme_progress(person, journal),
        recent=[(visit, rows[visit.unit_id]) for visit in journal.recent() if visit.unit_id in rows][:RECENT],
        done=frozenset(journal.done),
        planned=planned,
    )
    if suggest and page.next_step is None:
        taken = {path.path_id for path in mine}
        page.suggestions = suggested_paths(person, facts.target_group_id, taken)
    return page


def next_step_on(person, path_id: int) -> int | None:
    """The number of the step to go on with on one path that the person is on."""
    states = _known(person, current_language())[3]
    return states[path_id].next_number if path_id in states else None


def suggested_paths(person, target_group_id: int | None, taken: set[int]) -> list[PathRow]:
    """At most three paths to begin with: those for the person's target group first."""
    key = next((group.key for group in all_target_groups() if group.pk == target_group_id), "")
    rows = [row for row in path_rows(person=person) if row.path_id not in taken and row.total]
    return sorted(rows, key=lambda row: key not in row.target_groups)[:SUGGESTIONS]


def front_state(person, language: str | None = None) -> dict:
    """For the campus front: `next_step` (or None) and `houses` {theme id: (done, total)}; two or three queries, a few more after content changed."""
    journal, mine, rows, states = _known(person, language or current_language())
    chosen = _choose_next(mine, states, journal, rows) or _planned(planned_next(person, language=language))
    return {"next_step": chosen, "houses": theme_progress(person, journal)}


@dataclass(frozen=True)
class OrganisationView:
    """Exactly what an organisation sees of one person: `named` lists the paths beside which the name stands."""

    organisation: str
    name: str
    shows_name: bool
    counted_paths: list[str]
    counted_units: int
    named: list[str]


def organisation_view_of(person, page: MyLearning | None = None) -> list[OrganisationView]:
    """For each organisation of the person, what its participation page shows of them: the same rule, the same source."""
    page = page or my_learning(person, suggest=False)
    complete = [shown.title for shown in page.paths if shown.state.is_complete]
    return [
        OrganisationView(
            organisation=name,
            name=person.name,
            shows_name=page.facts.shows_name,
            counted_paths=[shown.title for shown in page.paths],
            counted_units=page.completed_units,
            named=complete if page.facts.shows_name else [],
        )
        for _pk, _key, name in page.facts.organisations
    ]
