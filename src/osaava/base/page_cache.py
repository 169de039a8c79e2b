"""Whole pages from memory, never stale and never another person's.

At the start of a request one small query reads the numbers that database triggers move (`base.revision`) and, for a request with a session, the
session's row. A copy in memory answers only if all of them are as they were when it was made.

- **Visitors** share copies of public views: valid by the number of shared content and the day.
- **Signed-in people** have copies of their own, of the views that say `@kept`: valid by the shared, the private and the person's own number, the
  stored session, and the day. Its key holds every cookie as it was sent, so another session, CSRF secret or appearance is another copy.

What a page says of time and of form keys while it is made is noted (`base.watch`). Copies are compressed and bounded in memory.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

from osaava.base import access, clock, revision, sessions, watch
from osaava.base.page_copy import PageCopy

MAX_PUBLIC = 24 * 1024 * 1024
MAX_OWN = 40 * 1024 * 1024
"""Bytes of copies kept in one web process."""
MAX_PAGE = 512 * 1024
MAX_ADDRESS = 300
MAX_COOKIES = 1000
MAX_PEOPLE = 20_000
OWN_LEVEL = 4
"""A person's page is compressed for fewer views than a visitor's, so more lightly."""
VARIES = {"cookie", "accept-encoding", "accept-language"}
_NOT_KEPT = {"content-length", "content-encoding", "etag", "set-cookie"}


def kept(view: Callable) -> Callable:
    """Mark a view whose page for a signed-in person may be kept in memory.

    It depends on nothing but the address, cookies, the day, shared content, private tables and rows of the person's own (`Model.own`): never on
    another person's own rows.
    """
    view.kept = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True)
class Start:
    """What the first query of a request found."""

    shared: int
    private: int = 0
    session: str | None = None
    """The stored session of the cookie's key, if it is valid."""
    own: int | None = None
    """The number of the person whom the session is known to belong to."""


_FIRST = "SELECT number FROM base_revision WHERE id = 1"
_FIRST_WITH_SESSION = (
    "SELECT r.number, r.private, s.session_data, p.number FROM base_revision r "
    "LEFT JOIN django_session s ON s.session_key = %s AND s.expire_date > %s "
    "LEFT JOIN base_personrevision p ON p.person_id = %s WHERE r.id = 1"
)


def read_start(session_key: str | None = None, person: int | None = None) -> Start:
    """The numbers, and the stored session of this key; one query."""
    with connection.cursor() as cursor:
        if session_key is None:
            cursor.execute(_FIRST)
            row = cursor.fetchone()
            return Start(row[0] if row else 0)
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(_FIRST_WITH_SESSION, [session_key, now, person])
        return Start(*(cursor.fetchone() or (0,)))


class _Answer:
    """A kept page with its headers and what it is valid for."""

    __slots__ = ("copy", "etag", "headers", "size", "stamp", "until")

    def __init__(self, response, noted: watch.Watch, stamp: Any, *, level: int):
        self.copy = PageCopy(response.content, noted.keys, level)
        self.stamp, self.until = stamp, noted.until
        private = "no-store" in response.get("Cache-Control", "")
        self.etag = None if private or self.copy.has_holes else f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        headers = {name: value for name, value in response.items() if name.lower() not in _NOT_KEPT}
        headers["Vary"] = "Accept-Encoding, Cookie"
        if self.etag:
            headers["ETag"] = self.etag
        self.headers = {name.lower(): (name, value) for name, value in headers.items()}
        self.size = self.copy.size + 2000

    def holds(self, stamp: Any) -> bool:
        return self.stamp == stamp and (self.until is None or timezone.now() < self.until)

    def answer(self, request) -> HttpResponse:
        meta = request.META
        if self.etag and meta.get("HTTP_IF_NONE_MATCH") == self.etag:
            response: HttpResponse = HttpResponseNotModified()
            response.headers._store.update(self.headers)
            return response
        zipped = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
        body = self.copy.compressed() if zipped else self.copy.plain()
        response = HttpResponse(body, content_type=self.headers["content-type"][1])
        store = response.headers._store  # straight: names and values were checked when the page was made
        store.update(self.headers)
        if zipped:
            store["content-encoding"] = ("Content-Encoding", "gzip")
        store["content-length"] = ("Content-Length", str(len(body)))
        return response


class _Shelf:
    """Answers by key, the least used thrown out first."""

    def __init__(self, most: int):
        self.most, self.bytes = most, 0
        self.answers: OrderedDict[tuple, _Answer] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, key: tuple, stamp: Any) -> _Answer | None:
        with self.lock:
            found = self.answers.get(key)
            if found is None or not found.holds(stamp):
                return None
            self.answers.move_to_end(key)
            return found

    def keep(self, key: tuple, answer: _Answer) -> None:
        with self.lock:
            old = self.answers.pop(key, None)
            self.bytes += answer.size - (old.size if old else 0)
            self.answers[key] = answer
            while self.bytes > self.most:
                _, dropped = self.answers.popitem(last=False)
                self.bytes -= dropped.size


