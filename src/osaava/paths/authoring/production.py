"""Paths on the author's list of the library: a button for a new one, and those that may be edited."""

from __future__ import annotations

from osaava.paths import queries
from osaava.paths.authoring.queries import own_paths


def paths_on_the_list(request) -> dict:
    """Context and templates for `library.api.production_extras`."""
    may_start, mine = queries.may_start(request.user), own_paths(request.user)
    slots = {"top": ["paths/authoring/new_button.html"] if may_start else [], "end": ["paths/authoring/list.html"] if mine else []}
    return {"own_paths": mine, "slots": slots}
