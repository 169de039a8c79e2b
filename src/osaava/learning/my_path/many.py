"""Planning for everybody of an organisation: a run that can be watched, stopped by a crash and gone on with, and started again at any time.

People who have the same gaps, group and languages and have done the same of them share one answer, whatever their hours where it fits them. Plans
are worked out between transactions and written in batches, so that the site writes in between; the last person of a batch is noted in the
same transaction.
"""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django_scopes import scope, scopes_disabled

from osaava.base import audit, clock
from osaava.base.access import Permission, ensure
from osaava.learning.errors import RunGoesOn
from osaava.learning.models import PlanRun
from osaava.learning.my_path.question import ask
from osaava.learning.my_path.store import store
from osaava.learning.queries.planning import count_members, inputs_of, members_to_plan
from osaava.paths.api import planner, planning_catalogue

BATCH = 200
GIVEN_UP = timedelta(hours=6)
"""A run that has not ended after so long is taken for dead, and another may begin."""
REST = 0.02
"""Seconds of rest after a batch: pages that wait for the interpreter or the database come first."""


@transaction.atomic
def plan_for_many(*, organisation, hours_per_month: Decimal, by) -> PlanRun:
    """Start planning for all present members. `hours_per_month`: for those who have not said their own. Raises RunGoesOn while one is under way."""
    from osaava.learning.tasks import plan_everybody

    if by is not None:
        ensure(by, Permission.PERSONAL_PLANS_MAKE, organisation)
    if not 0 <= hours_per_month <= 100:
        raise ValueError(f"hours a month are 0-100, not {hours_per_month}")
    now = clock.now()
    with scope(organisation=organisation):
        PlanRun.objects.filter(finished_at=None, started_at__lt=now - GIVEN_UP).update(finished_at=now)
        try:
            with transaction.atomic():
                run = PlanRun.objects.create(
                    organisation=organisation, started_by=by, started_at=now, hours_per_month=hours_per_month, total=count_members(organisation.pk)
                )
        except IntegrityError:
            raise RunGoesOn from None
    audit.record("learning.personal_plans.started", organisation, by=by, organisation=organisation, people=run.total)
    plan_everybody.enqueue(run.pk)
    return run


def go_on(run_id: int) -> PlanRun:
    """Carry a run to its end from where it is. Safe to call again, also while it is done already."""
    shared = planner.Planner(planning_catalogue())
    with scopes_disabled():
        while True:
            run = PlanRun.objects.get(pk=run_id)
            people = [] if run.finished_at else members_to_plan(run.organisation_id, run.last_person, BATCH)
            if not people:
                break
            _batch(run, people, shared)
            time.sleep(REST)
        if run.finished_at is None:
            run.finished_at = clock.now()
            run.save(update_fields=["finished_at"])
    return run


def _batch(run: PlanRun, people: list[int], shared: planner.Planner) -> None:
    today = clock.today()
    found, plans, aims = inputs_of(people)
    ready = []
    for pk in people:
        inputs = found.get(pk)
        if inputs is None or not inputs.group:
            run.no_group += 1
            continue
        hours = run.hours_per_month if inputs.hours is None else inputs.hours  # the offer may have changed since the present plan
        asked = ask(inputs, aims, shared.catalogue, hours=hours, today=today)
        ready.append((inputs, asked, shared.plan(asked.problem), hours))
    with transaction.atomic():
        for inputs, asked, solution, hours in ready:
            present = plans.get(inputs.person_id)
            if not solution.steps and present is None:
                run.nothing += 1
            elif store(inputs, asked, solution, present, aims, hours):
                run.planned += 1
            else:
                run.unchanged += 1
        run.last_person = people[-1]
        run.save(update_fields=["planned", "unchanged", "nothing", "no_group", "last_person"])
