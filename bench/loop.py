"""`osaava bench loop`: closing day of the self-assessment, with 77 organisations, 20 000 accounts and 3 000 respondents.

Saves of answers through HTTP, as many as go through and at a steady 40 a second (times count from when a save was due, so a stall is not hidden),
300 people of one school behind one address who begin to answer, and closing a round of 500 answers. SQLite, or with `--postgresql` a throw-away
PostgreSQL that keeps what it acknowledged through a power cut, as in production. "Client CPU" is what sending took, on the same two cores. Bounded
in count and time, loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date

from bench.pages import ROOT, Server, _cpu_seconds

TOKEN = "b" * 32  # the safety token of forms, in cookie and field
CONNECTIONS = 16


def build(respondents: int) -> None:
    """Fill the configured database; prints JSON: [path, cookie, body] of a save for each respondent, and of the school's beginnings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django_scopes import scopes_disabled

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from osaava.capability.api import load_package_instruments
    from osaava.themes.api import load_vocabulary

    load_vocabulary()
    load_package_instruments()
    with scopes_disabled():
        print(json.dumps(_fill(respondents)))


def _fill(respondents: int) -> dict:
    from osaava.accounts.api import Person
    from osaava.base import clock
    from osaava.capability import links, queries
    from osaava.capability.models import Answer, Respondent
    from osaava.capability.operations import open_round
    from osaava.network.models import Organisation

    Person.objects.bulk_create([Person(email=f"p{i}@opisto.example", name=f"Henkilö {i}", password="!") for i in range(20_000)], batch_size=2000)
    organisations = Organisation.objects.bulk_create(Organisation(key=f"opisto-{i}", name=f"Opisto {i:02}", size_class="m") for i in range(77))
    staff, today = queries.latest_version("staff"), clock.today()
    shape, saves = queries.shape_of(staff.pk), []
    rounds = [
        open_round(organisation=o, by=None, name="Mitattu", opens_on=today, closes_on=today, headcounts={"teachers": 600}, staff_version=staff)
        for o in organisations
    ]
    pages = shape.pages("teachers")
    for number in range(respondents):
        round_ = rounds[number % len(rounds)]
        saves.append(_save(round_, pages[number % len(pages)]))
    school = queries.links_of(rounds[0])[0].code
    big = rounds[-1]
    people = [Respondent(group=big.groups.get(), resume_hash=links.hash_of(f"big{i}")) for i in range(500)]
    Respondent.objects.bulk_create(people)
    Answer.objects.bulk_create(
        [Answer(respondent=p, item=item.key, value="4", answered_on=today) for p in people for item in shape.asked(group="teachers")], batch_size=2000
    )
    return {"saves": saves, "school": f"/vastaa/{school}/", "closing": str(big.uuid)}


def _save(round_, page) -> list[str]:
    from django.core import signing

    from osaava.capability import links, queries, visits
    from osaava.capability.models import Respondent

    respondent = Respondent(group=round_.groups.get())
    respondent.resume_hash = links.hash_of(links.resume_code_of(respondent.pk))
    respondent.save(force_insert=True)
    name = visits._name(round_)
    cookie = signing.get_cookie_signer(salt=name + visits.SALT).sign(respondent.pk.hex)
    code = queries.links_of(round_)[0].code
    body = "&".join([f"csrfmiddlewaretoken={TOKEN}", f"tag={visits.tag(respondent)}", *(f"v-{item.key}=4" for item in page.items)])
    return [f"/vastaa/{code}/{page.number}/", f"csrftoken={TOKEN}; {name}={cookie}", body]


