"""What the law makes us tell, from data: accessibility from a list of known gaps, privacy from the models' own declarations.

A statement written by hand is out of date the day after; these change with what they tell of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from osaava.base import privacy
from osaava.base.language import LanguageText

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Gap:
    """One thing that does not yet meet the requirements."""

    key: str
    criterion: str
    mend_by: date
    what: LanguageText
    why: LanguageText
    instead: LanguageText


@dataclass(frozen=True)
class AccessibilityStatement:
    """The facts of the accessibility statement."""

    conformity: str
    written_on: date
    updated_on: date
    assessed_on: date
    review_by: date
    method: LanguageText
    gaps: tuple[Gap, ...]


@cache
def accessibility() -> AccessibilityStatement:
    """The statement's facts from `data/accessibility.yaml`."""
    data = yaml.safe_load((DATA / "accessibility.yaml").read_text(encoding="utf-8"))
    gaps = tuple(
        Gap(
            gap["key"], gap["criterion"], gap["mend_by"], LanguageText(gap["what"]), LanguageText(gap["why"]), LanguageText(gap["instead"]),
        )
        for gap in data.pop("gaps")
    )  # fmt: skip
    return AccessibilityStatement(**(data | {"method": LanguageText(data["method"]), "gaps": gaps}))


@dataclass(frozen=True)
class Holding:
    """One kind of personal data. `erase`: what happens to it when a person is erased (delete, detach, keep)."""

    key: str
    models: tuple[str, ...]
    what: LanguageText
    why: LanguageText
    kept: LanguageText
    erase: str


def declared() -> dict[str, str]:
    """Label of every model with personal data -> what its own declaration says of erasure."""
    return {model._meta.label_lower: d.erase for model, d in privacy.declared_models() if isinstance(d, privacy.PersonalData)}


@cache
def holdings() -> list[Holding]:
    """The kinds of personal data in the order of `data/privacy.yaml`, with the erasure that the models declare."""
    data = yaml.safe_load((DATA / "privacy.yaml").read_text(encoding="utf-8"))
    found = declared()
    return [
        Holding(
            key, tuple(kind["models"]), LanguageText(kind["what"]), LanguageText(kind["why"]), LanguageText(kind["kept"]),
            next((found[label] for label in kind["models"] if label in found), "delete"),
        )
        for key, kind in data.items()
    ]  # fmt: skip


def untold() -> set[str]:
    """Models with personal data that the notice does not tell of; must be empty."""
    return set(declared()) - {label for holding in holdings() for label in holding.models}
