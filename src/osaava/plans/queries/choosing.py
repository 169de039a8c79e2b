"""What the forms offer: people of the organisation, and content that serves a goal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django_scopes import scope

from osaava.base.language import current_language
from osaava.library.api import Unit, published_steps, units_by_ids
from osaava.network.api import members_of
from osaava.paths.api import Path, path_rows
from osaava.plans.models import Action, Goal
from osaava.themes.api import all_target_groups, usual_levels_of

MOST_PEOPLE = 300
MOST_CONTENT = 40


def people_to_choose(organisation) -> list[tuple[str, str]]:
    """(name, e-mail) of the organisation's people for suggestions, at most 300: others are found by typing."""
    with scope(organisation=organisation):
        return list(members_of(organisation).values_list("person__name", "person__email")[:MOST_PEOPLE])


def people_by_words(organisation, words: str) -> list:
    """Present members whom a name or an e-mail address means: none, one, or several of one name."""
    address = re.search(r"[^\s<>()]+@[^\s<>()]+", words)
    with scope(organisation=organisation):
        rows = members_of(organisation)
        found = rows.filter(person__email__iexact=address.group()) if address else rows.filter(person__name=" ".join(words.split()))
        return [row.person for row in found[:2]]


@dataclass(frozen=True)
class Content:
    """Paths and units that an action may lead to: id -> title."""

    paths: dict[int, str]
    units: dict[int, str]


def content_for(goal: Goal, reader, action: Action | None = None) -> Content:
    """Published content that develops the goal's competence, and what the action leads to already."""
    wanted = [unit for unit, competence, _low, _high in published_steps(reader) if competence == goal.competence.key]
    kept_units: list[int] = []
    kept_paths: list[int] = []
    if action is not None:
        with scope(organisation=goal.plan.organisation):
            kept_units = list(action.units.values_list("pk", flat=True))
            kept_paths = list(action.paths.values_list("pk", flat=True))
    rows = units_by_ids(list(dict.fromkeys([*kept_units, *wanted]))[:MOST_CONTENT], current_language(), person=reader, with_withdrawn=True)
    units = {pk: row.title for pk, row in rows.items() if not row.withdrawn or pk in kept_units}
    paths = {row.path_id: str(row.title) for row in path_rows(person=reader) if row.path_id in kept_paths or set(wanted) & row.open_ids}
    return Content(dict(list(paths.items())[:MOST_CONTENT]), units)


def unit_objects(ids) -> list[Unit]:
    """Units by their inside identifiers."""
    return list(Unit.objects.filter(pk__in=[int(pk) for pk in ids]))


def path_objects(ids) -> list[Path]:
    """Paths by their inside identifiers."""
    return list(Path.objects.filter(pk__in=[int(pk) for pk in ids]))


def links_of(action: Action) -> dict[str, list[str]]:
    """What an action leads to, as a form's choices."""
    with scope(organisation=action.goal.plan.organisation):
        return {name: [str(pk) for pk in getattr(action, name).values_list("pk", flat=True)] for name in ("paths", "units")}


def usual_groups(competence) -> list[str]:
    """Keys of the target groups whose work usually asks for more than the lowest level of the competence."""
    levels = usual_levels_of(competence.theme)
    return [group.key for group in all_target_groups() if levels.get((competence.pk, group.pk), 1) > 1]


def offered_to(goal: Goal, reader) -> dict[str, int]:
    """Target group -> how many published units develop the goal's competence from its starting level on and are meant for the group."""
    low = int(goal.baseline or 1)
    wanted = [unit for unit, competence, _from, to in published_steps(reader) if competence == goal.competence.key and to > low]
    rows = units_by_ids(wanted, current_language(), person=reader).values()
    return {group.key: sum(1 for row in rows if group.key in row.target_groups) for group in all_target_groups()}
