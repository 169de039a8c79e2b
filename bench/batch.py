"""`osaava bench batch`: a thousand documents brought in at once, and what the pages feel of it.

Small documents of every format, some with pictures, are packed into one zip and sent to the real server as a browser sends them. The pages are measured in
the same run by the same two connections at the same pace: idle before, while the batch is being read, and idle after (then with every file in the
collection). Memory is the proportional size of the server with everything that it started. Bounded in count and time, loopback only.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from bench.pages import ROOT, Server, _prepare, memory_mb

FORMATS = ("md", "html", "docx", "odt", "pptx", "pdf", "txt")
CONNECTIONS, LONGEST = 2, 1_800


# -- documents --------------------------------------------------------------------------------------------------------------------


def _text(chance: random.Random) -> list[tuple[str, list[str]]]:
    """(heading, paragraphs) of a document of 300 to 900 words."""
    from bench.data import WORDS

    def words(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()

    return [(words(2, 4), [words(30, 60) + "." for _ in range(chance.randint(3, 5))]) for _ in range(3)]


def _picture(chance: random.Random, path: Path) -> Path:
    from PIL import Image

    Image.effect_noise((320, 200), chance.randint(10, 90)).convert("RGB").save(path)
    return path


def _md(path: Path, sections, picture: Path | None) -> None:
    image = f"![Kaavio](kuvat/{picture.name})\n\n" if picture else ""
    path.write_text(image + "\n\n".join(f"## {title}\n\n" + "\n\n".join(texts) for title, texts in sections))


def _html(path: Path, sections, picture: Path | None) -> None:
    image = f'<p><img src="kuvat/{picture.name}" alt="Kaavio"></p>' if picture else ""
    body = "".join(f"<h2>{title}</h2>" + "".join(f"<p>{text}</p>" for text in texts) for title, texts in sections)
    path.write_text(f'<!doctype html><html lang="fi"><head><meta charset="utf-8"></head><body><main>{image}{body}</main></body></html>')


def _docx(path: Path, sections, picture: Path | None) -> None:
    import docx

    document = docx.Document()
    for title, texts in sections:
        document.add_heading(title, 2)
        for text in texts:
            document.add_paragraph(text)
    if picture:
        document.add_picture(str(picture))
    document.save(str(path))


def _odt(path: Path, sections, picture: Path | None) -> None:
    name = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    body = "".join(f'<t:h t:outline-level="2">{title}</t:h>' + "".join(f"<t:p>{text}</t:p>" for text in texts) for title, texts in sections)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        head = f'<o:document-content xmlns:o="{name.format("office")}" xmlns:t="{name.format("text")}">'
        archive.writestr("content.xml", f"{head}<o:body><o:text>{body}</o:text></o:body></o:document-content>")


def _pptx(path: Path, sections, picture: Path | None) -> None:
    from pptx import Presentation

    deck = Presentation()
    for title, texts in sections:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text_frame.text = title, "\n".join(texts)
    if picture:
        slide.shapes.add_picture(str(picture), 0, 0)
    deck.save(str(path))


def _pdf(path: Path, sections, picture: Path | None) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Image, Paragraph, SimpleDocTemplate

    looks = getSampleStyleSheet()
    flow = [part for title, texts in sections for part in (Paragraph(title, looks["Heading2"]), *(Paragraph(t, looks["BodyText"]) for t in texts))]
    SimpleDocTemplate(str(path)).build([*flow, *([Image(str(picture))] if picture else [])])


def _txt(path: Path, sections, picture: Path | None) -> None:
    path.write_text("\n\n".join(f"{title}\n{'=' * len(title)}\n\n" + "\n\n".join(texts) for title, texts in sections))


def documents(folder: Path, count: int) -> Path:
    """A zip of `count` documents, always the same; every fifth has a picture of its own."""
    chance, makers = random.Random(1_000), dict(zip(FORMATS, (_md, _html, _docx, _odt, _pptx, _pdf, _txt), strict=True))
    made = folder / "documents"
    (made / "kuvat").mkdir(parents=True)
    for number in range(count):
        kind = FORMATS[number % len(FORMATS)]
        picture = _picture(chance, made / "kuvat" / f"kuva-{number}.png") if number % 5 == 0 and kind not in ("odt", "txt") else None
        makers[kind](made / f"asiakirja-{number:04}.{kind}", _text(chance), picture)
    packed = folder / "batch.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(made.rglob("*")):
            if path.is_file() and (path.parent.name != "kuvat" or _is_beside(path)):
                archive.write(path, path.relative_to(made).as_posix())
    return packed


def _is_beside(picture: Path) -> bool:
    """Whether the picture belongs to a document whose pictures are files of their own."""
    return FORMATS[int(picture.stem.removeprefix("kuva-")) % len(FORMATS)] in ("md", "html")


# -- the campus -------------------------------------------------------------------------------------------------------------------


def build() -> None:
    """Give one person the right to bring documents in and make an empty collection; prints JSON with its address and the person's cookie."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from django_scopes import scopes_disabled

    from bench.data import _cookies
    from osaava.accounts.models import Person
    from osaava.exchange.collections import operations
    from osaava.network.models import Membership, ThemeRole, ThemeTeamMember

    with scopes_disabled():
        person = Person.objects.order_by("id").first()
        membership = Membership.objects.select_related("organisation").get(person=person)
        role = ThemeRole.objects.filter(organisation=membership.organisation, kind__in=["lead", "developer"]).first()
        ThemeTeamMember.objects.create(membership=membership, theme=role.theme)
        made = operations.create_collection(owner=membership.organisation, by=person, name="Tuhat asiakirjaa")
        print(json.dumps({"collection": f"/tuotanto/kokoelmat/{made.uuid}/", "cookie": _cookies(person)}))


