"""What a planner of personal paths needs of every unit: facts without texts, two queries however many there are."""

from __future__ import annotations

from dataclasses import dataclass

from osaava.library.models import UnitPrerequisite
from osaava.library.queries.lists import visible_units
from osaava.themes.api import all_themes


@dataclass(frozen=True)
class UnitToPlan:
    """A unit that everyone may read, as its newest published version says."""

    unit_id: int
    slug: str
    minutes: int
    theme_number: int
    groups: tuple[str, ...]
    languages: tuple[str, ...]
    competences: tuple[tuple[str, int, int], ...]
    """(key, from level, to level)"""
    levels: tuple[tuple[str, int], ...]
    """(key, level that the reader should have before)"""
    requires: tuple[int, ...]
    """Ids of the units recommended before, those that everyone may read."""


def units_to_plan() -> list[UnitToPlan]:
    """Every unit that everyone may read, in the order of their keys."""
    themes = {theme.pk: theme.number for theme in all_themes()}
    columns = (
        "pk", "slug", "published__minutes", "published__theme_id", "published__group_keys", "published__languages", "published__outline",
    )  # fmt: skip
    found = list(visible_units().order_by("slug").values_list(*columns))
    shown = {row[0] for row in found}
    requires: dict[int, list[int]] = {}
    for unit, required in UnitPrerequisite.objects.order_by("pk").values_list("unit_id", "required_id"):
        if required in shown:
            requires.setdefault(unit, []).append(required)
    return [
        UnitToPlan(
            unit_id=pk,
            slug=slug,
            minutes=minutes,
            theme_number=themes[theme],
            groups=tuple(groups),
            languages=tuple(languages),
            competences=tuple((key, first, last) for key, first, last in outline.get("competences", ())),
            levels=tuple((key, level) for key, level in outline.get("levels", ())),
            requires=tuple(requires.get(pk, ())),
        )
        for pk, slug, minutes, theme, groups, languages, outline in found
    ]
