"""Writes that are safe to repeat.

A phone that lost its connection does not know whether its answer was stored. It sends the same write again with the same key, in the form
field `idempotency_key` or the header `X-Idempotency-Key`, and gets the stored answer. Key, answer and change commit together.
"""

from __future__ import annotations

import hashlib
import uuid
from functools import wraps

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from osaava.base import watch
from osaava.base.models import IdempotencyKey

MAX_KEY = 80


def new_key() -> str:
    """A fresh key for a form's hidden field. A page kept in memory gets another one at each view."""
    key = uuid.uuid4().hex
    watch.note_key(key)
    return key


class _AnswerIsNoSuccess(Exception):
    def __init__(self, response):
        self.response = response


def _owner(request) -> str:
    if request.user.is_authenticated:
        return f"person:{request.user.pk}"
    if not request.session.session_key:
        request.session.save()
    return f"session:{request.session.session_key}"


def _stored(request, owner: str, key: str, body_hash: str):
    row = IdempotencyKey.objects.filter(owner=owner, key=key).first()
    if row is None:
        return None
    if row.route != request.path or row.body_hash != body_hash:
        return HttpResponse(_("This form was already sent with other content. Reload the page and try again."), status=409)
    response = HttpResponse(row.body, status=row.status)
    if row.location:
        response["Location"] = row.location
    response["X-Idempotent-Replay"] = "1"
    return response


def idempotent(view):
    """Run a POST once for each key. Without a key it runs as usual (in one transaction all the same).

    Only answers under 400 are kept: a refused form may be corrected and sent with the same key.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = (request.headers.get("X-Idempotency-Key") or request.POST.get("idempotency_key") or "")[:MAX_KEY]
        if not key:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        owner = _owner(request)
        fields = sorted((k, v) for k, v in request.POST.lists() if k not in ("csrfmiddlewaretoken", "idempotency_key"))
        body_hash = hashlib.sha256(repr(fields).encode("utf-8", "surrogatepass")).hexdigest()
        if answer := _stored(request, owner, key, body_hash):
            return answer
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                if response.status_code >= 400:
                    raise _AnswerIsNoSuccess(response)
                IdempotencyKey.objects.create(
                    person=request.user if request.user.is_authenticated else None,
                    owner=owner,
                    key=key,
                    route=request.path,
                    body_hash=body_hash,
                    status=response.status_code,
                    location=response.get("Location", ""),
                    body=response.content.decode("utf-8") if response.status_code == 200 and len(response.content) < 20_000 else "",
                )
                return response
        except _AnswerIsNoSuccess as refused:
            return refused.response
        except IntegrityError:
            # The same key committed in another request while this one ran: give that answer.
            if answer := _stored(request, owner, key, body_hash):
                return answer
            raise

    return wrapper