class PageCacheMiddleware:
    """Outermost: a hit costs one query and no session, sign-in or template work. Also compresses what is not kept."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.zip = GZipMiddleware(get_response)
        self.public, self.own = _Shelf(MAX_PUBLIC), _Shelf(MAX_OWN)
        self.people: OrderedDict[str, int] = OrderedDict()
        """Session key -> person, as sign-in found it: only to know whose number to read."""

    def __call__(self, request):
        if request.path_info.startswith("/static/"):
            return self.get_response(request)
        session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME) if "HTTP_COOKIE" in request.META else None
        start = read_start(session_key, self.people.get(session_key) if session_key else None)
        revision.remember(start.shared, reading=request.method in ("GET", "HEAD"))
        if start.session:
            sessions.hand_over(session_key, start.session)
        try:
            return self._answer(request, session_key, start)
        finally:
            revision.remember(None)
            sessions.forget()

    def _answer(self, request, session_key, start):
        key = self._key(request)
        if key is None:
            return self.zip.process_response(request, self.get_response(request))
        shelf = self.public if session_key is None else self.own
        stamp = self._stamp(session_key, start)
        if found := shelf.find(key, stamp):
            return found.answer(request)
        noted = watch.begin()
        try:
            response = self.get_response(request)
        finally:
            watch.end()
        if session_key is not None:
            stamp = self._stamp_after(request, session_key, start)
        if stamp is None or noted.asked_the_moment or not self._may_keep(request, response, signed_in=session_key is not None):
            return self.zip.process_response(request, response)
        answer = _Answer(response, noted, stamp, level=9 if session_key is None else OWN_LEVEL)
        if answer.size <= MAX_PAGE:
            shelf.keep(key, answer)
        made = answer.answer(request)
        made.cookies = response.cookies
        return made

    @staticmethod
    def _key(request):
        meta = request.META
        if request.method != "GET" or meta.get("HTTP_HX_REQUEST") or "HTTP_AUTHORIZATION" in meta:
            return None
        cookies = meta.get("HTTP_COOKIE", "")
        if cookies and request.COOKIES.get("messages"):
            return None
        address = request.get_full_path()
        if len(address) > MAX_ADDRESS or len(cookies) > MAX_COOKIES:
            return None
        told = cookies if settings.SESSION_COOKIE_NAME in request.COOKIES else request.COOKIES.get("theme", "")
        return meta.get("HTTP_HOST", ""), request.scheme, address, told

    @staticmethod
    def _stamp(session_key, start):
        if session_key is None:
            return start.shared, clock.today()
        if start.session is None or start.own is None:
            return None
        return start.shared, start.private, start.own, start.session, clock.today()

    def _stamp_after(self, request, session_key, start):
        """The stamp of a page just made for a person; None when it cannot be told that nothing moved in between."""
        user = getattr(request, "user", None)
        if start.session is None or user is None or not user.is_authenticated or request.session.session_key != session_key:
            return None
        if self.people.get(session_key) != user.pk:
            self.people[session_key] = user.pk
            if len(self.people) > MAX_PEOPLE:
                self.people.popitem(last=False)
            return None  # the person's number was not read before the page was made: the next view is kept
        return self._stamp(session_key, start)

    @staticmethod
    def _may_keep(request, response, *, signed_in: bool) -> bool:
        match = getattr(request, "resolver_match", None)
        if match is None or response.status_code != 200 or response.streaming or response.has_header("Content-Encoding"):
            return False
        if {name.strip().lower() for name in response.get("Vary", "").split(",")} - VARIES - {""}:
            return False
        if signed_in:
            own = getattr(match.func, "kept", False) and not request.session.modified and not _has_messages(request)
            return own and _only_renews_csrf(request, response)
        if response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            return False
        if "no-store" in response.get("Cache-Control", "") or "private" in response.get("Cache-Control", ""):
            return False
        mark = access.mark_of(match.func)
        return bool(mark and mark.kind == "public")


def _only_renews_csrf(request, response) -> bool:
    """Whether the answer sets no cookie but the CSRF secret that the browser already has (Django renews its year at every form).

    A view from memory does not renew it; the day in the stamp sees to it that a page is made, and the year renewed, once a day.
    """
    name = settings.CSRF_COOKIE_NAME
    return all(key == name and cookie.value == request.COOKIES.get(name) for key, cookie in response.cookies.items())


def _has_messages(request) -> bool:
    """Whether the page showed or left messages: they are for one view."""
    waiting = getattr(request, "_messages", None)
    return bool(waiting is not None and (waiting.used or waiting.added_new or len(waiting)))

