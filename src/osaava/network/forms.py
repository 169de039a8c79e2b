"""Forms of the network: from what was typed to clean values. The rules themselves are in operations and validators."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osaava.base import clock
from osaava.base.language import LANGUAGES
from osaava.network import invitation_file
from osaava.network.enums import LanguageProfile, OrganisationKind, OrganisationRole, Region, SizeClass, ThemeRoleKind
from osaava.network.models import Organisation
from osaava.themes.api import TargetGroup, all_target_groups, all_themes
from osaava.ui.forms import DateField

ROLE_CHOICES = [("", _("not involved")), *ThemeRoleKind.choices]
MAIL_LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]


class MatrixFilter(forms.Form):
    """The role matrix's filters; wrong values are as good as none."""

    rooli = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *ThemeRoleKind.choices])
    maakunta = forms.ChoiceField(label=_("Region"), required=False, choices=[("", _("All regions")), *Region.choices])
    koko = forms.ChoiceField(label=_("Size class"), required=False, choices=[("", _("All sizes")), *SizeClass.choices])
    q = forms.CharField(label=_("Search by name"), required=False, max_length=100)
    jarjestys = forms.ChoiceField(
        label=_("Order"), required=False,
        choices=[("", _("Name")), ("region", _("Region")), ("size", _("Size class")), ("roles", _("Most responsibility"))],
    )

    def values(self) -> dict[str, str]:
        """Arguments of `queries.role_matrix`."""
        self.is_valid()
        clean = self.cleaned_data
        return {
            "role": clean.get("rooli", ""),
            "region": clean.get("maakunta", ""),
            "size": clean.get("koko", ""),
            "search": clean.get("q", ""),
            "order": clean.get("jarjestys", "") or "name",
        }


class OrganisationForm(forms.Form):
    """An organisation's public facts."""

    name = forms.CharField(label=_("Name"), max_length=160, error_messages={"required": _("Enter the organisation's name.")})
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[("", _("Not chosen")), *Region.choices])
    size_class = forms.ChoiceField(label=_("Size class"), required=False, choices=[("", _("Not chosen")), *SizeClass.choices])
    language_profile = forms.ChoiceField(label=_("Language of instruction"), choices=LanguageProfile.choices)
    business_id = forms.CharField(label=_("Business ID (y-tunnus)"), required=False, max_length=20, help_text=_("For example 1234567-1"))
    oid = forms.CharField(label=_("National OID"), required=False, max_length=60, help_text=_("Begins 1.2.246.562.10."))
    website = forms.CharField(label=_("Website"), required=False, max_length=200)
    description_fi = forms.CharField(label=_("Description in Finnish"), required=False, max_length=2000, widget=forms.Textarea)
    description_sv = forms.CharField(label=_("Description in Swedish"), required=False, max_length=2000, widget=forms.Textarea)
    description_en = forms.CharField(label=_("Description in English"), required=False, max_length=2000, widget=forms.Textarea)

    @classmethod
    def of(cls, organisation: Organisation, data=None):
        """The form filled with an organisation's facts."""
        initial = {name: getattr(organisation, name) for name in cls.base_fields if not name.startswith("description_")}
        initial |= {f"description_{code}": organisation.description.get(code, "") for code in LANGUAGES}
        return cls(data, initial=initial)

    def values(self) -> dict:
        """Arguments of the operations that create and change organisations."""
        clean = dict(self.cleaned_data)
        clean["description"] = {code: clean.pop(f"description_{code}") for code in LANGUAGES}
        return clean


class CoordinatorOrganisationForm(OrganisationForm):
    """With the facts that only the coordinator changes."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    joined_on = DateField(label=_("Joined the network on"), required=False)
    left_on = DateField(label=_("Left the network on"), required=False)


class EmailDomainForm(forms.Form):
    domain = forms.CharField(
        label=_("E-mail domain"), max_length=120, help_text=_("What stands after the @ sign, like college.example"),
        error_messages={"required": _("Enter the domain, like college.example.")},
    )


class _Group(forms.ChoiceField):
    """A target group by key; the vocabulary is read when the form is made."""

    def __init__(self, **kwargs):
        super().__init__(choices=lambda: [("", _("Not chosen")), *((g.key, str(g.name)) for g in all_target_groups())], **kwargs)

    def clean(self, value) -> TargetGroup | None:
        key = super().clean(value)
        return next((group for group in all_target_groups() if group.key == key), None)


class PersonalInvitationForm(forms.Form):
    """One person by mail."""

    email = forms.CharField(label=_("E-mail"), max_length=254, error_messages={"required": _("Enter an e-mail address, like aino@college.example.")})
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    role = forms.ChoiceField(label=_("Role in the organisation"), required=False, choices=[("", _("Member")), *OrganisationRole.choices])
    target_group = _Group(label=_("Target group"), required=False)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=MAIL_LANGUAGES)


class LinkInvitationForm(forms.Form):
    """A link that many may use."""

    max_uses = forms.IntegerField(
        label=_("How many people may use the link"), min_value=1, max_value=5000, initial=50,
        error_messages={name: _("A link is for 1 to 5,000 people.") for name in ("required", "invalid", "min_value", "max_value")},
    )
    days = forms.IntegerField(
        label=_("How many days it holds"), min_value=1, max_value=365, initial=30,
        error_messages={name: _("An invitation holds from 1 to 365 days.") for name in ("required", "invalid", "min_value", "max_value")},
    )
    target_group = _Group(label=_("Target group"), required=False)


class InvitationFileForm(forms.Form):
    """A CSV file of people."""

    file = forms.FileField(
        label=_("CSV file"), help_text=_("Columns: name, email, role, target_group, language. At most 2,000 rows and 1 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > invitation_file.MAX_BYTES:
            raise ValidationError(_("The file is larger than 1 MB. Divide it into smaller files."))
        return upload


class RoleForm(forms.Form):
    """One role of the organisation's own; used for giving and taking."""

    role = forms.ChoiceField(label=_("Role"), choices=OrganisationRole.choices)


