"""Forms of accounts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.accounts import validators
from osaava.accounts.models import Person

LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
APPEARANCES = [("auto", _("As in the device")), ("light", _("Light")), ("dark", _("Dark"))]


class SignUpNameForm(forms.Form):
    """Adds the name to allauth's sign-up form."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        return validators.clean_name(self.cleaned_data["name"])

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class DetailsForm(forms.ModelForm):
    """A person's own details."""

    language = forms.ChoiceField(
        label=_("Language of mails"), choices=LANGUAGES, help_text=_("The language of a page you choose at the top of the page.")
    )
    appearance = forms.ChoiceField(label=_("Appearance"), choices=APPEARANCES, widget=forms.RadioSelect)

    class Meta:
        model = Person
        fields = ("name", "language", "appearance")
        labels = {"name": _("Your name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def clean_name(self) -> str:
        return validators.clean_name(self.cleaned_data["name"])


class ErasureForm(forms.Form):
    """The one question before erasure."""

    understood = forms.BooleanField(
        label=_("I understand that my account and my learning will be erased and cannot be brought back."),
        error_messages={"required": _("Tick the box if you want your data erased.")},
    )
