"""What operations of collections answer when they cannot do what was asked."""

from __future__ import annotations


class CollectionProblem(ValueError):
    """Something to put right, in words for the person."""


class StaleChunk(Exception):
    """Somebody changed the draft unit meanwhile. Nothing was stored; `newer` is how it stands now."""

    def __init__(self, newer):
        self.newer = newer
        super().__init__(f"revision {newer.revision} is newer")
