"""`osaava bench network`: what the coordinator and an organisation's lead read, at 100 organisations and 20 000 people.

Every organisation has a plan with two focus areas, thirty have a closed round. The lead's organisation has 1 000 people with a path made for its
goals, two rounds of 500 answers and bands to stand beside. None of these pages is kept in memory: each figure is a view made anew. `--quick` uses a
tenth of the people, `--data FOLDER` keeps the data.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ORGANISATIONS, ROUNDS, PLANNED, STEPS = 100, 30, 1000, 12
FOCUS = ("1.1", "2.3", "3.2", "4.1", "5.4", "6.2", "6.3", "7.1", "8.2", "8.5")


def fill(scale: float) -> None:
    """The big campus of `bench.data`, with goals, rounds, paths and a picture; the last line printed is JSON."""
    from bench import data

    data.build(scale)
    from django_scopes import scopes_disabled

    from osaava.analytics.api import draw_picture
    from osaava.capability.api import load_package_instruments, refresh_benchmarks
    from osaava.network.api import all_organisations, give_network_role

    load_package_instruments()
    with scopes_disabled():
        coordinator, lead, goal = _people_and_goals()
        here = goal.plan.organisation
        for number, organisation in enumerate(all_organisations()[:ROUNDS]):
            _round(organisation, number, 8)
        for number in range(2):
            _round(here, number, 500)
        _paths(here, goal.thread)
    refresh_benchmarks()
    give_network_role(person=coordinator, by=None)
    started = time.perf_counter()
    draw_picture()
    facts = {
        "counting": time.perf_counter() - started, "coordinator": data._cookies(coordinator), "lead": data._cookies(lead),
        "here": f"/organisaatio/{here.key}/", "thread": goal.thread,
    }  # fmt: skip
    print(json.dumps(facts))


def _people_and_goals():
    from osaava.accounts.api import Person
    from osaava.base import clock
    from osaava.network.api import OrganisationRole, add_member, all_organisations, create_organisation
    from osaava.network.models import Membership
    from osaava.plans.api import decide_goal, start_plan
    from osaava.themes.api import all_competences

    while all_organisations().count() < ORGANISATIONS:
        create_organisation(name=f"Lisäopisto {all_organisations().count()}", by=None)
    competences = {competence.key: competence for competence in all_competences()}
    today = clock.today()
    for number, organisation in enumerate(all_organisations()):
        plan = start_plan(organisation=organisation, by=None, name="Suunnitelma", starts_on=today, ends_on=today + timedelta(days=400))
        for key in (FOCUS[number % 10], FOCUS[(number * 3 + 1) % 10]):
            goal = decide_goal(
                plan=plan, by=None, competence=competences[key], title=f"Painopiste {key}", wanted=3 + number % 2, due_on=today + timedelta(days=300),
                groups=["teachers", "guidance"][: 1 + number % 2],
            )  # fmt: skip
    people = Person.objects.order_by("pk")[:PLANNED]
    Membership.objects.bulk_create([Membership(organisation=organisation, person=person) for person in people])
    coordinator = Person.objects.create_user("coordinator@bench.example", name="Kaisa")
    lead = Person.objects.create_user("lead@bench.example", name="Aino")
    add_member(organisation=organisation, person=lead, role=OrganisationRole.DIGITAL_LEAD)
    return coordinator, lead, goal


def _round(organisation, seed: int, answering: int) -> None:
    from osaava.base import clock
    from osaava.capability.api import close_round, enter_answers, latest_version, open_round, shape_of

    staff, today = latest_version("staff"), clock.today()
    items = shape_of(staff.pk).asked(group="teachers")
    round_ = open_round(
        organisation=organisation, by=None, name="Kevät", opens_on=today, closes_on=today + timedelta(days=9), headcounts={"teachers": 2 * answering},
        staff_version=staff, team_version=None,
    )  # fmt: skip
    rows = [{item.key: str(1 + (seed + place + n) % 5) for n, item in enumerate(items)} for place in range(answering)]
    enter_answers(round_=round_, group_key="teachers", rows=rows)
    close_round(round_=round_, by=None)


def _paths(organisation, thread: str) -> None:
    """A path for everybody: written in bulk, because planning is measured by `bench planner`."""
    from osaava.base import clock
    from osaava.learning.models import PersonalPlan, PlanStep, PlanStepGoal
    from osaava.library.models import Unit
    from osaava.network.models import Membership

    people = Membership.objects.filter(organisation=organisation).values_list("person_id", flat=True)
    units = Unit.objects.filter(published__isnull=False).values_list("pk", flat=True)[:200]
    now = clock.now()
    plans = PersonalPlan.objects.bulk_create(PersonalPlan(person_id=pk, hours_per_month=3, languages=["fi"], made_at=now, question="bench") for pk in people)
    steps = PlanStep.objects.bulk_create(
        PlanStep(plan=plan, unit_id=units[(place + n * 7) % len(units)], order=n, week=n, minutes=15, language="fi")
        for place, plan in enumerate(plans)
        for n in range(1, STEPS + 1)
    )
    PlanStepGoal.objects.bulk_create(PlanStepGoal(step=step, organisation=organisation, thread=thread) for step in steps)


def run(argv: list[str]) -> int:
    """Build the data, measure, print the table (Markdown)."""
    parser = argparse.ArgumentParser(prog="osaava bench network")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--only", default="", help="measure the pages whose name holds this text")
    parser.add_argument("--data", type=Path, help="keep the data in this folder and use it again (default: a new temporary one)")
    options = parser.parse_args(argv)
    if options.data:
        options.data.mkdir(parents=True, exist_ok=True)
        return _run(options.data, options)
    with tempfile.TemporaryDirectory(prefix="osaava-bench-", ignore_cleanup_errors=True) as folder:
        return _run(Path(folder), options)


def _prepare(folder: Path, environment: dict, scale: float) -> dict:
    kept = folder / "bench-network.json"
    if not kept.exists():
        base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")} | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"}
        command = [sys.executable, "-c", f"from bench import network; network.fill({scale})"]
        done = subprocess.run(command, cwd=ROOT, env=base | environment, stdout=subprocess.PIPE, text=True, check=True)
        kept.write_text(done.stdout.splitlines()[-1])
    return json.loads(kept.read_text())


def _run(folder: Path, options) -> int:
    from bench.pages import Server

    environment = {"OSAAVA_DATA": str(folder), "OSAAVA_JOBS": "worker", "OSAAVA_HOSTS": "127.0.0.1"}
    facts = _prepare(folder, environment, 0.1 if options.quick else 1)
    people = int(20_000 * (0.1 if options.quick else 1))
    print(f"{ORGANISATIONS} organisations, {people} people. {date.today()}, one web process, SQLite, load {os.getloadavg()[0]:.1f}.\n")
    print(f"Counting the picture: {facts['counting']:.1f} s (a job).\n")
    print("| page | CPU ms | p50 ms | p95 | kB | statuses |\n|---|---|---|---|---|---|")
    campus = Server("osaava.project.wsgi:application", environment)
    try:
        for name, path, reader in _pages(facts):
            if options.only in name:
                r = campus.measure(path, 1, options.seconds, [reader])
                print(f"| {name} | {r['cpu']:.1f} | {r['p50']:.1f} | {r['p95']:.1f} | {r['bytes'] / 1000:.1f} | {r['statuses']} |", flush=True)
    finally:
        campus.stop()
    return 0


def _pages(facts: dict) -> list[tuple[str, str, str]]:
    """(name, address, cookies) of every page."""
    here, thread, coordinator, lead = facts["here"], facts["thread"], facts["coordinator"], facts["lead"]
    return [
        ("coordinator’s view of capability", "/koordinointi/kyvykkyys/", coordinator),
        ("one competence", "/koordinointi/kyvykkyys/osaaminen/6.2/", coordinator),
        ("organisation’s dashboard", here, lead),
        ("people’s learning", f"{here}oppiminen/", lead),
        ("paths for everybody", f"{here}oppiminen/polut/", lead),
        ("development plan", f"{here}suunnitelma/", lead),
        ("choosing focus areas", f"{here}suunnitelma/painopisteet/", lead),
        ("a focus area", f"{here}suunnitelma/painopiste/{thread}/", lead),
        ("its thread", f"{here}ketju/{thread}/", lead),
        ("capability profile", f"{here}profiili/", lead),
    ]
