"""The revision number of shared content: what cached public pages are valid for.

A page for visitors may be served from memory as long as nothing that visitors see has changed. "Changed" is decided by the database:
triggers on every shared table (`shared = True`, and its many-to-many tables) add one to a single row. An operation, an admin page, a data migration
and a stray `queryset.update()` therefore all count, and a cached page can never be stale.
"""

from contextvars import ContextVar

from django.apps import apps
from django.db import connections

from osaava.base.models import Model, Revision


def number(using: str = "default") -> int:
    """The present revision of shared content."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT number FROM base_revision WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else 0


_of_request: ContextVar[int | None] = ContextVar("revision_of_request", default=None)


def remember(value: int | None) -> None:
    """Keep the number read at the start of a request for the rest of it (None: forget)."""
    _of_request.set(value)


def current() -> int:
    """The number remembered for this request, else the present one."""
    value = _of_request.get()
    return number() if value is None else value


def shared_tables() -> list[str]:
    """Tables whose rows visitors see."""
    tables = set()
    for model in apps.get_models():
        if issubclass(model, Model) and model.shared:
            tables.add(model._meta.db_table)
            tables.update(f.m2m_db_table() for f in model._meta.local_many_to_many)
    return sorted(tables)


def install_triggers(*, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate`: (re)create the triggers, because SQLite drops them when a migration rebuilds a table."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if Revision._meta.db_table not in present:
        return
    Revision.objects.using(using).get_or_create(id=1)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION base_revision_move() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN UPDATE base_revision SET number = number + 1 WHERE id = 1; RETURN NULL; END $$"
            )
        for table in shared_tables():
            if table not in present:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER IF EXISTS base_revision_move ON "{table}"')
                cursor.execute(
                    f'CREATE TRIGGER base_revision_move AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
                    "FOR EACH STATEMENT EXECUTE FUNCTION base_revision_move()"
                )
            else:
                for act in ("INSERT", "UPDATE", "DELETE"):
                    name = f"base_revision_{table}_{act.lower()}"
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
                    cursor.execute(
                        f'CREATE TRIGGER "{name}" AFTER {act} ON "{table}" BEGIN '
                        "UPDATE base_revision SET number = number + 1 WHERE id = 1; END"
                    )
