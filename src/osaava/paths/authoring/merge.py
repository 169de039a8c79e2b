"""Two people saved the same path: field by field, mine, theirs, or written by hand. The stages are one field."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from osaava.base.language import LANGUAGES
from osaava.library.api import Licence
from osaava.paths.authoring.draft import outline
from osaava.paths.authoring.forms import LANGUAGE_NAMES, TEXTS
from osaava.paths.data import PathData
from osaava.themes.api import all_target_groups

NAMES = [*(f"{name}-{code}" for code in LANGUAGES for name in TEXTS), "target_groups", "licence", "stages"]


@dataclass
class Choice:
    """A field that both changed."""

    name: str
    label: str
    mine: str
    theirs: str
    field: object = None


@dataclass
class Merge:
    """The result so far and what is left to ask."""

    data: PathData
    choices: list[Choice] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


def label_of(name: str) -> str:
    """What a field is called."""
    text, _dash, code = name.partition("-")
    if code:
        return f"{TEXTS[text]} ({LANGUAGE_NAMES[code]})"
    return {"target_groups": _("For whom"), "licence": _("Licence"), "stages": _("Stages and units")}[name]


def get(data: PathData, name: str):
    """One field's value."""
    text, _dash, code = name.partition("-")
    return getattr(data, text).get(code, "") if code else getattr(data, name)


def put(data: PathData, name: str, value) -> None:
    """Put one field's value."""
    text, _dash, code = name.partition("-")
    if code:
        getattr(data, text)[code] = value
    else:
        setattr(data, name, deepcopy(value))


def in_words(data: PathData, name: str) -> str:
    """A field as a person reads it."""
    if name == "stages":
        return outline(data)
    value = get(data, name)
    if name == "target_groups":
        names = {group.key: str(group.name) for group in all_target_groups()}
        return ", ".join(names.get(key, key) for key in value)
    return str(Licence(value).label) if name == "licence" and value in Licence.values else str(value)


def _same(one: PathData, other: PathData, name: str) -> bool:
    return outline(one) == outline(other) if name == "stages" else get(one, name) == get(other, name)


def merge(base: PathData, mine: PathData, theirs: PathData) -> Merge:
    """Both authors' changes together, as far as they do not meet."""
    found = Merge(deepcopy(mine))
    for name in NAMES:
        if _same(mine, theirs, name) or _same(theirs, base, name):
            continue
        if _same(mine, base, name):
            put(found.data, name, get(theirs, name))
            found.taken.append(label_of(name))
        else:
            found.choices.append(Choice(name, label_of(name), in_words(mine, name), in_words(theirs, name)))
    return found
