"""Codes of links and of coming back: 80 bits, made from a row's random identifier with the installation's secret.

The database holds only hashes. Because a code can be made again from the secret, the lead can look at a link again and a respondent can be
shown the code for coming back again, and still a copy of the database lets nobody in.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid

from django.utils.crypto import salted_hmac

_SHAPE = re.compile(r"[a-z2-7]{16}")


def _code(purpose: str, identifier: uuid.UUID) -> str:
    digest = salted_hmac(f"osaava.capability.{purpose}", identifier.hex, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def code_of_link(link_uuid: uuid.UUID) -> str:
    """The code in a link's address: 16 characters of a–z and 2–7."""
    return _code("link", link_uuid)


def resume_code_of(respondent_id: uuid.UUID) -> str:
    """The code with which a respondent comes back on another device."""
    return _code("resume", respondent_id)


def respondent_id_of(link_code: str, key: str) -> uuid.UUID:
    """The identifier of the respondent that a start form with this key makes: sent twice, it is the same respondent."""
    return uuid.UUID(bytes=salted_hmac("osaava.capability.respondent", f"{link_code}:{key}", algorithm="sha256").digest()[:16], version=4)


def hash_of(code: str) -> str:
    """What the database keeps."""
    return hashlib.sha256(code.encode()).hexdigest()


def grouped(code: str) -> str:
    """For reading and typing: four characters at a time."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def code_in(text: str) -> str:
    """The code in what a person pasted or typed, a whole link or the code with or without hyphens; empty when there is none."""
    text = text.strip().lower()[:500]
    for part in reversed(re.split(r"[/?#]+", text)):
        plain = re.sub(r"[\s-]+", "", part)
        if _SHAPE.fullmatch(plain):
            return plain
    return ""
