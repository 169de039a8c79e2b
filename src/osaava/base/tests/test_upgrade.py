"""A campus that has been in use is brought up to date: triggers of the old release must not stand in the way."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from osaava.base import triggers


@pytest.mark.django_db(transaction=True)
def test_revisions_gain_a_column_while_tables_have_triggers():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"  # there a column is added without rebuilding the table
        return
    executor = MigrationExecutor(connection)
    leaves = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "base"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE base_personrevision")
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'base_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("ALTER TABLE base_revision DROP COLUMN private")
        cursor.execute(
            "CREATE TRIGGER base_revision_themes_theme_update AFTER UPDATE ON themes_theme BEGIN UPDATE base_revision SET number = number + 1 WHERE id = 1; END"
        )
    executor.recorder.record_unapplied("base", "0002_person_revisions")
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    triggers.install()
    with connection.cursor() as cursor:
        cursor.execute("SELECT private FROM base_revision WHERE id = 1")
        assert cursor.fetchone() is not None
