"""Words and small shapes for the templates of learning."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from osaava.base import clock
from osaava.base.language import current_language
from osaava.learning import queries
from osaava.paths.api import shared_units_by_theme
from osaava.themes.api import all_themes


def saved_words(at) -> str:
    """"Saved 14.02", or with the day when it was not today."""
    local = localtime(at)
    time = date_format(local, "H:i" if get_language() == "en" else "H.i")
    if local.date() == clock.today():
        return _("Saved %(time)s") % {"time": time}
    day = date_format(local, "j F Y" if get_language() == "en" else "j.n.Y")
    return _("Saved on %(day)s at %(time)s") % {"day": day, "time": time}


def with_saved(states: dict[str, dict]) -> dict[str, dict]:
    """The same states with the time of saving in words; what is only kept, not judged, says so to the template."""
    return {
        block: state | {"saved": saved_words(state["saved_at"]), "judged": state["correct"] is not None}
        for block, state in states.items()
    }


def progress_text(done: int, total: int) -> str:
    """"4/9 units completed"."""
    return ngettext("%(done)s/%(total)s unit completed", "%(done)s/%(total)s units completed", total) % {"done": done, "total": total}


def unit_item(row, *, url: str = "", status: str = "") -> dict:
    """A unit row as `<c-unit-row>` and `<c-unit-card>` want it."""
    theme = next(theme for theme in all_themes() if theme.number == row.theme_number)
    return {
        "title": row.title,
        "url": url or reverse("library:unit", args=[row.slug]),
        "summary": row.summary,
        "house": row.theme_number,
        "house_name": str(theme.house_name),
        "minutes": row.minutes,
        "status": status,
    }


def house_url(theme) -> str:
    """Address of a theme's house in the active language."""
    return reverse("library:house", args=[theme.slug.get(current_language()) or theme.key])


def houses(progress: dict[int, tuple[int, int]]) -> list[dict]:
    """Done and total of the eight houses, with their addresses."""
    out = []
    for theme in all_themes():
        done, total = progress.get(theme.pk, (0, 0))
        out.append(
            {
                "number": theme.number,
                "name": str(theme.house_name),
                "short_name": str(theme.short_name),
                "url": house_url(theme),
                "done": done,
                "total": total,
                "text": progress_text(done, total),
            }
        )
    return out


def for_you(request, theme, journal) -> dict:
    """The unit of a house to take next: one left in the middle, else the newest that is not done. Two queries at most."""
    waiting = shared_units_by_theme().get(theme.pk, frozenset()) - set(journal.done)
    begun = [visit.unit_id for visit in journal.recent() if visit.unit_id in waiting]
    chosen = begun[0] if begun else max(waiting, default=None)
    rows = queries.rows_for([chosen], current_language(), request.user) if chosen else {}
    if chosen not in rows:
        return {}
    return {
        "for_you": unit_item(rows[chosen], status="current" if begun else ""),
        "slots": {"now": ["learning/slots/house_for_you.html"]},
    }
