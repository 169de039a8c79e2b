"""Tokens of invitations: at least 160 bits, made from the invitation's identifier with the installation's secret.

The database holds only the hash. Because the token can be made again from the secret, the job that sends the mail needs no token in its
arguments, and a copy of the database lets nobody in.
"""

from __future__ import annotations

import base64
import hashlib
import re

from django.utils.crypto import salted_hmac

_SHAPE = re.compile(r"[a-z2-7]{32}")


def token_of(invitation) -> str:
    """The token of an invitation: 32 characters of a–z and 2–7."""
    digest = salted_hmac("osaava.network.invitation", invitation.uuid.hex, algorithm="sha256").digest()
    return base64.b32encode(digest[:20]).decode().lower()


def hash_of(token: str) -> str:
    """What the database keeps."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_in(text: str) -> str:
    """The token in what a person pasted, a whole link or the code alone; empty when there is none."""
    parts = [part for part in re.split(r"[/\s?#]+", text.strip().lower()[:500]) if _SHAPE.fullmatch(part)]
    return parts[-1] if parts else ""
