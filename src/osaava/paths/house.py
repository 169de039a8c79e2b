"""What paths add to a theme house: "Paths in this house"."""

from __future__ import annotations

from osaava.paths import presentation, queries
from osaava.paths.extras import path_list_extras


def paths_in_house(request, theme) -> dict:
    """Rows for `paths/slots/house_paths.html`; with the learner's own state where learning adds it."""
    rows = [row for row in queries.paths_of_theme(theme, person=request.user) if row.total]
    states = path_list_extras.collect(request, rows).get("path_done", {}) if rows else {}
    return {"house_paths": [presentation.card(row, states.get(row.path_id)) for row in rows], "slots": {"paths": ["paths/slots/house_paths.html"]}}
