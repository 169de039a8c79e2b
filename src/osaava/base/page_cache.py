"""Whole public pages from memory for visitors who are not signed in, never stale.

The key holds the address, the appearance cookie, the day and the revision of shared content, which database triggers move
(`base.revision`). One small query decides whether the copy in memory is still true. Only answers of public views to plain GETs without a session
are kept, compressed once, within a bounded amount of memory.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified

from osaava.base import access, clock, revision

MAX_BYTES = 24 * 1024 * 1024
MAX_PAGE = 512 * 1024
MAX_ADDRESS = 300
COMPRESSED_FROM = 400


class _Copy:
    __slots__ = ("body", "compressed", "etag", "headers", "size")

    def __init__(self, response):
        self.body = response.content
        self.compressed = gzip.compress(self.body, 6, mtime=0) if len(self.body) >= COMPRESSED_FROM else None
        self.etag = f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'
        self.headers = [
            (name, value)
            for name, value in response.items()
            if name not in ("Content-Length", "Content-Encoding", "ETag", "Vary", "Set-Cookie")
        ]
        self.size = len(self.body) + len(self.compressed or b"") + 500

    def answer(self, request) -> HttpResponse:
        if request.META.get("HTTP_IF_NONE_MATCH") == self.etag:
            response = HttpResponseNotModified()
        elif self.compressed and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            response = HttpResponse(self.compressed)
            response["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(self.body)
        for name, value in self.headers:
            response[name] = value
        response["ETag"] = self.etag
        response["Vary"] = "Accept-Encoding, Cookie"
        if not isinstance(response, HttpResponseNotModified):
            response["Content-Length"] = str(len(response.content))
        return response


class PageCacheMiddleware:
    """Outermost: a hit costs one query and no session, sign-in or template work."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.copies: OrderedDict[tuple, _Copy] = OrderedDict()
        self.bytes = 0
        self.lock = threading.Lock()

    def __call__(self, request):
        if request.path.startswith("/static/"):
            return self.get_response(request)
        now = revision.number()
        revision.remember(now)
        try:
            return self._answer(request, self._key(request, now))
        finally:
            revision.remember(None)

    def _answer(self, request, key):
        if key is None:
            return self.get_response(request)
        with self.lock:
            copy = self.copies.get(key)
            if copy:
                self.copies.move_to_end(key)
        if copy:
            return copy.answer(request)
        encoding = request.META.pop("HTTP_ACCEPT_ENCODING", None)  # the inner answer stays plain, we compress once
        response = self.get_response(request)
        if encoding is not None:
            request.META["HTTP_ACCEPT_ENCODING"] = encoding
        if not self._may_keep(request, response):
            return response
        copy = _Copy(response)
        if copy.size <= MAX_PAGE:
            self._keep(key, copy)
        return copy.answer(request)

    @staticmethod
    def _key(request, now):
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
            return None
        if request.META.get("HTTP_HX_REQUEST") or "HTTP_AUTHORIZATION" in request.META:
            return None
        address = request.get_full_path()
        if len(address) > MAX_ADDRESS:
            return None
        host = request.META.get("HTTP_HOST", "")
        return host, address, request.COOKIES.get("theme", ""), clock.today(), now

    @staticmethod
    def _may_keep(request, response) -> bool:
        if response.status_code != 200 or response.streaming or response.cookies or response.has_header("Content-Encoding"):
            return False
        if "no-store" in response.get("Cache-Control", "") or "private" in response.get("Cache-Control", ""):
            return False
        mark = access.mark_of(request.resolver_match.func) if getattr(request, "resolver_match", None) else None
        return bool(mark and mark.kind == "public" and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))

    def _keep(self, key, copy) -> None:
        with self.lock:
            old = self.copies.pop(key, None)
            self.bytes += copy.size - (old.size if old else 0)
            self.copies[key] = copy
            while self.bytes > MAX_BYTES:
                _, dropped = self.copies.popitem(last=False)
                self.bytes -= dropped.size
