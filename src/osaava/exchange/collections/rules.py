"""Who may work on a collection: one condition a line."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from osaava.base import access
from osaava.base.access import Permission
from osaava.network.api import is_member, themes_where


def writes_somewhere(person) -> bool:
    """Whether the person writes units in some house."""
    return bool(themes_where(person, Permission.UNIT_WRITE))


def may_work(person, owner) -> bool:
    """Whether the person may bring in and curate documents in this organisation's name: its members who write units there, and coordinators."""
    if person is None:
        return True
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return False
    if access.allows(person, Permission.NETWORK_COORDINATE):
        return True
    return is_member(person, owner) and (access.allows(person, Permission.ORGANISATION_EDIT, owner) or writes_somewhere(person))


def ensure_may_work(person, collection) -> None:
    """Raise PermissionDenied unless the person may work on the collection."""
    if not may_work(person, collection.owner):
        raise PermissionDenied
