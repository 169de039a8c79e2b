"""Who may write and publish units: one condition a line.

Two ways in: a role in the unit's theme, or, for material that stays inside an organisation, the right to edit that organisation. What an
organisation keeps to itself is its members' only, whatever role somebody else has.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from osaava.base import access
from osaava.base.access import Permission
from osaava.library.enums import Licence
from osaava.network.api import is_member


def stays_inside(licence: str) -> bool:
    """Whether material under this licence is for its owner's people only."""
    return licence == Licence.OWN_ORGANISATION


def may_write(person, *, theme, licence: str, owner) -> bool:
    """Whether the person may save such a version. `theme` may be None while it is not chosen yet."""
    if person is None:
        return True
    if stays_inside(licence):
        if not is_member(person, owner):
            return False
        if access.allows(person, Permission.ORGANISATION_EDIT, owner):
            return True
    return theme is not None and access.allows(person, Permission.UNIT_WRITE, theme)


def may_publish(person, *, theme, licence: str, owner) -> bool:
    """Whether the person may make such a version visible."""
    if person is None:
        return True
    if stays_inside(licence):
        if not is_member(person, owner):
            return False
        if access.allows(person, Permission.ORGANISATION_EDIT, owner):
            return True
    return theme is not None and access.allows(person, Permission.UNIT_PUBLISH, theme)


def may_own(person, owner) -> bool:
    """Whether the person may put a new unit in this organisation's name."""
    return person is None or is_member(person, owner) or access.allows(person, Permission.NETWORK_COORDINATE)


def ensure(condition: bool, permission: Permission) -> None:
    """Raise PermissionDenied unless the condition holds."""
    if not condition:
        raise PermissionDenied(permission.value)
