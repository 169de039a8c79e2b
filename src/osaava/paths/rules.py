"""Who may write and publish paths: one condition a line.

A path belongs to an organisation and crosses themes. Its owner's people write it when they work in one of its themes; what stays inside
an organisation is for those who may edit that organisation. A coordinator may do both everywhere, except with what is not theirs to see.
"""

from __future__ import annotations

from collections.abc import Iterable

from osaava.base import access
from osaava.base.access import Permission
from osaava.library.api import Licence
from osaava.network.api import is_member, themes_where


def stays_inside(licence: str) -> bool:
    """Whether a path under this licence is for its owner's people only."""
    return licence == Licence.OWN_ORGANISATION


def may_write(person, *, owner, licence: str, theme_ids: Iterable[int] | None, permission: Permission = Permission.PATH_WRITE) -> bool:
    """Whether the person may save such a path. `theme_ids` None or empty: no units chosen yet, any theme of theirs will do."""
    if person is None:
        return True
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return False
    member = is_member(person, owner)
    if stays_inside(licence):
        if not member:
            return False
        if access.allows(person, Permission.ORGANISATION_EDIT, owner):
            return True
    if not member and not access.allows(person, Permission.NETWORK_COORDINATE):
        return False
    mine = themes_where(person, permission)
    wanted = set(theme_ids or ())
    return bool(mine & wanted) if wanted else bool(mine)


def may_publish(person, *, owner, licence: str, theme_ids: Iterable[int] | None) -> bool:
    """Whether the person may make such a path visible."""
    return may_write(person, owner=owner, licence=licence, theme_ids=theme_ids, permission=Permission.PATH_PUBLISH)
