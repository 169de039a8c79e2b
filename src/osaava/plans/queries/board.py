"""The board: goals with their actions in columns. A fixed number of queries however much a plan holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django_scopes import scope

from osaava.base import clock
from osaava.base.language import LanguageText, current_language
from osaava.library.api import units_by_ids
from osaava.network.api import members_of
from osaava.paths.api import Path, path_rows
from osaava.plans import rules
from osaava.plans.enums import ActionState, Progress
from osaava.plans.models import Action, DevelopmentPlan, FollowUp, Goal
from osaava.plans.queries.plans import goals_of


@dataclass(frozen=True)
class Owner:
    """Who is responsible. `has_left`: the person no longer belongs to the organisation."""

    name: str = ""
    has_left: bool = False

    @property
    def is_missing(self) -> bool:
        """Nobody was named, or the person's account is gone."""
        return not self.name


@dataclass(frozen=True)
class Link:
    """A path or a unit that an action leads to. `slug` empty: it was withdrawn or is not open to this reader."""

    kind: str
    title: LanguageText | str
    slug: str = ""

    @property
    def is_gone(self) -> bool:
        """The content cannot be opened any more."""
        return not self.slug


@dataclass(frozen=True)
class Card:
    """An action on the board."""

    action: Action
    owner: Owner
    links: tuple[Link, ...]
    progress: str
    """The latest check-in in one word, or empty."""
    is_late: bool
    is_first: bool = False
    is_last: bool = False

    @property
    def progress_words(self) -> str:
        """The latest check-in's one word in this language."""
        return str(Progress(self.progress).label) if self.progress else ""

    @property
    def has_gone_content(self) -> bool:
        """Some of its content was withdrawn."""
        return any(link.is_gone for link in self.links)


@dataclass(frozen=True)
class Column:
    """One state of the board with its cards in order."""

    state: str
    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class GoalBoard:
    """A goal with its five columns."""

    goal: Goal
    owner: Owner
    columns: tuple[Column, ...]
    is_late: bool
    latest: FollowUp | None = None
    days: int = field(default=0)

    @property
    def cards(self) -> list[Card]:
        """All cards, column by column."""
        return [card for column in self.columns for card in column.cards]

    @property
    def total(self) -> int:
        """How many actions there are."""
        return sum(len(column.cards) for column in self.columns)

    @property
    def finished(self) -> int:
        """How many are done or established."""
        return rules.finished_of([card.action.state for card in self.cards])

    @property
    def hours(self) -> int:
        """Working hours that the actions are estimated to take."""
        return sum(card.action.effort_hours or 0 for card in self.cards)


def owners_of(organisation, people: Iterable) -> dict[int | None, Owner]:
    """Person id -> owner as a page says it; one query."""
    named = {person.pk: person for person in people if person is not None}
    with scope(organisation=organisation):
        present = set(members_of(organisation).filter(person__in=named).values_list("person_id", flat=True)) if named else set()
    found: dict[int | None, Owner] = {pk: Owner(person.name, pk not in present) for pk, person in named.items()}
    return found | {None: Owner()}


def board_of(plan: DevelopmentPlan, reader=None, *, goal: Goal | None = None, only_open: bool = True, today: date | None = None) -> list[GoalBoard]:
    """The plan's goals (or one of them) as boards. `reader` decides which content can be opened."""
    organisation, today = plan.organisation, today or clock.today()
    goals = [goal] if goal is not None else goals_of(organisation, plan=plan, only_open=only_open)
    with scope(organisation=organisation):
        actions = list(Action.objects.filter(goal__in=goals, removed_at=None).select_related("owner").order_by("order", "id"))
        latest: dict[int | None, FollowUp] = {}
        of_goal: dict[int, FollowUp] = {}
        for said in FollowUp.objects.filter(goal__in=goals).select_related("by").order_by("on", "id"):
            latest[said.action_id] = said
            of_goal[said.goal_id] = said
        links = _links(actions, reader)
    owners = owners_of(organisation, [*(each.owner for each in goals), *(action.owner for action in actions)])
    by_goal: dict[int, list[Action]] = defaultdict(list)
    for action in actions:
        by_goal[action.goal_id].append(action)

    def card(action: Action, number: int, count: int) -> Card:
        last = latest.get(action.pk)
        late = rules.is_late(action.due_on, action.state in rules.FINISHED, today)
        return Card(action, owners[action.owner_id], links.get(action.pk, ()), last.progress if last else "", late, number == 0, number == count - 1)

    boards = []
    for row in goals:
        columns = []
        for state in ActionState:
            here = [action for action in by_goal[row.pk] if action.state == state]
            columns.append(Column(state.value, str(state.label), tuple(card(action, n, len(here)) for n, action in enumerate(here))))
        late = rules.is_late(row.due_on, row.closed_on is not None, today)
        boards.append(GoalBoard(row, owners[row.owner_id], tuple(columns), late, of_goal.get(row.pk), (row.due_on - today).days))
    return boards


def _links(actions: list[Action], reader) -> dict[int, tuple[Link, ...]]:
    """Action id -> what it leads to; withdrawn content keeps its name and loses its address."""
    ids = [action.pk for action in actions]
    to_paths: Any = Action.paths.through  # the tables between, which the types do not know
    to_units: Any = Action.units.through
    paths = list(to_paths.objects.filter(action__in=ids).order_by("id").values_list("action_id", "path_id"))
    units = list(to_units.objects.filter(action__in=ids).order_by("id").values_list("action_id", "unit_id"))
    found: dict[int, list[Link]] = defaultdict(list)
    if paths:
        for action, link in _path_links(paths, reader):
            found[action].append(link)
    if units:
        rows = units_by_ids([unit for _action, unit in units], current_language(), person=reader, with_withdrawn=True)
        for action, unit in units:
            row = rows.get(unit)
            if row is not None:
                found[action].append(Link("unit", row.title, "" if row.withdrawn else row.slug))
            else:
                found[action].append(Link("unit", ""))
    return {action: tuple(rows) for action, rows in found.items()}


def _path_links(pairs: list[tuple[int, int]], reader) -> list[tuple[int, Link]]:
    open_rows = {row.path_id: row for row in path_rows(person=reader)}
    missing = {path for _action, path in pairs if path not in open_rows}
    names = {}
    if missing:
        names = dict(Path.objects.filter(pk__in=missing).values_list("pk", "published__title"))
    found = []
    for action, path in pairs:
        row = open_rows.get(path)
        found.append((action, Link("path", row.title, row.slug) if row else Link("path", LanguageText(names.get(path) or {}))))
    return found
