"""Forms of the self-assessment: from what was typed to clean values. The rules themselves are in operations."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osaava.capability import links
from osaava.capability.enums import Group


def fill(form: forms.Form, error: ValidationError) -> None:
    """Put an operation's ValidationError beside the fields that it names; what names no field of the form goes on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class StartForm(forms.Form):
    """The one background question: which staff group one belongs to."""

    group = forms.ChoiceField(
        label=_("Which group do you belong to?"), widget=forms.RadioSelect, error_messages={"required": _("Select your group.")},
        help_text=_("Choose the one in which you work most. It is the only thing asked about you."),
    )

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(group.key, Group(group.key).label) for group in groups]


class _CodeField(forms.CharField):
    def clean(self, value) -> str:
        code = links.code_in(super().clean(value))
        if not code:
            raise ValidationError(_("The code has 16 letters and digits, like abcd-efgh-2345-6723. Check it and try again."), code="shape")
        return code


class CodeForm(forms.Form):
    """The code of a link, typed from paper or pasted as a whole address."""

    koodi = _CodeField(label=_("Code of the invitation"), max_length=500, error_messages={"required": _("Enter the code.")})


class ResumeForm(forms.Form):
    """The code for coming back."""

    code = _CodeField(label=_("Your own code for coming back"), max_length=100, error_messages={"required": _("Enter the code.")})
