"""Use the `pysqlite3` wheel's SQLite instead of the system's.

SQLite before 3.51.3 can corrupt a database in WAL mode. The wheel brings a newer one; it is put in the place of the standard module before
Django loads. Where the wheel is missing, `osaava doctor` says so and what it costs.
"""

import sys

try:
    import pysqlite3
except ImportError:
    pysqlite3 = None


def swap() -> bool:
    """Put the wheel in place of `sqlite3`; returns whether it was there."""
    if pysqlite3 is None:
        return False
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return True


swap()
