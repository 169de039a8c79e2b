"""One-line truths about people."""

import hashlib
from datetime import timedelta

REGRET = timedelta(days=14)
"""How long an asked erasure can be taken back."""


def is_operator(person) -> bool:
    """Whether the person runs the platform."""
    return bool(getattr(person, "is_active", False) and getattr(person, "is_staff", False))


def person_hash(uuid) -> str:
    """What the ledger of erasures keeps of a person: a hash of a random number, which says nothing without a backup to compare with."""
    return hashlib.sha256(f"osaava-erased:{uuid}".encode()).hexdigest()
