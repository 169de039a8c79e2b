"""What each model holds about a person, how it is exported and how it is erased.

Every model of the product declares `privacy`. A model that holds nothing says `NOTHING`; the others name the way to the person. Export
and erasure run over all declarations, so a new table cannot be forgotten: an architecture test fails on a model without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db import transaction
from django_scopes import scopes_disabled


@dataclass(frozen=True)
class PersonalData:
    """`person`: lookup from the row to the person. `erase`: what happens to the row when the person is erased.

    `delete` removes the row, `detach` sets the (nullable) foreign key to null and keeps the rest, `keep` leaves it (with a reason).
    """

    person: str
    erase: Literal["delete", "detach", "keep"]
    hide: tuple[str, ...] = ()
    reason: str = ""


NOTHING = None
"""Declaration of a model without personal data."""


def declared_models():
    """Every concrete model of the product, with its declaration."""
    for model in apps.get_models():
        if model.__module__.startswith("osaava."):
            yield model, getattr(model, "privacy", "missing")


def _rows(model, declaration: PersonalData, person) -> Any:
    return model._base_manager.filter(**{declaration.person: person.pk})


def export_person(person) -> dict[str, list[dict[str, Any]]]:
    """Everything the product stores about one person, by table, as plain values; secrets are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    with scopes_disabled():
        for model, declaration in declared_models():
            if not isinstance(declaration, PersonalData):
                continue
            fields = [f.attname for f in model._meta.concrete_fields if f.name not in declaration.hide]
            if rows := list(_rows(model, declaration, person).values(*fields)):
                found[model._meta.label_lower] = rows
    return found


@transaction.atomic
def erase_person(person) -> None:
    """Carry out every model's declaration for one person; the person's own row is the caller's last act."""
    with scopes_disabled():
        for model, declaration in declared_models():
            if not isinstance(declaration, PersonalData) or declaration.erase == "keep":
                continue
            rows = _rows(model, declaration, person)
            if declaration.erase == "delete" and model is not type(person):
                rows.delete()
            elif declaration.erase == "detach":
                rows.update(**{declaration.person: None})
