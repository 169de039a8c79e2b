"""Forms of accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignUpNameForm(forms.Form):
    """Adds the name to allauth's sign-up form."""

    name = forms.CharField(label=_("Your name"), max_length=120)

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
