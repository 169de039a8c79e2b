"""The search page: from the address to a question, from results to what the page shows."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from osaava.base import search as port
from osaava.base.language import LANGUAGES, current_language
from osaava.campus.front_page import house_url
from osaava.library.api import Licence
from osaava.themes.api import LEVELS, all_target_groups, all_themes

PAGE_SIZE = 20
LAST_PAGE = 15
MAX_QUESTION = 1_000
PARAMETERS = {"theme": "teema", "target_group": "kenelle", "level": "taso", "minutes": "kesto", "language": "kieli", "licence": "lisenssi"}
"""Facet -> its name in the address."""
KIND_PARAMETER = "laji"
KINDS = {
    "unit": gettext_lazy("Units"),
    "path": gettext_lazy("Paths"),
    "theme": gettext_lazy("Theme houses"),
    "organisation": gettext_lazy("Organisations"),
    "help": gettext_lazy("Help pages"),
}
ONE_OF_KIND = {
    "unit": gettext_lazy("Unit"),
    "path": gettext_lazy("Path"),
    "theme": gettext_lazy("Theme house"),
    "organisation": gettext_lazy("Organisation"),
    "help": gettext_lazy("Help page"),
}
LANGUAGE_NAMES = {"fi": gettext_lazy("Finnish"), "sv": gettext_lazy("Swedish"), "en": gettext_lazy("English")}
FOUND_IN = {"fi": gettext_lazy("in Finnish"), "sv": gettext_lazy("in Swedish"), "en": gettext_lazy("in English")}


def facets_of(query) -> port.Facets:
    """What is ticked in the address; unknown values are left out."""
    known = {name: {value for value, _label in choices} for name, choices in _choices().items()}
    chosen = {name: tuple(v for v in dict.fromkeys(query.getlist(PARAMETERS[name])) if v in known[name]) for name in known}
    kinds = tuple(kind for kind in KINDS if kind in query.getlist(KIND_PARAMETER))
    return port.Facets({name: values for name, values in chosen.items() if values}, kinds)


def page_number(query) -> int:
    """The page asked for, within what search ranks."""
    text = query.get("sivu", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def search_context(query) -> dict:
    """The whole context of the page for these GET parameters."""
    question = _plain(query.get("q", "")[:MAX_QUESTION]).strip()
    facets = facets_of(query)
    context = {"question": question, "searched": bool(question), "filtered": bool(facets.chosen or facets.kinds)}
    if not question:
        return context | {"topics": _topics()}
    number = page_number(query)
    results = port.search(question, facets=facets, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    if number > 1 and not results.hits:
        number, results = 1, port.search(question, facets=facets, limit=PAGE_SIZE)
    context |= {
        "results": results,
        "kinds": facets.kinds,
        "groups": _groups(results.hits),
        "kind_links": _kind_links(question, facets, results),
        "fieldsets": _fieldsets(facets, results),
        "clear_url": f"?{urlencode({'q': question})}",
        "more": _pages(query, number, results),
        "summary": _summary(results),
    }
    return context if results.hits else context | _when_nothing(question)


def _plain(text: str) -> str:
    """What may stand in a page and in an address: without NUL and lone surrogates."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode()


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "theme": [(theme.key, f"{theme.number} {theme.house_name}") for theme in all_themes()],
        "target_group": [(group.key, str(group.name)) for group in all_target_groups()],
        "level": [(str(level), _("Level %(level)s") % {"level": level}) for level in LEVELS],
        "minutes": [("short", _("At most 10 min")), ("medium", _("11–15 min")), ("long", _("More than 15 min"))],
        "language": [(code, str(LANGUAGE_NAMES[code])) for code in LANGUAGES],
        "licence": [(value, str(label)) for value, label in Licence.choices if value != Licence.OWN_ORGANISATION],
    }


