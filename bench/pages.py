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
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
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

    def measure(self, path: str, connections: int, seconds: float, cookie: str = "") -> dict:
        """One measurement, with CPU milliseconds a request of the server."""
        url = f"http://127.0.0.1:{self.port}{path}"
        before = _cpu_seconds(self.process.pid)
        done = subprocess.run(
            [sys.executable, "-m", "bench.load", url, str(connections), str(seconds), cookie], cwd=ROOT, capture_output=True, text=True, check=True
        )
        result = json.loads(done.stdout)
        result["cpu"] = (_cpu_seconds(self.process.pid) - before) * 1000 / result["count"]
        return result

    def stop(self) -> None:
        """End the server and its children."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


def _prepare(data: Path, scale: float) -> dict:
    environment = {"OSAAVA_DATA": str(data), "OSAAVA_JOBS": "worker", "OSAAVA_HOSTS": "127.0.0.1"}
    code = f"from bench import data; data.build({scale!r})"
    base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=base | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"} | environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return environment, json.loads(done.stdout.splitlines()[-1])


def run(argv: list[str]) -> int:
    """Build the data, measure, print the table (Markdown)."""
    parser = argparse.ArgumentParser(prog="osaava bench pages")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seconds", type=float)
    options = parser.parse_args(argv)
    seconds = options.seconds or (1.5 if options.quick else 5)
    with tempfile.TemporaryDirectory(prefix="osaava-bench-", ignore_cleanup_errors=True) as folder:
        environment, facts = _prepare(Path(folder), 0.1 if options.quick else 1)
        print(f"Data: {facts['counts']}. {date.today()}, {seconds:g} s a measurement, one web process, 4 threads, SQLite.\n")
        bare = Server("bench.bare:application", {"BENCH_DATABASE": f"{folder}/osaava.sqlite3"})
        campus = Server("osaava.project.wsgi:application", environment)
        try:
            _table(bare, campus, facts, seconds)
            print(f"\nMemory of the campus's processes: {memory_mb(campus.process.pid):.0f} MB.")
        finally:
            bare.stop()
            campus.stop()
    return 0


def _table(bare: Server, campus: Server, facts: dict, seconds: float) -> None:
    pages = [
        ("front", "/", ""), ("house", "/talot/kirjasto/", ""), ("unit", facts["unit"], ""), ("path", facts["path"], ""),
        ("search", "/haku/?q=ohjaus", ""), ("role matrix", "/verkosto/", ""),
        ("front, signed in", "/", facts["cookie"]), ("house, signed in", "/talot/kirjasto/", facts["cookie"]),
        ("unit, signed in", facts["unit"], facts["cookie"]), ("path, signed in", facts["path"], facts["cookie"]),
        ("my learning", "/oma/", facts["cookie"]),
    ]  # fmt: skip
    for connections in (1, 16):
        base = bare.measure("/", connections, seconds)
        print(f"\n### {connections} connection{'s' if connections > 1 else ''}\n")
        print("| page | req/s | ratio | CPU ms | CPU ratio | p50 ms | p95 | p99 | kB | statuses |\n|---|---|---|---|---|---|---|---|---|---|")
        rows = [("bare view", base)] + [(name, campus.measure(path, connections, seconds, cookie)) for name, path, cookie in pages]
        for name, r in rows:
            print(
                f"| {name} | {r['per_second']:.0f} | {r['per_second'] / base['per_second']:.2f} | {r['cpu']:.2f} | {r['cpu'] / base['cpu']:.1f} "
                f"| {r['p50']:.1f} | {r['p95']:.1f} | {r['p99']:.1f} | {r['bytes'] / 1000:.1f} | {r['statuses']} |",
                flush=True,
            )
