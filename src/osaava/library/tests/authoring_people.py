"""Aino leads Majakka, Eero develops it, Outi is from another organisation: people and a unit for the authoring stories."""

from __future__ import annotations

from itertools import count

from django.contrib.auth import get_user_model

from osaava.library import operations
from osaava.library.data import TextData, UnitData
from osaava.network.models import Membership, Organisation, RoleAssignment, ThemeRole, ThemeTeamMember
from osaava.themes.api import theme_by_key

_numbers = count(1)


def person(name: str, organisation=None, *, theme: str = "", kind: str = "developer", role: str = ""):
    """A person, a member, in the team of a theme where the organisation has a role."""
    made = get_user_model().objects.create_user(f"{name.lower()}{next(_numbers)}@example.org", name=name)
    if organisation is not None:
        membership = Membership.objects.create(person=made, organisation=organisation)
        if role:
            RoleAssignment.objects.create(person=made, organisation=organisation, role=role)
        if theme:
            found = theme_by_key(theme)
            ThemeRole.objects.get_or_create(organisation=organisation, theme=found, kind=kind, defaults={"valid_from": "2020-01-01"})
            ThemeTeamMember.objects.create(membership=membership, theme=found)
    return made


def organisation(key: str) -> Organisation:
    """An organisation of the network."""
    return Organisation.objects.create(key=key, name=key.title())


def blocks(*more: dict) -> list[dict]:
    """A small complete text."""
    return [
        {"kind": "heading", "level": 2, "text": "Miksi"},
        {"kind": "text", "markdown": "Johtaminen alkaa tavoitteesta."},
        {"kind": "heading", "level": 2, "text": "Kokeile"},
        {"kind": "checklist", "id": "lista", "title": "Aloita", "items": ["Kysy", "Kirjaa"]},
        *more,
    ]


def unit(owner, *, title: str = "Tavoitteet", theme: str = "majakka", texts=None, by=None, **facts):
    """A unit with one version, complete enough to be published."""
    data = UnitData(
        primary="fi", texts=texts or {"fi": TextData(title=title, summary="Lyhyesti.", blocks=blocks())}, themes=[theme],
        target_groups=["teachers"], licence="CC-BY-4.0", owner=owner.key, authors=["Aino"],
    )
    for name, value in facts.items():
        setattr(data, name, value)
    return operations.save_version(unit=None, data=data, by=by).unit
