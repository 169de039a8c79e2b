"""Check-ins and history stay as they were written. Only the author may be taken out of a row, when the person is erased."""

from __future__ import annotations

from osaava.base import frozen
from osaava.base.frozen import Frozen

_TABLES = {
    "plans_change": Frozen(("plan_id", "goal_id", "action_id", "kind", "fields", "at")),
    "plans_followup": Frozen(("goal_id", "action_id", "on", "progress", "text", "written_at")),
    "plans_goal": Frozen(("thread",)),
    "plans_effectresult": Frozen(("goal_id", "round", "figures", "comparison", "made_at")),
}


def install(*, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate`."""
    frozen.install("plans_frozen", _TABLES, using=using)
