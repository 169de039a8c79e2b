"""From path rows and path pages to what the components of the design system want."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osaava.paths.queries import PathPage, PathRow, Step
from osaava.themes.api import all_target_groups, all_themes


def duration(minutes: int) -> str:
    """"35 min", "about 1 h", "about 1.5 h" – honest to half an hour."""
    if minutes < 50:
        return _("%(minutes)s min") % {"minutes": minutes}
    halves = max(2, round(minutes / 30))
    hours = number_format(halves / 2, 0 if halves % 2 == 0 else 1)
    return _("about %(hours)s h") % {"hours": hours}


def progress_text(done: int, total: int) -> str:
    """"4/9 units completed"."""
    return ngettext("%(done)s/%(total)s unit completed", "%(done)s/%(total)s units completed", total) % {"done": done, "total": total}


def group_names(keys: list[str]) -> str:
    """Names of target groups, in their order."""
    return ", ".join(str(group.name) for group in all_target_groups() if group.key in keys)


def card(row: PathRow, done: tuple[int, int] | None = None) -> dict:
    """A list row as `<c-path-card>` wants it. `done`: (done, total) of the person who is on the path."""
    facts = {
        "title": str(row.title),
        "summary": str(row.summary),
        "url": reverse("paths:path", args=[row.slug]),
        "target_group": group_names(row.target_groups),
        "units": row.total,
        "duration": duration(row.minutes) if row.minutes else "",
        "done": None,
    }
    if done is not None:
        facts |= {"done": done[0], "progress_text": progress_text(*done)}
    return facts


def step_url(slug: str, step: Step) -> str:
    """Address of a unit inside a path (a page of learning, where it is installed), else of the unit itself."""
    try:
        return reverse("learning:path_unit", args=[slug, step.number])
    except NoReverseMatch:
        return reverse("library:unit", args=[step.unit.slug])


def trail(page: PathPage, stations: Mapping[int, str] | None) -> list[dict]:
    """Stages as `<c-path-trail>` wants them. `stations`: {unit id: done, elsewhere or current}; None: a visitor, no states at all."""
    themes = {theme.number: theme for theme in all_themes()}
    stages = []
    for stage in page.stages:
        found = [_station(page, step, stations, themes) for step in stage.steps]
        stages.append({"title": str(stage.title), "status": _stage_status(found) if stations is not None else "plain", "stations": found})
    return stages


def _station(page: PathPage, step: Step, stations: Mapping[int, str] | None, themes: dict) -> dict:
    if not step.is_open:
        note = _("This unit is not available to you now. It does not stop you from completing the path.")
        return {"number": step.number, "title": _("Unit that is not available"), "url": "", "status": "plain", "note": note}
    status = "plain" if stations is None else stations.get(step.unit_id, "todo")
    note = ""
    if step.pinned and step.pinned != step.unit.version:
        note = _("The path uses version %(number)s of this unit.") % {"number": step.pinned}
    return {
        "number": step.number,
        "title": step.title,
        "language": step.unit.language,
        "url": "" if page.is_preview else step_url(page.path.slug, step),
        "status": status,
        "minutes": step.unit.minutes,
        "house": step.unit.theme_number,
        "house_name": str(themes[step.unit.theme_number].house_name),
        "note": note,
    }


def _stage_status(stations: list[dict]) -> str:
    states = [station["status"] for station in stations if station["status"] != "plain"]
    if states and all(state in ("done", "elsewhere") for state in states):
        return "done"
    return "current" if "current" in states else "todo"
