"""A registry for apps above: tiles that they add to an organisation's dashboard."""

from collections.abc import Callable

dashboard_extras: list[Callable] = []
"""Functions (request, organisation) -> list of tiles, dicts with `label`, `value`, `text`, `url`, `link`. Four tiles at most are
shown: the roles, and three of these (the people where there are fewer)."""


def dashboard_extra(function: Callable) -> Callable:
    """Register a function; usable as a decorator, safe to repeat."""
    if function not in dashboard_extras:
        dashboard_extras.append(function)
    return function
