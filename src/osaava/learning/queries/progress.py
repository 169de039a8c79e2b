"""Progress on paths, derived from completions wherever they were made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django_scopes import scope

from osaava.base.language import LanguageText
from osaava.learning import rules
from osaava.learning.models import Completion, Enrolment
from osaava.learning.queries.journal import Journal, journal_of
from osaava.library.api import visible_units
from osaava.paths.api import Path, PathPage, current_slug, outlines, rows_for, visible_paths


@dataclass(frozen=True)
class PathState:
    """How far a person is on a path. `total` counts units they can read; `elsewhere` of the done ones were not done on this path."""

    path_id: int
    done: int
    total: int
    elsewhere: int
    next_unit_id: int | None
    next_number: int | None
    done_ids: frozenset[int]
    elsewhere_ids: frozenset[int]

    @property
    def is_complete(self) -> bool:
        return bool(self.total) and self.done >= self.total


@dataclass(frozen=True)
class OnPath:
    """A path that a person is on, with its outline."""

    path_id: int
    slug: str
    title: LanguageText
    unit_ids: tuple[int, ...]
    version: int
    started_at: datetime
    last_used_at: datetime


def state_on(path_id: int, unit_ids: Iterable[int], open_ids: Iterable[int], journal: Journal) -> PathState:
    """The state from what is already at hand. `unit_ids`: all steps in order; `open_ids`: those the person can read."""
    order = list(unit_ids)
    can_read = set(open_ids)
    done = [pk for pk in order if pk in can_read and pk in journal.done]
    elsewhere = frozenset(pk for pk in done if journal.done[pk].path_id != path_id)
    number = _next_number(path_id, order, can_read, journal)
    return PathState(
        path_id=path_id,
        done=len(done),
        total=len([pk for pk in order if pk in can_read]),
        elsewhere=len(elsewhere),
        next_unit_id=order[number - 1] if number else None,
        next_number=number,
        done_ids=frozenset(done),
        elsewhere_ids=elsewhere,
    )


def _next_number(path_id: int, order: list[int], can_read: set[int], journal: Journal) -> int | None:
    """Where to go on: the unit of this path that was left in the middle last, else the first one that is not done."""
    waiting = [number for number, pk in enumerate(order, start=1) if pk in can_read and pk not in journal.done]
    begun = [n for n in waiting if (v := journal.visits.get(order[n - 1])) and v.path_id == path_id]
    if begun:
        return max(begun, key=lambda n: journal.visits[order[n - 1]].at)
    return waiting[0] if waiting else None


def path_state(person, page: PathPage, journal: Journal | None = None) -> PathState:
    """The person's state on the path of this page; one query."""
    ids = [step.unit_id for step in page.steps]
    return state_on(page.path.pk, ids, [step.unit_id for step in page.open_steps], journal or journal_of(person, ids))


def paths_of(person) -> list[OnPath]:
    """Paths that the person is on and can see, the last used first; one query, and one more where organisations have paths of their own."""
    with scope(person=person):
        rows = list(Enrolment.objects.filter(left_at=None).order_by("-last_used_at", "-pk").values_list("path_id", "started_at", "last_used_at"))
    found = outlines([row[0] for row in rows], person) if rows else {}
    return [
        OnPath(pk, found[pk].slug, found[pk].title, found[pk].unit_ids, found[pk].version, started, used)
        for pk, started, used in rows
        if pk in found
    ]


def path_has_unit(path: Path, unit_id: int, person) -> bool:
    """Whether the person can see the path and the unit stands on it."""
    return visible_paths(person).filter(pk=path.pk, published__steps__unit_id=unit_id).exists()


def version_read(unit) -> int:
    """Number of the unit's version that readers see."""
    return type(unit).objects.values_list("published__number", flat=True).get(pk=unit.pk)


def paths_just_completed(person, unit_id: int) -> list[tuple[int, int]]:
    """(path id, version number) of the paths that the person is on, that the unit stands on, and that are complete now."""
    mine = [found for found in paths_of(person) if unit_id in found.unit_ids]
    if not mine:
        return []
    ids = {pk for found in mine for pk in found.unit_ids}
    with scope(person=person):
        done = set(Completion.objects.filter(undone_at=None, unit__in=ids).values_list("unit_id", flat=True))
    can_read = set(rows_for(ids, "fi", person))
    return [(found.path_id, found.version) for found in mine if rules.is_complete(can_read & set(found.unit_ids), done)]


def unit_to_visit(slug: str, person):
    """The unit with this address if the person can read it, else None."""
    return visible_units(person).filter(slug=slug).first()


def present_path_slug(slug: str) -> str | None:
    """The present address of a path that used to have this one."""
    return current_slug(slug)
