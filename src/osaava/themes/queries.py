"""Reads of the vocabulary. It is small and seldom changes, so it is kept in memory by revision of shared content."""

from __future__ import annotations

import threading

from osaava.base import revision
from osaava.base.language import LANGUAGES, current_language
from osaava.themes.models import Competence, TargetGroup, Theme, UsualLevel

_lock = threading.local()


def _cached(name, make):
    """`make()` remembered in this thread until shared content changes. One small query instead of several joins."""
    store = _lock.__dict__.setdefault("store", {})
    now = revision.current()
    if store.get("revision") != now:
        store.clear()
        store["revision"] = now
    if name not in store:
        store[name] = make()
    return store[name]


def forget() -> None:
    """Drop what this thread remembers (between tests, where a database may go back in time)."""
    _lock.__dict__.clear()


def all_themes() -> list[Theme]:
    """The eight themes in number order."""
    return _cached("themes", lambda: list(Theme.objects.order_by("number")))


def theme_by_key(key: str) -> Theme | None:
    """The theme with this stable key, or None."""
    return next((theme for theme in all_themes() if theme.key == key), None)


def theme_by_slug(slug: str) -> Theme | None:
    """The theme whose house has this address in the active language, else in any language."""
    language = current_language()
    themes = all_themes()
    return next((t for t in themes if t.slug.get(language) == slug), None) or next(
        (t for t in themes if slug in [t.slug.get(code) for code in LANGUAGES]), None
    )


def all_target_groups() -> list[TargetGroup]:
    """The target groups in their order."""
    return _cached("target_groups", lambda: list(TargetGroup.objects.order_by("order")))


def all_competences() -> list[Competence]:
    """All competences in order, with their theme."""
    return _cached("competences", lambda: list(Competence.objects.select_related("theme").order_by("theme__number", "order")))


def competences_of(theme: Theme) -> list[Competence]:
    """The competences of one theme."""
    return [c for c in all_competences() if c.theme_id == theme.pk]


def usual_levels_of(theme: Theme) -> dict[tuple[int, int], int]:
    """(competence id, target group id) -> level usually asked."""
    rows = UsualLevel.objects.filter(competence__theme=theme).values_list("competence_id", "target_group_id", "level")
    return {(competence, group): level for competence, group, level in rows}


def all_usual_levels() -> dict[tuple[str, str], int]:
    """(competence key, target group key) -> level usually asked; kept in memory."""
    columns = ("competence__key", "target_group__key", "level")
    return _cached("usual", lambda: {(c, g): level for c, g, level in UsualLevel.objects.values_list(*columns)})
