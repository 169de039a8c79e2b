"""What pages print of rounds and answers: words for the points, minutes, how a page of statements stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from osaava.base.language import LANGUAGES, current_language
from osaava.capability.enums import Apart
from osaava.capability.instruments import Item, Page, Shape
from osaava.themes.api import Theme, theme_by_key

SECONDS_AN_ITEM = 24
"""Twenty items in eight minutes."""


def points_of(scale: str) -> list[dict]:
    """The five points of a scale, each with its words."""
    if scale == "levels":
        words = (_("Starting"), _("Developing"), _("Established"), _("Advanced"), _("Leading the way"))
    else:
        words = (_("Strongly disagree"), _("Somewhat disagree"), _("Neither agree nor disagree"), _("Somewhat agree"), _("Strongly agree"))
    return [{"value": str(number), "label": word} for number, word in enumerate(words, start=1)]


def apart() -> list[dict]:
    """The two answers that are no numbers."""
    return [{"value": value, "label": label} for value, label in Apart.choices]


def words_of_value(scale: str, value: str) -> str:
    """An answer in words, with its number where it has one."""
    for point in points_of(scale):
        if point["value"] == value:
            return f"{value} – {point['label']}"
    return str(Apart(value).label) if value in Apart.values else ""


def minutes(count: int) -> int:
    """How long it takes to answer so many items."""
    return max(1, round(count * SECONDS_AN_ITEM / 60))


@dataclass(frozen=True)
class Statement:
    """An item as a group meets it."""

    item: Item
    text: str
    language: str
    name: str
    value: str
    words: str


@dataclass(frozen=True)
class PageView:
    """One page of statements with what has been answered on it."""

    page: Page
    theme: Theme
    statements: Sequence[Statement]

    @property
    def answered(self) -> int:
        return sum(bool(statement.value) for statement in self.statements)

    @property
    def missing(self) -> int:
        return len(self.statements) - self.answered


def field_name(item: Item) -> str:
    """The name of an item's field in the form."""
    return f"v-{item.key}"


def page_views(shape: Shape, pages: Sequence[Page], group: str, answers: dict[str, str]) -> list[PageView]:
    """The pages of a respondent, in the active language."""
    language = current_language()
    found = []
    for page in pages:
        statements = []
        for item in page.items:
            text, value = item.text_for(group), answers.get(item.key, "")
            statements.append(
                Statement(item, text.in_language(language), text.language_used(language), field_name(item), value, words_of_value(shape.scale, value))
            )
        found.append(PageView(page, theme_by_key(page.theme), statements))
    return found


def address_of_link(code: str, language: str) -> str:
    """The whole address of a link in a language, for mail and QR pictures."""
    with override(language):
        return urljoin(settings.BASE_URL + "/", reverse("capability:answer_start", args=[code]))


def addresses_of_link(code: str) -> dict[str, str]:
    """The addresses in all languages."""
    return {language: address_of_link(code, language) for language in LANGUAGES}