def _facts(environment: dict) -> dict:
    base = {k: v for k, v in os.environ.items() if not k.startswith("OSAAVA_")}
    done = subprocess.run(
        [sys.executable, "-c", "from bench import batch; batch.build()"],
        cwd=ROOT, env=base | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"} | environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def _send(server: Server, facts: dict, packed: Path) -> float:
    """Send the zip as a browser would; returns the seconds until the answer."""
    token = facts["cookie"].rpartition("csrftoken=")[2] if "csrftoken=" in facts["cookie"] else facts["cookie"].rpartition("=")[2]
    fields = {"csrfmiddlewaretoken": token, "idempotency_key": "batch"}
    body = b"".join(f'--osaava-bench-boundary\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items())
    head = '--osaava-bench-boundary\r\nContent-Disposition: form-data; name="files"; filename="tuhat.zip"\r\nContent-Type: application/zip\r\n\r\n'
    body += head.encode() + packed.read_bytes() + b"\r\n--osaava-bench-boundary--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    began = time.perf_counter()
    connection.request("POST", f"{facts['collection']}tiedostot/", body, {"Cookie": facts["cookie"], "Content-Type": "multipart/form-data; boundary=osaava-bench-boundary"})
    answer = connection.getresponse()
    page = answer.read().decode(errors="replace")
    if answer.status != 302:
        raise RuntimeError(f"The server answered {answer.status} to the documents: {page[:2000]}")
    return time.perf_counter() - began


def _watch(pid: int, peak, stop) -> None:
    """The most memory seen, by a process of its own: looking takes time, and the measuring must not wait for it."""
    while not stop.wait(1):
        with contextlib.suppress(OSError):  # a child that ends while it is looked at
            peak.value = max(peak.value, memory_mb(pid))


class _State:
    """How far the batch is, read from the database beside the server; and the most memory seen meanwhile."""

    def __init__(self, database: str, server: Server):
        from osaava.project import sqlite  # noqa: F401  (the same SQLite as the server's)

        import sqlite3

        self.connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20, check_same_thread=False)
        self.peak, self.stop = multiprocessing.Value("d", 0.0), multiprocessing.Event()
        multiprocessing.Process(target=_watch, args=(server.process.pid, self.peak, self.stop), daemon=True).start()

    def states(self) -> dict[str, int]:
        return dict(self.connection.execute("SELECT state, COUNT(*) FROM exchange_source GROUP BY state").fetchall())

    def waits(self) -> int:
        found = self.states()
        return found.get("waiting", 0) + found.get("reading", 0)


# -- measuring --------------------------------------------------------------------------------------------------------------------


class _Reader:
    """A connection that asks the pages in turn, `pace` seconds from one request to the next, and keeps the milliseconds of every answer by page."""

    def __init__(self, port: int, pages: list[tuple[str, str, str]], pace: float, start: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.pages, self.pace, self.number = pages, pace, start
        self.times: dict[str, list[float]] = defaultdict(list)

    def ask(self, over) -> None:
        """Until `over()`."""
        following = time.perf_counter()
        while not over():
            name, path, cookie = self.pages[self.number % len(self.pages)]
            self.number += 1
            began = time.perf_counter()
            self.connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {}))
            answer = self.connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}.")
            self.times[name].append((time.perf_counter() - began) * 1000)
            following = max(following + self.pace, time.perf_counter())
            time.sleep(max(0.0, following - time.perf_counter()))


