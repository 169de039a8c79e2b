"""Plans made through operations. Aino leads, Mikko manages, Eero is on the staff, Outi leads elsewhere."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from django_scopes import scope

from osaava.base import clock
from osaava.plans import operations
from osaava.plans.models import EffectResult
from osaava.themes.api import all_competences

__all__ = ["Decimal", "action", "clock", "competence", "effect", "far", "goal", "plan"]


def competence(key="6.2"):
    return next(c for c in all_competences() if c.key == key)


def plan(organisation, by, **values):
    today = clock.today()
    given = {"name": "Suunnitelma 2027", "starts_on": today, "ends_on": today + timedelta(days=400)}
    return operations.start_plan(organisation=organisation, by=by, **given | values)


def goal(plan, by, key="6.2", **values):
    given = {"title": "Ohjauksen tieto näkyväksi", "wanted": 3, "due_on": clock.today() + timedelta(days=300)}
    return operations.decide_goal(plan=plan, by=by, competence=competence(key), **given | values)


def action(goal, by, title="Sovitaan edistymisen näkymä", **values):
    return operations.add_action(goal=goal, by=by, title=title, **values)


def far() -> date:
    return clock.today() + timedelta(days=200)


def effect(goal, figures, comparison=None):
    """What the job leaves after a later round; the real job runs in `test_loop`."""
    today = clock.today()
    with scope(organisation=goal.plan.organisation):
        return EffectResult.objects.create(
            goal=goal, round=uuid.uuid4(), round_name="Uusinta", closed_on=today, before_name="Ensimmäinen", before_on=today - timedelta(days=200),
            figures=figures, comparison=comparison,
        )
