"""Measures to choose from when a goal is set. Data of the package (data/measures.yaml); a measure taken into a plan keeps its own text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from osaava.base.language import LanguageText


@dataclass(frozen=True)
class Measure:
    """Something that a provider can do within a term and that is either done or not done."""

    key: str
    competence: str
    towards: int
    """Organisation level of the competence that it brings nearer."""
    hours: int
    """Working hours, all people together, in a provider of some 150 staff."""
    owner: LanguageText
    """Who usually answers for it, in words."""
    groups: tuple[str, ...]
    """Keys of the target groups whose work it touches."""
    title: LanguageText
    text: LanguageText
    """Says when it is done."""


@cache
def all_measures() -> tuple[Measure, ...]:
    """Every measure in the file's order."""
    data = yaml.safe_load(files("osaava.capability").joinpath("data", "measures.yaml").read_text(encoding="utf-8"))
    owners = {key: LanguageText(names) for key, names in data["owners"].items()}
    return tuple(
        Measure(
            row["key"], row["competence"], row["towards"], row["hours"], owners[row["owner"]], tuple(row["groups"]), LanguageText(row["title"]),
            LanguageText(row["description"]),
        )
        for row in data["measures"]
    )


def measures_for(competence: str) -> list[Measure]:
    """The measures of one competence."""
    return [measure for measure in all_measures() if measure.competence == competence]


def measure_by_key(key: str) -> Measure | None:
    """One measure, or None."""
    return next((measure for measure in all_measures() if measure.key == key), None)
