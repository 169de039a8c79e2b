"""What operations answer when they cannot do what was asked. Each carries what the author needs to go on."""

from __future__ import annotations

from osaava.library.data import Problem


class InvalidUnit(ValueError):
    """The data cannot be stored. `problems` says what to put right, in words for the author."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


class NotReady(InvalidUnit):
    """The version is stored, but something is missing before others may see it."""


class StaleVersion(Exception):
    """Somebody saved a newer version meanwhile. Nothing was stored; `newer` is what to compare with."""

    def __init__(self, newer):
        self.newer = newer
        super().__init__(f"version {newer.number} is newer")


class OrderProblem(ValueError):
    """A work order cannot be made, taken or answered now; the text says what to do."""
