"""What operations answer when they cannot do what was asked."""

from __future__ import annotations

from osaava.library.api import Problem


class InvalidPath(ValueError):
    """The data cannot be stored. `problems` says what to put right, in words for the author."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


class NotReady(InvalidPath):
    """The version is stored, but something is missing before others may see it."""
