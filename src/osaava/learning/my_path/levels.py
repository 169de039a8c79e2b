"""Where a person stands in each competence: what they said of themselves, from whoever asked them, else an assumption that says so.

The app that runs personal self-assessments registers one function here. Without it, and for what a person has not been asked, the level is one
under what the competence usually asks of their target group (`UsualLevel`), and 1 where nothing is usual: a cautious start that plans a
step rather than leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from osaava.themes.api import all_usual_levels


@dataclass(frozen=True)
class SaidLevel:
    """A level 1-5 that a person's own self-assessment came to, and when."""

    level: int
    said_on: date | None = None


Provider = Callable[[Iterable[int]], Mapping[int, Mapping[str, SaidLevel]]]
"""provider(person ids) -> {person id: {competence key: SaidLevel}}; a fixed number of queries however many people."""

_provider: list[Provider] = []


def register_personal_levels(provider: Provider) -> None:
    """Say who knows people's levels; called once by the owning app or by who joins it to this one. A second call takes the place of the first."""
    _provider[:] = [provider]


def said_levels(people: Iterable[int]) -> Mapping[int, Mapping[str, SaidLevel]]:
    """What these people said, empty without a provider."""
    return _provider[0](people) if _provider else {}


def assumed_level(competence: str, group: str) -> int:
    """The level taken for somebody who has not said theirs."""
    return max(1, all_usual_levels().get((competence, group), 1) - 1)
