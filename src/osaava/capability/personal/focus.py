"""What matters most for a person, so that the few statements go where they help: told by a higher app, if any tells.

With forty competences and twenty statements not everything can become certain. Competences in focus weigh more in choosing the next statement;
every theme is still asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

FOCUS_WEIGHT = 4.0
"""How many times more a competence in focus weighs than another."""

Provider = Callable[[object, str], Iterable[str]]
"""provider(person, target group key) -> competence keys."""

_provider: list[Provider] = []


def register_focus(provider: Provider) -> None:
    """Say who knows what matters for a person; a second call takes the place of the first."""
    _provider[:] = [provider]


def focus_of(person, group: str) -> list[str]:
    """Competences in focus; empty without a provider."""
    return sorted(set(_provider[0](person, group))) if _provider else []
