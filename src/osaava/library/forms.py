"""Input to clean values: the filters of a house."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from osaava.themes.api import all_target_groups
from osaava.ui.forms import offer, offered

LEVELS = [(n, str(n)) for n in range(1, 6)]
MINUTES = [(10, _("at most 10 min")), (15, _("at most 15 min")), (30, _("at most 30 min"))]
ORDERS = [("uusin", _("newest first")), ("nimi", _("by name")), ("kesto", _("shortest first")), ("taso", _("by level"))]
ORDER_NAMES = {"uusin": "newest", "nimi": "title", "kesto": "minutes", "taso": "level"}


class HouseFilterForm(forms.Form):
    """Filters of a house's list: addresses that anyone may type, so whatever does not fit is left out instead of refused."""

    kenelle = forms.ChoiceField(required=False)
    taso = forms.TypedChoiceField(choices=[("", ""), *LEVELS], coerce=int, required=False, empty_value=None)
    kesto = forms.TypedChoiceField(choices=[("", ""), *MINUTES], coerce=int, required=False, empty_value=None)
    jarjestys = forms.ChoiceField(choices=[("", ""), *ORDERS], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "kenelle", [("", ""), *((g.key, str(g.name)) for g in all_target_groups())])
        self.is_valid()

    def filters(self) -> dict:
        """Arguments for `published_units`."""
        values = self.cleaned_data
        found = {"group": values.get("kenelle"), "level": values.get("taso"), "minutes": values.get("kesto")}
        return {key: value for key, value in found.items() if value}

    def order(self) -> str:
        """Name of the order for `published_units`."""
        return ORDER_NAMES.get(self.cleaned_data.get("jarjestys") or "", "newest")

    def options(self, name: str) -> list[dict]:
        """Choices of one filter for `<c-filter-select>`."""
        chosen = str(self.cleaned_data.get(name) or "")
        return [{"value": str(v), "label": str(label), "selected": str(v) == chosen} for v, label in offered(self, name) if v != ""]

    @property
    def groups(self):
        return self.options("kenelle")

    @property
    def levels(self):
        return self.options("taso")

    @property
    def durations(self):
        return self.options("kesto")

    @property
    def orders(self):
        return self.options("jarjestys")
