"""Forms of the development plan."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osaava.plans import queries
from osaava.plans.enums import Importance, Outcome, Progress
from osaava.ui.forms import DateField

WANTED = [(level, level) for level in (2, 3, 4, 5)]
ESTIMATES = [("", _("Not known")), *[(level, level) for level in (1, 2, 3, 4)]]


class OwnerField(forms.CharField):
    """A person of the organisation by name or e-mail address; `organisation` is set by the form."""

    organisation = None

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Person responsible"))
        kwargs.setdefault("help_text", _("Name or e-mail address of somebody who belongs to the organisation."))
        widget = forms.TextInput(attrs={"list": "organisation-people", "autocomplete": "off"})
        super().__init__(required=False, max_length=254, widget=widget, **kwargs)

    def clean(self, value):
        """The person, or None for an empty field."""
        words = super().clean(value)
        if not words:
            return None
        found = queries.people_by_words(self.organisation, words)
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(_("There are several people of that name. Enter the e-mail address."), code="several")
        raise ValidationError(_("Choose somebody who belongs to the organisation."), code="not_member")


class OrganisationForm(forms.Form):
    """A form that knows its organisation, for the field of an owner."""

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            self.fields["owner"].organisation = organisation


class PlanForm(forms.Form):
    """The start of a plan."""

    name = forms.CharField(
        label=_("Name of the plan"), max_length=120, error_messages={"required": _("Enter a name for the plan, for example Plan 2027.")}
    )
    starts_on = DateField(label=_("First day"), error_messages={"required": _("Enter the first day.")})
    ends_on = DateField(label=_("Last day"), error_messages={"required": _("Enter the last day.")})


class GoalForm(OrganisationForm):
    """A focus area: what, from where to where, by when, whose."""

    title = forms.CharField(label=_("Name of the focus area"), max_length=160, error_messages={"required": _("Enter a name for the focus area.")})
    baseline = forms.TypedChoiceField(
        label=_("Your own estimate of the present level"), choices=ESTIMATES, coerce=int, empty_value=None, required=False,
        help_text=_("There is no published figure for this competence."),
    )
    wanted = forms.TypedChoiceField(
        label=_("Target level"), choices=WANTED, coerce=int, widget=forms.RadioSelect, error_messages={"required": _("Choose the target level.")}
    )
    due_on = DateField(label=_("By when"), error_messages={"required": _("Enter the day by which the level should be reached.")})
    owner = OwnerField()
    importance = forms.TypedChoiceField(
        label=_("How important it is"), choices=Importance.choices, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how important the focus area is.")},
    )
    groups = forms.MultipleChoiceField(
        label=_("Whose paths it pulls"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Units that bring the target level nearer come onto the paths of these people. You can change this later."),
    )
    text = forms.CharField(label=_("Why this focus area"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(
        label=_("Why more than three focus areas"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three focus areas are finished more often than many. If one more is needed, say why."),
    )

    def __init__(self, *args, asks_reason=False, asks_baseline=False, levels=None, groups=None, **kwargs):
        super().__init__(*args, **kwargs)
        if groups is None:
            del self.fields["groups"]
        else:
            self.fields["groups"].choices = [(group.key, str(group.name)) for group in groups]
        if not asks_reason:
            del self.fields["reason"]
        if not asks_baseline:
            del self.fields["baseline"]
        if levels:
            self.fields["wanted"].choices = [(level, f"{level}. {levels[level - 1]}") for level, _label in WANTED]


class ActionForm(OrganisationForm):
    """An action: what, whose, how much, by when, and the content that helps."""

    title = forms.CharField(label=_("What is done"), max_length=200, error_messages={"required": _("Write what is done.")})
    text = forms.CharField(
        label=_("When is it done"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say it so that anybody can see whether it is done."),
    )
    owner = OwnerField()
    effort_hours = forms.IntegerField(
        label=_("Working hours"), required=False, min_value=0, max_value=9999, help_text=_("All people together, as an estimate."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter the hours as a whole number from 0 to 9999.")),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    due_on = DateField(label=_("Due date"), required=False)
    paths = forms.MultipleChoiceField(label=_("Paths"), required=False, widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(label=_("Units"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, content, **kwargs):
        super().__init__(*args, **kwargs)
        self.content = content
        for name in ("paths", "units"):
            self.fields[name].choices = [(str(pk), title) for pk, title in getattr(content, name).items()]
            if not getattr(content, name):
                del self.fields[name]

    def values(self) -> dict:
        """Arguments of the operations; links as rows."""
        clean = dict(self.cleaned_data)
        clean["paths"] = queries.path_objects(clean.pop("paths", ()))
        clean["units"] = queries.unit_objects(clean.pop("units", ()))
        return clean


class AssignForm(forms.Form):
    """Whose paths a focus area pulls."""

    groups = forms.MultipleChoiceField(label=_("Whose paths it pulls"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = [(group.key, str(group.name)) for group in groups]


class TargetedForm(forms.Form):
    """A targeted re-assessment: of which goals, under what name, until when."""

    goals = forms.MultipleChoiceField(
        label=_("Focus areas"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one focus area.")}
    )
    name = forms.CharField(label=_("Name of the round"), max_length=120, error_messages={"required": _("Enter a name for the round.")})
    closes_on = DateField(label=_("Last day of answering"), error_messages={"required": _("Enter the last day of answering.")})

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = [(goal.thread, goal.title) for goal in goals]


class CheckInForm(forms.Form):
    """How it goes."""

    progress = forms.ChoiceField(
        label=_("How it goes"), choices=Progress.choices, widget=forms.RadioSelect, error_messages={"required": _("Choose how it goes.")}
    )
    text = forms.CharField(
        label=_("In a few words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What has been done, what comes next. Write nothing about single people."),
    )


class OutcomeForm(forms.Form):
    """How a focus area ended."""

    outcome = forms.ChoiceField(
        label=_("How it ended"), choices=Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the focus area was reached or given up.")},
    )


class ImportanceForm(forms.Form):
    """How much each of the eight themes matters in this period."""

    def __init__(self, *args, themes, importance, **kwargs):
        super().__init__(*args, **kwargs)
        for theme in themes:
            self.fields[theme.key] = forms.TypedChoiceField(
                label=f"{theme.number}. {theme.house_name}: {theme.short_name}", choices=Importance.choices, coerce=int,
                initial=importance.get(theme.key, Importance.IMPORTANT.value), error_messages={"required": _("Choose how important the theme is.")},
            )
