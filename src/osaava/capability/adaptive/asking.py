"""The next statement and when to stop. The same answers always lead to the same statement, so going back and coming back change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from osaava.capability.adaptive.beliefs import Beliefs, Estimate, Place

MOST_ASKED = 20
"""Statements in one assessment, whatever the answers."""
FEWEST_ASKED = 8
"""One for each theme at least, before anything is called enough."""
ENOUGH = 0.5
"""Every theme's standard deviation at or under this (in levels) is enough."""


@dataclass(frozen=True)
class Question:
    """A statement of the bank that may be put to the person: their group is asked it."""

    key: str
    competence: str
    theme: str
    difficulty: float


class Asker:
    """A person's answers so far, against the statements that their group may be asked.

    `weights`: competence -> how much it matters that it becomes certain (1 unless given).
    """

    def __init__(self, bank: Sequence[Question], answers: Mapping[str, str], weights: Mapping[str, float] | None = None):
        self.bank = list(bank)
        self.weights = dict(weights or {})
        self.themes: dict[str, list[str]] = {}
        for question in self.bank:
            own = self.themes.setdefault(question.theme, [])
            if question.competence not in own:
                own.append(question.competence)
        self.beliefs = Beliefs([Place(c, theme) for theme, own in self.themes.items() for c in own])
        by_key = {question.key: question for question in self.bank}
        self.answered = {key: value for key, value in answers.items() if key in by_key}
        for key, value in self.answered.items():
            self.beliefs.answer(by_key[key].competence, by_key[key].difficulty, value)
        self._asked_themes = {by_key[key].theme for key in self.answered}

    @property
    def is_enough(self) -> bool:
        """Whether nothing more needs to be asked: the limit is reached, every theme is certain enough, or the bank is empty."""
        if len(self.answered) >= min(MOST_ASKED, len(self.bank)):
            return True
        if len(self.answered) < FEWEST_ASKED:
            return False
        return all(self.theme(theme).sd <= ENOUGH for theme in self.themes)

    def next(self) -> Question | None:
        """The statement that is expected to take away most uncertainty, every theme once before any twice; None when it is enough.

        Equal ones: the first in the bank.
        """
        if self.is_enough:
            return None
        left = [question for question in self.bank if question.key not in self.answered]
        fresh = [question for question in left if question.theme not in self._asked_themes]
        gains: dict[tuple[str, float], float] = {}
        for question in fresh or left:
            kind = (question.competence, question.difficulty)
            if kind not in gains:
                gains[kind] = self.beliefs.gain(*kind, self.weights)
        return max(fresh or left, key=lambda q: round(gains[q.competence, q.difficulty], 9))

    def theme(self, theme: str) -> Estimate:
        """Where the person is in a theme: the mean of its competences."""
        return self.beliefs.estimate(self.themes[theme])

    def competences(self) -> dict[str, Estimate]:
        """Where the person is in every competence that their group is asked about."""
        return {place.competence: self.beliefs.estimate([place.competence]) for place in self.beliefs.places}
