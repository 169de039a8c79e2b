"""What one person did: completions and visits in one query, answers of one unit in another. Private rows: every read opens the person's scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, Value
from django_scopes import scope

from osaava.learning import rules
from osaava.learning.models import Answer, Completion, Enrolment, UnitVisit
from osaava.library.api import state_of


@dataclass(frozen=True)
class Done:
    """A completion in force."""

    unit_id: int
    path_id: int | None
    at: datetime


@dataclass(frozen=True)
class Visit:
    """Where the person last was in a unit."""

    unit_id: int
    path_id: int | None
    at: datetime
    block: str


@dataclass
class Journal:
    """Everything a page needs of what a person did."""

    done: dict[int, Done] = field(default_factory=dict)
    visits: dict[int, Visit] = field(default_factory=dict)
    on_paths: set[int] = field(default_factory=set)
    """Ids of the paths that the person is on."""

    def recent(self) -> list[Visit]:
        """Visits, the latest first."""
        return sorted(self.visits.values(), key=lambda v: (v.at, v.unit_id), reverse=True)


def journal_of(person, unit_ids: Iterable[int] | None = None) -> Journal:
    """Completions in force and visits of a person, all or of some units, and the paths they are on; one query."""
    with scope(person=person):
        done, visits = Completion.objects.filter(undone_at=None), UnitVisit.objects.all()
        if unit_ids is not None:
            wanted = set(unit_ids)
            done, visits = done.filter(unit__in=wanted), visits.filter(unit__in=wanted)
        completed = done.annotate(kind=_text("done"), place=_text("")).values_list("kind", "unit_id", "path_id", "completed_at", "place")
        visited = visits.annotate(kind=_text("visit")).values_list("kind", "unit_id", "path_id", "visited_at", "block")
        paths = Enrolment.objects.filter(left_at=None).annotate(kind=_text("path"), place=_text(""))
        rows = completed.union(visited, paths.values_list("kind", "path_id", "path_id", "last_used_at", "place"), all=True)
        found = Journal()
        for kind, unit, path, at, place in rows:
            if kind == "done":
                found.done[unit] = Done(unit, path, at)
            elif kind == "path":
                found.on_paths.add(path)
            else:
                found.visits[unit] = Visit(unit, path, at, place)
    return found


def _text(value: str) -> Value:
    return Value(value, output_field=CharField(max_length=60))


def answers_of(person, page) -> dict[str, dict]:
    """`learning_state` of a unit page: block id -> value, whether it is right, tries, time. One query; none for a unit without questions."""
    blocks = {block["id"]: block for block in page.blocks if block.get("id")}
    if not blocks:
        return {}
    with scope(person=person):
        rows = list(Answer.objects.filter(unit=page.unit).values_list("block", "value", "correct", "tries", "answered_at", "version"))
    out = {}
    for block, value, correct, tries, at, version in rows:
        if block in blocks and rules.fits(blocks[block], value):  # an answer to an earlier version may not fit any more
            out[block] = state_of(blocks[block], value, correct) | {"tries": tries, "saved_at": at, "version": version}
    return out

