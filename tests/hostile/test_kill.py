"""The server is killed (SIGKILL) again and again while people answer and the lead edits the board; nothing acknowledged is lost or doubled.

Clients do what a browser with a queue does: they send a write again, with the same key, until it is acknowledged.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 30
TOKEN = "k" * 32
ANSWERING, EDITING = 4, 2
MOST_SECONDS = 45
"""Of killing; on a slow machine the lives become shorter, not fewer."""


class Campus:
    """The killable server: its address and the process id of the child that serves now."""

    def __init__(self, environment: dict[str, str]):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.killable", "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.child = json.loads(self.process.stdout.readline())["child"]

    def kill(self) -> None:
        """End the serving child without warning; returns when the next one serves."""
        os.kill(self.child, signal.SIGKILL)
        self.child = json.loads(self.process.stdout.readline())["child"]

    def stop(self) -> None:
        """End parent and child."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(10)
        self.process.stdout.close()


class Client:
    """One browser: cookies, and writes that are repeated until the server acknowledges them."""

    def __init__(self, port: int, cookies: dict[str, str]):
        self.port, self.cookies, self.repeated = port, {"csrftoken": TOKEN, **cookies}, 0

    def send(self, method: str, path: str, fields: dict | None = None, key: str = "") -> tuple[int, str, str]:
        """Status, Location and body. Sends again as long as the connection breaks."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}) if fields is not None else None
        for _try in range(400):
            headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            if body is not None:
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-Idempotency-Key": key}
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                text = answer.read().decode()
                if answer.headers.get("Content-Length") is None:
                    raise http.client.IncompleteRead(b"")  # killed after the status line: the library takes the end for the end of the headers
            except (OSError, http.client.HTTPException):
                self.repeated += 1
                time.sleep(0.02)
                continue
            finally:
                connection.close()
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = line.split(";")[0].partition("=")
                self.cookies[name] = value
            if answer.status >= 400:
                raise AssertionError(f"{method} {path} was answered {answer.status}: {text[-2000:]}")
            return answer.status, answer.headers.get("Location", ""), text
        raise AssertionError(f"{method} {path} was never answered.")


class Load:
    """Everybody at work, and what was acknowledged to them."""

    def __init__(self, port: int, facts: dict):
        self.port, self.facts = port, facts
        self.over = threading.Event()
        self.answers: dict[str, dict[str, str]] = {}
        self.titles: list[str] = []
        self.repeated = 0
        self.troubles: list[BaseException] = []
        self.threads = [threading.Thread(target=self._run, args=(self._answer, n)) for n in range(ANSWERING)]
        self.threads += [threading.Thread(target=self._run, args=(self._edit, n)) for n in range(EDITING)]

    def _run(self, work, number: int) -> None:
        count = 0
        try:
            while not self.over.is_set():
                work(random.Random(f"{number}-{count}"), f"{number}-{count}")
                count += 1
        except BaseException as error:
            self.troubles.append(error)

    def _answer(self, chance: random.Random, name: str) -> None:
        """A respondent begins, answers two pages, and changes answers of the first one."""
        client, start = Client(self.port, {}), self.facts["answering"]
        status, first, _text = client.send("POST", start, {"group": "teachers", "idempotency_key": f"begin-{name}"}, f"begin-{name}")
        assert status == 302, status
        mine: dict[str, str] = {}
        second = re.sub(r"1/$", "2/", first)
        for turn, page in enumerate((first, second, first)):
            path = urlsplit(page).path
            status, _where, html = client.send("GET", path)
            assert status == 200, status
            tag = re.search(r'name="tag" value="(\w+)"', html)[1]
            names = sorted(set(re.findall(r'name="(v-[^"]+)"', html)))
            values = {name: str(chance.randint(1, 5)) for name in names}
            status, _where, _text = client.send("POST", path, {"tag": tag, **values}, f"page-{name}-{turn}")
            assert status == 204, status
            mine |= {key.removeprefix("v-"): value for key, value in values.items()}
            self.answers[tag] = mine
        self.repeated += client.repeated

    def _edit(self, _chance: random.Random, name: str) -> None:
        """The lead adds an action to the board."""
        client = Client(self.port, self.facts["cookies"])
        title = f"Toimenpide {name}"
        status, _where, _text = client.send("POST", self.facts["board"], {"title": title, "idempotency_key": f"action-{name}"}, f"action-{name}")
        assert status == 302, status
        self.titles.append(title)
        self.repeated += client.repeated


@pytest.fixture
def environment(tmp_path):
    """A data folder of its own; on PostgreSQL a database of its own in the same cluster."""
    found = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")}
    found |= {"OSAAVA_DATA": str(tmp_path), "OSAAVA_JOBS": "worker", "OSAAVA_HOSTS": "127.0.0.1", "OSAAVA_EMAIL_URL": "memory:"}
    found["PYTHONPATH"] = f"{ROOT}/src:{ROOT}"
    address = os.environ.get("OSAAVA_DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield found
        return
    import psycopg

    name = f"kill_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield found | {"OSAAVA_DATABASE_URL": address.rpartition("/")[0] + f"/{name}"}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def told(part: str, environment: dict[str, str]) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.killable", part], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.database
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(environment):
    facts = told("build", environment)
    campus = Campus(environment)
    load, chance = Load(campus.port, facts), random.Random(30)
    try:
        for thread in load.threads:
            thread.start()
        pause = MOST_SECONDS / KILLS / 2
        for _kill in range(KILLS):
            time.sleep(chance.uniform(0.3, pause))
            campus.kill()
        load.over.set()
        for thread in load.threads:
            thread.join(60)
    finally:
        load.over.set()
        campus.stop()
    assert not load.troubles, "\n".join(map(repr, load.troubles))
    assert load.repeated >= KILLS / 3, "The kills met hardly any request."
    held = told("held", environment)
    assert held["people"] == load.answers
    assert held["answers"] == sum(map(len, load.answers.values()))
    assert held["actions"] == sorted(load.titles)
    assert len(load.answers) >= ANSWERING
    assert len(load.titles) >= EDITING
