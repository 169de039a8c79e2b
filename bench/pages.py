"""`osaava bench pages`: the campus's main pages against a bare Django view, in one run.

Prints requests/s, CPU milliseconds a request (of the server's processes, from /proc), p50/p95/p99 at 1 and 16 connections, and the ratio to the
bare view. `--quick` uses a tenth of the data and shorter runs.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _family(pid: int) -> list[int]:
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):  # of every thread
        for child in children.read_text().split():
            found += _family(int(child))
    return found


def _cpu_seconds(pid: int) -> float:
    total = 0.0
    for member in _family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rsplit(")", 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def memory_mb(pid: int) -> float:
    """Proportional memory of a process and its children, in MB."""
    total = 0
    for member in _family(pid):
        for line in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def _load(told: dict) -> dict:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], cwd=ROOT, env=environment, input=json.dumps(told), stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout or "{}")


class Server:
    """Granian with the product's own arguments."""

    def __init__(self, target: str, environment: dict[str, str]):
        self.port = _free_port()
        granian = Path(sys.executable).with_name("granian")
        base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")}
        self.process = subprocess.Popen(
            [str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--no-ws",
             "--blocking-threads", "4", "--backpressure", "256", "--log-level", "critical", target],
            cwd=ROOT, env=base | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"} | environment, start_new_session=True,
        )  # fmt: skip
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2).read()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{target} did not start.")

    def measure(self, path: str, connections: int, seconds: float, cookies: list[str] = (), database: str = "") -> dict:
        """One measurement, with CPU milliseconds a request of the server. `database`: change each person's row before each request."""
        told = {"url": f"http://127.0.0.1:{self.port}{path}", "cookies": list(cookies)}
        if not database:
            _load(told | {"warm": True})
        before = _cpu_seconds(self.process.pid)
        result = _load(told | {"connections": connections, "seconds": seconds, "database": database})
        result["cpu"] = (_cpu_seconds(self.process.pid) - before) * 1000 / result["count"]
        return result

    def stop(self) -> None:
        """End the server and its children."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


def _prepare(data: Path, scale: float) -> tuple[dict, dict]:
    environment = {"OSAAVA_DATA": str(data), "OSAAVA_JOBS": "worker", "OSAAVA_HOSTS": "127.0.0.1"}
    kept = data / "bench-facts.json"
    if kept.exists():
        return environment, json.loads(kept.read_text())
    code = f"from bench import data; data.build({scale!r})"
    base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=base | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"} | environment, stdout=subprocess.PIPE, text=True, check=True
    )
    kept.write_text(done.stdout.splitlines()[-1])
    return environment, json.loads(kept.read_text())


def run(argv: list[str]) -> int:
    """Build the data, measure, print the table (Markdown)."""
    parser = argparse.ArgumentParser(prog="osaava bench pages")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--only", default="", help="measure the pages whose name holds this text")
    parser.add_argument("--data", type=Path, help="keep the data in this folder and use it again (default: a new temporary one)")
    options = parser.parse_args(argv)
    seconds = options.seconds or (1.5 if options.quick else 5)
    if options.data:
        options.data.mkdir(parents=True, exist_ok=True)
        return _run(options.data, options, seconds)
    with tempfile.TemporaryDirectory(prefix="osaava-bench-", ignore_cleanup_errors=True) as folder:
        return _run(Path(folder), options, seconds)


def _run(folder: Path, options, seconds: float) -> int:
    environment, facts = _prepare(folder, 0.1 if options.quick else 1)
    print(f"Data: {facts['counts']}. {date.today()}, {seconds:g} s a measurement, one web process, 4 threads, SQLite.")
    database = f"{folder}/osaava.sqlite3"
    bare = Server("bench.bare:application", {"BENCH_DATABASE": database})
    campus = Server("osaava.project.wsgi:application", environment)
    try:
        _table(bare, campus, facts, seconds, database, options.only)
        print(f"\nMemory of the campus's processes: {memory_mb(campus.process.pid):.0f} MB.")
    finally:
        bare.stop()
        campus.stop()
    return 0


def _rows(facts: dict, database: str) -> list[tuple]:
    """(name, address, cookies, database to change) of every measurement."""
    unit_in_path = facts["path"] + "1/"
    public = [
        ("front", "/"), ("house", "/talot/kirjasto/"), ("unit", facts["unit"]), ("path", facts["path"]),
        ("search", "/haku/?q=ohjaus"), ("role matrix", "/verkosto/"),
    ]  # fmt: skip
    own = [*public[:4], ("unit in path", unit_in_path), *public[4:], ("my learning", "/oma/")]
    rows = [(name, path, [], "") for name, path in public]
    rows += [(f"{name}, signed in, nothing changed", path, facts["cookies"], "") for name, path in own]
    return rows + [(f"{name}, signed in, first view after a change", path, facts["cookies"], database) for name, path in own]


def _table(bare: Server, campus: Server, facts: dict, seconds: float, database: str, only: str) -> None:
    for connections in (1, 16):
        base = bare.measure("/", connections, seconds)
        print(f"\n### With {connections} connection{'s' if connections > 1 else ''}\n")
        print("| page | req/s | ratio | CPU ms | CPU ratio | p50 ms | p95 | p99 | kB | statuses |\n|---|---|---|---|---|---|---|---|---|---|")
        _print("bare view", base, base)
        for name, path, cookies, changed in _rows(facts, database):
            if only in name:
                _print(name, campus.measure(path, connections, seconds, cookies, changed), base)
        _print("bare view, again", bare.measure("/", connections, seconds), base)


def _print(name: str, r: dict, base: dict) -> None:
    print(
        f"| {name} | {r['per_second']:.0f} | {r['per_second'] / base['per_second']:.2f} | {r['cpu']:.2f} | {r['cpu'] / base['cpu']:.1f} "
        f"| {r['p50']:.1f} | {r['p95']:.1f} | {r['p99']:.1f} | {r['bytes'] / 1000:.1f} | {r['statuses']} |",
        flush=True,
    )
