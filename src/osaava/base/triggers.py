"""The database triggers that move the revision numbers, on both databases.

They are made anew after every migrate, because SQLite drops them when a migration rebuilds a table. On SQLite a trigger never relies on a
conflict clause: the outer statement's would overrule it (`INSERT OR IGNORE`), and the number would stay.
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import connections

from osaava.base import revision
from osaava.base.models import PersonRevision, Revision

ACTS = ("INSERT", "UPDATE", "DELETE")
_COMMON = {"shared": "number", "private": "private"}

_POSTGRES_FUNCTIONS = """
CREATE OR REPLACE FUNCTION base_revision_move() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN EXECUTE format('UPDATE base_revision SET %I = %I + 1 WHERE id = 1', TG_ARGV[0], TG_ARGV[0]); RETURN NULL; END $$;
CREATE OR REPLACE FUNCTION base_person_move() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE people text := format('SELECT %I FROM ', TG_ARGV[0]);
BEGIN EXECUTE 'UPDATE base_personrevision SET number = number + 1 WHERE person_id IN ('
  || CASE TG_OP WHEN 'INSERT' THEN people || 'fresh' WHEN 'DELETE' THEN people || 'was' ELSE people || 'fresh UNION ' || people || 'was' END || ')';
RETURN NULL; END $$;
CREATE OR REPLACE FUNCTION base_person_follow() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF TG_OP = 'DELETE' THEN DELETE FROM base_personrevision WHERE person_id = OLD.id;
ELSE INSERT INTO base_personrevision (person_id, number) VALUES (NEW.id, 1) ON CONFLICT (person_id) DO NOTHING; END IF; RETURN NULL; END $$;
"""


def install(*, sender=None, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate` (after its last app): make every trigger anew, give everyone a number, and move all numbers once."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender is not None and sender is not last:
        return
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if not {Revision._meta.db_table, PersonRevision._meta.db_table} <= present:
        return
    person = apps.get_model(settings.AUTH_USER_MODEL)._meta
    Revision.objects.using(using).get_or_create(id=1)
    statements = _for_postgres if connection.vendor == "postgresql" else _for_sqlite
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTIONS)
        for table, moves in revision.tables().items():
            if table in present:
                for statement in statements(table, moves, person.db_table):
                    cursor.execute(statement)
        cursor.execute(
            f'INSERT INTO base_personrevision (person_id, number) SELECT "{person.pk.column}", 1 FROM "{person.db_table}" '
            "WHERE id NOT IN (SELECT person_id FROM base_personrevision)"
        )
        cursor.execute("UPDATE base_revision SET number = number + 1, private = private + 1 WHERE id = 1")


def _for_sqlite(table: str, moves: revision.Moves, people: str):
    for act in ACTS:
        name = f"base_revision_{table}_{act.lower()}"
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        if work := _sqlite_work(act, moves, table == people):
            yield f'CREATE TRIGGER "{name}" AFTER {act} ON "{table}" BEGIN {work} END'


def _sqlite_work(act: str, moves: revision.Moves, is_people: bool) -> str:
    if is_people and act == "INSERT":
        return (
            "INSERT INTO base_personrevision (person_id, number) SELECT NEW.id, 1 "
            "WHERE NOT EXISTS (SELECT 1 FROM base_personrevision WHERE person_id = NEW.id);"
        )
    if is_people and act == "DELETE":
        return "DELETE FROM base_personrevision WHERE person_id = OLD.id;"
    if act == "INSERT" and not moves.inserts:
        return ""
    if moves.kind in _COMMON:
        column = _COMMON[moves.kind]
        return f"UPDATE base_revision SET {column} = {column} + 1 WHERE id = 1;"
    if moves.kind == "own":
        sides = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("NEW", "OLD")}[act]
        who = ", ".join(f'{side}."{moves.column}"' for side in sides)
        return f"UPDATE base_personrevision SET number = number + 1 WHERE person_id IN ({who});"
    return ""


def _for_postgres(table: str, moves: revision.Moves, people: str):
    for act in ("move", "follow", "truncate", *(act.lower() for act in ACTS)):
        yield f'DROP TRIGGER IF EXISTS base_revision_{act} ON "{table}"'
    if moves.kind in _COMMON:
        yield (
            f'CREATE TRIGGER base_revision_move AFTER {"INSERT OR " if moves.inserts else ""}UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION base_revision_move('{_COMMON[moves.kind]}')"
        )
    if moves.kind == "own":
        for act, seen in zip(ACTS, ("NEW TABLE AS fresh", "OLD TABLE AS was NEW TABLE AS fresh", "OLD TABLE AS was"), strict=True):
            yield (
                f'CREATE TRIGGER base_revision_{act.lower()} AFTER {act} ON "{table}" REFERENCING {seen} '
                f"FOR EACH STATEMENT EXECUTE FUNCTION base_person_move('{moves.column}')"
            )
        yield (
            f'CREATE TRIGGER base_revision_truncate AFTER TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION base_revision_move('private')"
        )
    if table == people:
        yield (
            f'CREATE TRIGGER base_revision_follow AFTER INSERT OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION base_person_follow()"
        )