def close(round_uuid: str) -> None:
    """Close one round and print the seconds it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from django_scopes import scopes_disabled

    from osaava.capability.models import Round
    from osaava.capability.operations import close_round

    with scopes_disabled():
        round_ = Round.objects.select_related("organisation").get(uuid=round_uuid)
    began = time.perf_counter()
    close_round(round_=round_, by=None)
    print(json.dumps(time.perf_counter() - began))


async def _post(port: int, queue: Iterator, times: list, statuses: dict, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for due, (path, cookie, body) in queue:
        if due > time.perf_counter():
            await asyncio.sleep(due - time.perf_counter())
        began = due or time.perf_counter()
        if time.perf_counter() > until:
            break
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nX-Idempotency-Key: bench\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write((head + body).encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        if (at := answer.find(b"content-length:")) >= 0:
            await reader.readexactly(int(answer[at + 15 : answer.find(b"\r\n", at)]))
        elif b"transfer-encoding: chunked" in answer:
            while length := int(await reader.readline(), 16):
                await reader.readexactly(length + 2)
            await reader.readline()
        times.append(time.perf_counter() - began)
        status = answer[9:12].decode()
        statuses[status] = statuses.get(status, 0) + 1
    writer.close()


async def _load(port: int, requests: list, seconds: float, pace: float = 0) -> dict:
    """Send the requests: each connection the next one when its last is answered, or `pace` a second whatever the answers do."""
    times, statuses = [], {}
    began, spent = time.perf_counter(), time.process_time()
    queue = ((began + number / pace if pace else 0, request) for number, request in enumerate(requests))
    await asyncio.gather(*(_post(port, queue, times, statuses, began + seconds) for _ in range(CONNECTIONS)))
    took = time.perf_counter() - began
    cuts = [cut * 1000 for cut in statistics.quantiles(times, n=100)]
    client = (time.process_time() - spent) * 1000 / len(times)
    return {"per_second": len(times) / took, "p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "client": client, "statuses": statuses}


def _python(code: str, environment: dict) -> str:
    base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=base | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"} | environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def run(argv: list[str]) -> int:
    """Build the data, measure, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="osaava bench loop")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--respondents", type=int, default=3000)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args(argv)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="osaava-bench-", ignore_cleanup_errors=True))
        environment = {"OSAAVA_DATA": folder, "OSAAVA_JOBS": "worker", "OSAAVA_HOSTS": "127.0.0.1"}
        if options.postgresql:
            from osaava.project.commands.machine import postgres_cluster

            environment["OSAAVA_DATABASE_URL"] = stack.enter_context(postgres_cluster(durable=True))
        facts = json.loads(_python(f"from bench import loop; loop.build({options.respondents})", environment))
        server = Server("osaava.project.wsgi:application", environment)
        try:
            _table(server, facts, options, environment)
        finally:
            server.stop()
    return 0


def _table(server: Server, facts: dict, options, environment: dict) -> None:
    database = "PostgreSQL" if options.postgresql else "SQLite"
    print(f"{database}, one web process, 4 threads, {CONNECTIONS} connections, {date.today()}, load {os.getloadavg()[0]:.1f} before.\n")
    print("| what | per second | CPU ms | client CPU ms | p50 ms | p95 | p99 | statuses |\n|---|---|---|---|---|---|---|---|")
    begin = [[facts["school"], f"csrftoken={TOKEN}", f"csrfmiddlewaretoken={TOKEN}&group=teachers&idempotency_key=k{i}"] for i in range(300)]
    saves = facts["saves"]
    for name, requests, pace in (
        ("answer saves, as many as go through", saves, 0), ("answer saves, 40 a second", saves, 40), ("300 of one school begin at once", begin, 0),
    ):
        before = _cpu_seconds(server.process.pid)
        r = asyncio.run(_load(server.port, requests, options.seconds, pace))
        cpu = (_cpu_seconds(server.process.pid) - before) * 1000 / sum(r["statuses"].values())
        times = f"{r['p50']:.0f} | {r['p95']:.0f} | {r['p99']:.0f}"
        print(f"| {name} | {r['per_second']:.0f} | {cpu:.1f} | {r['client']:.1f} | {times} | {r['statuses']} |", flush=True)
    took = json.loads(_python(f"from bench import loop; loop.close({facts['closing']!r})", environment))
    print(f"\nClosing a round of 500 respondents with 20 answers each: {took:.2f} s. Load {os.getloadavg()[0]:.1f} after.")
