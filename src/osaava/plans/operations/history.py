"""Lines of history: written in the transaction of the change they tell of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from osaava.plans.models import Action, Change, DevelopmentPlan, Goal


def plain(value):
    """A value as history keeps it: plain JSON."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def note(plan: DevelopmentPlan, kind: str, by, *, goal: Goal | None = None, action: Action | None = None, **fields) -> Change:
    """Write one line. `fields`: name -> (before, after)."""
    kept = {name: [plain(before), plain(after)] for name, (before, after) in fields.items()}
    return Change.objects.create(plan=plan, goal=goal, action=action, kind=kind, fields=kept, by=by)


def differences(row, values: dict) -> dict[str, tuple]:
    """Field -> (before, after) of what would change. Of an owner only that there is another one: history keeps no names."""
    found: dict[str, tuple] = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            found[name] = (before is not None, value is not None) if name == "owner" else (before, value)
    return found
