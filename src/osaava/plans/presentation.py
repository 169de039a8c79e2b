"""Numbers and lines of history in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from osaava.base.language import current_language
from osaava.plans import ranking
from osaava.plans.enums import ActionState, Baseline, ChangeKind, Importance, Outcome
from osaava.plans.models import Change, Goal
from osaava.plans.ranking import Ranked
from osaava.themes.api import all_target_groups
from osaava.ui.templatetags.osaava_ui import day

OWN_FIELDS = {
    "title": lambda: pgettext("field of a plan", "name"),
    "text": lambda: pgettext("field of a plan", "description"),
    "wanted": lambda: pgettext("field of a plan", "target level"),
    "due_on": lambda: pgettext("field of a plan", "due date"),
    "owner": lambda: pgettext("field of a plan", "person responsible"),
    "importance": lambda: pgettext("field of a plan", "importance"),
    "effort_hours": lambda: pgettext("field of a plan", "working hours"),
    "paths": lambda: pgettext("field of a plan", "paths"),
    "units": lambda: pgettext("field of a plan", "units"),
    "state": lambda: pgettext("field of a plan", "state"),
    "groups": lambda: pgettext("field of a plan", "target groups"),
    "outcome": lambda: pgettext("field of a plan", "outcome"),
}


def level_words(value) -> str:
    """A level with one decimal, as this language writes it: 2,6."""
    return formats.number_format(Decimal(str(value)), decimal_pos=1) if value is not None else "–"


@dataclass(frozen=True)
class Choice:
    """One competence of the ranked list, in words."""

    ranked: Ranked
    competence: object
    taken: str
    """Thread code of the open goal on this competence, or empty."""
    importance: str
    reach: str
    offer: str
    notes: tuple[str, ...]

    @property
    def wanted(self) -> int:
        """The level to propose."""
        return ranking.wanted_level(self.ranked.standing.level)


def choices(ranked: list[Ranked], competences: dict[str, object], taken: dict[str, str]) -> list[Choice]:
    """The ranked list in words, in its order."""
    return [
        Choice(row, competences[row.competence], taken.get(row.competence, ""), _importance(row), _reach(row), _offer(row), tuple(_notes(row)))
        for row in ranked
    ]


def _importance(row: Ranked) -> str:
    return str(Importance(row.importance).label)


def _reach(row: Ranked) -> str:
    level = row.standing.level
    if level is None:
        return _("No level can be shown yet, so the room to improve is not known.")
    words = {"level": level_words(level)}
    if row.reach >= 0.6:
        return _("Level %(level)s: much room, and the first steps are the quickest.") % words
    if row.reach >= 0.3:
        return _("Level %(level)s: room for a clear step in a year.") % words
    return _("Level %(level)s: already high, a step up takes long.") % words


def _offer(row: Ranked) -> str:
    offer = row.offer
    if not offer.units:
        return _("The library has no unit for the next step yet. The need is worth telling to the theme's team.")
    units = ngettext("%(number)s unit", "%(number)s units", offer.units) % {"number": offer.units}
    if not offer.paths:
        return _("For the next step the library has %(units)s.") % {"units": units}
    paths = ngettext("%(number)s path", "%(number)s paths", offer.paths) % {"number": offer.paths}
    return _("For the next step the library has %(units)s and %(paths)s.") % {"units": units, "paths": paths}


def _notes(row: Ranked) -> list[str]:
    found, standing = [], row.standing
    if standing.is_apart:
        found.append(
            _("Management (%(team)s) and staff (%(staff)s) see this differently. Talk about it first.")
            % {"team": level_words(standing.team), "staff": level_words(standing.staff)}
        )
    if standing.rests_on_few:
        found.append(_("The figure rests on fewer than ten answers."))
    if standing.level is not None and standing.staff is None:
        found.append(_("Only the team assessment speaks of this."))
    return found


def baseline_words(goal: Goal) -> str:
    """Where the starting level comes from."""
    if goal.baseline is None:
        return _("no starting level")
    kind = str(Baseline(goal.baseline_kind or Baseline.OWN).label)
    if goal.baseline_on:
        return _("%(kind)s, %(day)s") % {"kind": kind, "day": day(goal.baseline_on)}
    return kind


@dataclass(frozen=True)
class HistoryLine:
    """One line of history in words."""

    at: datetime
    who: str
    text: str
    subject: str
    details: tuple[str, ...]


def history(changes: list[Change]) -> list[HistoryLine]:
    """Lines of history for a page."""
    return [
        HistoryLine(
            row.at, row.by.name if row.by else "", str(ChangeKind(row.kind).label),
            row.action.title if row.action else row.goal.title if row.goal else "",
            tuple(_detail(name, pair) for name, pair in row.fields.items()),
        )
        for row in changes
    ]


def _detail(name: str, pair: list) -> str:
    field = OWN_FIELDS.get(name, lambda: name)()
    before, after = (_value(name, value) for value in pair)
    if name in ("text", "owner", "paths", "units"):
        return _("%(field)s changed") % {"field": field}
    if not before:
        return _("%(field)s: %(after)s") % {"field": field, "after": after}
    return _("%(field)s: %(before)s → %(after)s") % {"field": field, "before": before, "after": after or "–"}


def _value(name: str, value) -> str:
    if value in (None, "", []):
        return ""
    labels = {"state": ActionState, "outcome": Outcome, "importance": Importance}
    if name in labels:
        return str(labels[name](value).label)
    if name == "due_on":
        return day(date.fromisoformat(value))
    if name == "groups":
        return ", ".join(str(group.name) for group in all_target_groups() if group.key in value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def board_summary(goals: int, total: int, finished: int) -> str:
    """The plan in one sentence."""
    areas = ngettext("%(number)s focus area", "%(number)s focus areas", goals) % {"number": goals}
    if not total:
        return _("%(areas)s, no actions yet") % {"areas": areas}
    return _("%(areas)s, %(finished)s of %(total)s actions done") % {"areas": areas, "finished": finished, "total": total}


def language() -> str:
    """The language that pages are read in."""
    return current_language()
