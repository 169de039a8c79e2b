"""Refusals that carry what a page needs to show them."""

from __future__ import annotations


class Stale(Exception):
    """Somebody else changed the row since the page was opened. `newer`: the row as it is now; `change`: the last line of its history or None."""

    def __init__(self, newer, change):
        super().__init__("The row was changed meanwhile.")
        self.newer = newer
        self.change = change
