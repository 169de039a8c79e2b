"""Text in several languages as one value.

A vocabulary name, a stage title or an organisation's description exists in Finnish, Swedish and English at once. Keeping the three
together in one field means that no page needs a join for them, and that a missing translation falls back instead of going blank.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("fi", "sv", "en")
"""The languages of the product, the default first."""


def current_language() -> str:
    """The active interface language as one of `LANGUAGES`."""
    code = (get_language() or LANGUAGES[0])[:2]
    return code if code in LANGUAGES else LANGUAGES[0]


class LanguageText(dict):
    """A mapping of language code to text; `str()` gives the active language, else the first one that has text."""

    def __str__(self) -> str:
        return self.in_language(current_language())

    def in_language(self, language: str):
        """The text in `language`, else in the first of `LANGUAGES` that has one, else an empty string."""
        for code in (language, *LANGUAGES):
            if value := self.get(code):
                return value
        return ""

    def language_used(self, language: str) -> str:
        """Which language `in_language(language)` really gives; templates print it as `lang` when it differs."""
        for code in (language, *LANGUAGES):
            if self.get(code):
                return code
        return language


class LanguageTextField(models.JSONField):
    """A JSON column that holds a `LanguageText`; refuses unknown languages."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", LanguageText)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "osaava.base.language.LanguageTextField", args, kwargs

    def from_db_value(self, value, expression, connection):
        value = super().from_db_value(value, expression, connection)
        return LanguageText(value) if isinstance(value, dict) else value

    def to_python(self, value):
        return LanguageText(value) if isinstance(value, dict) else value

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        unknown = set(value) - set(LANGUAGES)
        if unknown:
            raise ValidationError(f"Unknown language: {', '.join(sorted(unknown))}.")
