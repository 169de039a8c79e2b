"""`osaava bench search`: 10 000 units in the index, p50 and p95 of asking in process, on SQLite and (where installed) PostgreSQL."""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = {
    "one word": ["osaamismerkeistä", "ohjaus", "tietosuojaselosteessa", "merkki", "kyvykkyyden"],
    "two words": ["digitaalinen ohjaus", "arvioinnin palaute", "työpaikan tuki", "verkoston jakaminen", "tekoälyn käyttö"],
    "with facets": ["ohjaus", "palaute", "materiaali", "tuki", "osaaminen"],
    "typing": ["osa", "digi", "ohj", "verko", "tieto"],
    "nothing": ["xyzzy", "kvanttifysiikka", "qwerty", "lentokone", "trombi"],
}


def _documents(count: int):
    from bench.data import WORDS

    chance = random.Random(7)
    endings = ["osaaminen", "merkki", "ympäristö", "suunnitelma", "polku", "taito", "kysely", "opas", "malli", "verkosto"]
    vocabulary = [*WORDS, *(a + b for a in ("digi", "osaamis", "oppimis", "työpaikka", "arviointi", "tietosuoja", "verkko", "kehittämis") for b in endings)]
    themes = ["majakka", "kasvihuone", "voimala", "tori", "koulutalo", "tahtitorni", "paja", "kirjasto"]
    for n in range(count):
        words = chance.choices(vocabulary, k=120)
        yield {
            "kind": "unit", "key": f"u{n}", "language": "fi", "title": " ".join(words[:5]).capitalize(), "summary": " ".join(words[5:20]), "body": " ".join(words[20:]),
            "url_name": "campus:front", "url_args": [], "minutes": chance.randint(5, 20), "level": chance.randint(1, 5), "licence": "CC-BY-4.0",
            "languages": ["fi"], "themes": [themes[n % 8]], "target_groups": ["teachers"],
        }


def measure(count: int) -> None:
    """Runs inside a process with its own settings: fills the index and prints the times as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from osaava.base import search
    from osaava.base.search import index

    call_command("migrate", verbosity=0, interactive=False)
    index._sources.clear()
    search.register_source("unit", lambda ids=None: _documents(count))
    began = time.perf_counter()
    search.rebuild()
    print(f"Indexed {count} units in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    out = {}
    for name, questions in QUESTIONS.items():
        facets = search.Facets({"theme": ("kirjasto", "paja"), "minutes": ("short",)}) if name == "with facets" else None
        times = []
        for turn in range(41):
            for question in questions:
                began = time.perf_counter()
                search.suggest(question, language="fi") if name == "typing" else search.search(question, language="fi", facets=facets)
                if turn:
                    times.append((time.perf_counter() - began) * 1000)
        out[name] = {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[18]}
    print(json.dumps(out))


def _lane(name: str, environment: dict[str, str], count: int) -> None:
    base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")}
    done = subprocess.run(
        [sys.executable, "-c", f"from bench import search; search.measure({count})"], cwd=ROOT,
        env=base | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"} | environment, stdout=subprocess.PIPE, text=True, check=True,
    )
    for kind, found in json.loads(done.stdout.splitlines()[-1]).items():
        print(f"| {name} | {kind} | {found['p50']:.1f} | {found['p95']:.1f} |", flush=True)


def run(argv: list[str]) -> int:
    """Measure both databases and print a Markdown table."""
    from osaava.project.commands import machine

    parser = argparse.ArgumentParser(prog="osaava bench search")
    parser.add_argument("--units", type=int, default=10_000)
    options = parser.parse_args(argv)
    print(f"{options.units} units, {date.today()}, times in process in ms\n\n| database | question | p50 | p95 |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="osaava-bench-", ignore_cleanup_errors=True) as folder:
        _lane("SQLite", {"OSAAVA_DATA": folder}, options.units)
        if machine.find_postgres():
            with machine.postgres_cluster() as address:
                _lane("PostgreSQL", {"OSAAVA_DATA": folder, "OSAAVA_DATABASE_URL": address}, options.units)
    return 0
