"""What operations answer when they cannot do what was asked."""

from __future__ import annotations


class NotAvailable(Exception):
    """The unit or path is not there for this person (withdrawn, never published, or another organisation's own)."""


class UnknownBlock(ValueError):
    """The unit has no such block to answer."""


class BadAnswer(ValueError):
    """The value is not an answer to this kind of block."""


class NotPlannable(Exception):
    """A path cannot be planned, or a claim not proven, as things are: `what` is "group", "hours" or "quiz"."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


class RunGoesOn(Exception):
    """Planning for everybody of the organisation is under way already."""
