"""The facts of a unit, and the start of a new one, as forms.

`FactsForm` is always bound: to what was posted, or to `FactsForm.raw_of(data)`. That makes one way for first showing, for buttons that
change the form without saving, and for refused saves, and nothing typed is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from osaava.base.language import LANGUAGES
from osaava.library.data import CompetenceStep, LevelNeed, TextData, UnitData
from osaava.library.enums import Licence
from osaava.library.markdown.front_matter import clean_source
from osaava.themes.api import LEVELS, all_competences, all_target_groups, all_themes
from osaava.ui.forms import DateField, first_offered, offer

LANGUAGE_NAMES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
STEPS = [(f"{a}-{b}", f"{a} → {b}") for a in LEVELS for b in LEVELS if a < b]
SPARE_ROWS, MAX_ROWS = 2, 20
SOURCE = ("title", "authors", "url", "licence")


def competence_choices() -> list:
    """All competences, grouped by house."""
    groups: dict[str, list] = {}
    for competence in all_competences():
        house = f"{competence.theme.number} {competence.theme.house_name}"
        groups.setdefault(house, []).append((competence.key, f"{competence.key} {competence.name}"))
    return [("", _("Choose")), *groups.items()]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class _Minutes(forms.CharField):
    def clean(self, value):
        text = str(value or "").strip()
        if not re.fullmatch(r"\d{1,3}", text) or not 1 <= int(text) <= 240:
            raise forms.ValidationError(_("Write the minutes as a whole number from 1 to 240."))
        return int(text)


class FactsForm(forms.Form):
    """Title, summary and outcomes in one language, and the facts common to all. What is missing for publishing is not asked here."""

    use_required_attribute = False
    quiet = False

    title = forms.CharField(label=_("Title"), error_messages={"required": _("Write the unit's name.")})
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One or two sentences."))
    outcomes = forms.CharField(
        label=_("After this you can"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One a line, whole sentences.")
    )
    theme = forms.ChoiceField(label=_("House"), required=False)
    other_themes = forms.MultipleChoiceField(label=_("Also fits these houses"), required=False, widget=forms.CheckboxSelectMultiple)
    target_groups = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)
    minutes = _Minutes(label=_("Minutes"), required=False, help_text=_("How long it takes, 1–240."))
    licence = forms.ChoiceField(label=_("Licence"), required=False)
    authors = forms.CharField(
        label=_("Authors"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One a line, as they want to be named.")
    )
    contributors = forms.CharField(
        label=_("Organisations that took part"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One a line.")
    )
    review_by = DateField(label=_("Review by"), required=False)
    source_title = forms.CharField(label=_("Name of the source work"), required=False)
    source_authors = forms.CharField(label=_("Its authors"), required=False)
    source_url = forms.CharField(label=_("Its address"), required=False)
    source_licence = forms.CharField(label=_("Its licence"), required=False)
    needs = forms.MultipleChoiceField(label=_("Units before this"), required=False, widget=forms.CheckboxSelectMultiple)
    need_q = forms.CharField(label=_("Find a unit by its name"), required=False)
    note = forms.CharField(label=_("What you changed"), required=False, max_length=300, help_text=_("One sentence, for the list of versions."))

    def __init__(self, data, *, themes: list, needs: Sequence[tuple[str, str]] = (), **kwargs):
        """`themes`: those that may be chosen as the house. `needs`: (address, title) of units that can be required."""
        super().__init__(data, **kwargs)
        offer(self, "theme", [("", _("Choose")), *((t.key, f"{t.number} {t.house_name}") for t in themes)])
        offer(self, "other_themes", [(t.key, f"{t.number} {t.house_name}") for t in all_themes()])
        offer(self, "target_groups", [(g.key, str(g.name)) for g in all_target_groups()])
        offer(self, "licence", [("", _("Choose")), *Licence.choices])
        offer(self, "needs", needs)
        choices = competence_choices()
        self.rows = {"c": self._row_count("c"), "r": self._row_count("r")}
        for n in range(self.rows["c"]):
            self.fields[f"c{n}"] = forms.ChoiceField(label=_("Competence"), required=False, choices=choices)
            self.fields[f"c{n}s"] = forms.ChoiceField(label=_("From level to level"), required=False, choices=[("", _("Choose")), *STEPS])
        for n in range(self.rows["r"]):
            self.fields[f"r{n}"] = forms.ChoiceField(label=_("Competence"), required=False, choices=choices)
            self.fields[f"r{n}s"] = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("Choose")), *((n, n) for n in LEVELS)])

    def _row_count(self, letter: str) -> int:
        filled = [n for n in range(MAX_ROWS) if self.data.get(f"{letter}{n}") or self.data.get(f"{letter}{n}s")]
        spare = SPARE_ROWS if letter == "c" else 1
        return min(MAX_ROWS, (max(filled) + 1 if filled else 0) + spare)

    def full_clean(self):
        if self.quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean(self):
        values = super().clean()
        for n in range(self.rows["c"]):
            if bool(values.get(f"c{n}")) != bool(values.get(f"c{n}s")):
                self.add_error(f"c{n}s" if values.get(f"c{n}") else f"c{n}", _("Choose both the competence and the levels."))
        for n in range(self.rows["r"]):
            if bool(values.get(f"r{n}")) != bool(values.get(f"r{n}s")):
                self.add_error(f"r{n}s" if values.get(f"r{n}") else f"r{n}", _("Choose both the competence and the level."))
        return values

    @property
    def competence_rows(self):
        return [(self[f"c{n}"], self[f"c{n}s"]) for n in range(self.rows["c"])]

    @property
    def level_rows(self):
        return [(self[f"r{n}"], self[f"r{n}s"]) for n in range(self.rows["r"])]

    @staticmethod
    def raw_of(data: UnitData, language: str, note: str = "") -> QueryDict:
        """The form's values as a browser would post them."""
        text, source, day = data.texts.get(language) or TextData(), data.source or {}, data.review_by
        raw = QueryDict(mutable=True)
        raw.update({
            "title": text.title, "summary": text.summary, "outcomes": "\n".join(text.outcomes),
            "theme": data.themes[0] if data.themes else "", "minutes": str(data.minutes), "licence": data.licence,
            "authors": "\n".join(data.authors), "contributors": "\n".join(data.contributors), "note": note,
        })
        raw.update({f"source_{key}": source.get(key, "") for key in SOURCE})
        raw.update({f"review_by_{n}": str(part) for n, part in enumerate((day.day, day.month, day.year) if day else ("", "", ""))})
        raw.setlist("other_themes", data.themes[1:])
        raw.setlist("target_groups", data.target_groups)
        raw.setlist("needs", data.required_units)
        for n, step in enumerate(data.competences):
            raw.update({f"c{n}": step.key, f"c{n}s": f"{step.from_level}-{step.to_level}"})
        for n, need in enumerate(data.required_levels):
            raw.update({f"r{n}": need.key, f"r{n}s": str(need.level)})
        return raw

    def apply(self, data: UnitData, language: str) -> UnitData:
        """Put the clean values into unit data; blocks are the caller's."""
        values = self.cleaned_data
        text = data.texts[language]
        text.title, text.summary, text.outcomes = values["title"], values["summary"], _lines(values["outcomes"])
        house = [values["theme"]] if values["theme"] else []
        data.themes = [*house, *(key for key in values["other_themes"] if key not in house)] if house else []
        data.target_groups, data.licence, data.minutes = values["target_groups"], values["licence"], values["minutes"]
        data.authors, data.contributors = _lines(values["authors"]), _lines(values["contributors"])
        data.review_by, data.required_units = values["review_by"], list(values["needs"])
        data.source = clean_source({key: values[f"source_{key}"] for key in SOURCE})
        steps = [(values[f"c{n}"], values[f"c{n}s"]) for n in range(self.rows["c"])]
        data.competences = [CompetenceStep(key, int(step[0]), int(step[2])) for key, step in steps if key and step]
        needs = [(values[f"r{n}"], values[f"r{n}s"]) for n in range(self.rows["r"])]
        data.required_levels = [LevelNeed(key, int(level)) for key, level in needs if key and level]
        return data


