"""What the test machine needs beside Python: Debian's Chromium, PostgreSQL, Voikko, gettext, Pango; a throw-away PostgreSQL cluster."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGES = {
    "chromium": "chromium",
    "postgres": "postgresql",
    "voikko": "libvoikko1 voikko-fi",
    "msgfmt": "gettext",
    "pango": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


def find_postgres() -> Path | None:
    """Folder with initdb and pg_ctl, newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name) if p.parent.name.isdigit() else 0, reverse=True)
    for folder in [*folders, *(Path(p) for p in os.environ.get("PATH", "").split(":"))]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def has_voikko() -> bool:
    """Whether libvoikko and its Finnish dictionary can be loaded."""
    try:
        import libvoikko

        libvoikko.Voikko("fi").terminate()
    except Exception:
        return False
    return True


def has_pango() -> bool:
    """Whether WeasyPrint finds the system's Pango."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def missing() -> dict[str, str]:
    """Names of missing parts -> Debian packages that bring them."""
    found = {
        "chromium": bool(shutil.which("chromium") or shutil.which("chromium-browser")),
        "postgres": find_postgres() is not None,
        "voikko": has_voikko(),
        "msgfmt": bool(shutil.which("msgfmt")),
        "pango": has_pango(),
    }
    return {name: PACKAGES[name] for name, there in found.items() if not there}


def install_missing() -> dict[str, str]:
    """Install what is missing with apt where this is Debian and we are root; returns what is still missing."""
    lacking = missing()
    if not lacking or os.geteuid() != 0 or not shutil.which("apt-get"):
        return lacking
    print(f"Installing for the tests: {' '.join(lacking.values())}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet: dict[str, Any] = {"env": environment, "stdout": subprocess.DEVNULL}
    # Debian's postgresql would start a cluster of its own; the tests make a throw-away one.
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *" ".join(lacking.values()).split()], check=False, **quiet
    )
    return missing()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _unprivileged() -> dict:
    """subprocess arguments that drop root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("No unprivileged user to run PostgreSQL as.")


@contextlib.contextmanager
def postgres_cluster(*, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL cluster in a temporary folder on a free port; gives its address and ends it after.

    Quick, because it need not survive a power cut; `durable` keeps PostgreSQL's own safe settings, for measuring what they cost.
    """
    folder = find_postgres()
    if folder is None:
        raise RuntimeError("PostgreSQL was not found.")
    drop = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="osaava-pg-", ignore_cleanup_errors=True) as root:
        if drop:
            os.chown(root, drop["user"], drop["group"])
        data, port = f"{root}/data", _free_port()
        options = {"cwd": root, "check": True, "stdout": subprocess.DEVNULL, **drop}
        subprocess.run([folder / "initdb", "-D", data, "-U", "osaava", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"], **options)
        with open(f"{data}/postgresql.conf", "a") as conf:
            conf.write(
                f"\nport = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{root}'\n"
                "max_connections = 60\nshared_buffers = 128MB\n"
                + ("" if durable else "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
            )
        subprocess.run([folder / "pg_ctl", "-D", data, "-w", "-l", f"{root}/log", "start"], **options)
        try:
            yield f"postgresql://osaava@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **(options | {"check": False}), stderr=subprocess.DEVNULL)


def say_missing(lacking: dict[str, str]) -> None:
    """Print what cannot run here, plainly."""
    cost = {
        "chromium": "the browser journeys",
        "postgres": "the PostgreSQL lane",
        "voikko": "the Voikko search lane",
        "msgfmt": "the check that catalogues are complete",
        "pango": "documents as PDF",
    }
    for name, packages in lacking.items():
        print(f"NOT RUN HERE: {cost[name]} (missing: {packages}).", file=sys.stderr, flush=True)
