"""The front of suggestions: which suggester answers, and what the built-in one remembers between questions."""

from __future__ import annotations

import threading

from django.conf import settings
from django.utils.module_loading import import_string

from osaava.base import revision
from osaava.exchange.chunking import Draft
from osaava.exchange.chunking.language import LANGUAGES, detect
from osaava.exchange.suggesting.lessons import lessons_of
from osaava.exchange.suggesting.model import Model, title_and_text
from osaava.exchange.suggesting.port import Suggester, Suggestion
from osaava.exchange.suggesting.terms import Terms
from osaava.library.api import plain_text

_lock = threading.Lock()
_models: dict[str, tuple[int, Model]] = {}


class LearnedSuggester:
    """The built-in suggester. Learns anew when shared content has changed since (a second or two a language), else answers from memory.

    `steady`: what it knows when it is first asked holds as long as it lives, for a batch that would otherwise learn anew at every change of the
    library.
    """

    def __init__(self, *, steady: bool = False):
        self._kept: dict[str, Model] | None = {} if steady else None

    def suggest(self, text: str, language: str, *, title: str = "") -> Suggestion:
        """What the text is about, by the units and competences of this campus."""
        return self.model(language).suggest(Terms(title_and_text(title, text) if title else text, language))

    def model(self, language: str) -> Model:
        """The model of one language, valid for the present revision of shared content."""
        if self._kept is None:
            return self._present(language)
        if language not in self._kept:
            self._kept[language] = self._present(language)
        return self._kept[language]

    @staticmethod
    def _present(language: str) -> Model:
        now = revision.number()
        with _lock:
            if language not in _models or _models[language][0] != now:
                _models[language] = (now, Model.learn(lessons_of(language)))
            return _models[language][1]


def forget() -> None:
    """Drop what was learned (between tests, where a database may go back in time)."""
    with _lock:
        _models.clear()


def suggester(*, steady: bool = False) -> Suggester:
    """The suggester of this installation: the setting names a class, else it is the built-in one (`steady` for a batch)."""
    name = getattr(settings, "SUGGESTER", "")
    return import_string(name)() if name else LearnedSuggester(steady=steady)


def suggest(what: Draft | str, language: str = "", *, by: Suggester | None = None) -> Suggestion:
    """What a draft (or a text) is about. `language` of a text: "fi", "sv" or "en"; without it, it is found. `by`: ask this suggester (for a
    batch).
    """
    title, text = (what.title, plain_text(what.blocks)) if isinstance(what, Draft) else ("", what)
    language = language or (what.language if isinstance(what, Draft) else detect(text))
    return (by or suggester()).suggest(text, language if language in LANGUAGES else LANGUAGES[0], title=title)
