"""A personal assessment in words: the statement, and what the answers say with how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base.language import current_language
from osaava.capability.adaptive import DONT_KNOW, MOST_ASKED, Estimate
from osaava.capability.personal.queries import Going, OwnLevel
from osaava.capability.queries import shape_of
from osaava.themes.api import Competence, all_competences, theme_by_key

SECONDS_A_STATEMENT = 18
"""Twenty statements in six minutes."""


def minutes(count: int = MOST_ASKED) -> int:
    """How long so many statements take at most."""
    return max(1, math.ceil(count * SECONDS_A_STATEMENT / 60))


def statement(state: Going, key: str, number: int) -> dict:
    """The statement as the person meets it: one is asked at a time."""
    shape, language = shape_of(state.assessment.version_id), current_language()
    item = shape.by_key[key]
    text = item.text_for(state.assessment.group)
    answers = [(value, str(name.in_language(language))) for value, name in shape.answers] + [(DONT_KNOW, _("I can't say"))]
    return {
        "key": key, "number": number, "text": text.in_language(language), "language": text.language_used(language), "theme": theme_by_key(item.theme),
        "answers": answers,
        "value": state.answers.get(key, ""),
    }  # fmt: skip


def level_word(level: int) -> str:
    """What a person on a level does, in a few words."""
    return {
        1: _("at the beginning"), 2: _("getting started"), 3: _("part of my work"), 4: _("with skill"), 5: _("guiding others"),
    }[level]  # fmt: skip


def sureness(low: int, high: int) -> str:
    """How sure a level is, in plain words."""
    if low == high:
        return _("Your answers agree on this level.")
    if high - low == 1:
        return _("Probably level %(low)s or %(high)s.") % {"low": low, "high": high}
    return _("Not certain: somewhere between levels %(low)s and %(high)s.") % {"low": low, "high": high}


def result(levels: Mapping[str, OwnLevel], estimates: Mapping[str, Estimate]) -> list[dict]:
    """Theme by theme: the level in words, how sure it is, and the competences it is made of.

    `estimates`: of whole themes, from the last assessment. A theme in which the person has said a level outright is the mean of its competences.
    """
    themes: dict[str, list[Competence]] = {}
    for competence in all_competences():
        if competence.key in levels:
            themes.setdefault(competence.theme.key, []).append(competence)
    return [_theme(own, levels, estimates.get(key)) for key, own in themes.items()]


def _theme(competences: list[Competence], levels: Mapping[str, OwnLevel], estimate: Estimate | None) -> dict:
    theme, own = competences[0].theme, [levels[c.key] for c in competences]
    said = [row.is_own_word for row in own]
    if estimate is not None and not any(said):
        level, low, high = estimate.level, estimate.low, estimate.high
    else:
        level, low, high = (_mean([getattr(row, name) for row in own]) for name in ("level", "low", "high"))
    return {
        "theme": theme, "level": level, "word": level_word(level), "sure": _("You said this yourself.") if all(said) else sureness(low, high),
        "url": reverse("capability:personal_theme", args=[theme.key]), "competences": [_line(c, levels[c.key]) for c in competences],
    }  # fmt: skip


def _line(competence: Competence, own: OwnLevel) -> dict:
    words = competence.person_levels.in_language(current_language()) or []
    return {
        "key": competence.key, "name": competence.name, "level": own.level, "description": words[own.level - 1] if words else "",
        "sure": _("You said this yourself.") if own.is_own_word else sureness(own.low, own.high),
    }  # fmt: skip


def _mean(levels: list[int]) -> int:
    return math.floor(sum(levels) / len(levels) + 0.5)
