"""Checks of what people tell about themselves."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def clean_name(value: str) -> str:
    """A person's name on one line: control characters and direction overrides are refused, runs of blanks become one."""
    value = " ".join(value.split())
    if not value:
        raise ValidationError(_("Write your name."), code="required")
    if len(value) > 120:
        raise ValidationError(_("A name has at most 120 characters."), code="max_length")
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in value):
        raise ValidationError(_("The name has characters that cannot be used. Write it with letters."), code="characters")
    return value
