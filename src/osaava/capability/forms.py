"""Forms of the self-assessment: from what was typed to clean values. The rules themselves are in operations."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osaava.base import clock
from osaava.base.language import current_language
from osaava.capability import links, queries
from osaava.capability.enums import Group, InstrumentKind, RoundKind
from osaava.themes.api import all_competences
from osaava.ui.forms import DateField


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


STAFF, TEAM = "staff", "team"


def _competence_choices():
    """The forty competences under their themes."""
    groups: dict[str, list] = {}
    for competence in all_competences():
        label = f"{competence.theme.number} {competence.theme.short_name}"
        groups.setdefault(label, []).append((competence.key, str(competence)))
    return [choice for choices in groups.values() for choice in choices]


class WhatForm(forms.Form):
    """Step one: what the round asks."""

    name = forms.CharField(
        label=_("Name of the round"), max_length=120, help_text=_("Respondents see it. For example Spring 2027."),
        error_messages={"required": _("Enter a name for the round, for example Spring 2027.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of round"), widget=forms.RadioSelect, initial=RoundKind.FULL,
        choices=[
            (RoundKind.FULL, _("Full round: all eight themes, about 8 minutes")),
            (RoundKind.TARGETED, _("Targeted re-assessment: only the competences chosen below, 5 minutes at most")),
        ],
    )
    parts = forms.MultipleChoiceField(
        label=_("Who answers"), widget=forms.CheckboxSelectMultiple, initial=[STAFF, TEAM],
        choices=[
            (STAFF, _("Staff view: staff answer anonymously, by group")),
            (TEAM, _("Team assessment: management agrees on levels and their evidence")),
        ],
        error_messages={"required": _("Choose what the round asks.")},
    )
    competences = forms.MultipleChoiceField(
        label=_("Competences of a targeted re-assessment"), widget=forms.CheckboxSelectMultiple, required=False, choices=_competence_choices,
    )

    def clean(self):
        clean = super().clean()
        if clean.get("kind") == RoundKind.TARGETED and not clean.get("competences"):
            self.add_error("competences", _("Choose at least one item for the targeted re-assessment."))
        return clean

    def arguments(self) -> dict:
        """Arguments of `open_round`."""
        parts = self.cleaned_data["parts"]
        staff = queries.latest_version(InstrumentKind.STAFF) if STAFF in parts else None
        team = queries.latest_version(InstrumentKind.ORGANISATION) if TEAM in parts else None
        chosen = set(self.cleaned_data["competences"]) if self.cleaned_data["kind"] == RoundKind.TARGETED else set()
        items = [i.key for v in (staff, team) if v and chosen for i in queries.shape_of(v.pk).items if i.competence in chosen]
        return {
            "name": self.cleaned_data["name"], "kind": self.cleaned_data["kind"], "staff_version": staff, "team_version": team, "items": items,
        }


class GroupsForm(forms.Form):
    """Step two: which staff groups answer, and how many people each has."""

    def __init__(self, *args, groups=Group.values, **kwargs):
        super().__init__(*args, **kwargs)
        for key in groups:
            self.fields[f"headcount_{key}"] = forms.IntegerField(
                label=Group(key).label, required=False, min_value=1, max_value=20_000,
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"), _("Enter how many people belong to the group, from 1 to 20,000.")
                ),
            )

    def headcounts(self) -> dict[str, int]:
        """Group key -> people, of the groups that answer."""
        return {name.removeprefix("headcount_"): count for name, count in self.cleaned_data.items() if name.startswith("headcount_") and count}


class DatesForm(forms.Form):
    """Step three: when."""

    opens_on = DateField(label=_("First day of answering"), error_messages={"required": _("Enter the first day.")})
    closes_on = DateField(
        label=_("Last day of answering"), help_text=_("Two weeks are usually enough."), error_messages={"required": _("Enter the last day.")},
    )
    results_on = DateField(
        label=_("Results are discussed by"), required=False, help_text=_("Respondents are told this day when they have answered."),
    )

    @classmethod
    def proposed(cls) -> dict:
        """Dates that usually fit: two weeks from today, results three weeks later."""
        today = clock.today()
        return {"opens_on": today, "closes_on": today + timedelta(days=14), "results_on": today + timedelta(days=35)}


class ChangeRoundForm(GroupsForm):
    """What may be corrected in an open round."""

    name = WhatForm.base_fields["name"]
    closes_on = DatesForm.base_fields["closes_on"]
    results_on = DatesForm.base_fields["results_on"]

    def clean(self):
        clean = super().clean()
        for name in self.fields:
            if name.startswith("headcount_") and name not in self.errors and not clean.get(name):
                self.add_error(name, _("Enter how many people belong to the group, from 1 to 20,000."))
        return clean


class EarlierResultsForm(forms.Form):
    """Results that were measured elsewhere: a table and what its rows mean."""

    name = forms.CharField(
        label=_("Name of the assessment"), max_length=120, help_text=_("For example Spring 2024."),
        error_messages={"required": _("Enter a name, for example Spring 2024.")},
    )
    assessed_on = DateField(label=_("Day of the assessment"), error_messages={"required": _("Enter the day.")})
    table = forms.FileField(label=_("Table of results (CSV)"), error_messages={"required": _("Choose the table.")})
    mapping = forms.FileField(
        label=_("Mapping file (YAML)"), help_text=_("Says which row means which theme or competence."),
        error_messages={"required": _("Choose the mapping file.")},
    )


class ClaimForm(forms.Form):
    """One item of the team assessment: level, evidence and its day."""

    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect, required=False)
    evidence = forms.CharField(
        label=_("What shows it"), required=False, max_length=1000, widget=forms.Textarea,
        error_messages={"max_length": _("Shorten the evidence to 1,000 characters.")},
    )
    evidence_on = DateField(label=_("Date of the evidence"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, line, **kwargs):
        claim, self.line = line.claim, line
        initial = {"revision": 0}
        if claim is not None:
            initial = {"level": str(claim.level), "evidence": claim.evidence, "evidence_on": claim.evidence_on, "revision": claim.revision}
        super().__init__(*args, prefix=line.item.key, initial=initial, **kwargs)
        language = current_language()
        self.fields["level"].choices = [(str(n), f"{n} – {text}") for n, text in enumerate(line.item.levels_in(language), start=1)]
        self.fields["evidence"].help_text = str(line.item.evidence)

    def clean(self):
        clean = super().clean()
        if not clean.get("level") and (clean.get("evidence") or clean.get("evidence_on")):
            self.add_error("level", _("Choose one of the five levels."))
        return clean


class AgreeForm(forms.Form):
    """The day on which management agreed."""

    agreed_on = DateField(label=_("Management agreed on"), error_messages={"required": _("Enter the day.")})
