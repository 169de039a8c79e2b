"""A version's definition as objects: its items, who is asked what, and the pages on which a respondent meets them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from osaava.base.language import LanguageText


@dataclass(frozen=True)
class Item:
    """One statement or one competence with levels."""

    key: str
    competence: str
    theme: str
    groups: tuple[str, ...]
    first: bool
    texts: dict
    levels: dict
    level: int | None
    difficulty: float | None
    help: LanguageText
    evidence: LanguageText

    def text_for(self, group: str = "") -> LanguageText:
        """The wording for a group, by language."""
        return LanguageText(self.texts.get(group) or self.texts["default"])

    def levels_in(self, language: str) -> list[str]:
        """Five descriptions, in the language or the first one there is."""
        return LanguageText(self.levels).in_language(language) or []


@dataclass(frozen=True)
class Page:
    """The items of one theme that stand on one page. `more`: after the first set, answered by those who have time."""

    number: int
    theme: str
    items: tuple[Item, ...]
    more: bool


class Shape:
    """A definition read once; kept in memory, because a version never changes."""

    def __init__(self, definition: dict):
        self.scale: str = definition["scale"]
        self.purpose = LanguageText(definition.get("purpose") or {})
        self.answers: list[tuple[str, LanguageText]] = [(a["key"], LanguageText(a["name"])) for a in definition.get("answers") or ()]
        self.items: tuple[Item, ...] = tuple(
            Item(
                key=entry["key"], competence=entry["competence"], theme=section["theme"], groups=tuple(entry.get("groups") or ()),
                first=bool(entry.get("first")), texts=entry["text"], levels=entry.get("levels") or {}, level=entry.get("level"),
                difficulty=entry.get("difficulty"),
                help=LanguageText(entry.get("help") or {}), evidence=LanguageText(entry.get("evidence") or {}),
            )
            for section in definition["sections"]
            for entry in section["items"]
        )
        self.by_key = {item.key: item for item in self.items}

    def asked(self, *, group: str = "", only: Collection[str] = ()) -> list[Item]:
        """The items that a group meets, in order; `only` keeps those of a targeted round."""
        return [
            item for item in self.items
            if (not group or not item.groups or group in item.groups) and (not only or item.key in only)
        ]

    def pages(self, group: str, only: Collection[str] = ()) -> list[Page]:
        """One theme a page: the first set, then what is asked of those who go on. A targeted round has one set only."""
        items = self.asked(group=group, only=only)
        first = items if only or not any(item.first for item in items) else [item for item in items if item.first]
        now = {item.key for item in first}
        more = [item for item in items if item.key not in now]
        found = [(theme, kept, False) for theme, kept in _by_theme(first)] + [(theme, kept, True) for theme, kept in _by_theme(more)]
        return [Page(number, theme, tuple(kept), is_more) for number, (theme, kept, is_more) in enumerate(found, start=1)]


def _by_theme(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    themes: dict[str, list[Item]] = {}
    for item in items:
        themes.setdefault(item.theme, []).append(item)
    return list(themes.items())
