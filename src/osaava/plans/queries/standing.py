"""What is known of the organisation before it chooses: its last round through the anonymity door, and what library and network offer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from osaava.capability.api import (
    ALL,
    Ask,
    Level,
    Round,
    RoundKind,
    Value,
    latest_closed_round,
    publish,
    round_of,
    snapshot_of,
    snapshot_row,
)
from osaava.library.api import published_steps
from osaava.paths.api import path_rows
from osaava.plans import ranking
from osaava.plans.models import DevelopmentPlan
from osaava.plans.ranking import Offer, Ranked, Standing
from osaava.themes.api import all_competences


@dataclass(frozen=True)
class Position:
    """The round that the standings come from (None: no round has closed yet)."""

    round: Round | None
    standings: tuple[Standing, ...]

    @property
    def is_known(self) -> bool:
        """Some level can be shown."""
        return any(standing.level is not None for standing in self.standings)

    def of(self, competence: str) -> Standing | None:
        """The standing of one competence."""
        return next((standing for standing in self.standings if standing.competence == competence), None)


def position_of(organisation) -> Position:
    """The last closed full round's levels by competence. Figures of staff come from `publish` and nowhere else."""
    latest = latest_closed_round(organisation, kinds=(RoundKind.FULL,))
    round_ = round_of(organisation, latest.uuid) if latest else None
    staff, team = (_staff_figures(round_), _team_levels(round_)) if round_ else ({}, {})
    standings = []
    for competence in all_competences():
        value = staff.get(competence.key)
        standings.append(
            Standing(
                competence.key, competence.theme.key,
                staff=value.mean if value else None,
                interval=(value.interval.low, value.interval.high) if value else None,
                rests_on_few=bool(value and value.rests_on_few),
                team=team.get(competence.key),
            )
        )
    return Position(round_, tuple(standings))


_figures: dict[str, dict[str, Value]] = {}
_MOST_FIGURES = 64


def _staff_figures(round_: Round) -> dict[str, Value]:
    """Competence -> figure of a closed round. A snapshot never changes, so its figures (never its answers) are kept in memory."""
    key = str(round_.uuid)
    if key not in _figures:
        frozen = snapshot_of(round_)
        if len(_figures) >= _MOST_FIGURES:
            _figures.clear()
        found = publish(frozen, ask=Ask(levels=(Level.COMPETENCE,), findings=False)).cells if frozen else {}
        _figures[key] = {name: cell for (_level, name, group), cell in found.items() if group == ALL and isinstance(cell, Value)}
    return _figures[key]


def _team_levels(round_: Round) -> dict[str, int]:
    row = snapshot_row(round_)
    return {claim["competence"]: claim["level"] for claim in row.team} if row else {}


def offers_for(standings, reader=None) -> dict[str, Offer]:
    """Competence -> what develops it from the present level on, counted over what this reader can open. Two queries at most."""
    present = {standing.competence: int(standing.level or 1) for standing in standings}
    units: dict[str, set[int]] = defaultdict(set)
    for unit, competence, _low, high in published_steps(reader):
        if high > present.get(competence, 1):
            units[competence].add(unit)
    paths: dict[str, int] = defaultdict(int)
    for row in path_rows(person=reader):
        for competence, wanted in units.items():
            if wanted & row.open_ids:
                paths[competence] += 1
    return {competence: Offer(len(found), paths[competence]) for competence, found in units.items()}


def ranked_for(plan: DevelopmentPlan, reader=None) -> tuple[Position, list[Ranked]]:
    """The organisation's competences in the order to consider them, and the round they rest on."""
    position = position_of(plan.organisation)
    offers = offers_for(position.standings, reader)
    return position, ranking.rank(position.standings, offers, plan.importance)
