"""Forms of the personal assessment."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.base.language import LanguageText, current_language
from osaava.capability.personal import queries
from osaava.themes.api import all_target_groups

_CHOOSE = dict.fromkeys(("required", "invalid_choice"), _("Choose one of the answers."))


class GroupForm(forms.Form):
    """Whose statements to be asked."""

    group = forms.ChoiceField(
        label=_("Which group's work is nearest to yours?"), widget=forms.RadioSelect, error_messages={"required": _("Select your group.")},
        help_text=_("You are only asked what belongs to that work."),
    )

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        asked = queries.groups_asked(version)
        self.fields["group"].choices = [(group.key, str(group.name)) for group in all_target_groups() if group.key in asked]


class StatementForm(forms.Form):
    """One statement with its answers; the statement itself is the question."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages=_CHOOSE)
    item = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, statement, **kwargs):
        super().__init__(*args, initial={"answer": statement["value"], "item": statement["key"]}, **kwargs)
        self.fields["answer"].label = statement["text"]
        self.fields["answer"].choices = statement["answers"]


class LevelsForm(forms.Form):
    """The person's own word on each competence of a theme."""

    def __init__(self, *args, competences, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {f"c{number}": competence.key for number, competence in enumerate(competences, start=1)}
        for (name, key), competence in zip(self.keys.items(), competences, strict=True):
            words = LanguageText(competence.person_levels).in_language(current_language()) or []
            self.fields[name] = forms.TypedChoiceField(
                label=f"{key} {competence.name}", widget=forms.RadioSelect, coerce=int, required=False, empty_value=None,
                choices=[(str(n), f"{n} – {text}") for n, text in enumerate(words, start=1)],
                initial=str(levels[key].level) if key in levels else None,
            )

    def levels(self) -> dict[str, int]:
        """Competence key -> the level chosen; those left empty are not there."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items() if self.cleaned_data.get(name)}
