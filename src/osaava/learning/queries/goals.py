"""How an organisation's goals go: people planned for, hours asked against hours given, learning done. Counts only, small ones hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django_scopes import scopes_disabled

from osaava.learning.models import Completion, LearnerProfile, PlanStepGoal
from osaava.learning.queries.participation import FEWEST, Count, counted
from osaava.network.api import Membership


@dataclass(frozen=True)
class GoalLearning:
    """One goal in people's paths. What would tell of fewer than five people is None."""

    people: Count
    finished: Count
    """People who have completed every unit of their path that serves the goal."""
    minutes_asked: int | None
    """Minutes of all units that serve the goal on all paths."""
    minutes_given: int | None
    """What these people have in a month, all goals together."""
    units: int | None
    units_done: int | None


def learning_of_goals(organisation, threads: Iterable[str]) -> dict[str, GoalLearning]:
    """Goal's code -> how it goes. Callers have checked that the reader may see participation. Three queries, however many goals."""
    wanted = sorted(set(threads))
    with scopes_disabled():
        present = set(Membership.objects.filter(organisation=organisation, ended_at=None).values_list("person_id", flat=True))
        is_done = Exists(Completion.objects.filter(person=OuterRef("step__plan__person"), unit=OuterRef("step__unit"), undone_at=None))
        rows = PlanStepGoal.objects.filter(organisation=organisation, thread__in=wanted).annotate(is_done=is_done)
        found = rows.values_list("thread", "step__plan__person_id", "step__minutes", "step__plan__hours_per_month", "is_done")
        by_thread: dict[str, list[tuple]] = defaultdict(list)
        for thread, person, minutes, hours, done in found:
            if person in present:
                by_thread[thread].append((person, minutes, hours, done))
        agreed = LearnerProfile.objects.filter(shows_name=True, person_id__in=present)
        named = dict(agreed.values_list("person_id", "person__name"))
    return {thread: _learning(by_thread.get(thread, []), named) for thread in wanted}


def _learning(rows: list[tuple], named: dict[int, str]) -> GoalLearning:
    people = {row[0] for row in rows}
    finished = people - {row[0] for row in rows if not row[3]}
    doers = {row[0] for row in rows if row[3]}
    hours = {row[0]: row[2] for row in rows}
    few = 0 < len(people) < FEWEST
    agreed = {pk: name for pk, name in named.items() if pk in finished}  # people agreed to be named beside what they completed
    return GoalLearning(
        people=Count(counted(people, agreed).value),
        finished=counted(finished, agreed),
        minutes_asked=None if few else sum(row[1] for row in rows),
        minutes_given=None if few else int(sum(hours.values()) * 60),
        units=None if few else len(rows),
        units_done=None if 0 < len(doers) < FEWEST else sum(row[3] for row in rows),
    )
