"""The product as its users meet it: `osaava up` in an empty data folder, the printed sign-in links, and Chromium.

One campus serves the whole run; journeys use people and things of their own, so that they do not step on each other.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = os.environ.get("CAMPUS_PICTURES")
"""A folder for pictures of every checked page; without it none are taken, because a picture takes longer than all the rules."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
BOTH = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_COLOURS = ["color-contrast", "link-in-text-block"]
AXE_RUN = """async what => {
    const found = await axe.run(document, {runOnly: what, resultTypes: ["violations"]});
    return found.violations.flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.target} ${n.failureSummary.slice(0, 200)}`));
}"""
"""Only what is wrong is worked out in full and sent over: in half the time."""
AT_ONCE = """(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
})();"""
"""Colours change at once with the scheme, so that they are judged as they stand."""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@dataclass
class Campus:
    """A running campus: its address and the demo people's sign-in links by role and by name."""

    address: str
    links: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, list] = field(default_factory=dict)
    """The cookies of those who have signed in already, by name."""
    process: subprocess.Popen | None = None
    data: Path = Path()
    log: Path = Path()

    def code_mailed_to(self, address: str) -> str:
        """The newest sign-in or confirmation code that the console mailed to an address; waits for the mail."""
        for _ in range(100):
            mails = self.log.read_text().split("Content-Type: text/plain")
            for mail in reversed(mails):
                if f"To: {address}" in mail and (found := re.search(r"^\s*([A-Z0-9]{4,8}-?[A-Z0-9]{0,8})\s*$", mail, re.MULTILINE)):
                    return found[1]
            time.sleep(0.1)
        raise AssertionError(f"No code was mailed to {address}.")

    def link_of(self, name: str) -> str:
        """The sign-in link of the demo person whose name or role starts with `name`."""
        return next(url for label, url in self.links.items() if name in label)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _read_links(found: Campus, text: str) -> None:
    for line in text.splitlines():
        if match := re.match(r"^\s{6,}(.+?)\s{2,}(http\S+)$", line):
            found.links[match[1]] = match[2]
    assert found.links, "osaava up printed no sign-in links: " + text[-2000:]


def _running(log: Path) -> Campus:
    text = log.read_text()
    found = Campus(re.search(r"the campus is at (\S+)/ ", text)[1], data=Path(re.search(r"Data folder: (.+)", text)[1]), log=log)
    _read_links(found, text)
    return found


@pytest.fixture(scope="session")
def campus(tmp_path_factory):
    """`osaava up` on a free port; its printed sign-in links are read like a newcomer would.

    While writing journeys: CAMPUS_LOG=FILE uses a campus that already runs and whose output goes to FILE (its data folder is named there).
    """
    if running := os.environ.get("CAMPUS_LOG"):
        yield _running(Path(running))
        return
    data, port = tmp_path_factory.mktemp("campus"), _free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("OSAAVA_", "DJANGO_"))}
    log = (data / "log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "osaava", "up", "--port", str(port), "--data", str(data / "data")],
        cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    found = Campus(f"http://127.0.0.1:{port}", process=process, data=data / "data", log=data / "log")
    try:
        for _ in range(600):
            if process.poll() is not None:
                pytest.fail("osaava up ended: " + Path(log.name).read_text()[-3000:])
            try:
                urllib.request.urlopen(found.address + "/readyz", timeout=2).read()
                break
            except OSError:
                time.sleep(0.2)
        _read_links(found, Path(log.name).read_text())
        yield found
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium through playwright."""
    if not CHROMIUM:
        if os.environ.get("OSAAVA_CI_STRICT"):
            pytest.fail("Chromium is missing; in CI nothing may be skipped.")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


class Visitor:
    """A person at a browser. Every page they open is checked: no errors in the console, no requests elsewhere, no sideways scroll."""

    def __init__(self, browser, campus: Campus, viewport, *, script=True, scheme="light", locale="fi-FI"):
        self.campus = campus
        self.context = browser.new_context(
            viewport=viewport,
            java_script_enabled=script,
            color_scheme=scheme,
            locale=locale,
            base_url=campus.address,
            reduced_motion="reduce",  # colours are checked as they stand, not on their way
        )
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.script = script
        self.troubles: list[str] = []
        self.page.on("console", lambda m: self.troubles.append(f"{m.type}: {m.text}") if m.type == "error" and "status of 4" not in m.text else None)
        self.page.on("pageerror", lambda e: self.troubles.append(f"script: {e}"))
        self.page.on(
            "request", lambda r: self.troubles.append(f"elsewhere: {r.url}") if not r.url.startswith((campus.address, "data:", "blob:")) else None
        )

    def sign_in(self, name: str):
        """Sign in with the printed link, the way `osaava up` offers it; later the same session goes on in another window."""
        if name in self.campus.sessions:
            self.context.add_cookies(self.campus.sessions[name])
            return self
        self.page.goto(self.campus.link_of(name))
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_load_state()
        self.campus.sessions[name] = self.context.cookies()
        return self

    def go(self, path: str):
        """Open a page of the campus; it must answer 200."""
        try:
            answer = self.page.goto(path)
        except Error as error:  # a form was still on its way to its own answer
            if "ERR_ABORTED" not in str(error):
                raise
            self.page.wait_for_load_state()
            answer = self.page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return self

    def press(self, name: str) -> None:
        """Press a button that leads to another page."""
        before = self.page.url
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_url(lambda url: url != before)
        self.page.wait_for_load_state()

    def check(self, name: str = "", *, schemes=("light", "dark")):
        """The page at hand: axe at zero in light and dark, no sideways scroll, nothing in `troubles`.

        `name` names its pictures (see PICTURES)."""
        if self.script and not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AT_ONCE + AXE_SCRIPT + "; undefined")
        for scheme in schemes:
            self.page.emulate_media(color_scheme=scheme)
            if name and PICTURES:
                picture = f"{name}-{self.page.viewport_size['width']}-{scheme}.png"
                self.page.screenshot(path=Path(PICTURES) / picture, full_page=True)
            if self.script:
                self._axe(scheme)
                sideways = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert sideways <= 0, f"{self.page.url} scrolls sideways by {sideways} px at {self.page.viewport_size['width']}"
        self.page.emulate_media(color_scheme=schemes[0])
        assert not self.troubles, self.troubles
        return self

    def _axe(self, scheme: str) -> None:
        # Only colours differ between the schemes: the second one asks for those alone.
        what = {"type": "tag", "values": AXE_TAGS} if scheme == "light" else {"type": "rule", "values": AXE_COLOURS}
        found = self.page.evaluate(AXE_RUN, what)
        assert not found, f"axe in {scheme} at {self.page.url}:\n" + "\n".join(found)

    def close(self):
        self.context.close()


@pytest.fixture
def visitor(chromium, campus):
    """Makes visitors: `visitor(WIDE)`, `visitor(NARROW, script=False)`."""
    made: list[Visitor] = []

    def make(viewport=WIDE, **options) -> Visitor:
        made.append(Visitor(chromium, campus, viewport, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()
