"""What is frozen stays frozen: the database refuses to change a version of an instrument, a snapshot or the closing of a round.

Deleting stays possible, because an organisation that leaves may take its rounds with it; changing history is not.
"""

from __future__ import annotations

from django.db import connections

MESSAGE = "capability_frozen"
"""What the database says when something frozen would change."""

_TABLES = {
    "capability_instrumentversion": "",
    "capability_snapshot": "",
    "capability_profileresult": "",
    "capability_benchmarksnapshot": "",
    "capability_round": "OLD.closed_on IS NOT NULL AND NEW.closed_on IS {distinct} OLD.closed_on",
}


def install(*, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate`: (re)create the triggers, because SQLite drops them when a migration rebuilds a table."""
    connection = connections[using]
    if not set(_TABLES) <= set(connection.introspection.table_names()):
        return
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION capability_frozen() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'capability_frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for table, condition in _TABLES.items():
            when = f"WHEN ({condition.format(distinct='DISTINCT FROM' if postgresql else 'NOT')})" if condition else ""
            if postgresql:
                cursor.execute(f'DROP TRIGGER IF EXISTS capability_frozen ON "{table}"')
                cursor.execute(
                    f'CREATE TRIGGER capability_frozen BEFORE UPDATE ON "{table}" FOR EACH ROW {when} EXECUTE FUNCTION capability_frozen()'
                )
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_frozen"')
                cursor.execute(
                    f'CREATE TRIGGER "{table}_frozen" BEFORE UPDATE ON "{table}" {when} '
                    "BEGIN SELECT RAISE(ABORT, 'capability_frozen'); END"
                )
