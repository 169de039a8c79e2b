"""`osaava simulate`: how good the profile's statistics are, measured on networks whose truth is known. Needs no database."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path


def run(name: str, argv: list[str]) -> int:
    """Write the table of coverage, false alarms and power as Markdown, to the screen or a file."""
    parser = argparse.ArgumentParser(prog="osaava simulate", description="Measure the profile's statistics on simulated networks.")
    parser.add_argument("--rounds", type=_positive, default=2000, help="simulated rounds for the coverage of intervals (default 2000)")
    parser.add_argument("--alarms", type=_positive, default=1000, help="simulated pairs of rounds for false alarms (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same table (default 1)")
    parser.add_argument("--output", type=Path, help="file for the table instead of the screen")
    asked = parser.parse_args(argv)
    from osaava.capability.simulation.study import table

    started = time.monotonic()
    parts = table(asked.seed, asked.rounds, asked.alarms, lambda text: print(f"{time.monotonic() - started:6.0f} s  {text} …", file=sys.stderr))
    text = "\n".join(_lines(asked, parts))
    if asked.output:
        asked.output.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError("must lie between 1 and 100000")
    return number


def _lines(asked: argparse.Namespace, parts: list) -> list[str]:
    lines = [f"`osaava simulate --rounds {asked.rounds} --alarms {asked.alarms} --seed {asked.seed}`"]
    for title, shares in parts:
        lines += ["", f"### {title}", "", "| what | per cent | of |", "|---|---|---|"]
        lines += [f"| {share.what} | {share.per_cent:.1f} | {share.of} |" for share in shares]
    return lines
