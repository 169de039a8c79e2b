"""History that the database refuses to change: triggers before update, the same on both databases.

Deleting stays possible, because an organisation that leaves takes its rows with it, and so does taking a person out of a row; changing what was
said is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connections


@dataclass(frozen=True)
class Frozen:
    """What of a table is frozen: the whole row, or only `columns`; `once`: columns that may be filled in, and never changed after."""

    columns: tuple[str, ...] = ()
    once: tuple[str, ...] = ()


def install(name: str, tables: Mapping[str, Frozen], *, using: str = "default") -> None:
    """(Re)create the triggers; for receivers of `post_migrate`, because SQLite drops them when a migration rebuilds a table.

    `name` is what the database says when something frozen would change ("plans_frozen"). Does nothing while a table is missing.
    """
    connection = connections[using]
    if not set(tables) <= set(connection.introspection.table_names()):
        return
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for table, frozen in tables.items():
            condition = _condition(frozen, postgresql)
            when = f"WHEN ({condition})" if condition else ""
            if postgresql:
                cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
                cursor.execute(f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" FOR EACH ROW {when} EXECUTE FUNCTION {name}()')
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_frozen"')
                cursor.execute(f'CREATE TRIGGER "{table}_frozen" BEFORE UPDATE ON "{table}" {when} BEGIN SELECT RAISE(ABORT, \'{name}\'); END')


def _condition(frozen: Frozen, postgresql: bool) -> str:
    """When an update is refused; empty for always. Compared as text on PostgreSQL, which has no equality for JSON."""
    differs, text = ("IS DISTINCT FROM", "::text") if postgresql else ("IS NOT", "")
    changed = [f'OLD."{column}"{text} {differs} NEW."{column}"{text}' for column in frozen.columns]
    changed += [f'(OLD."{column}" IS NOT NULL AND OLD."{column}"{text} {differs} NEW."{column}"{text})' for column in frozen.once]
    return " OR ".join(changed)
