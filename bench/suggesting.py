"""`osaava bench suggesting`: each starter unit's theme, suggested by a model that has never seen that unit in any language. Top-1 and top-3 by language.

`--nested`: what the vocabulary's own texts count is chosen anew for each unit, by the other units alone, so that no unit has a say in how it is judged.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTS = (0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""What a competence's text may count beside a published unit."""


def _prepare():
    """The vocabulary and the starter units in an empty database; gives the published texts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from osaava.library.api import load_starter_units, published_texts
    from osaava.themes.api import load_vocabulary

    load_vocabulary()
    load_starter_units()
    return list(published_texts())


def measure_nested() -> None:
    """Theme top-1 and top-3 with the one tuned number chosen without the unit that is judged."""
    texts = _prepare()
    from osaava.exchange.suggesting.lessons import seed_lessons, unit_lesson
    from osaava.exchange.suggesting.model import Model

    def place(model, unit):
        ranked = sorted(((score, label) for label, score in model.theme_scores(model.vector(unit.counts)).items()), reverse=True)
        return [label for _score, label in ranked].index(unit.labels["themes"][0])

    for language in ("fi", "sv", "en"):
        units = [unit_lesson(text) for text in texts if text.language == language]
        seeds = {count: [replace(one, weight=count) if one.weight > 1 else one for one in seed_lessons(language)] for count in COUNTS}
        right: dict[str, dict[float, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
        for count, (one, other) in itertools.product(COUNTS, itertools.combinations(units, 2)):
            model = Model.learn([*seeds[count], *(unit for unit in units if unit.name not in (one.name, other.name))])
            right[one.name][count] += place(model, other) == 0
            right[other.name][count] += place(model, one) == 0
        places, chosen = [], []
        for unit in units:
            chosen.append(max(COUNTS, key=lambda count: (right[unit.name][count], -count)))
            places.append(place(Model.learn([*seeds[chosen[-1]], *(other for other in units if other.name != unit.name)]), unit))
        first, three = sum(p == 0 for p in places), sum(p < 3 for p in places)
        print(
            f"{language}: {len(units)} units, theme top-1 {100 * first / len(units):.0f} %, top-3 {100 * three / len(units):.0f} %; chosen {sorted(set(chosen))}"
        )


def measure() -> None:
    """The figures with the model as it is."""
    texts = _prepare()
    from osaava.exchange.suggesting.lessons import seed_lessons, unit_lesson
    from osaava.exchange.suggesting.model import Model

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
    parser = argparse.ArgumentParser(prog="osaava bench suggesting")
    parser.add_argument("--nested", action="store_true", help="choose the tuned number without the unit that is judged (a quarter of an hour)")
    work = "measure_nested" if parser.parse_args(argv).nested else "measure"
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")} | {
            "OSAAVA_DATA": folder,
            "PYTHONPATH": f"{ROOT}/src:{ROOT}",
        }
        return subprocess.run(
            [sys.executable, "-c", f"from bench import suggesting; suggesting.{work}()"], cwd=ROOT, env=environment, check=False
        ).returncode