class JoinForm(forms.Form):
    """A code or a whole link, as pasted."""

    code = forms.CharField(
        label=_("Invitation code or link"), max_length=500, error_messages={"required": _("Paste the invitation's code or link.")}
    )


class ThemeRolesForm(forms.Form):
    """Eight selects and a date."""

    valid_from = DateField(label=_("In force from"), required=False, help_text=_("Empty: from today."))

    def __init__(self, *args, lines=(), may_lead: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = all_themes()
        now = {line.theme.pk: line.kind for line in lines}
        for theme in self.themes:
            kind = now.get(theme.pk, "")
            choices = [c for c in ROLE_CHOICES if may_lead or c[0] != ThemeRoleKind.LEAD or kind == ThemeRoleKind.LEAD]
            self.fields[f"theme_{theme.number}"] = forms.ChoiceField(
                label=f"{theme.number} {theme.house_name}", help_text=str(theme.name), choices=choices, required=False, initial=kind
            )
        self.order_fields([*(f"theme_{theme.number}" for theme in self.themes), "valid_from"])
        self.fields["valid_from"].required = False

    def theme_fields(self):
        """The selects, in theme order."""
        return [self[f"theme_{theme.number}"] for theme in self.themes]

    def changed_kinds(self) -> list[tuple]:
        """Pairs of theme and kind (None: not involved) that differ from what holds now, or everything when a date was given."""
        everything = self.cleaned_data["valid_from"] not in (None, clock.today())
        return [
            (theme, self.cleaned_data[f"theme_{theme.number}"] or None)
            for theme in self.themes
            if everything or self.cleaned_data[f"theme_{theme.number}"] != self.fields[f"theme_{theme.number}"].initial
        ]


class HandOverForm(forms.Form):
    """Who gives a theme's lead to whom, from when."""

    theme = forms.ChoiceField(label=_("Theme"), error_messages={"required": _("Choose the theme.")})
    from_organisation = forms.ChoiceField(label=_("Present lead"), error_messages={"required": _("Choose the present lead.")})
    to_organisation = forms.ChoiceField(label=_("New lead"), error_messages={"required": _("Choose the new lead.")})
    then = forms.ChoiceField(label=_("What the former lead does then"), required=False)
    valid_from = DateField(label=_("In force from"), required=False, help_text=_("Empty: from today."))

    def __init__(self, *args, organisations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {organisation.key: organisation for organisation in organisations}
        self.themes = {theme.key: theme for theme in all_themes()}
        names = [("", _("Choose")), *((o.key, o.name) for o in self.organisations.values())]
        self.fields["from_organisation"].choices = self.fields["to_organisation"].choices = names
        self.fields["theme"].choices = [("", _("Choose")), *((t.key, f"{t.number} {t.house_name}") for t in self.themes.values())]
        self.fields["then"].choices = [c for c in reversed(ROLE_CHOICES) if c[0] != ThemeRoleKind.LEAD]
        self.fields["then"].initial = ThemeRoleKind.DEVELOPER

    def values(self) -> dict:
        """Arguments of the operation."""
        clean = self.cleaned_data
        return {
            "theme": self.themes[clean["theme"]],
            "from_organisation": self.organisations[clean["from_organisation"]],
            "to_organisation": self.organisations[clean["to_organisation"]],
            "then": clean["then"] or None,
            "valid_from": clean["valid_from"],
        }


class AppointForm(forms.Form):
    """Who becomes an organisation's digital lead."""

    email = forms.CharField(label=_("E-mail"), max_length=254, error_messages={"required": _("Enter an e-mail address, like aino@college.example.")})
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=MAIL_LANGUAGES)
