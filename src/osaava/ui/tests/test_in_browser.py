"""The style guide in Chromium under the product's content policy: axe at zero, no sideways scroll, and the scripts at work.

The page is rendered by the view and served by a few lines of the standard library, so that this needs no database and no other app.
"""

from __future__ import annotations

import mimetypes
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.contrib.staticfiles.finders import find
from django.test import RequestFactory
from django.utils import translation

from osaava.ui.views import style_guide

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ANSWERS = """<!doctype html><html lang="fi"><head><title>Vastaa</title><link rel="stylesheet" href="/static/ui/css/osaava.css">
<script src="/static/ui/osaava.js" defer></script></head><body><main><h1>Vastaa</h1>
<form id="f" method="post" action="/vastaa" data-queue="stay"><input type="hidden" name="idempotency_key" value="first">
<label>Vastaus <textarea name="answer"></textarea></label><button>Tallenna</button><span data-queue-status></span></form></main>
<p id="live-polite" role="status"></p><p id="live-assertive" role="alert"></p>
<offline-queue hidden data-owner="aino" data-waiting-one="1 odottaa" data-waiting-many="{n} odottaa" data-saved="Tallennettu {time}"
 data-stored="Odottaa" data-rejected="Ei voitu tallentaa" data-sent="Lähetetty" data-retry-label="Uudelleen" data-remove-label="Poista"
 data-page-label="Avaa" data-text-label="Teksti" data-icons="/static/ui/icons.svg"></offline-queue></body></html>"""


class Site:
    """What the little server answers, and what it has been sent."""

    def __init__(self) -> None:
        with translation.override("fi"):
            guide = style_guide(RequestFactory().get("/tyyliopas/")).content.decode()
        self.pages = {"/": guide, "/vastaa": ANSWERS}
        self.received: list[tuple[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.split("?")[0]
                if path.startswith("/static/"):
                    found = find(path.removeprefix("/static/"))
                    body, kind = (Path(found).read_bytes(), mimetypes.guess_type(path)[0] or "font/woff2") if found else (b"", "text/plain")
                else:
                    body, kind = site.pages.get(path, "").encode(), "text/html; charset=utf-8"
                self.answer(200 if body else 404, body, kind)

            def do_POST(self):
                sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                text = sent.get("answer", [""])[0]
                site.received.append((text, self.headers.get("X-Idempotency-Key", "")))
                self.answer(422 if "väärä" in text else 200, b"ok", "text/html")

            def answer(self, status, body, kind):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def site():
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        if os.environ.get("OSAAVA_CI_STRICT"):
            pytest.fail("Chromium is missing; in CI nothing may be skipped.")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, site):
    """Opens a page at a width; in the end nothing may have been complained about."""
    contexts, troubles = [], []

    def opener(path="/", *, width=1280, scheme="light", script=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce", base_url=site.address
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if "Content Security Policy" in message.text else None)
        page.goto(path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_style_guide_has_no_violations_and_no_sideways_scroll(open_page, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(width=width, scheme=scheme)
    found = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_map_switches_without_loading_and_signs_keep_their_order(open_page):
    page = open_page()
    page.click('[data-map-set="overlay"][data-value="role"]')
    assert page.get_attribute("[data-campus-map]", "data-overlay") == "role"
    assert page.get_attribute(".map-wide .house", "aria-label").startswith("1 Majakka Kehittäjä.")
    page.focus('[data-map-set="view"][data-value="list"]')
    order = []
    for _ in range(8):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.dataset.house"))
    assert order == list("12345678")


def test_no_text_on_the_map_is_under_fifteen_pixels(open_page):
    for width in (320, 390, 660, 760, 900, 1160, 1280):
        page = open_page(width=width)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('.sign-name, .sign-theme')].filter((t) => t.getBoundingClientRect().width > 0)
            .map((t) => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"""
        )
        assert len(sizes) >= 8
        assert min(sizes) >= 14.95, f"{width}: {min(sizes):.2f}"


def test_ordering_moves_by_its_buttons(open_page):
    page = open_page()
    page.click('#q3 li:nth-child(1) [data-move="1"]')
    assert page.eval_on_selector_all("#q3 input[name=answer]", "inputs => inputs.map((i) => i.value)") == ["b", "a", "c"]


def test_error_summary_has_focus_and_leads_to_the_field(open_page):
    page = open_page()
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.click('.error-summary a[href="#wrong_due_0"]')
    assert page.evaluate("document.activeElement.id") == "wrong_due_0"


def test_answer_waits_for_the_connection_and_survives_a_reload(open_page, site):
    site.received.clear()
    page = open_page("/vastaa")
    page.context.set_offline(True)
    for text in ("yksi", "kaksi"):
        page.fill("textarea", text)
        page.click("button:has-text('Tallenna')")
        page.wait_for_selector("[data-queue-status] [data-state=waiting]")
    page.wait_for_selector("offline-queue:has-text('2 odottaa')")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("offline-queue", state="hidden")
    first, *rest = dict.fromkeys(site.received)
    assert [first[0], *(text for text, _key in rest)] == ["yksi", "kaksi"]
    assert first[1] == "first"
    assert len({key for _text, key in site.received}) == 2


def test_refused_answer_is_shown_and_not_sent_again(open_page, site):
    site.received.clear()
    page = open_page("/vastaa")
    page.context.set_offline(True)
    page.fill("textarea", "väärä")
    page.click("button:has-text('Tallenna')")
    page.wait_for_selector("[data-queue-status] [data-state=waiting]")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("offline-queue:has-text('Ei voitu tallentaa')")
    sent = len(site.received)
    page.reload()
    page.wait_for_selector("offline-queue:has-text('Ei voitu tallentaa')")
    assert len(site.received) == sent
    page.click("offline-queue button:has-text('Poista')")
    page.wait_for_selector("offline-queue", state="hidden")


def test_menu_opens_without_script(open_page):
    page = open_page(width=390, script=False)
    page.click(".menu-mobile summary")
    assert page.is_visible(".menu-mobile [name=theme][value=dark]")
