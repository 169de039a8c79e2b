"""The port of suggestions: what is asked and what is answered, whoever answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import NamedTuple, Protocol


class Guess(NamedTuple):
    """One answer. `score` is between 0 and 1; `terms` are words of the text that decided, the weightiest first, as they were written."""

    key: str
    score: float
    terms: list[str]


@dataclass
class Suggestion:
    """Everything suggested for one text. Keys are the vocabulary's; lists are in order of score and may be empty."""

    themes: list[Guess] = field(default_factory=list)
    target_groups: list[Guess] = field(default_factory=list)
    competences: list[Guess] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)

    def as_data(self) -> dict:
        """The suggestion as JSON values: a guess is [key, score, terms]."""
        return {name: [list(guess) if isinstance(guess, tuple) else guess for guess in found] for name, found in asdict(self).items()}

    @classmethod
    def from_data(cls, value: dict) -> Suggestion:
        """The suggestion again."""
        guesses = {name: [Guess(*entry) for entry in value.get(name, [])] for name in ("themes", "target_groups", "competences")}
        return cls(**guesses, keywords=list(value.get("keywords", [])))


class Suggester(Protocol):
    """Whoever can say what a text is about. Raises nothing: a text it knows nothing of gets empty lists."""

    def suggest(self, text: str, language: str, *, title: str = "") -> Suggestion:
        """Themes (at most three), target groups, competences and keywords for a text in "fi", "sv" or "en"."""
        ...
