"""A constraint that Django cannot declare on both databases: periods of one organisation's role in one theme never overlap.

An exclusion constraint would need an extension on PostgreSQL and does not exist on SQLite, so both get a trigger, installed after every
migration because SQLite drops triggers when it rebuilds a table. On PostgreSQL the trigger also takes a lock for organisation and theme, so two
transactions that do not see each other's rows cannot slip an overlap in.
"""

from django.db import connections

TABLE = "network_themerole"
NAME = "network_theme_role_overlap"
_OVERLAPS = (
    f"SELECT 1 FROM {TABLE} AS other WHERE other.organisation_id = NEW.organisation_id AND other.theme_id = NEW.theme_id "  # noqa: S608 (fixed names)
    "AND other.id <> NEW.id AND other.valid_from <= COALESCE(NEW.valid_until, '9999-12-31') "
    "AND COALESCE(other.valid_until, '9999-12-31') >= NEW.valid_from"
)


def _on_sqlite(cursor) -> None:
    for act in ("INSERT", "UPDATE"):
        cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{act.lower()}")
        cursor.execute(
            f"CREATE TRIGGER {NAME}_{act.lower()} AFTER {act} ON {TABLE} WHEN EXISTS ({_OVERLAPS}) "
            f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
        )


def _on_postgresql(cursor) -> None:
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM pg_advisory_xact_lock(7205773, (NEW.organisation_id * 16 + NEW.theme_id)::int); "
        f"IF EXISTS ({_OVERLAPS}) THEN RAISE EXCEPTION '{NAME}' USING ERRCODE = 'exclusion_violation'; END IF; RETURN NULL; END $$"
    )
    cursor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}")
    cursor.execute(f"CREATE TRIGGER {NAME} AFTER INSERT OR UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()")


def install(*, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate`: (re)create the triggers."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _on_postgresql(cursor)
        else:
            _on_sqlite(cursor)
