"""`osaava bench network`: the coordinator's view and an organisation's thread at 100 organisations and 20 000 people.

Every organisation has a plan with two focus areas, thirty have a closed round. Prints how long counting the picture takes and p50/p95 of the pages.
`--quick` uses a tenth of the people.
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
ORGANISATIONS, ROUNDS = 100, 30
FOCUS = ("1.1", "2.3", "3.2", "4.1", "5.4", "6.2", "6.3", "7.1", "8.2", "8.5")


def fill(scale: float) -> None:
    """The big campus of `bench.data`, with goals, rounds and a picture; the last line printed is JSON."""
    from bench import data

    data.build(scale)
    from django_scopes import scopes_disabled

    from osaava.analytics.api import draw_picture
    from osaava.capability.api import load_package_instruments, refresh_benchmarks
    from osaava.network.api import give_network_role

    load_package_instruments()
    with scopes_disabled():
        coordinator, lead, goal = _people_and_goals()
        _rounds()
    refresh_benchmarks()
    give_network_role(person=coordinator, by=None)
    started = time.perf_counter()
    draw_picture()
    facts = {
        "counting": time.perf_counter() - started, "coordinator": data._session(coordinator), "lead": data._session(lead),
        "thread": f"/organisaatio/{goal.plan.organisation.key}/ketju/{goal.thread}/",
    }
    print(json.dumps(facts))


def _people_and_goals():
    from osaava.accounts.api import Person
    from osaava.base import clock
    from osaava.network.api import OrganisationRole, add_member, all_organisations, create_organisation
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
    coordinator = Person.objects.create_user("coordinator@bench.example", name="Kaisa")
    lead = Person.objects.create_user("lead@bench.example", name="Aino")
    add_member(organisation=organisation, person=lead, role=OrganisationRole.DIGITAL_LEAD)
    return coordinator, lead, goal


def _rounds() -> None:
    from osaava.base import clock
    from osaava.capability.api import begin, close_round, latest_version, links_of, open_round, save_answers, shape_of
    from osaava.capability.queries import link_by_code
    from osaava.network.api import all_organisations

    staff, today = latest_version("staff"), clock.today()
    items = shape_of(staff.pk).asked(group="teachers")
    for number, organisation in enumerate(all_organisations()[:ROUNDS]):
        round_ = open_round(
            organisation=organisation, by=None, name="Kevät", opens_on=today, closes_on=today + timedelta(days=9), headcounts={"teachers": 30},
            staff_version=staff, team_version=None,
        )  # fmt: skip
        link = link_by_code(next(entry.code for entry in links_of(round_)))
        for place in range(8):
            respondent = begin(link=link, group_key="teachers", key="")
            values = {item.key: str(1 + (number + place + n) % 5) for n, item in enumerate(items)}
            save_answers(round_=round_, respondent_id=respondent.pk, values=values)
        close_round(round_=round_, by=None)


def run(argv: list[str]) -> int:
    """Build the data, measure, print the table (Markdown)."""
    from bench.pages import Server

    parser = argparse.ArgumentParser(prog="osaava bench network")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="osaava-bench-", ignore_cleanup_errors=True) as folder:
        environment = {"OSAAVA_DATA": folder, "OSAAVA_JOBS": "worker", "OSAAVA_HOSTS": "127.0.0.1"}
        base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")} | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"}
        code = f"from bench import network; network.fill({0.1 if options.quick else 1})"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=base | environment, stdout=subprocess.PIPE, text=True, check=True)
        facts = json.loads(done.stdout.splitlines()[-1])
        print(f"{ORGANISATIONS} organisations, {int(20_000 * (0.1 if options.quick else 1))} people. {date.today()}, one web process, SQLite.\n")
        print(f"Counting the picture: {facts['counting']:.1f} s (a job).\n\n| page | CPU ms | p50 ms | p95 ms | kB | statuses |\n|---|---|---|---|---|---|")
        campus = Server("osaava.project.wsgi:application", environment)
        try:
            for name, path, cookie in (
                ("coordinator’s view", "/koordinointi/kyvykkyys/", facts["coordinator"]),
                ("one competence", "/koordinointi/kyvykkyys/osaaminen/6.2/", facts["coordinator"]),
                ("an organisation’s thread", facts["thread"], facts["lead"]),
            ):
                r = campus.measure(path, 1, options.seconds, [cookie])
                print(f"| {name} | {r['cpu']:.1f} | {r['p50']:.1f} | {r['p95']:.1f} | {r['bytes'] / 1000:.1f} | {r['statuses']} |", flush=True)
        finally:
            campus.stop()
    return 0
