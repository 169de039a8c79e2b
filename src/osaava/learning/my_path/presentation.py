"""My path in words: why each unit, how far the path reaches, and the trail of weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from osaava.base.language import LanguageText
from osaava.learning.presentation import unit_item
from osaava.learning.queries.my_path import MyPath, MyStep
from osaava.themes.api import all_competences


def short_date(day) -> str:
    """"30.11.", or "30 November"."""
    return date_format(day, "j F" if get_language() == "en" else "j.n.")


def duration(minutes: int) -> str:
    """"2 h 40 min", or "40 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest} if rest else _("%(hours)s h") % {"hours": hours}


def trail(page: MyPath) -> list[dict]:
    """Stages of `<c-path-trail>`: what is done first, then a stage for each week with something in it."""
    names = _competences()
    stages = []
    if page.done:
        stations = [_station(page, step, names, number) for number, step in enumerate(page.done, start=1)]
        stages.append({"title": _("Done"), "kicker": _("Behind you"), "status": "done", "stations": stations})
    number = len(page.done)
    for week, found in groupby([s for s in page.steps if s.state in ("planned", "known", "gone")], key=lambda s: s.week):
        stations = []
        for step in found:
            number += 1
            stations.append(_station(page, step, names, number))
        kicker = _("Week %(number)s") % {"number": week}
        stages.append({"title": _dates(page, week), "kicker": kicker, "status": _state(stations), "stations": stations})
    return stages


def _state(stations: list[dict]) -> str:
    return "current" if any(station["status"] == "current" for station in stations) else "todo"


def _dates(page: MyPath, week: int) -> str:
    start = page.begins + timedelta(weeks=week - 1)
    return _("%(first)s – %(last)s") % {"first": short_date(start), "last": short_date(start + timedelta(days=6))}


def _station(page: MyPath, step: MyStep, names: Mapping[str, LanguageText], number: int) -> dict:
    if step.unit is None:
        note = _("Plan the path again to have another in its place.")
        return {"number": number, "title": _("This unit is not available any more"), "status": "", "note": note}
    item = unit_item(step.unit)
    station = {
        "number": number, "title": item["title"], "url": item["url"], "minutes": step.minutes, "house": item["house"],
        "house_name": item["house_name"],
    }  # fmt: skip
    if step.state == "done":
        return station | {"status": "done"}
    if step.state == "known":
        note = _("Answer the unit's questions. When all are right, it counts as known.")
    else:
        note = next(iter(reasons(page, step, names)), "")
    more = {"url": reverse("learning:my_path_unit", args=[step.unit.slug]), "label": _("Why this, and change")}
    return station | {"status": "current" if step is page.next_step else "todo", "note": note, "more": more}


def reasons(page: MyPath, step: MyStep, names: Mapping[str, LanguageText] | None = None) -> list[str]:
    """Why the unit is on the path, a sentence for each reason, the most telling first."""
    names = names if names is not None else _competences()
    out = [_closing(closing, names) for closing in step.why.get("closes", ())]
    later = [page.step(pk) for pk in step.why.get("needed_for", ())]
    return out + [_("It prepares for %(title)s.") % {"title": found.unit.title} for found in later if found and found.unit]


def _closing(closing: dict, names: Mapping[str, LanguageText]) -> str:
    """Whose wish, to which level, and from which one."""
    key = closing["competence"]
    words = {"competence": f"{key} {names.get(key, '')}", "last": closing["to"]}
    if closing["threads"]:
        wish = _("Your organisation's goal %(competence)s, to level %(last)s.") % words
    else:
        wish = _("Your work usually asks for %(competence)s on level %(last)s.") % words
    if closing["said"]:
        start = _("You said that you are on level %(level)s.") % {"level": closing["said"]}
    else:
        start = _("You are taken to be on level %(level)s until you have assessed yourself.") % {"level": closing["from"]}
    return f"{wish} {start}"


def goal_labels(page: MyPath, step: MyStep) -> list[str]:
    """The organisation's goals that the unit serves, in the organisation's words."""
    codes = dict.fromkeys(code for closing in step.why.get("closes", ()) for code in closing["threads"])
    labels = (str(LanguageText(page.goals[code].label)) for code in codes if code in page.goals)
    return [label for label in labels if label]


def cost_of_leaving_out(page: MyPath, step: MyStep) -> str:
    """What the plan loses without the unit, nothing put in its place: what `decline` does may find a substitute."""
    without = step.why.get("without", {})
    others = len(without.get("also", ()))
    text = ngettext(
        "Without it, %(levels)s level of your goals stays open and %(time)s is freed.",
        "Without it, %(levels)s levels of your goals stay open and %(time)s is freed.",
        without.get("levels", 0),
    ) % {"levels": without.get("levels", 0), "time": duration(without.get("minutes", 0))}
    if others:
        text += " " + ngettext("%(n)s unit that builds on it goes too.", "%(n)s units that build on it go too.", others) % {"n": others}
    return text + " " + _("If another unit can take its place, it does when you leave this one out.")


def summary(page: MyPath) -> list[str]:
    """How far the path reaches and how sure that is, in sentences."""
    facts = page.plan.facts
    closed, wanted = facts.get("closed", 0), facts.get("wanted", 0)
    words = {"closed": closed, "wanted": wanted, "time": duration(facts.get("minutes", 0))}
    out = [_("The path takes you %(closed)s of %(wanted)s levels towards the goals, in %(time)s.") % words]
    if facts.get("proven"):
        if closed < wanted - len(facts.get("out_of_reach", ())):
            out.append(_("No other choice of units reaches further in the time you have. With more hours the path goes further."))
    else:
        out.append(_("The path is good, but it could not be proven to be the best within the time for working it out."))
    if not facts.get("by_goals"):
        out.append(_("Your organisation has no goals for your group, so the path aims at what your work usually asks."))
    return out


def missing(page: MyPath) -> list[str]:
    """Competences that no unit leads to for the person's group and languages."""
    names = _competences()
    return [f"{key} {names.get(key, '')}" for key in sorted({key for key, _level in page.plan.facts.get("out_of_reach", ())})]


def _competences() -> dict[str, LanguageText]:
    return {c.key: c.name for c in all_competences()}
