"""The front page: eight houses, one next step. And what the self-assessment is."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.base.language import current_language
from osaava.campus import queries
from osaava.themes.api import all_themes, competences_of

_OVERLAYS = {"rooli": "role", "eteneminen": "progress"}


def _unit_card(row) -> dict:
    theme = next(theme for theme in all_themes() if theme.pk and theme.number == row.theme_number)
    return {
        "title": row.title,
        "url": reverse("library:unit", args=[row.slug]),
        "summary": row.summary,
        "house": str(row.theme_number),
        "house_name": str(theme.house_name),
        "minutes": row.minutes,
        "level": _("level %(level)s") % {"level": row.level} if row.level else "",
        "language": row.language if row.language != current_language() else "",
    }


def _continue_card(step) -> dict:
    """The next step as the card shows it."""
    if step is None:
        return {}
    minutes = _("%(minutes)s min") % {"minutes": step.unit.minutes}
    if step.path is None:
        return {"title": step.unit.title, "text": minutes, "url": step.url, "link": _("Continue the unit"), "house": step.unit.theme_number}
    text = _("Unit %(number)s/%(total)s: %(unit)s · %(minutes)s")
    return {
        "title": str(step.path.title),
        "text": text % {"number": step.number, "total": len(step.path.unit_ids), "unit": step.unit.title, "minutes": minutes},
        "done": step.done,
        "total": step.total,
        "progress_text": _("%(done)s/%(total)s units completed") % {"done": step.done, "total": step.total},
        "url": step.url,
        "link": _("Continue the path"),
        "house": step.unit.theme_number,
    }


@public
@require_safe
def front(request):
    """The campus: map, list, next step or first steps, and what is new."""
    facts = queries.public_facts()
    context = {
        "nav_current": "campus",
        "view": "list" if request.GET.get("nakyma") == "luettelo" else "map",
        "newest": [_unit_card(row) for row in facts.newest],
        "path_total": facts.path_total,
        "unit_total": sum(facts.units.values()),
    }
    if not request.user.is_authenticated:
        return render(request, "campus/front.html", context | {"houses": queries.houses(facts), "overlay": "none"})
    mine = queries.my_front(request.user)
    overlay = _OVERLAYS.get(request.GET.get("kartalla", ""), "progress")
    own = {"houses": mine.houses, "overlay": overlay, "next_card": _continue_card(mine.next_step), "organisation": mine.organisation}
    return render(request, "campus/front.html", context | own)


@public
@require_safe
def self_assessment(request):
    """What the self-assessment is, and that its rounds open later."""
    themes = [(theme, queries.house_url(theme), competences_of(theme)) for theme in all_themes()]
    return render(request, "campus/self_assessment.html", {"themes": themes, "nav_current": "assessment"})
