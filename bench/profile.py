"""`osaava bench profile`: closing a round of 500 answers, and the profile page read from its snapshot.

Runs in one process on an empty database of its own (SQLite, or what OSAAVA_DATABASE_URL names, in a folder that is thrown away). Prints seconds of
closing, p50/p95 of the page in milliseconds and queries a page, and the seconds of every file.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time


def run(argv: list[str]) -> int:
    """Measure and print; `--quick` takes a fifth of the page reads."""
    parser = argparse.ArgumentParser(prog="osaava bench profile")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--organisations", type=int, default=40, help="closed rounds of others, for the bands")
    wanted = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OSAAVA_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
        print(json.dumps(_measured(reads=40 if wanted.quick else 200, others=wanted.organisations), indent=1))
    return 0


def _measured(*, reads: int, others: int) -> dict:
    import django

    django.setup()
    from django.core.management import call_command

    from osaava.capability.api import load_package_instruments, refresh_benchmarks
    from osaava.capability.tests.closed import answer, closed
    from osaava.capability.tests.factories import opened
    from osaava.network.tests import factories as network
    from osaava.themes.api import load_vocabulary

    call_command("migrate", verbosity=0)
    load_vocabulary()
    load_package_instruments()
    here = network.organisation(size_class="m")
    lead = network.lead(here)
    for number in range(others):
        few = {"people": {"teachers": 12}, "headcounts": {"teachers": 30}}
        closed(network.organisation(f"Opisto {number}", size_class="m"), team=False, seed=number, level=2 + number % 9 / 5, **few)
    closed(here, lead, name="Before", seed=2)
    people = {"management": 30, "teachers": 370, "guidance": 60, "support": 40}
    round_ = opened(here, lead, headcounts={key: 2 * count for key, count in people.items()}, name="Now")
    answer(round_, people, seed=3)
    refresh_benchmarks()
    return {"respondents": sum(people.values()), "others": others} | _closing(round_, lead) | _reading(here, lead, reads)


def _closing(round_, lead) -> dict:
    from osaava.capability.api import close_round

    begun = time.perf_counter()
    close_round(round_=round_, by=lead)
    return {"closing_s": round(time.perf_counter() - begun, 2)}


def _reading(here, lead, reads: int) -> dict:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(lead)
    url = reverse("capability:profile", args=[here.key])
    begun = time.perf_counter()
    client.get(url)
    found = {"page_first_ms": round(1000 * (time.perf_counter() - begun))}
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    times = sorted(_seconds(client, url) for _read in range(reads))
    found |= {"page_p50_ms": round(1000 * statistics.median(times)), "page_p95_ms": round(1000 * times[int(0.95 * len(times)) - 1])}
    files = {form: round(_seconds(client, reverse("capability:profile_file", args=[here.key, form])), 2) for form in ("csv", "json", "pdf", "docx")}
    return found | {"page_queries": len(queries), "files_s": files}


def _seconds(client, url: str) -> float:
    begun = time.perf_counter()
    client.get(url)
    return time.perf_counter() - begun
