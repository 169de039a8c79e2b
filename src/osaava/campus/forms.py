"""The feedback form: nothing is asked that is not needed for an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.campus.enums import FeedbackTopic

MAX_MESSAGE = 4000
MAX_ADDRESS = 400


class FeedbackForm(forms.Form):
    """Topic and message; e-mail and page when the sender likes. `trap` is for machines: people do not see it."""

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=FeedbackTopic.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your message is about"), "invalid_choice": _("Choose what your message is about")},
    )
    message = forms.CharField(
        label=_("Message"),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=MAX_MESSAGE,
        help_text=_("Say what you tried to do and what happened. Do not write other people's personal data here."),
        error_messages={"required": _("Write your message")},
    )
    page = forms.CharField(
        label=_("Which page is it about?"),
        required=False,
        max_length=MAX_ADDRESS,
        help_text=_("The address of the page, if it is about a certain page."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("We need it only for answering you. Leave it empty if you do not want an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Check the e-mail address, for example name@example.fi")},
    )
    trap = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_trap(self):
        if self.cleaned_data["trap"]:
            raise forms.ValidationError(_("Leave this field empty. It is there to stop machines."))
        return ""


def first_values(query, person, came_from: str = "") -> dict[str, str]:
    """What the address says about the message: `?aihe=`, `?sivu=`, `?viesti=`; the page the sender came from, and the e-mail of a person
    who is signed in."""
    topic = query.get("aihe", "")
    return {
        "topic": topic if topic in FeedbackTopic.values else FeedbackTopic.GENERAL.value,
        "page": (query.get("sivu") or came_from)[:MAX_ADDRESS],
        "message": query.get("viesti", "")[:MAX_MESSAGE],
        "email": person.email if person.is_authenticated else "",
    }
