"""What a person fills in about a collection, its draft units and the path made of them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.library.api import Licence
from osaava.themes.api import LEVELS, all_competences, all_target_groups, all_themes
from osaava.ui.forms import offer

LANGUAGES = [("auto", _("Recognised from each text")), ("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
STEPS = [(f"{a}-{b}", f"{a} → {b}") for a in LEVELS for b in LEVELS if a < b]
COMPETENCE_ROWS = 3
OTHER = "other"


def theme_choices() -> list[tuple[str, str]]:
    """All houses with their numbers."""
    return [(theme.key, f"{theme.number} {theme.house_name}") for theme in all_themes()]


def competence_choices() -> list:
    """All competences, grouped by house."""
    groups: dict[str, list] = {}
    for competence in all_competences():
        house = f"{competence.theme.number} {competence.theme.house_name}"
        groups.setdefault(house, []).append((competence.key, f"{competence.key} {competence.name}"))
    return [("", _("Choose")), *groups.items()]


class CollectionFactsForm(forms.Form):
    """What may be changed later: licence, language, theme, and whether the authors that the files name are kept."""

    use_required_attribute = False

    licence = forms.ChoiceField(
        label=_("Licence"), required=False, help_text=_("Under what terms others may use the material. You can choose it later, before publishing.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="auto")
    theme = forms.ChoiceField(label=_("House"), help_text=_("The suggestion always tells which words it rests on."))
    keep_authors = forms.BooleanField(
        label=_("Name the authors that the files name"), required=False, help_text=_("Without this no name of a person is carried over.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "licence", [("", _("Choose later")), *Licence.choices])
        offer(self, "theme", [("auto", _("Suggested for each draft unit")), *theme_choices()])
        self.fields["theme"].initial = "auto"


class CollectionForm(CollectionFactsForm):
    """A new collection. The files travel beside the form."""

    name = forms.CharField(
        label=_("Name of the collection"), max_length=120, help_text=_("For example the name of the project or the course."),
        error_messages={"required": _("Write the name of the collection."), "max_length": _("Shorten the name to 120 characters.")},
    )
    owner = forms.ChoiceField(label=_("In whose name"), help_text=_("The units belong to this organisation."))
    field_order = ("name", "owner", "licence", "language", "theme", "keep_authors")

    def __init__(self, *args, owners: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.owners = {owner.key: owner for owner in owners}
        offer(self, "owner", [(key, owner.name) for key, owner in self.owners.items()])
        self.single_owner = len(self.owners) == 1
        if self.single_owner:
            self.fields["owner"].required = False

    @property
    def chosen_owner(self):
        """The chosen organisation."""
        return self.owners[self.cleaned_data["owner"] or next(iter(self.owners))]


class ChunkForm(forms.Form):
    """The open draft unit. Missing choices are no errors here: what publishing needs is told when publishing."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("Name"), max_length=200,
        error_messages={"required": _("Write the name of the draft unit."), "max_length": _("Shorten the name to 200 characters.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES[1:], required=False)
    theme = forms.CharField(required=False)
    other_theme = forms.ChoiceField(label=_("Another house"), required=False)
    target_groups = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)
    keywords = forms.CharField(label=_("Keywords"), required=False, max_length=400, help_text=_("Separate with commas."))

    def __init__(self, data=None, *, blocks: list[dict], **kwargs):
        """`blocks`: those of the draft unit; its images are asked about as `alt-<place>` and `decorative-<place>`."""
        super().__init__(data, **kwargs)
        offer(self, "other_theme", [("", _("Choose")), *theme_choices()])
        offer(self, "target_groups", [(group.key, str(group.name)) for group in all_target_groups()])
        choices = competence_choices()
        for n in range(COMPETENCE_ROWS):
            self.fields[f"c{n}"] = forms.ChoiceField(label=_("Competence"), required=False, choices=choices)
            self.fields[f"c{n}s"] = forms.ChoiceField(label=_("From level to level"), required=False, choices=[("", _("Choose")), *STEPS])
        self.images = [place for place, block in enumerate(blocks) if block["kind"] == "image"]
        for place in self.images:
            self.fields[f"alt-{place}"] = forms.CharField(label=_("Alternative text"), required=False, max_length=1000)
            self.fields[f"decorative-{place}"] = forms.BooleanField(label=_("Decorative, needs no text"), required=False)

    @staticmethod
    def initial_of(chunk, theme: str) -> dict:
        """The form's values as the draft unit stands; `theme` is the chosen or surely suggested house."""
        values = {
            "title": chunk.title, "language": chunk.language, "theme": theme, "target_groups": chunk.target_groups,
            "keywords": ", ".join(chunk.keywords),
        }
        for n, step in enumerate(chunk.competences[:COMPETENCE_ROWS]):
            values |= {f"c{n}": step["key"], f"c{n}s": f"{step['from_level']}-{step['to_level']}"}
        for place, block in enumerate(chunk.blocks):
            if block["kind"] == "image":
                values |= {f"alt-{place}": block["alt"], f"decorative-{place}": block["decorative"]}
        return values

    def clean(self):
        values = super().clean()
        for n in range(COMPETENCE_ROWS):
            if bool(values.get(f"c{n}")) != bool(values.get(f"c{n}s")):
                self.add_error(f"c{n}s" if values.get(f"c{n}") else f"c{n}", _("Choose both the competence and the levels."))
        return values

    def changes(self) -> dict:
        """What `edit_chunk` takes."""
        values = self.cleaned_data
        theme = values["other_theme"] if values["theme"] == OTHER else values["theme"]
        known = {key for key, _name in theme_choices()}
        steps = [(values[f"c{n}"], values[f"c{n}s"]) for n in range(COMPETENCE_ROWS)]
        found = {
            "title": values["title"],
            "theme": theme if theme in known else "",
            "target_groups": values["target_groups"],
            "competences": [{"key": key, "from_level": int(step[0]), "to_level": int(step[2])} for key, step in steps if key and step],
            "keywords": list(dict.fromkeys(word.strip() for word in values["keywords"].split(",") if word.strip())),
            "images": [{"block": n, "alt": values[f"alt-{n}"], "decorative": values[f"decorative-{n}"]} for n in self.images],
        }
        return found | ({"language": values["language"]} if values["language"] else {})

    @property
    def competence_rows(self):
        return [(self[f"c{n}"], self[f"c{n}s"]) for n in range(COMPETENCE_ROWS)]


class PathForm(forms.Form):
    """A path that accepted draft units make."""

    use_required_attribute = False

    title = forms.CharField(label=_("Name of the path"), max_length=200, error_messages={"required": _("Write the name of the path.")})
    target_groups = forms.MultipleChoiceField(
        label=_("For whom"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose who the path is for.")}
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=300, help_text=_("What the reader gets, in one or two sentences."),
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"max_length": _("Shorten the summary to 300 characters.")},
    )
    chunks = forms.MultipleChoiceField(
        label=_("Units on the path"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one unit.")}
    )

    def __init__(self, *args, chunks: list, elsewhere: dict[str, str], **kwargs):
        """`elsewhere`: address of a unit -> name of another path of the collection that it lies on."""
        super().__init__(*args, **kwargs)
        offer(self, "target_groups", [(group.key, str(group.name)) for group in all_target_groups()])
        offer(self, "chunks", [(str(chunk.uuid), self._named(chunk, elsewhere.get(chunk.unit.slug, ""))) for chunk in chunks])

    @staticmethod
    def _named(chunk, path: str) -> str:
        return _("%(title)s (on the path “%(path)s”)") % {"title": chunk.title, "path": path} if path else chunk.title
