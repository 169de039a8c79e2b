"""Room for higher apps on the profile: what is aimed at, and what to do next. They register functions; this app never imports them.

    capability.api.profile_targets.register(function)    # function(organisation) -> iterable of Target
    capability.api.profile_calls.register(function)      # function(request, organisation) -> Call or None
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Target:
    """A level that the organisation aims at in one competence."""

    competence: str
    level: float
    label: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Call:
    """The next step after reading the profile: a link in words, and a sentence that says why."""

    label: str
    url: str
    text: str = ""


class Registry(list):
    """Registered functions, in order."""

    def register(self, function: Callable) -> Callable:
        """Add a function once; also usable as a decorator."""
        if function not in self:
            self.append(function)
        return function


profile_targets = Registry()
profile_calls = Registry()
