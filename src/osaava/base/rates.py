"""Rate limits (reliability.md §11): counted in the database, by account or by a keyed hash of the network address.

Never locks an account: over the limit an answer is 429 with the time to wait.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import threading
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from osaava.base.models import RateCount


@dataclass(frozen=True)
class Limit:
    """`count` tries in `seconds`, named for the table in docs/reference/limits.md.

    `in_memory`: counted in each web process instead of the database; for reads, which should not write.
    """

    name: str
    count: int
    seconds: int
    in_memory: bool = False


SEARCH_PERSON = Limit("search-person", 60, 60, in_memory=True)
SEARCH_VISITOR = Limit("search-visitor", 30, 60, in_memory=True)
FEEDBACK = Limit("feedback", 10, 3600)
CODE_GUESS = Limit("code-guess", 10, 3600)
RESPONDENT_CODE = Limit("respondent-code", 10, 3600)
ANSWERS = Limit("answers", 120, 60, in_memory=True)
INVITATIONS = Limit("invitations", 2000, 3600)
UPLOAD = Limit("upload", 120, 3600)
EXPORT = Limit("export", 5, 3600)
DOWNLOAD = Limit("download", 60, 3600, in_memory=True)


def network_of(request) -> str:
    """The caller's network: IPv4 address or IPv6 /64. Behind a trusted proxy the last forwarded address."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR")):
        address = forwarded.split(",")[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _source(request, limit: Limit, who: str) -> str:
    who = who or (f"person:{request.user.pk}" if request.user.is_authenticated else f"network:{network_of(request)}")
    return hmac.new(settings.SECRET_KEY.encode(), f"{limit.name}:{who}".encode(), hashlib.sha256).hexdigest()


def count(request, limit: Limit, cost: int = 1, *, who: str = "") -> bool:
    """Count one try; False when the limit is exceeded. `who`: whom to count instead of the person or the network."""
    window = int(timezone.now().timestamp()) // limit.seconds * limit.seconds  # not clock: counting does not change the page
    if limit.in_memory:
        return _count_in_memory(_source(request, limit, who), window, limit, cost)
    row = {"source": _source(request, limit, who), "limit": limit.name, "window": window}
    if not RateCount.objects.filter(**row).update(count=F("count") + cost):
        RateCount.objects.bulk_create([RateCount(**row, count=0)], ignore_conflicts=True)
        RateCount.objects.filter(**row).update(count=F("count") + cost)
    return RateCount.objects.filter(**row, count__lte=limit.count).exists()


_counts: dict[tuple[str, int], int] = {}
_lock = threading.Lock()
_MOST_COUNTS = 50_000


def _count_in_memory(source: str, window: int, limit: Limit, cost: int) -> bool:
    with _lock:
        if len(_counts) > _MOST_COUNTS:
            _counts.clear()  # memory is bounded; a flood of sources starts the counts again
        _counts[source, window] = found = _counts.get((source, window), 0) + cost
    return found <= limit.count


def forget() -> None:
    """Drop the counts kept in memory (between tests)."""
    with _lock:
        _counts.clear()


def too_many(request, limit: Limit) -> HttpResponse:
    """The 429 page: what happened and when to try again."""
    response = render(request, "campus/error_429.html", {"seconds": limit.seconds, "minutes": max(1, limit.seconds // 60)}, status=429)
    response["Retry-After"] = str(limit.seconds)
    return response


def limited(limit: Limit, methods: tuple[str, ...] = ("POST",)):
    """Decorate a view with a limit for the given methods."""

    def mark(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if request.method in methods and not count(request, limit):
                return too_many(request, limit)
            return view(request, *args, **kwargs)

        return wrapper

    return mark
