"""Registries for apps above: tiles that they add to an organisation's dashboard, and acts of theirs that it tells."""

from collections.abc import Callable, Mapping

dashboard_extras: list[Callable] = []
"""Functions (request, organisation) -> list of tiles, dicts with `label`, `value`, `text`, `url`, `link`. Four tiles at most are
shown: the roles, and three of these (the people where there are fewer)."""


def dashboard_extra(function: Callable) -> Callable:
    """Register a function; usable as a decorator, safe to repeat."""
    if function not in dashboard_extras:
        dashboard_extras.append(function)
    return function


acts_in_words: dict[str, object] = {}
"""Action of an audit row -> what happened, in one translated sentence without names."""


def tell_acts(words: Mapping[str, object]) -> None:
    """Let the dashboard's latest events tell these acts too; safe to repeat."""
    acts_in_words.update(words)
