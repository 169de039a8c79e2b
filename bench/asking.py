"""`osaava bench asking`: how near the personal self-assessment comes to known levels, how often its interval is right, and how fast it is.

People are drawn from a seed, answer by the model's own curve, and, for comparison, by other curves and spreads than it assumes.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time

PEOPLE = 400


def person(chance: random.Random, places, *, spread: float = 1.0) -> dict[str, float]:
    """True places of one person by competence; `spread` 1 is the spread that the model assumes."""
    from osaava.capability.adaptive import beliefs as b

    general, themes = chance.gauss(0, b.SD_GENERAL * spread), {}
    for place in places:
        themes.setdefault(place.theme, chance.gauss(0, b.SD_THEME * spread))
    return {p.competence: b.PRIOR_MEAN + general + themes[p.theme] + chance.gauss(0, b.SD_OWN * spread) for p in places}


def answer(chance: random.Random, place: float, difficulty: float, *, careless: float = 0.0, bias: float = 0.0) -> str:
    """What somebody at a place answers; some answer carelessly, some think well or badly of themselves."""
    from osaava.capability.adaptive import ANSWERS, probabilities

    if chance.random() < careless:
        return chance.choice(ANSWERS)
    return chance.choices(ANSWERS, probabilities(place + bias, difficulty))[0]


def study(bank, *, people: int, seed: int = 1, spread: float = 1.0, careless: float = 0.0, bias: float = 0.0) -> dict[str, float]:
    """Figures over many simulated people."""
    from osaava.capability.adaptive import Asker

    chance, errors, theme_errors, covered, asked, base = random.Random(seed), [], [], [], [], []
    for _ in range(people):
        truth, answers = None, {}
        while True:
            asker = Asker(bank, answers)
            truth = truth or person(chance, asker.beliefs.places, spread=spread)
            if (question := asker.next()) is None:
                break
            answers[question.key] = answer(chance, truth[question.competence], question.difficulty, careless=careless, bias=bias)
        asked.append(len(answers))
        for competence, estimate in asker.competences().items():
            place = min(5.49, max(0.5, truth[competence]))
            level = min(5, max(1, int(place + 0.5)))
            errors.append(abs(estimate.level - level))
            base.append(abs(3 - level))
            covered.append(estimate.low <= level <= estimate.high)
        for theme, own in asker.themes.items():
            theme_errors.append(abs(asker.theme(theme).mean - statistics.fmean(truth[c] for c in own)))
    return {
        "asked": statistics.fmean(asked), "exact": errors.count(0) / len(errors), "within one": sum(e <= 1 for e in errors) / len(errors),
        "mean error": statistics.fmean(errors), "mean error unasked": statistics.fmean(base), "covered": statistics.fmean(covered),
        "theme error": statistics.fmean(theme_errors),
    }  # fmt: skip


def bank_for(group: str):
    """The statements of the package's own bank that a group is asked."""
    from pathlib import Path

    import yaml

    import osaava.capability
    from osaava.capability.adaptive import Question

    text = (Path(osaava.capability.__file__).parent / "data/instruments/personal.yaml").read_text(encoding="utf-8")
    sections = yaml.safe_load(text)["sections"]
    return [
        Question(item["key"], item["competence"], section["theme"], item["difficulty"])
        for section in sections for item in section["items"] if group in item["groups"]
    ]  # fmt: skip


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    bank = bank_for("teachers")
    cases = {
        "as assumed": {}, "spread half as wide again": {"spread": 1.5}, "one answer in ten careless": {"careless": 0.1},
        "everybody half a level proud": {"bias": 0.5},
    }  # fmt: skip
    for name, changes in cases.items():
        begun = time.process_time()
        found = study(bank, people=options.people, **changes)
        took = (time.process_time() - begun) / options.people / found["asked"] * 1000
        print(f"{name:28}", "  ".join(f"{key} {value:.2f}" for key, value in found.items()), f" {took:.1f} ms a statement", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
