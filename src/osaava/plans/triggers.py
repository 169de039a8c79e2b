"""Check-ins and history stay as they were written: the database refuses to change what they say.

Only the author may be taken out of a row (when the person is erased), and a plan that is deleted takes its rows with it.
"""

from __future__ import annotations

from django.db import connections

MESSAGE = "plans_frozen"
"""What the database says when a line of history would change."""

_COLUMNS = {
    "plans_change": ("plan_id", "goal_id", "action_id", "kind", "fields", "at"),
    "plans_followup": ("goal_id", "action_id", '"on"', "progress", "text", "written_at"),
    "plans_goal": ("thread",),
    "plans_effectresult": ("goal_id", "round", "figures", "comparison", "made_at"),
}


def install(*, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate`: (re)create the triggers, because SQLite drops them when a migration rebuilds a table."""
    connection = connections[using]
    if not set(_COLUMNS) <= set(connection.introspection.table_names()):
        return
    postgresql = connection.vendor == "postgresql"
    distinct = "IS DISTINCT FROM" if postgresql else "IS NOT"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION plans_frozen() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'plans_frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for table, columns in _COLUMNS.items():
            as_text = "::text" if postgresql else ""
            changed = " OR ".join(f"OLD.{name}{as_text} {distinct} NEW.{name}{as_text}" for name in columns)
            if postgresql:
                cursor.execute(f'DROP TRIGGER IF EXISTS plans_frozen ON "{table}"')
                cursor.execute(
                    f'CREATE TRIGGER plans_frozen BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION plans_frozen()'
                )
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_frozen"')
                cursor.execute(
                    f'CREATE TRIGGER "{table}_frozen" BEFORE UPDATE ON "{table}" WHEN {changed} BEGIN SELECT RAISE(ABORT, \'plans_frozen\'); END'
                )