def _measure(server: Server, pages: list[tuple[str, str, str]], pace: float, seconds: float, until=None) -> dict[str, list[float]]:
    """Milliseconds of every answer by page: for `seconds`, or until `until()` says so."""
    end = time.perf_counter() + (LONGEST if until else seconds)
    readers = [_Reader(server.port, pages, pace, start) for start in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for done in [pool.submit(reader.ask, lambda: time.perf_counter() > end or bool(until and until())) for reader in readers]:
            done.result()
    times: dict[str, list[float]] = defaultdict(list)
    for reader in readers:
        for name, found in reader.times.items():
            times[name] += found
    return times


def _cut(times: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[94]


def run(argv: list[str]) -> int:
    """Make the documents, start the server, measure, print Markdown."""
    parser = argparse.ArgumentParser(prog="osaava bench batch")
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=30, help="of the measurement before, and of the one after")
    parser.add_argument("--pace", type=float, default=0.2, help="seconds between two requests of a connection")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="osaava-bench-", ignore_cleanup_errors=True) as folder:
        packed = documents(Path(folder), options.documents)
        environment, known = _prepare(Path(folder) / "data", 0.1)
        environment |= {"OSAAVA_JOBS": "thread"}
        facts = known | _facts(environment)
        server = Server("osaava.project.wsgi:application", environment)
        try:
            _report(server, facts, packed, options, f"{environment['OSAAVA_DATA']}/osaava.sqlite3")
        finally:
            server.stop()
    return 0


def _report(server: Server, facts: dict, packed: Path, options, database: str) -> None:
    pages = [
        ("front", "/", ""), ("unit", facts["unit"], ""), ("unit, signed in", facts["unit"], facts["cookie"]),
        ("my learning", "/oma/", facts["cookie"]), ("collection", facts["collection"], facts["cookie"]),
        ("draft units", facts["collection"] + "luonnokset/", facts["cookie"]),
    ]  # fmt: skip
    state, calm = _State(database, server), os.getloadavg()[0]
    _measure(server, pages, options.pace, 5)
    idle, quiet = _measure(server, pages, options.pace, options.seconds), memory_mb(server.process.pid)
    began, state.peak.value = time.perf_counter(), 0.0
    sent = _send(server, facts, packed)
    ended: list[float] = []
    done = threading.Thread(target=lambda: _wait(state, ended), daemon=True)
    done.start()
    during = _measure(server, pages, options.pace, 0, lambda: bool(ended))
    took = ended[0] - began if ended else float("nan")
    peak = state.peak.value
    after = _measure(server, pages, options.pace, options.seconds)
    print(f"{options.documents} documents ({packed.stat().st_size / 1e6:.1f} MB packed), {date.today()}, SQLite, one web process with its job thread,")
    print(f"{CONNECTIONS} connections asking every {options.pace} s. Load of the machine: {calm:.1f} before, {os.getloadavg()[0]:.1f} after.\n")
    print(f"Sent and taken in: {sent:.1f} s. All read: {took:.0f} s, {options.documents / took:.1f} documents/s. States: {state.states()}.")
    print(f"Memory of the server and all it started: {quiet:.0f} MB idle, {peak:.0f} MB at most.\n")
    print("| page | idle p50 ms | p95 | being read p50 | p95 | idle after p50 | p95 | p95 to idle | to idle after |\n|---|---|---|---|---|---|---|---|---|")
    for name, _path, _cookie in pages:
        cuts = [_cut(times[name]) for times in (idle, during, after)]
        figures = " | ".join(f"{value:.1f}" for pair in cuts for value in pair)
        print(f"| {name} | {figures} | {cuts[1][1] / cuts[0][1]:.1f} | {cuts[1][1] / cuts[2][1]:.1f} |")
    state.stop.set()


def _wait(state: _State, ended: list[float]) -> None:
    began = time.perf_counter()
    while state.waits() and time.perf_counter() - began < LONGEST:
        time.sleep(0.5)
    ended.append(time.perf_counter())
