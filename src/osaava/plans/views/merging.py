"""Two people saved the same thing: both versions side by side, field by field, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from osaava.base.idempotency import new_key
from osaava.plans.views import common
from osaava.ui.templatetags.osaava_ui import day

DATE_PARTS = ("_0", "_1", "_2")


def revision_in(request) -> int:
    """The revision that the form was filled from; 0 for what is no number."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@dataclass(frozen=True)
class Question:
    """One field that the two versions say differently."""

    name: str
    label: str
    mine: str
    theirs: str
    hidden: tuple[tuple[str, str], ...]
    """What the form posts for my value and for theirs, under names of their own."""
    chosen: str = "mine"


def chosen_data(request) -> QueryDict:
    """The posted form; after the merge page with the chosen side's values in place."""
    data = request.POST
    if "merge" not in data:
        return data
    merged = data.copy()
    for name in data.getlist("merge"):
        side = "theirs" if data.get(f"choose-{name}") == "theirs" else "mine"
        prefix = f"{side}-{name}"
        for key in [key for key in merged if key == name or (key.startswith(name) and key[len(name) :] in DATE_PARTS)]:
            del merged[key]
        for key in data:
            if key == prefix or (key.startswith(prefix) and key[len(prefix) :] in DATE_PARTS):
                merged.setlist(key.removeprefix(f"{side}-"), data.getlist(key))
    return merged


def page(request, stale, form, *, title: str, back: str):
    """The page that asks, field by field; fields that say the same are passed on as they are."""
    others = set(stale.change.fields) if stale.change else set()
    questions, kept = [], []
    for name, bound in form.fields.items():
        mine, theirs = form.cleaned_data.get(name), _now(stale.newer, name)
        posted = _posted(request.POST, name)
        if _same(mine, theirs):
            kept.extend(posted)
            continue
        hidden = [(f"mine-{key}", value) for key, value in posted] + [(f"theirs-{key}", value) for key, value in _fields_for(name, theirs)]
        chosen = "theirs" if name in others and name not in form.changed_data else "mine"
        questions.append(Question(name, str(bound.label), _words(form, name, mine), _words(form, name, theirs), tuple(hidden), chosen))
    context = common.frame(request, (title, back), (_("Two versions"), "")) | {
        "questions": questions, "kept": kept, "newer": stale.newer, "change": stale.change, "back": back, "key": new_key(),
    }
    return render(request, "plans/merge.html", context, status=common.CONFLICT)


def _now(row, name: str):
    value = getattr(row, name)
    return sorted(str(pk) for pk in value.values_list("pk", flat=True)) if name in ("paths", "units") else value


def _same(mine, theirs) -> bool:
    if isinstance(theirs, list):
        return sorted(mine or []) == theirs
    return (mine or None) == (theirs or None)


def _posted(data: QueryDict, name: str) -> list[tuple[str, str]]:
    keys = [key for key in data if key == name or (key.startswith(name) and key[len(name) :] in DATE_PARTS)]
    return [(key, value) for key in keys for value in data.getlist(key)]


def _fields_for(name: str, value) -> list[tuple[str, str]]:
    if hasattr(value, "year"):
        return list(zip((f"{name}{part}" for part in DATE_PARTS), map(str, (value.day, value.month, value.year)), strict=True))
    if isinstance(value, list):
        return [(name, item) for item in value]
    if hasattr(value, "email"):
        return [(name, value.email)]
    return [(name, "" if value is None else str(value))]


def _words(form, name: str, value) -> str:
    if value in (None, "", []):
        return "–"
    if hasattr(value, "year"):
        return day(value)
    if hasattr(value, "email"):
        return value.name
    if choices := getattr(form.fields[name], "choices", None):
        labels = {str(key): str(label) for key, label in choices}
        return ", ".join(labels.get(str(item), str(item)) for item in (value if isinstance(value, list) else [value]))
    return str(value)
