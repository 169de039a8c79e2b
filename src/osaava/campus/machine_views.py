"""Liveness and readiness, without detail for strangers."""

from django.db import DatabaseError
from django.http import HttpResponse

from osaava.base import revision
from osaava.base.access import public


@public
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def readyz(request):
    """The process answers and reaches its database."""
    try:
        revision.number()
    except DatabaseError:
        return HttpResponse("not ready", status=503, content_type="text/plain", headers={"Cache-Control": "no-store"})
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})
