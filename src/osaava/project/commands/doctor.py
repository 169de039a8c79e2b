"""`osaava doctor`: what is missing on this machine and what that costs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys

from osaava.project.commands import machine


def _line(good: bool, what: str, cost: str = "") -> bool:
    print(f"{'ok      ' if good else 'MISSING '} {what}" + (f" — {cost}" if not good and cost else ""))
    return good


def run(name: str, argv: list[str]) -> int:
    """Print one line for each part; exit status 1 when something needed is missing (optional parts do not count)."""
    from osaava.project.env import Environment

    environment = Environment.read()
    needed = [_line(sys.version_info >= (3, 11), f"Python {sys.version.split()[0]}", "3.11 or newer is needed")]
    data = environment.DATA
    place = data if data.exists() else data.resolve().parent
    needed.append(_line(os.access(place, os.W_OK), f"data folder {data.resolve()} can be written", "nothing can be stored"))
    free = shutil.disk_usage(place).free // 2**30
    _line(free >= 2, f"{free} GB free for data", "at least 2 GB are wise; a full disk stops all writes")
    from osaava.project import sqlite

    wheel = sqlite.pysqlite3 is not None
    version = sys.modules["sqlite3"].sqlite_version if wheel else sqlite3.sqlite_version
    recent = tuple(int(n) for n in version.split(".")) >= (3, 51, 3)
    _line(recent, f"SQLite {version}", "versions before 3.51.3 can corrupt a database in WAL mode")
    lacking = machine.missing()
    _line("voikko" not in lacking, "Voikko (Debian: libvoikko1, voikko-fi; Python: libvoikko)", "Finnish search uses the smaller built-in analysis")
    _line("pango" not in lacking, "Pango (Debian: libpango-1.0-0, libpangoft2-1.0-0)", "no PDF documents; pages and Word files do")
    _line("postgres" not in lacking, "PostgreSQL server programs", "only the PostgreSQL test lane needs them")
    _line("chromium" not in lacking, "Chromium", "only the browser tests need it")
    _line("msgfmt" not in lacking, "gettext", "only translators need it")
    _line(environment.EMAIL_URL != "", "e-mail by SMTP (OSAAVA_EMAIL_URL)", "mail is printed to the console instead of sent")
    secure = environment.BASE_URL.startswith("https://")
    _line(secure, "secure address (OSAAVA_BASE_URL with https)", "fine for a trial on this machine, not for users")
    return 0 if all(needed) else 1
