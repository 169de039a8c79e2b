"""No cycle of prerequisites, held by the database.

Every unit has a `depth` that is greater than the depth of everything it requires. Along a cycle depth would have to grow for ever, so
where every edge goes downwards no cycle can be. Two triggers hold that: one on edges, one on changes of depth. They look at direct
neighbours only, which is why they are cheap and the same on both databases.
"""

from __future__ import annotations

from django.db import connections

MESSAGE = "library_prerequisite_cycle"
"""What the database says when an edge would make a cycle possible."""

_SQLITE = {
    "library_prerequisite_insert": """
        CREATE TRIGGER library_prerequisite_insert BEFORE INSERT ON library_unitprerequisite
        WHEN (SELECT depth FROM library_unit WHERE id = NEW.unit_id) <= (SELECT depth FROM library_unit WHERE id = NEW.required_id)
        BEGIN SELECT RAISE(ABORT, 'library_prerequisite_cycle'); END""",
    "library_prerequisite_update": """
        CREATE TRIGGER library_prerequisite_update BEFORE UPDATE ON library_unitprerequisite
        WHEN (SELECT depth FROM library_unit WHERE id = NEW.unit_id) <= (SELECT depth FROM library_unit WHERE id = NEW.required_id)
        BEGIN SELECT RAISE(ABORT, 'library_prerequisite_cycle'); END""",
    "library_unit_depth": """
        CREATE TRIGGER library_unit_depth BEFORE UPDATE OF depth ON library_unit
        WHEN NEW.depth <> OLD.depth AND (
            EXISTS (SELECT 1 FROM library_unitprerequisite p JOIN library_unit r ON r.id = p.required_id
                    WHERE p.unit_id = NEW.id AND r.depth >= NEW.depth)
            OR EXISTS (SELECT 1 FROM library_unitprerequisite p JOIN library_unit d ON d.id = p.unit_id
                    WHERE p.required_id = NEW.id AND d.depth <= NEW.depth))
        BEGIN SELECT RAISE(ABORT, 'library_prerequisite_cycle'); END""",
}

_POSTGRESQL = [
    """
    CREATE OR REPLACE FUNCTION library_prerequisite_check() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE upper integer; lower integer;
    BEGIN
        -- The lock makes an edge and a change of depth wait for each other.
        PERFORM 1 FROM library_unit WHERE id IN (NEW.unit_id, NEW.required_id) ORDER BY id FOR SHARE;
        SELECT depth INTO upper FROM library_unit WHERE id = NEW.unit_id;
        SELECT depth INTO lower FROM library_unit WHERE id = NEW.required_id;
        IF upper <= lower THEN RAISE EXCEPTION 'library_prerequisite_cycle' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN NEW;
    END $$""",
    """
    CREATE OR REPLACE FUNCTION library_unit_depth_check() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM library_unitprerequisite p JOIN library_unit r ON r.id = p.required_id
                   WHERE p.unit_id = NEW.id AND r.depth >= NEW.depth)
           OR EXISTS (SELECT 1 FROM library_unitprerequisite p JOIN library_unit d ON d.id = p.unit_id
                   WHERE p.required_id = NEW.id AND d.depth <= NEW.depth)
        THEN RAISE EXCEPTION 'library_prerequisite_cycle' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN NEW;
    END $$""",
    "DROP TRIGGER IF EXISTS library_prerequisite_check ON library_unitprerequisite",
    """CREATE TRIGGER library_prerequisite_check BEFORE INSERT OR UPDATE ON library_unitprerequisite
       FOR EACH ROW EXECUTE FUNCTION library_prerequisite_check()""",
    "DROP TRIGGER IF EXISTS library_unit_depth ON library_unit",
    """CREATE TRIGGER library_unit_depth BEFORE UPDATE OF depth ON library_unit
       FOR EACH ROW WHEN (NEW.depth IS DISTINCT FROM OLD.depth) EXECUTE FUNCTION library_unit_depth_check()""",
]


def install(*, using: str = "default", **kwargs) -> None:
    """Receiver of `post_migrate`: (re)create the triggers, because SQLite drops them when a migration rebuilds a table."""
    connection = connections[using]
    if not {"library_unit", "library_unitprerequisite"} <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in _POSTGRESQL:
                cursor.execute(statement)
            return
        for name, statement in _SQLITE.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)
