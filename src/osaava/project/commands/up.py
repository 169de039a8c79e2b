"""`osaava up`: from a bare machine to a living campus. `osaava serve`: the same server for a prepared campus.

The preparation runs here; then the process turns itself into the web server (exec), so that Ctrl-C goes straight to it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

STARTED = time.monotonic()


def _say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", flush=True)


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"osaava {name}")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--data", type=Path, help="data folder (default: data)")
    parser.add_argument("--workers", type=int, default=1, help="web processes; more than one needs PostgreSQL")
    parser.add_argument("--threads", type=int, default=4, help="threads of a web process")
    if name == "up":
        parser.add_argument("--no-demo", action="store_true", help="start without the invented demo network")
    return parser


def _prepare(options, name: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    _say(f"Data folder: {settings.ENV.DATA.resolve()}")
    first = "base_revision" not in connection.introspection.table_names()
    _say("Preparing the database ..." if first else "Checking the database ...")
    if _lags_behind():
        call_command("migrate", verbosity=0, interactive=False)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    stamp = Path(settings.STATIC_ROOT) / "from"
    fingerprint = _static_fingerprint()
    if not manifest.exists() or not stamp.exists() or stamp.read_text() != fingerprint:
        _say("Collecting styles, fonts and scripts ...")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(fingerprint)
    from osaava.project import starting

    starting.load_content(say=_say)
    if name == "up" and not options.no_demo:
        starting.load_demo(say=_say)
        starting.print_sign_in_links(say=_say)
    connection.close()


def _lags_behind() -> bool:
    """Whether some migration is still to run; asking is much quicker than letting `migrate` find nothing to do."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _static_fingerprint() -> str:
    import hashlib

    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def run(name: str, argv: list[str]) -> int:
    """Prepare, then become the server. Does not return when all goes well."""
    options = _parser(name).parse_args(argv)
    if options.data:
        os.environ["OSAAVA_DATA"] = str(options.data.resolve())
    os.environ.setdefault("OSAAVA_DATA", str(Path("data").resolve()))
    address = f"http://{options.host}:{options.port}"
    os.environ.setdefault("OSAAVA_BASE_URL", address)
    if name == "up" and not options.no_demo:
        os.environ.setdefault("OSAAVA_DEMO", "1")
    from osaava.project.env import Environment

    environment = Environment.read()
    if options.workers > 1 and not environment.DATABASE_URL:
        print("Several web processes need PostgreSQL (OSAAVA_DATABASE_URL). On SQLite use --workers 1.", file=sys.stderr)
        return 2
    _prepare(options, name)
    _say(f"Ready: the campus is at {environment.BASE_URL}/ . Stop with Ctrl-C.")
    sys.stdout.flush()
    granian = Path(sys.executable).with_name("granian")
    os.execv(
        granian,
        [
            str(granian), "--interface", "wsgi", "--host", options.host, "--port", str(options.port), "--no-ws",
            "--workers", str(options.workers), "--blocking-threads", str(options.threads), "--backpressure", "256", "--log-level", "warning",
            "--respawn-failed-workers", "--workers-kill-timeout", "5", "osaava.project.wsgi:application",
        ],
    )
    return 1
