"""Reads of the front of house. What visitors see is remembered by revision of shared content, so a signed-in front page pays only for itself."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from osaava.base import clock, revision
from osaava.base.language import current_language
from osaava.campus.models import Feedback
from osaava.learning.api import front_state
from osaava.library.api import UnitRow, published_unit_ids_by_theme, published_units
from osaava.network.api import ThemeRoleKind, all_organisations, theme_roles_on
from osaava.paths.api import path_rows
from osaava.themes.api import all_themes

NEW_UNITS = 3
_memory = threading.local()


@dataclass(frozen=True)
class PublicFacts:
    """What the front page shows to everyone: units and paths by theme id, and the newest units in one language."""

    units: dict[int, int]
    paths: Counter
    path_total: int
    newest: list[UnitRow]


def public_facts(language: str | None = None) -> PublicFacts:
    """Counts and news; four queries after shared content changed, none otherwise."""
    language, now = language or current_language(), (revision.current(), clock.today(), settings.SECRET_KEY)
    if _memory.__dict__.get("now") != now:
        _memory.__dict__.clear()
        _memory.now, _memory.facts = now, {}
    if language not in _memory.facts:
        paths = path_rows()
        _memory.facts[language] = PublicFacts(
            units={theme: len(ids) for theme, ids in published_unit_ids_by_theme().items()},
            paths=Counter(theme for path in paths for theme in path.theme_ids),
            path_total=len(paths),
            newest=published_units(shown_in=language, limit=NEW_UNITS),
        )
    return _memory.facts[language]


def forget_public_facts() -> None:
    """For tests, whose databases go back in time."""
    _memory.__dict__.clear()


def theme_roles_of(person) -> tuple[str, dict[int, str]]:
    """(name, {theme id: role kind}) of the person's first organisation with roles; one query."""
    rows = (
        theme_roles_on()
        .filter(organisation__memberships__person=person, organisation__memberships__ended_at=None)
        .order_by("organisation__memberships__joined_at", "organisation_id")
        .values_list("organisation__name", "theme_id", "kind")
    )
    found = list(rows)
    name = found[0][0] if found else ""
    return name, {theme: kind for organisation, theme, kind in found if organisation == name}


def house_url(theme) -> str:
    """Address of a theme's house in the active language."""
    return reverse("library:house", args=[theme.slug.get(current_language()) or theme.key])


def houses(facts: PublicFacts, *, done: dict[int, tuple[int, int]] | None = None, roles: dict[int, str] | None = None) -> list[dict]:
    """The eight houses as the map and the cards want them. `done`, `roles`: of a signed-in person."""
    found = []
    for theme in all_themes():
        mine = (done or {}).get(theme.pk, (0, 0)) if done is not None else (None, facts.units.get(theme.pk, 0))
        kind = roles.get(theme.pk, "none") if roles else None
        found.append(
            {
                "number": theme.number,
                "key": theme.key,
                "slug": theme.key,
                "name": str(theme.house_name),
                "short_name": str(theme.short_name),
                "theme_name": str(theme.name),
                "url": house_url(theme),
                "done": mine[0],
                "total": mine[1],
                "paths": facts.paths[theme.pk],
                "role": kind,
                "role_name": str(ThemeRoleKind(kind).label) if kind and kind != "none" else "",
            }
        )
    return found


@dataclass(frozen=True)
class MyFront:
    """What the front page shows to one signed-in person."""

    next_step: object | None
    houses: list[dict]
    organisation: str


def my_front(person) -> MyFront:
    """Next step, houses with progress and with the organisation's roles; three queries beyond `public_facts`."""
    state = front_state(person)
    organisation, roles = theme_roles_of(person)
    return MyFront(state["next_step"], houses(public_facts(), done=state["houses"], roles=roles or None), organisation)


def keys_of_organisation(pk: int) -> list[str]:
    """The search key of an organisation, also when it gives no document any more."""
    return list(all_organisations().filter(pk=pk).values_list("key", flat=True))


def open_feedback() -> QuerySet[Feedback]:
    """Messages that wait for an answer, the most urgent first."""
    return Feedback.objects.filter(answered_at=None).order_by("due_on", "pk")


def answered_feedback() -> QuerySet[Feedback]:
    """Messages that have their answer, newest first."""
    return Feedback.objects.exclude(answered_at=None).order_by("-answered_at", "-pk")


def feedback_by_reference(reference: str) -> Feedback | None:
    """The message with this reference, or None."""
    return Feedback.objects.filter(reference=reference).first()
