"""What the front page shows: the eight houses with what is in them, what is new, and for signed-in people where to go on.

The parts that are the same for everyone are remembered until shared content changes (`base.revision`).
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base import revision
from osaava.base.language import current_language
from osaava.learning.api import front_state
from osaava.library.api import UnitRow, published_unit_ids_by_theme, published_units
from osaava.network.api import ThemeRoleKind, memberships_of, theme_roles_on
from osaava.paths.api import path_rows
from osaava.themes.api import all_themes

NEWEST = 3
_memory = threading.local()


@dataclass(frozen=True)
class Shared:
    """The same for every visitor in one language."""

    units: dict[int, int]
    """Theme id -> how many units everyone may read."""
    paths: Counter
    """Theme id -> how many paths have a unit of it."""
    newest: list[UnitRow]


@dataclass(frozen=True)
class OwnRoles:
    """What the person's organisation does in each theme; the first organisation that they joined."""

    organisation: str = ""
    kinds: dict[int, str] = field(default_factory=dict)


def shared_part(language: str) -> Shared:
    """Counts and the newest units; four queries after shared content changed, else none."""
    now = revision.current()
    store = _memory.__dict__
    if store.get("revision") != now:
        store.clear()
        store["revision"] = now
    if language not in store:
        units = {theme: len(ids) for theme, ids in published_unit_ids_by_theme().items()}
        paths = Counter(theme for row in path_rows() for theme in row.theme_ids)
        store[language] = Shared(units, paths, published_units(shown_in=language, limit=NEWEST))
    return store[language]


def forget() -> None:
    """Drop what is remembered in this thread (tests roll the database back, which no revision number tells)."""
    _memory.__dict__.clear()


def own_roles(person) -> OwnRoles:
    """Theme roles of the organisation that the person joined first; one or two queries."""
    membership = memberships_of(person).first()
    if membership is None:
        return OwnRoles()
    rows = theme_roles_on().filter(organisation_id=membership.organisation_id).values_list("theme_id", "kind")
    return OwnRoles(membership.organisation.name, dict(rows))


def front_context(person, view: str, overlay: str) -> dict:
    """The whole context. Visitors get counts; signed-in people their progress, roles and next step."""
    language = current_language()
    shared = shared_part(language)
    signed_in = person.is_authenticated
    state = front_state(person, language) if signed_in else {"next_step": None, "houses": {}}
    roles = own_roles(person) if signed_in else OwnRoles()
    if not signed_in:
        overlay = "none"
    elif overlay != "role" or not roles.organisation:
        overlay = "progress"
    return {
        "houses": [_house(theme, shared, state["houses"] if signed_in else None, roles) for theme in all_themes()],
        "view": view,
        "overlay": overlay,
        "next_step": _next(state["next_step"]),
        "newest": [_card(row) for row in shared.newest],
        "organisation": roles.organisation,
        "nav_current": "campus",
    }


def _house(theme, shared: Shared, progress: dict | None, roles: OwnRoles) -> dict:
    done, total = (progress or {}).get(theme.pk, (0, shared.units.get(theme.pk, 0)))
    kind = roles.kinds.get(theme.pk, "none") if roles.organisation else None
    return {
        "number": theme.number,
        "key": theme.key,
        "slug": theme.slug.in_language(current_language()),
        "name": str(theme.house_name),
        "short_name": str(theme.short_name),
        "theme_name": str(theme.name),
        "url": house_url(theme),
        "done": None if progress is None else done,
        "total": total,
        "paths": shared.paths.get(theme.pk, 0),
        "role": kind,
        "role_name": "" if kind is None else str(ThemeRoleKind(kind).label) if kind != "none" else _("not involved"),
    }


def house_url(theme) -> str:
    """Address of a theme's house in the active language."""
    return reverse("library:house", args=[theme.slug.in_language(current_language())])


def _next(step) -> dict | None:
    if step is None:
        return None
    text = _("%(minutes)s min") % {"minutes": step.unit.minutes}
    card = {"url": step.url, "house": step.unit.theme_number, "title": step.unit.title, "done": step.done, "total": step.total}
    if step.path:
        place = _("Unit %(number)s of %(total)s") % {"number": step.number, "total": step.total}
        card |= {"title": _("Path: %(title)s") % {"title": step.path.title}, "text": f"{place}: {step.unit.title} · {text}"}
        card |= {"progress_text": _("%(done)s/%(total)s units completed") % {"done": step.done, "total": step.total}, "link": _("Continue the path")}
        return card
    return card | {"text": text, "progress_text": "", "link": _("Continue the unit")}


def _card(row: UnitRow) -> dict:
    theme = next(theme for theme in all_themes() if theme.number == row.theme_number)
    return {
        "title": row.title,
        "url": reverse("library:unit", args=[row.slug]),
        "summary": row.summary,
        "house": row.theme_number,
        "house_name": str(theme.house_name),
        "minutes": row.minutes,
        "level": _("level %(level)s") % {"level": row.level} if row.level else "",
    }
