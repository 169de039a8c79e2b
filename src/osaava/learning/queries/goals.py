"""How an organisation's goals go: people planned for, hours asked against hours given, learning done. Counts only, small ones hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q
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
        steps = PlanStepGoal.objects.filter(organisation=organisation, thread__in=wanted).annotate(is_done=is_done)
        people = steps.values("thread", "step__plan__person_id", "step__plan__hours_per_month").order_by()
        found = people.annotate(units=models.Count("pk"), done=models.Count("pk", filter=Q(is_done=True)), minutes=models.Sum("step__minutes"))
        by_thread: dict[str, list[_OnGoal]] = defaultdict(list)
        for row in found.values_list("thread", "step__plan__person_id", "step__plan__hours_per_month", "minutes", "units", "done"):
            if row[1] in present:
                by_thread[row[0]].append(_OnGoal(*row[1:]))
        agreed = LearnerProfile.objects.filter(shows_name=True, person_id__in=present)
        named = dict(agreed.values_list("person_id", "person__name"))
    return {thread: _learning(by_thread.get(thread, []), named) for thread in wanted}


class _OnGoal(NamedTuple):
    """What one person's path holds for one goal."""

    person: int
    hours: Decimal
    minutes: int
    units: int
    done: int


def _learning(rows: list[_OnGoal], named: dict[int, str]) -> GoalLearning:
    people = {row.person for row in rows}
    finished = {row.person for row in rows if row.done == row.units}
    few, few_doers = 0 < len(people) < FEWEST, 0 < sum(row.done > 0 for row in rows) < FEWEST
    agreed = {pk: name for pk, name in named.items() if pk in finished}  # people agreed to be named beside what they completed
    return GoalLearning(
        people=Count(counted(people, agreed).value),
        finished=counted(finished, agreed),
        minutes_asked=None if few else sum(row.minutes for row in rows),
        minutes_given=None if few else int(sum(row.hours for row in rows) * 60),
        units=None if few else sum(row.units for row in rows),
        units_done=None if few_doers else sum(row.done for row in rows),
    )
