"""Who a browser answers as: one signed cookie for each round, no session and no row.

The cookie holds the respondent's random identifier. It is deleted when the answers are sent, so that the next person at a shared computer
does not meet the answers of the one before.
"""

from __future__ import annotations

import hashlib
import uuid

from django.conf import settings
from django.core import signing

SALT = "osaava.capability.visit"
MAX_AGE = 120 * 24 * 3600


def _name(round_) -> str:
    prefix = "__Host-" if settings.SECURE else ""
    return f"{prefix}vastaus-{round_.uuid.hex[:12]}"


def respondent_id(request, round_) -> uuid.UUID | None:
    """The identifier in this browser's cookie for the round, or None when there is none or it is not ours."""
    try:
        return uuid.UUID(request.get_signed_cookie(_name(round_), default="", salt=SALT, max_age=MAX_AGE))
    except (ValueError, signing.BadSignature):
        return None


def remember(response, round_, respondent) -> None:
    """Let this browser go on as the respondent."""
    response.set_signed_cookie(
        _name(round_), respondent.pk.hex, salt=SALT, max_age=MAX_AGE, path="/", secure=settings.SECURE, httponly=True, samesite="Lax",
    )


def forget(response, round_) -> None:
    """Let this browser begin anew."""
    response.delete_cookie(_name(round_), path="/", samesite="Lax")


def tag(respondent) -> str:
    """What a form carries to say for whom it was made: answers that waited in a shared browser must not become another's."""
    return tag_of(respondent.pk)


def tag_of(identifier: uuid.UUID) -> str:
    """The tag of the respondent with this identifier."""
    return hashlib.sha256(f"tag:{identifier.hex}".encode()).hexdigest()[:16]
