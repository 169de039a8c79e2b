"""Reads of the team assessment."""

from __future__ import annotations

from dataclasses import dataclass

from django_scopes import scope

from osaava.capability.instruments import Item
from osaava.capability.models import Round, TeamClaim
from osaava.capability.queries.instruments import shape_of


@dataclass(frozen=True)
class TeamLine:
    """One item of the team assessment with what was claimed of it."""

    item: Item
    claim: TeamClaim | None


def team_lines(round_: Round) -> list[TeamLine]:
    """The items that the round asks of management, in order; empty when it asks none."""
    if round_.team_version_id is None:
        return []
    with scope(organisation=round_.organisation):
        claims = {claim.item: claim for claim in TeamClaim.objects.filter(round=round_).select_related("by")}
    return [TeamLine(item, claims.get(item.key)) for item in shape_of(round_.team_version_id).asked(only=round_.items)]