def _fieldsets(facets: port.Facets, results: port.Results) -> list[dict]:
    """Ticks with counts; values that nothing has are left out unless they are ticked."""
    legends = {
        "theme": _("Theme house"), "target_group": _("For whom"), "level": _("Level"), "minutes": _("Length"),
        "language": _("Language"), "licence": _("Licence"),
    }  # fmt: skip
    out = []
    for name, choices in _choices().items():
        counts, ticked = results.facets.get(name, {}), facets.chosen.get(name, ())
        boxes = [
            {"value": value, "label": label, "count": counts.get(value, 0), "checked": value in ticked}
            for value, label in choices
            if counts.get(value) or value in ticked
        ]
        if len(boxes) > 1 or any(box["checked"] for box in boxes):
            out.append({"name": PARAMETERS[name], "legend": legends[name], "boxes": boxes})
    return out


def _kind_links(question: str, facets: port.Facets, results: port.Results) -> list[dict]:
    """All, units, paths …: links, as they are one choice."""
    kept = [("q", question)] + [(PARAMETERS[name], value) for name, values in facets.chosen.items() for value in values]
    links = [{"label": _("All results"), "url": f"?{urlencode(kept)}", "current": not facets.kinds}]
    for kind, label in KINDS.items():
        if results.groups.get(kind) or kind in facets.kinds:
            count = "" if facets.kinds and kind not in facets.kinds else f" ({results.groups.get(kind, 0)})"
            url = f"?{urlencode([*kept, (KIND_PARAMETER, kind)])}"
            links.append({"label": f"{label}{count}", "url": url, "current": facets.kinds == (kind,)})
    return links if len(links) > 2 or facets.kinds else []


def _groups(hits: list[port.Hit]) -> list[dict]:
    """Hits of this page by kind, in the order of kinds."""
    themes = {theme.key: theme for theme in all_themes()}
    groups: dict[str, dict] = {kind: {"kind": kind, "title": label, "hits": []} for kind, label in KINDS.items()}
    for hit in hits:
        entry = hit.entry
        house = themes.get(entry.themes[0]) if hit.kind == "unit" and entry.themes else None
        facts = [str(house.house_name)] if house else []
        facts += [_("%(minutes)s min") % {"minutes": entry.minutes}] if entry.minutes else []
        facts += [_("level %(level)s") % {"level": entry.level}] if entry.level else []
        note = _("Only %(language)s") % {"language": FOUND_IN[hit.other_language]} if hit.other_language else ""
        groups[hit.kind]["hits"].append({"hit": hit, "facts": facts, "note": note, "house": house.number if house else None})
    return [group for group in groups.values() if group["hits"]]


def _summary(results: port.Results) -> str:
    if not results.hits:
        return _("Nothing found")
    text = ngettext("%(count)s result", "%(count)s results", results.total) % {"count": results.total}
    return _("%(text)s, the best of which are shown") % {"text": text} if results.capped else text


def _pages(query, number: int, results: port.Results) -> dict:
    def address(to: int) -> str:
        copy = query.copy()
        copy["sivu"] = str(to)
        return f"?{copy.urlencode()}"

    last = min(-(-results.total // PAGE_SIZE), LAST_PAGE)
    return {
        "number": number,
        "last": last,
        "previous": address(number - 1) if number > 1 else "",
        "next": address(number + 1) if number < last else "",
    }


def _when_nothing(question: str) -> dict:
    """Help when nothing was found: a spelling, three broader places, and telling what was looked for."""
    better = port.did_you_mean(question)
    wish = urlencode({"aihe": "sisaltotoive", "viesti": question[:300]})
    return {
        "better": better,
        "better_url": f"?{urlencode({'q': better})}" if better else "",
        "wish_url": f"{reverse('campus:feedback')}?{wish}",
        "broader": [
            {"label": _("All competence paths"), "url": reverse("paths:path_list")},
            {"label": _("Units by theme house"), "url": reverse("library:house_list")},
            {"label": _("Organisations of the network"), "url": reverse("network:matrix")},
        ],
    }


def _topics() -> list[dict]:
    """Where to begin when nothing was asked: the eight houses."""
    return [
        {"label": f"{theme.number} {theme.house_name}", "text": str(theme.name), "url": house_url(theme), "house": theme.number}
        for theme in all_themes()
    ]


def suggestions(question: str) -> list[dict]:
    """For the list under the search box and the palette."""
    found = port.suggest(_plain(question[:200]), language=current_language())
    return [{"label": s.title, "url": s.url, "kind": str(ONE_OF_KIND[s.kind])} for s in found]
