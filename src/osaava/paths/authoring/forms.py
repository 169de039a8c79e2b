"""The facts of a path in three languages, and the start of a new one."""

from __future__ import annotations

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from osaava.base.language import LANGUAGES
from osaava.library.api import Licence
from osaava.paths.data import PathData
from osaava.themes.api import all_target_groups
from osaava.ui.forms import first_offered, offer

LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
TEXTS = {"title": _("Name"), "summary": _("Summary"), "body": _("Text at the top of the path")}


class PathFactsForm(forms.Form):
    """Names, summaries and texts by language, readers and licence. Always bound; `quiet` while a button only changes the form."""

    use_required_attribute = False
    quiet = False

    target_groups = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)
    licence = forms.ChoiceField(label=_("Licence"), required=False)
    note = forms.CharField(label=_("What you changed"), required=False, max_length=300, help_text=_("One sentence, for the list of versions."))

    def __init__(self, data, *, primary: str, **kwargs):
        super().__init__(data, **kwargs)
        self.primary = primary
        offer(self, "target_groups", [(g.key, str(g.name)) for g in all_target_groups()])
        offer(self, "licence", [("", _("Choose")), *Licence.choices])
        for code in LANGUAGES:
            for name, label in TEXTS.items():
                rows = {"summary": 2, "body": 5}.get(name)
                self.fields[f"{name}-{code}"] = forms.CharField(
                    label=label,
                    required=name == "title" and code == primary,
                    error_messages={"required": _("Write the name of the path.")},
                    widget=forms.Textarea(attrs={"rows": rows, "lang": code}) if rows else forms.TextInput(attrs={"lang": code}),
                )

    def full_clean(self):
        if self.quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    @property
    def languages(self) -> list[dict]:
        """The fields of each language, the primary one first."""
        order = sorted(LANGUAGES, key=lambda code: code != self.primary)
        return [
            {"code": c, "name": LANGUAGE_NAMES[c], "primary": c == self.primary, "fields": [self[f"{n}-{c}"] for n in TEXTS]} for c in order
        ]

    @staticmethod
    def raw_of(data: PathData, note: str = "") -> QueryDict:
        """The form's values as a browser would post them."""
        raw = QueryDict(mutable=True)
        for code in LANGUAGES:
            raw.update({f"{name}-{code}": getattr(data, name).get(code, "") for name in TEXTS})
        raw.update({"licence": data.licence, "note": note})
        raw.setlist("target_groups", data.target_groups)
        return raw

    def apply(self, data: PathData) -> PathData:
        """Put the clean values into path data; stages are the caller's."""
        values = self.cleaned_data
        for name in TEXTS:
            setattr(data, name, {code: values[f"{name}-{code}"] for code in LANGUAGES})
        data.target_groups, data.licence = values["target_groups"], values["licence"]
        return data


class NewPathForm(forms.Form):
    """What the first version needs."""

    use_required_attribute = False

    title = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Write the name of the path.")})
    language = forms.ChoiceField(label=_("Language you write in"), choices=list(LANGUAGE_NAMES.items()), initial="fi")
    target_groups = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)
    owner = forms.ChoiceField(label=_("In whose name"))
    inside = forms.BooleanField(label=_("Only for our own organisation"), required=False, help_text=_("Others do not see the path at all."))

    def __init__(self, *args, owners: list, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "target_groups", [(g.key, str(g.name)) for g in all_target_groups()])
        offer(self, "owner", [(o.key, o.name) for o in owners])
        self.single_owner = len(owners) == 1
        self.fields["owner"].required = not self.single_owner

    def to_data(self) -> PathData:
        """The first version's data."""
        values = self.cleaned_data
        return PathData(
            primary=values["language"],
            title={values["language"]: values["title"]},
            target_groups=values["target_groups"],
            owner=values["owner"] or first_offered(self, "owner"),
            licence=Licence.OWN_ORGANISATION if values["inside"] else Licence.CC_BY,
        )
