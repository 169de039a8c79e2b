"""Forms of analytics."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.analytics.presentation import language_names
from osaava.themes.api import all_competences, all_target_groups, all_themes


class OrderForm(forms.Form):
    """What content is asked for. The theme follows from the competence."""

    competence = forms.ChoiceField(label=_("Competence"))
    group = forms.ChoiceField(label=_("Target group"))
    language = forms.ChoiceField(label=_("Language"))
    reason = forms.CharField(
        label=_("What is lacking"), required=False, max_length=500, widget=forms.Textarea,
        help_text=_("A sentence or two for the theme team. Do not name organisations."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        by_theme = {theme.pk: (f"{theme.number} {theme.house_name}", []) for theme in all_themes()}
        for competence in all_competences():
            by_theme[competence.theme_id][1].append((competence.key, str(competence)))
        self.fields["competence"].choices = [("", _("Choose")), *by_theme.values()]
        self.fields["group"].choices = [("", _("Choose")), *[(group.key, str(group.name)) for group in all_target_groups()]]
        self.fields["language"].choices = [("", _("Choose")), *language_names().items()]

    def clean_competence(self):
        """The competence itself."""
        return next(row for row in all_competences() if row.key == self.cleaned_data["competence"])

    def clean_group(self):
        """The target group itself."""
        return next(row for row in all_target_groups() if row.key == self.cleaned_data["group"])
