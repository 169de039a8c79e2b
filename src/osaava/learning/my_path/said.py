"""Joins personal self-assessment to my path: levels said there are what the path starts from, and goals are what it asks about first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osaava.capability.api import personal_levels_of
from osaava.learning.my_path.levels import SaidLevel
from osaava.network.api import memberships_of
from osaava.paths.api import aims_in


def levels_from_assessments(people: Iterable[int]) -> Mapping[int, Mapping[str, SaidLevel]]:
    """{person id: {competence: SaidLevel}} from people's own assessments; one query."""
    return {
        person: {competence: SaidLevel(own.level, own.said_on) for competence, own in levels.items()}
        for person, levels in personal_levels_of(people).items()
    }


def competences_of_goals(person, group: str) -> set[str]:
    """What the goals of the person's organisations aim at for their group."""
    aims = aims_in(membership.organisation_id for membership in memberships_of(person))
    return {aim.competence for aim in aims if aim.is_for(group)}
