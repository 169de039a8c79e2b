"""What an organisation sees of its people's learning: counts, and names only where the person agreed.

This is the one place that reads across people; it gives numbers, never rows. Fewer than five people are never counted out, unless all of
them agreed to be named.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django_scopes import scopes_disabled

from osaava.base import clock
from osaava.base.language import LanguageText
from osaava.learning import rules
from osaava.learning.models import Answer, Completion, Enrolment, UnitVisit
from osaava.library.api import visible_units
from osaava.network.api import Membership
from osaava.paths.api import shared_units_by_theme
from osaava.themes.api import all_themes

FEWEST = 5
ACTIVE_DAYS = 30


@dataclass(frozen=True)
class Count:
    """A number of people that may be too small to show."""

    value: int | None
    """None: under five."""
    names: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class PathParticipation:
    """One path: how many are on it, how many have completed it, and who of them agreed to be named."""

    slug: str
    title: LanguageText
    learners: Count
    completed: Count


@dataclass(frozen=True)
class ThemeParticipation:
    """One theme: how many units its people have completed in it (None: by under five people)."""

    theme: object
    completions: int | None


@dataclass(frozen=True)
class Participation:
    """The whole view of one organisation."""

    members: int
    active: Count
    learners: Count
    paths: list[PathParticipation]
    themes: list[ThemeParticipation]


def counted(people: set[int], named: dict[int, str]) -> Count:
    """The number of people, shown only when those without a name in it are nobody or at least five; none at all is no secret."""
    names = tuple(sorted(named[pk] for pk in people if pk in named))
    others = len(people) - len(names)
    return Count(len(people) if others == 0 or others >= FEWEST else None, names)


def participation(organisation) -> Participation:
    """Counts for one organisation; callers have checked Permission.PARTICIPATION_VIEW. A fixed number of queries."""
    with scopes_disabled():
        members = _members(organisation)
        ids = Membership.objects.filter(organisation=organisation, ended_at=None).order_by().values("person_id")
        since = clock.now() - timedelta(days=ACTIVE_DAYS)
        active = set(
            Completion.objects.filter(person__in=ids, undone_at=None, completed_at__gte=since)
            .values_list("person_id")
            .union(
                Answer.objects.filter(person__in=ids, answered_at__gte=since).values_list("person_id"),
                UnitVisit.objects.filter(person__in=ids, visited_at__gte=since).values_list("person_id"),
            )
        )
        enrolments = list(
            Enrolment.objects.filter(person__in=ids, left_at=None, path__published__isnull=False, path__withdrawn_at=None).values_list(
                "person_id", "path_id", "path__slug", "path__published__title", "path__published__outline"
            )
        )
        done = defaultdict(set)
        for person, unit in Completion.objects.filter(person__in=ids, undone_at=None).values_list("person_id", "unit_id"):
            done[person].add(unit)
        can_read = set(visible_units().order_by().values_list("pk", flat=True)) | _own_units(organisation)
    named = {pk: name for pk, (name, agreed) in members.items() if agreed}
    return Participation(
        members=len(members),
        active=counted({pk for (pk,) in active}, {}),
        learners=counted(set(done) | {row[0] for row in enrolments}, {}),
        paths=_paths(enrolments, done, can_read, named),
        themes=_themes(done),
    )


def _members(organisation) -> dict[int, tuple[str, bool]]:
    rows = Membership.objects.filter(organisation=organisation, ended_at=None).annotate(agreed=F("person__learner_profile__shows_name"))
    return {pk: (name, bool(agreed)) for pk, name, agreed in rows.values_list("person_id", "person__name", "agreed")}


def _own_units(organisation) -> set[int]:
    rows = organisation.units.filter(published__licence="own-organisation", withdrawn_at=None)
    return set(rows.values_list("pk", flat=True))


def _paths(enrolments, done, can_read: set[int], named: dict[int, str]) -> list[PathParticipation]:
    on_path, finished, facts = defaultdict(set), defaultdict(set), {}
    for person, path, slug, title, outline in enrolments:
        facts[path] = (slug, title)
        on_path[path].add(person)
        units = {step[0] for stage in outline for step in stage["steps"]} & can_read
        if rules.is_complete(units, done.get(person, ())):
            finished[path].add(person)
    rows = []
    for path, (slug, title) in facts.items():
        complete = {pk: name for pk, name in named.items() if pk in finished[path]}
        learners = counted(on_path[path], complete)
        rows.append(PathParticipation(slug, title, Count(learners.value), counted(finished[path], complete)))
    return sorted(rows, key=lambda row: (-(row.learners.value or 0), row.slug))


def _themes(done) -> list[ThemeParticipation]:
    units = shared_units_by_theme()
    out = []
    for theme in all_themes():
        wanted = units.get(theme.pk, frozenset())
        each = [len(wanted & mine) for mine in done.values()]
        people = sum(1 for count in each if count)
        out.append(ThemeParticipation(theme, sum(each) if people == 0 or people >= FEWEST else None))
    return out


def learners_on_paths(organisation) -> Count:
    """How many of the organisation's people are on a path now, for its dashboard; one query."""
    with scopes_disabled():
        ids = Membership.objects.filter(organisation=organisation, ended_at=None).order_by().values("person_id")
        people = Enrolment.objects.filter(person__in=ids, left_at=None).values("person_id").distinct().count()
    return Count(people if people == 0 or people >= FEWEST else None)
