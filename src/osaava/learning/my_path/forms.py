"""Input of my path to clean values."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.base.language import LANGUAGES
from osaava.learning.enums import DeclineReason
from osaava.themes.api import all_target_groups
from osaava.ui.forms import offer

LANGUAGE_NAMES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


class HoursField(forms.DecimalField):
    """Hours a month, with a comma or a point; 0 is a pause."""

    def __init__(self, **more):
        super().__init__(min_value=0, max_value=100, decimal_places=1, max_digits=4, localize=False, **more)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 5})

    def to_python(self, value):
        """"1,5" is one and a half."""
        return super().to_python(value.replace(",", ".").strip() if isinstance(value, str) else value)


_HOURS_ERRORS = {
    "required": _("Enter how many hours a month you can learn"),
    "invalid": _("Enter the hours as a number, for example 2 or 1.5"),
    "min_value": _("Enter the hours as a number from 0 to 100"),
    "max_value": _("Enter the hours as a number from 0 to 100"),
    "max_digits": _("Enter the hours as a number from 0 to 100"),
    "max_decimal_places": _("Enter the hours as a number, for example 2 or 1.5"),
    "max_whole_digits": _("Enter the hours as a number from 0 to 100"),
}


class PlanForm(forms.Form):
    """What a path is planned from: group, hours a month, languages."""

    target_group = forms.ChoiceField(
        label=_("Which group do you belong to?"), widget=forms.RadioSelect, error_messages={"required": _("Select your group")}
    )
    hours = HoursField(
        label=_("How many hours a month can you learn?"),
        help_text=_("With 2 hours a month you get two or three units a week. 0 puts the path on a break."),
        error_messages=_HOURS_ERRORS,
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages do you read?"), widget=forms.CheckboxSelectMultiple, choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        error_messages={"required": _("Select at least one language")},
    )  # fmt: skip

    def __init__(self, *args, first_language: str = "fi", **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "target_group", [(group.key, str(group.name)) for group in all_target_groups()])
        self._first = first_language

    def clean_languages(self) -> tuple[str, ...]:
        """The person's own language first."""
        return tuple(sorted(self.cleaned_data["languages"], key=lambda code: (code != self._first, LANGUAGES.index(code))))

    def chosen_group(self):
        """The target group."""
        return next(group for group in all_target_groups() if group.key == self.cleaned_data["target_group"])


class OfferForm(forms.Form):
    """Hours a month that an organisation gives those who have not said their own."""

    hours = HoursField(
        label=_("Hours a month for those who have not said their own"), initial=Decimal(1), error_messages=_HOURS_ERRORS,
        help_text=_("Everybody can change their own hours on their own page."),
    )  # fmt: skip


class DeclineForm(forms.Form):
    """Why a unit is not for me."""

    reason = forms.ChoiceField(
        label=_("Why do you leave this out?"), widget=forms.RadioSelect, choices=DeclineReason.choices,
        error_messages={"required": _("Select a reason")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("In your own words"), required=False, max_length=300, help_text=_("Only you see this."),
        error_messages={"max_length": _("Shorten the text to 300 characters")},
    )  # fmt: skip
