"""`osaava check`: what can be said about code and data without running journeys. `--code` leaves out the installed campus's own data."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
TOOLS = [
    ("style", ["ruff", "check", "--output-format", "concise", "."]),
    ("types", ["mypy", "--no-error-summary"]),
    ("who may know whom", ["lint-imports", "--no-cache"]),
    ("Django's own checks", [sys.executable, "-m", "django", "check", "--settings", "osaava.project.settings", "--fail-level", "WARNING"]),
    ("migrations", [sys.executable, "-m", "osaava", "makemigrations", "--check", "--dry-run"]),
]


def _tool(name: str, command: list[str]) -> bool:
    beside = Path(sys.executable).parent / command[0]  # an absolute command stays itself
    command = [str(beside), *command[1:]] if beside.exists() else command
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def run(name: str, argv: list[str]) -> int:
    """Run the checks; prints one line each."""
    parser = argparse.ArgumentParser(prog="osaava check")
    parser.add_argument("--code", action="store_true")
    options = parser.parse_args(argv)
    passed = all([_tool(title, command) for title, command in TOOLS])
    if not options.code:
        import django

        django.setup()
        from django.db import connection

        from osaava.base import audit

        if "base_auditrow" in connection.introspection.table_names():
            broken = audit.verify()
            print(f"{'ok    ' if not broken else 'FAILED'} audit chain" + (f": rows {broken[:10]}" if broken else ""))
            passed &= not broken
    return 0 if passed else 1
