"""The help pages: short Markdown files in the package, the same eight in every language.

A file begins with a title (`# `) and one paragraph that is also its summary in lists and in search. `ORDER` is the order of reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("help")
TEXTS = Path(__file__).with_name("texts")
"""Where the longer texts of the statements are, in files of the same form."""
ORDER = ("aloitus", "oppiminen", "nakyvyys", "kutsut", "roolit", "kirjoittaminen", "tuonti", "ongelmat")


@dataclass(frozen=True)
class HelpPage:
    """One page: `text` is Markdown without title and summary."""

    slug: str
    language: str
    title: str
    summary: str
    text: str


@cache
def read(folder: Path, slug: str, language: str) -> HelpPage:
    """One file of `folder`, in parts."""
    title, summary, text = ((folder / language / f"{slug}.md").read_text(encoding="utf-8").strip() + "\n").split("\n\n", 2)
    return HelpPage(slug, language, title.removeprefix("# ").strip(), " ".join(summary.split()), text.strip())


def page_of(slug: str, language: str) -> HelpPage | None:
    """The page in this language, or None when there is no such page."""
    return read(FOLDER, slug, language) if slug in ORDER else None


def all_pages(language: str) -> list[HelpPage]:
    """All pages in their order."""
    return [page for slug in ORDER if (page := page_of(slug, language))]
