"""`osaava bench suggesting`: each starter unit's theme, suggested by a model that has never seen that unit in any language. Top-1 and top-3 by language."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def measure() -> None:
    """Runs with an empty database of its own: loads the vocabulary and the starter units and prints the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from osaava.exchange.suggesting.lessons import seed_lessons, unit_lesson
    from osaava.exchange.suggesting.model import Model
    from osaava.library.api import load_starter_units, published_texts
    from osaava.themes.api import load_vocabulary

    load_vocabulary()
    load_starter_units()
    texts = list(published_texts())
    for language in ("fi", "sv", "en"):
        seeds = list(seed_lessons(language))
        units = [unit_lesson(text) for text in texts if text.language == language]
        began = time.perf_counter()
        Model.learn([*seeds, *units])
        took = time.perf_counter() - began
        hits = dict.fromkeys(("first", "three", "competence", "groups"), 0)
        missed = []
        for unit in units:
            model = Model.learn([*seeds, *(other for other in units if other.name != unit.name)])
            vector = model.vector(unit.counts)
            ranked = sorted(((score, label) for label, score in model.theme_scores(vector).items()), reverse=True)
            place = [label for _score, label in ranked].index(unit.labels["themes"][0])
            hits["first"] += place == 0
            hits["three"] += place < 3
            competences = sorted(model.scores("competences", vector).items(), key=lambda e: -e[1])[:3]
            hits["competence"] += any(key in unit.labels["competences"] for key, _score in competences)
            groups = sorted(model.scores("target_groups", vector).items(), key=lambda e: -e[1])
            hits["groups"] += groups[0][0] in unit.labels["target_groups"]
            if place:
                missed.append(f"{unit.name}: {unit.labels['themes'][0]} at {place + 1}, first {ranked[0][1]}")
        share = {name: f"{100 * count / len(units):.0f} %" for name, count in hits.items()}
        print(
            f"{language}: {len(units)} units, theme top-1 {share['first']}, top-3 {share['three']}; competence among three {share['competence']}; "
            f"first target group right {share['groups']}; learning {took:.2f} s"
        )
        for line in missed:
            print(f"    {line}", file=sys.stderr)


def run(argv: list[str]) -> int:
    """Print the figures."""
    argparse.ArgumentParser(prog="osaava bench suggesting").parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")} | {"OSAAVA_DATA": folder, "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
        return subprocess.run([sys.executable, "-c", "from bench import suggesting; suggesting.measure()"], cwd=ROOT, env=environment, check=False).returncode
