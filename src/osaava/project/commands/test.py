"""`osaava test`: everything, on both databases and both search lanes. `osaava test fast`: SQLite without browsers.

Lanes run one after the other and each says what it is. In CI (variable CI set) nothing may be left out: what cannot run fails the run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from osaava.project.commands import machine

ROOT = Path(__file__).resolve().parents[4]


@dataclass
class Lane:
    """One run of pytest: its name, arguments and environment."""

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    parallel: bool = True


def _run(lane: Lane, totals: dict[str, int]) -> bool:
    print(f"\n=== {lane.name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="osaava-test-", ignore_cleanup_errors=True) as data:
        ours = ("OSAAVA_", "DJANGO_")  # the console's settings would go before those of the tests
        environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)} | {"OSAAVA_DATA": data} | lane.environment
        command = [sys.executable, "-m", "pytest", *(["-n", "2", "--dist", "loadfile"] if lane.parallel else []), *lane.arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        tail = ""
        for line in process.stdout:
            print(line, end="", flush=True)
            tail = line if re.search(r"\d+ (passed|failed|error)", line) else tail
        status = process.wait()
    for count, word in re.findall(r"(\d+) (passed|failed|error|skipped)", tail):
        totals[word] = totals.get(word, 0) + int(count)
    print(f"=== {lane.name}: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return status == 0


def run(name: str, argv: list[str]) -> int:
    """Run the lanes; extra arguments go to pytest ('osaava test fast -k search')."""
    fast = bool(argv) and argv[0] == "fast"
    extra = argv[1:] if fast else argv
    if fast:
        return 0 if _run(Lane("fast: SQLite", ["-m", "not browser and not postgres", *extra]), {}) else 1

    strict = bool(os.environ.get("CI"))
    lacking = machine.install_missing()
    machine.say_missing(lacking)
    strictly = {"OSAAVA_CI_STRICT": "1"} if strict else {}
    totals: dict[str, int] = {}
    passed = not (strict and lacking)

    from osaava.project.commands import check

    passed &= check.run("check", ["--code"]) == 0
    passed &= _run(Lane("SQLite, Voikko where installed", ["-m", "not browser and not postgres", *extra], strictly), totals)
    plain = ["-k", "search or textual", "-m", "not voikko and not browser and not postgres", *extra]
    passed &= _run(Lane("search without Voikko", plain, {"OSAAVA_SEARCH": "simplemma"} | strictly), totals)
    if "postgres" not in lacking:
        with machine.postgres_cluster() as address:
            stored = Lane("PostgreSQL: all that uses a database", ["-m", "not browser", *extra], {"OSAAVA_DATABASE_URL": address} | strictly)
            passed &= _run(stored, totals)
    if "chromium" not in lacking:
        passed &= _run(Lane("browser journeys", ["-m", "browser", *extra], strictly), totals)
    if strict and totals.get("skipped"):
        print("In CI nothing may be skipped.", file=sys.stderr)
        passed = False
    failed = totals.get("failed", 0) + totals.get("error", 0)
    print(f"\n{totals.get('passed', 0)} passed, {failed} failed, {totals.get('skipped', 0)} skipped", flush=True)
    return 0 if passed else 1
