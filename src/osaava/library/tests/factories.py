"""Aino leads the theme Paja for Koivuranta, Eero develops it, Outi is from Saarnivaara. Units are saved through operations."""

from __future__ import annotations

import io

from osaava.accounts.api import Person
from osaava.library import operations
from osaava.library.data import CompetenceStep, TextData, UnitData
from osaava.network import api as network
from osaava.themes.api import theme_by_key

QUIZ = {
    "kind": "quiz", "id": "q1", "quiz": "single", "question": "Mitä teet?",
    "options": [
        {"text": "Soitan takaisin.", "correct": False, "explanation": "Numero on huijarin."},
        {"text": "Soitan tukeen.", "correct": True, "explanation": "Tuki osaa auttaa."},
    ],
}  # fmt: skip


def person(name: str) -> Person:
    return Person.objects.create_user(f"{name.lower()}@example.fi", name=name)


def organisation(name: str = "Koivuranta"):
    return network.Organisation.objects.filter(name=name).first() or network.create_organisation(name=name, by=None)


def member(name: str, place, role: str = "", theme: str = "", kind: str = "") -> Person:
    """A member; with `theme` and `kind` also in the organisation's team of that theme."""
    made = person(name)
    membership = network.add_member(organisation=place, person=made, role=role)
    if theme:
        network.set_theme_role(organisation=place, theme=theme_by_key(theme), kind=kind, by=None)
        network.add_theme_team_member(membership=membership, theme=theme_by_key(theme), by=None)
    return made


def aino():
    return member("Aino", organisation("Koivuranta"), theme="paja", kind="lead")


def eero():
    return member("Eero", organisation("Harju"), theme="paja", kind="developer")


def outi():
    return member("Outi", organisation("Saarnivaara"))


def data(slug: str = "huijaus", title: str = "Onko viesti huijaus?", **values) -> UnitData:
    blocks = values.pop("blocks", None) or [{"kind": "text", "markdown": "Pysähdy ensin."}, QUIZ]
    languages = values.pop("languages", ("fi",))
    facts = {
        "themes": ["paja"], "target_groups": ["teachers"], "competences": [CompetenceStep("7.4", 1, 2)], "licence": "CC-BY-4.0",
        "owner": values.pop("owner", organisation().key), "authors": ["Aino"], "minutes": 10,
    }  # fmt: skip
    texts = {code: TextData(title if code == "fi" else f"{title} {code}", "Lyhyesti.", ["Osaat."], _in(code, blocks)) for code in languages}
    return UnitData(slug=slug, primary="fi", texts=texts, **(facts | values))


def _in(code: str, blocks: list[dict]) -> list[dict]:
    return [dict(b, markdown=f"{b['markdown']} ({code})") if b["kind"] == "text" and code != "fi" else dict(b) for b in blocks]


def draft(by=None, **values):
    """A saved unit; returns its first version."""
    return operations.save_version(unit=None, data=data(**values), by=by)


def unit(**values):
    """A published unit."""
    version = draft(**values)
    operations.publish_unit(unit=version.unit, by=None)
    version.unit.refresh_from_db()
    return version.unit


def png(width: int = 600, height: int = 400, **save) -> io.BytesIO:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), "#447755").save(out, save.pop("format", "PNG"), **save)
    out.seek(0)
    return out
