"""What forms of all apps share: a date in three parts, and an operation's errors beside their fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def fill(form: forms.Form, error: ValidationError) -> None:
    """Put an operation's ValidationError beside the fields that it names; what names no field of the form goes on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def ran(form, operation, **arguments):
    """Run an operation for a valid form; (what it returned, True), or (None, False) with its reasons in the form."""
    try:
        return operation(**arguments), True
    except ValidationError as error:
        fill(form, error)
        return None, False


def ran_or_told(request, operation, **arguments) -> bool:
    """Run an operation of a button without a form of its own; a refusal becomes a message, also where somebody else was first."""
    try:
        operation(**arguments)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return False
    return True


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of choices what there is to choose from, known only now."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def offered(form: forms.Form, name: str) -> list[tuple[Any, Any]]:
    """What there is to choose from in a field: pairs of value and label."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return list(cast(Iterable[tuple[Any, Any]], field.choices))


def first_offered(form: forms.Form, name: str) -> Any:
    """The value that stands first in a field of choices; raises IndexError when nothing is offered."""
    return offered(form, name)[0][0]


class DateWidget(forms.MultiWidget):
    """Day, month and year as three text inputs; `<c-field.date>` draws them with labels."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput, forms.TextInput, forms.TextInput], attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else ["", "", ""]


class DateField(forms.MultiValueField):
    """A date typed as day, month and year; needs no picker and works with every keyboard."""

    widget = DateWidget
    default_error_messages = {"invalid": _("Enter a real date, for example 14 3 2026")}

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=4) for _part in range(3)]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        if not any(data_list):
            return None
        try:
            day, month, year = (int(part) for part in data_list)
            return date(year, month, day)
        except (TypeError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