class NewUnitForm(forms.Form):
    """What the first version needs."""

    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Write the unit's name.")})
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE_NAMES, initial="fi")
    theme = forms.ChoiceField(label=_("House"), error_messages={"required": _("Choose the theme house.")})
    target_groups = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)
    owner = forms.ChoiceField(label=_("In whose name"))
    inside = forms.BooleanField(label=_("Only for our own organisation"), required=False, help_text=_("Others do not see the unit at all."))

    def __init__(self, *args, themes: list, owners: list, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "theme", [("", _("Choose")), *((t.key, f"{t.number} {t.house_name}") for t in themes)])
        offer(self, "target_groups", [(g.key, str(g.name)) for g in all_target_groups()])
        offer(self, "owner", [(o.key, o.name) for o in owners])
        self.single_owner = len(owners) == 1
        if self.single_owner:
            self.fields["owner"].required = False

    def to_data(self, author: str, order=None) -> UnitData:
        """The first version's data; a work order brings its competence along."""
        values = self.cleaned_data
        language = values["language"] if values["language"] in LANGUAGES else LANGUAGES[0]
        return UnitData(
            primary=language,
            texts={language: TextData(title=values["title"])},
            themes=[values["theme"]],
            target_groups=values["target_groups"],
            licence=Licence.OWN_ORGANISATION if values["inside"] else Licence.CC_BY,
            owner=values["owner"] or first_offered(self, "owner"),
            authors=[author],
            competences=[CompetenceStep(order.competence_key, 1, 2)] if order and order.competence_key else [],
        )
