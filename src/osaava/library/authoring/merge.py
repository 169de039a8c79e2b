"""Two people saved the same unit: what each changed since the version both began from, block by block and fact by fact.

What only one of them changed is taken as it is. What both changed, or one changed and the other took away, is asked: mine, theirs, or a text
written by hand. Nothing is dropped without being shown.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osaava.library.authoring.align import content, pairs
from osaava.library.data import TextData, UnitData
from osaava.library.enums import Licence
from osaava.library.markdown import write_blocks
from osaava.themes.api import all_competences, all_target_groups, theme_by_key

TEXT_FACTS = ("title", "summary", "outcomes")
FACTS = {
    "title": gettext_lazy("Title"), "summary": gettext_lazy("Summary"), "outcomes": gettext_lazy("After this you can"),
    "themes": gettext_lazy("Houses"), "target_groups": gettext_lazy("For whom"), "competences": gettext_lazy("Competences developed"),
    "minutes": gettext_lazy("Minutes"), "required_units": gettext_lazy("Units before this"),
    "required_levels": gettext_lazy("Levels before this"), "licence": gettext_lazy("Licence"), "authors": gettext_lazy("Authors"),
    "contributors": gettext_lazy("Organisations that took part"), "source": gettext_lazy("Source work"), "review_by": gettext_lazy("Review by"),
}
EDITABLE = ("title", "summary", "outcomes", "minutes", "authors", "contributors")
"""Facts that can be written by hand on the merge page; the others are chosen, and edited after."""


@dataclass
class FactChoice:
    """A fact that both changed."""

    name: str
    label: str
    mine: str
    theirs: str
    field: object = None


@dataclass
class Item:
    """One block of the result. `ask`: both changed it. `mine_gone`, `theirs_gone`: that side took it away."""

    block: dict
    theirs: int | None = None
    ask: bool = False
    mine_gone: bool = False
    theirs_gone: bool = False
    other: dict | None = None

    @property
    def mine_text(self) -> str:
        return "" if self.mine_gone else shown(self.block)

    @property
    def theirs_text(self) -> str:
        return "" if self.theirs_gone or self.other is None else shown(self.other)


@dataclass
class Merge:
    """The result so far and what is left to ask."""

    data: UnitData
    items: list[Item]
    facts: list[FactChoice] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    """What was taken from the other author without asking, in words."""

    @property
    def questions(self) -> int:
        return len(self.facts) + sum(item.ask for item in self.items)


def shown(block: dict) -> str:
    """A block as its author would write it."""
    return write_blocks([block]).strip()


def get_fact(data: UnitData, name: str, language: str):
    """One fact of the unit; the first three belong to a language."""
    return getattr(data.texts.get(language) or TextData(), name) if name in TEXT_FACTS else getattr(data, name)


def set_fact(data: UnitData, name: str, language: str, value) -> None:
    """Put one fact."""
    setattr(data.texts[language] if name in TEXT_FACTS else data, name, deepcopy(value))


def fact_in_words(name: str, value) -> str:
    """A fact as a person reads it."""
    if not value:
        return ""
    match name:
        case "themes":
            return ", ".join(str(theme_by_key(key).house_name) if theme_by_key(key) else key for key in value)
        case "target_groups":
            names = {group.key: str(group.name) for group in all_target_groups()}
            return ", ".join(names.get(key, key) for key in value)
        case "competences":
            names = {c.key: str(c.name) for c in all_competences()}
            return "\n".join(f"{s.key} {names.get(s.key, '')} {s.from_level} → {s.to_level}" for s in value)
        case "required_levels":
            return "\n".join(f"{need.key} {need.level}" for need in value)
        case "licence":
            return str(Licence(value).label) if value in Licence.values else value
        case "source":
            return ", ".join(value.values())
    return "\n".join(value) if isinstance(value, list) else str(value)


def merge(base: UnitData, mine: UnitData, theirs: UnitData, language: str) -> Merge:
    """Both authors' changes together, as far as they do not meet."""
    found = Merge(data=deepcopy(mine), items=[])
    for name, label in FACTS.items():
        before, ours, others = (get_fact(d, name, language) for d in (base, mine, theirs))
        if ours == others or others == before:
            continue
        if ours == before:
            set_fact(found.data, name, language, others)
            found.taken.append(str(label))
        else:
            found.facts.append(FactChoice(name, str(label), fact_in_words(name, ours), fact_in_words(name, others)))
    for code, text in theirs.texts.items():
        if code != language:
            if base.texts.get(code) != text:
                found.taken.append(_("the texts in %(language)s") % {"language": {"fi": "suomi", "sv": "svenska", "en": "English"}[code]})
            found.data.texts[code] = text
    found.data.files = {**theirs.files, **mine.files}
    old, ours, others = ((d.texts.get(language) or TextData()).blocks for d in (base, mine, theirs))
    found.items = merge_blocks(old, ours, others)
    known = {content(b) for b in old} | {content(b) for b in ours}
    changed = sum(1 for item in found.items if not item.ask and content(item.block) not in known)
    if changed:
        found.taken.append(_("%(count)s blocks") % {"count": changed})
    return found


def merge_blocks(old: list[dict], mine: list[dict], theirs: list[dict]) -> list[Item]:
    """Two states of the same blocks together; `old` is what both began from. Items with `ask` are for a person to choose."""
    before_mine = {b: a for a, b in pairs(old, mine, by_content=True) if a is not None and b is not None}
    before_theirs = {b: a for a, b in pairs(old, theirs, by_content=True) if a is not None and b is not None}
    old_texts = {content(b) for b in old}
    mine_texts, their_texts = {content(b) for b in mine}, {content(b) for b in theirs}
    out = []
    for m, t in pairs(mine, theirs, by_content=True):
        if m is not None and t is not None:
            out.append(_both(mine[m], theirs[t], t, old, before_mine.get(m), before_theirs.get(t)))
        elif t is None:
            if content(mine[m]) in their_texts or m not in before_mine:
                out.append(Item(mine[m]))  # moved by one of the authors, or written by me
            else:
                out.append(Item(mine[m], ask=True, theirs_gone=True))
        elif content(theirs[t]) in mine_texts:
            continue  # the same block stands where I have it
        elif t in before_theirs or content(theirs[t]) in old_texts:
            out.append(Item(theirs[t], theirs=t, ask=True, mine_gone=True, other=theirs[t]))
        else:
            out.append(Item(theirs[t], theirs=t))
    return _once(out)


def _both(mine: dict, theirs: dict, place: int, old: list[dict], a: int | None, b: int | None) -> Item:
    if mine == theirs:
        return Item(mine, theirs=place)
    before = old[a] if a is not None else old[b] if b is not None else None
    if before is not None and mine == before:
        return Item(theirs, theirs=place)
    if before is not None and theirs == before:
        return Item(mine, theirs=place)
    return Item(mine, theirs=place, ask=True, other=theirs)


def _once(items: list[Item]) -> list[Item]:
    """An id may stand in the result once: a block that one moved and the other changed is asked at the place where I have it."""
    seen: dict[str, Item] = {}
    out = []
    for item in items:
        identifier = item.block.get("id")
        first = seen.get(identifier) if identifier else None
        if first is None:
            out.append(item)
            if identifier:
                seen[identifier] = item
            continue
        mine, other = (item, first) if first.mine_gone or (first.theirs is not None and first.other is None) else (first, item)
        if mine is item:
            first.block = item.block
        first.theirs = other.theirs if other.theirs is not None else first.theirs
        first.other, first.ask, first.mine_gone, first.theirs_gone = other.other or other.block, True, False, False
    return out
