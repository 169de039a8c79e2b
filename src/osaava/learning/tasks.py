"""Jobs of learning."""

from __future__ import annotations

from django_tasks import task

from osaava.learning.my_path.many import go_on


@task
def plan_everybody(run_id: int) -> int:
    """Plan for everybody of a run; returns how many people it came to. Goes on where it stopped when it is run again."""
    return go_on(run_id).seen
