"""`osaava bench planner`: how long a plan takes, how far a greedy one is from the best, and how long 20 000 people take.

Everything is generated from a seed: themes x competences x levels, prerequisites without a circle, minutes, target groups, languages. Nothing
of the product is read but the planner itself. Times are CPU time of this process, so that other work on the machine does not decide; the clock
is told beside them.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

GROUPS = ("management", "teachers", "guidance", "support", "development", "students")
THEMES, PER_THEME = 8, 5
HOURS = (0.5, 1, 2, 4)
MONTHS = 6
SECONDS = 60.0
"""Time by the clock for one question: so much that a busy machine does not decide what is proven."""


def candidates(count: int, seed: int) -> list:
    """Units: one to three competences of their theme (one in ten reaches into another), a level or two up, 5-20 minutes."""
    from osaava.paths.planner import Candidate

    chance, out, lower = random.Random(seed), [], {}
    for n in range(count):
        theme = chance.randint(1, THEMES)
        competences = [f"{theme}.{k}" for k in chance.sample(range(1, PER_THEME + 1), chance.choice((1, 1, 2, 2, 3)))]
        if chance.random() < 0.1:
            competences.append(f"{theme % THEMES + 1}.{chance.randint(1, PER_THEME)}")
        start = chance.choice((1, 1, 1, 2, 2, 3, 4))
        gains = {c: (start, min(5, start + chance.choice((1, 1, 1, 2)))) for c in competences}
        before = lower.get((theme, start), [])
        required = frozenset(chance.sample(before, min(len(before), chance.choice((1, 1, 2))))) if chance.random() < 0.25 else frozenset()
        needs = {f"{chance.randint(1, THEMES)}.{chance.randint(1, PER_THEME)}": 2} if chance.random() < 0.08 else {}
        languages = {code for code, share in (("fi", 0.9), ("sv", 0.35), ("en", 0.25)) if chance.random() < share} or {"fi"}
        groups = frozenset(chance.sample(GROUPS, chance.choice((1, 2, 2, 3))))
        out.append(Candidate(n, f"u{n:05}", chance.randint(5, 20), theme, groups, frozenset(languages), gains, required, needs))
        lower.setdefault((theme, min(5, start + 1)), []).append(n)
    return out


def problems(count: int, themes: int, seed: int) -> Iterator:
    """People with gaps in so many themes: two to five competences each, one or two levels, weights 1-10; half an hour to four hours a month."""
    from osaava.paths.planner import Gap, Problem

    chance = random.Random(seed)
    for _n in range(count):
        gaps = []
        for theme in sorted(chance.sample(range(1, THEMES + 1), themes)):
            for k in sorted(chance.sample(range(1, PER_THEME + 1), chance.randint(2, 5))):
                now = chance.choice((1, 1, 2, 2, 3))
                gaps.append(Gap(f"{theme}.{k}", now, min(5, now + chance.choice((1, 2))), chance.randint(1, 10), (f"T-{theme}",)))
        hours = chance.choice(HOURS)
        languages = chance.choice((("fi",), ("fi", "en"), ("fi", "sv", "en"), ("sv", "fi")))
        yield Problem(tuple(gaps), int(hours * 60 * MONTHS), hours * 60 * 12 / 52, chance.choice(GROUPS), languages, chance.choice((1, 2, 3)))


def network(count: int, seed: int) -> Iterator:
    """People of 77 organisations, each with two or three goals. People differ by levels, hours, group (two of three are teachers) and languages."""
    from osaava.paths.planner import Gap, Problem

    chance = random.Random(seed)
    organisations = []
    for o in range(77):
        goals = []
        for g in range(chance.choice((2, 3))):
            theme = chance.randint(1, THEMES)
            goals.append((f"{theme}.{chance.randint(1, PER_THEME)}", chance.choice((3, 3, 4)), chance.randint(1, 10), f"T-{o}-{g}"))
        organisations.append(goals)
    for n in range(count):
        goals = {c: (wanted, weight, code) for c, wanted, weight, code in organisations[n % 77]}
        gaps = []
        for competence, (wanted, weight, code) in sorted(goals.items()):
            now = chance.choice((1, 1, 2, 2, 2, 3))
            if now < wanted:
                gaps.append(Gap(competence, now, wanted, weight, (code,)))
        hours = chance.choice(HOURS)
        group = chance.choices(GROUPS, (8, 65, 15, 6, 4, 2))[0]
        languages = chance.choices((("fi",), ("fi", "en"), ("sv", "fi")), (80, 14, 6))[0]
        yield Problem(tuple(gaps), int(hours * 60 * MONTHS), hours * 60 * 12 / 52, group, languages, 2)


def _table(catalogue, count: int, seed: int) -> None:
    """A row for gaps over 1, 3 and 8 themes, with the hours people give and with half the time that closing everything would take."""
    print(
        "| themes with gaps | time | units that can matter | in a plan | best: median ms | p95 | worst | p95 by the clock | proven | at once: median ms | p95 "
        "| fewer points than the best: mean | worst |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    )
    for themes in (1, 3, 8):
        for scarce in (False, True):
            _row(catalogue, list(problems(count, themes, seed + themes)), themes, scarce=scarce)


def _row(catalogue, asked: list, themes: int, *, scarce: bool) -> None:
    from osaava.paths.planner import plan
    from osaava.paths.planner.reduce import reduce

    best, clock, quick, behind, sizes, left, proven = [], [], [], [], [], [], 0
    for problem in asked:
        if scarce:
            everything = plan(catalogue, replace(problem, minutes=100_000), method="greedy").minutes
            problem = replace(problem, minutes=max(15, everything // 2))
        start, began = time.process_time(), time.perf_counter()
        answer = plan(catalogue, problem, seconds=SECONDS)
        clock.append((time.perf_counter() - began) * 1000)
        middle = time.process_time()
        fast = plan(catalogue, problem, method="greedy")
        best.append((middle - start) * 1000)
        quick.append((time.process_time() - middle) * 1000)
        proven += answer.proven
        sizes.append(len(answer.steps))
        left.append(len(reduce(catalogue, problem).units))
        behind.append(1 - fast.objective / answer.objective if answer.objective else 0)
    print(
        f"| {themes} | {'scarce' if scarce else 'as given'} | {statistics.median(left):.0f} | {statistics.median(sizes):.0f} | {statistics.median(best):.0f} | {_p95(best):.0f} "
        f"| {max(best):.0f} | {_p95(clock):.0f} | {proven / len(asked):.0%} | {statistics.median(quick):.0f} | {_p95(quick):.0f} "
        f"| {statistics.mean(behind):.1%} | {max(behind):.1%} |", flush=True,
    )


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def _everybody(catalogue, people: int, seed: int) -> None:
    from osaava.paths.planner import plan_many

    asked = list(network(people, seed))
    different = len({problem.same_steps() for problem in asked})
    began, start = time.perf_counter(), time.process_time()
    answers = list(plan_many(catalogue, asked, seconds=SECONDS))
    took, used = time.perf_counter() - began, time.process_time() - start
    proven = sum(answer.proven for answer in answers)
    print(f"\n{people} people of 77 organisations, {different} questions that differ in more than time: {took:.0f} s ({used:.0f} s of CPU) in one process, {proven / people:.1%} proven.")


def run(argv: list[str]) -> int:
    """Measure and print Markdown."""
    from osaava.paths.planner import Catalogue

    parser = argparse.ArgumentParser(prog="osaava bench planner")
    parser.add_argument("--units", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=100, help="people per row of the table")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20261125)
    options = parser.parse_args(argv)
    began = time.perf_counter()
    catalogue = Catalogue(candidates(options.units, options.seed))
    print(f"{options.units} units, seed {options.seed}, {date.today()}; catalogue ready in {(time.perf_counter() - began) * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}\n")
    for group in GROUPS:  # what each group can read is prepared once and shared; not a cost of one person
        for problem in problems(40, 1, options.seed):
            catalogue.readers(group, problem.languages)
    if options.questions:
        _table(catalogue, options.questions, options.seed)
    if options.people:
        _everybody(catalogue, options.people, options.seed)
    print(f"\nload at the end {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return 0
