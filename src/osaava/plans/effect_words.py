"""An effect in a picture, a table and plain words. Every number here was published before; nothing is calculated from answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osaava.plans.models import EffectResult
from osaava.plans.presentation import level_words
from osaava.ui.charts import EffectRow, effect_plot
from osaava.ui.templatetags.osaava_ui import day


@dataclass(frozen=True)
class EffectView:
    """One result, ready for the page."""

    result: EffectResult
    title: str
    facts: str
    svg: SafeString | None
    table: dict | None
    sentences: tuple[str, ...]
    limits: tuple[str, ...]


def signed(value: float) -> str:
    """A change with its sign: +0,5, −0,2, 0,0."""
    words = level_words(abs(value))
    return f"+{words}" if value > 0 else f"−{words}" if value < 0 else words


def of(row: EffectResult) -> EffectView:
    """One result in words."""
    facts = _("%(before)s (%(first)s) → %(after)s (%(last)s), levels 1–5") % {
        "before": row.before_name, "first": day(row.before_on), "after": row.round_name, "last": day(row.closed_on),
    }
    if row.figures is None:
        title = _("The change cannot be shown")
        why = _("Too few people answered the same questions in both rounds, or their answers could be told from the figure.")
        return EffectView(row, title, facts, None, None, (why,), ())
    rows = _rows(row)
    table = {
        "caption": _("The change and its interval"), "head": [_("What"), pgettext("between two rounds", "Change"), _("Interval (95 %)")],
        "rows": [[entry.label, signed(entry.value), _between(entry.interval)] for entry in rows],
    }
    title = _title(row)
    words = "; ".join(f"{label}: {change} ({between})" for label, change, between in table["rows"])
    picture = effect_plot(rows, name=f"effect-{row.uuid.hex[:8]}", title=title, description=words)
    return EffectView(row, title, facts, picture, table, tuple(_sentences(row)), tuple(_limits(row)))


def _between(interval: tuple[float, float] | None) -> str:
    return _("%(low)s to %(high)s") % {"low": signed(interval[0]), "high": signed(interval[1])} if interval else "–"


def _rows(row: EffectResult) -> list[EffectRow]:
    own, other = row.figures, row.comparison
    found = [EffectRow(_("Here"), own["change"], _note(own["change"], (own["low"], own["high"])), (own["low"], own["high"]))]
    if other:
        found.append(EffectRow(_("Expected without acting"), other["expected"], signed(other["expected"]), None, "hollow"))
        interval = (other["low"], other["high"])
        found.append(EffectRow(_("Difference"), other["difference"], _note(other["difference"], interval), interval))
    return found


def _note(value: float, interval: tuple[float, float]) -> str:
    return f"{signed(value)} ({_between(interval)})"


def _title(row: EffectResult) -> str:
    other, change = row.comparison, row.figures["change"]
    if other and other["clear"]:
        return _("The level changed more here than elsewhere") if other["difference"] > 0 else _("The level changed less here than elsewhere")
    if other:
        return _("The change here does not stand out from the others")
    if row.figures["low"] > 0:
        return _("The level rose here: %(change)s") % {"change": signed(change)}
    if row.figures["high"] < 0:
        return _("The level fell here: %(change)s") % {"change": signed(change)}
    return _("No clear change: %(change)s") % {"change": signed(change)}


def _sentences(row: EffectResult) -> list[str]:
    own, other = row.figures, row.comparison
    found = [
        _("From %(before)s to %(after)s. Statements that both rounds asked: %(items)s.")
        % {"before": level_words(own["before"]), "after": level_words(own["before"] + own["change"]), "items": own["items"]}
    ]
    if other is None:
        few = _("Fewer than eight organisations that did not act on this have two rounds near yours, so there is nothing to compare with yet.")
        return [*found, few]
    values = {"number": other["compared"], "expected": signed(other["expected"])}
    if other["adjusted"]:
        words = _("%(number)s organisations did not act on this. From a level like yours they changed by %(expected)s on average.")
    else:
        words = _("%(number)s organisations did not act on this. They changed by %(expected)s on average.")
    found.append(words % values)
    found.append(_("%(count)s of them changed as much as you or more without acting.") % {"count": other["as_large"]})
    return found


def _limits(row: EffectResult) -> list[str]:
    words = {
        "not_drawn_by_lot": _("Who acted was not drawn by lot: those who choose a goal may differ from the others in other ways too."),
        "other_things_happened": _("Other things happened in the same time, here and elsewhere."),
        "other_people_answered": _("Partly other people answered the second time."),
        "few_answers": _("The figure rests on few answers."),
        "own_judgement": _("These are people's own judgements, not measured results; who learns more may also judge more strictly."),
    }
    codes = row.comparison["limits"] if row.comparison else ["other_things_happened", "other_people_answered", "own_judgement"]
    return [words[code] for code in codes if code in words]
