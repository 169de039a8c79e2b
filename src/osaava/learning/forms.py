"""Input to clean values."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.themes.api import all_target_groups


class TargetGroupForm(forms.Form):
    """Which target group the learner belongs to."""

    target_group = forms.ChoiceField(
        label=_("Which group do you belong to?"), widget=forms.RadioSelect, error_messages={"required": _("Select your group")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target_group"].choices = [(group.key, str(group.name)) for group in self.groups()]

    @staticmethod
    def groups():
        """The groups to choose from."""
        return all_target_groups()

    def chosen(self):
        """The target group."""
        return next(group for group in self.groups() if group.key == self.cleaned_data["target_group"])


class VisibilityForm(forms.Form):
    """Whether the organisation sees the learner's name beside completed paths."""

    shows_name = forms.BooleanField(
        label=_("My organisation may see my name beside the paths I have completed"),
        help_text=_("You can take this back at any time. Without it your organisation sees only numbers."),
        required=False,
    )


class ResumeForm(forms.Form):
    """The place in a unit that a page's script reports."""

    block = forms.RegexField(r"^[a-z][a-z0-9-]{0,59}$", required=False, max_length=60)
