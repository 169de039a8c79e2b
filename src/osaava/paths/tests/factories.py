"""Units and paths for tests, made through operations. Aino leads, Eero takes part, Outi is from elsewhere."""

from __future__ import annotations

from itertools import count

from osaava.accounts.api import Person
from osaava.library import api as library
from osaava.network.api import Organisation, add_member, add_theme_team_member, create_organisation, set_theme_role
from osaava.paths import api as paths
from osaava.themes.api import theme_by_key

_number = count(1)

BLOCKS = [
    {"kind": "text", "markdown": "Aloita tästä."},
    {"kind": "checklist", "id": "lista", "title": "Lista", "items": ["Yksi", "Kaksi", "Kolme"]},
    {"kind": "reflection", "id": "pohdi", "title": "Pohdi", "markdown": "Mitä ajattelet?"},
    {"kind": "task", "id": "kokeile", "title": "Kokeile", "markdown": "Tee tämä."},
    {
        "kind": "quiz", "id": "q1", "quiz": "single", "question": "Kumpi?",
        "options": [
            {"text": "Väärä", "correct": False, "explanation": "Siksi ei."},
            {"text": "Oikea", "correct": True, "explanation": "Siksi kyllä."},
        ],
    },
    {"kind": "quiz", "id": "q2", "quiz": "number", "question": "Paljonko?", "answer": "12.5", "explanation": "Laske."},
    {
        "kind": "quiz", "id": "q3", "quiz": "ordering", "question": "Järjestä", "options": [
            {"text": "A", "explanation": "Ensin."}, {"text": "B", "explanation": "Sitten."}, {"text": "C", "explanation": "Lopuksi."},
        ],
    },
]


def organisation(key="esimerkkiopisto", name="Esimerkkiopisto") -> Organisation:
    return Organisation.objects.filter(key=key).first() or create_organisation(name=name, key=key, by=None)


def person(name="Eero Eskola", organisation=None, role="", email=""):
    made = Person.objects.create_user(email or f"{name.split()[0].lower()}{next(_number)}@college.example", name=name)
    if organisation is not None:
        add_member(organisation=organisation, person=made, by=None, role=role)
    return made


def author(organisation, kind="lead", theme="paja", name="Mikko Meri"):
    """Someone who works in the theme's team of an organisation with that role."""
    made = person(name)
    membership = add_member(organisation=organisation, person=made, by=None)
    set_theme_role(organisation=organisation, theme=theme_by_key(theme), kind=kind, by=None)
    add_theme_team_member(membership=membership, theme=theme_by_key(theme), by=None)
    return made


def unit(slug="", *, title="", licence="CC-BY-4.0", owner=None, publish=True, minutes=10, theme="paja", blocks=None):
    slug = slug or f"osio-{next(_number)}"
    owner = owner or organisation()
    data = library.UnitData(
        slug=slug, texts={"fi": library.TextData(title=title or f"Otsikko {slug}", summary="Tiivistelmä.", blocks=blocks or BLOCKS)}, themes=[theme],
        target_groups=["teachers"], minutes=minutes, licence=licence, owner=owner.key,
    )  # fmt: skip
    version = library.save_version(unit=None, data=data, by=None)
    if publish:
        library.publish_unit(unit=version.unit, by=None)
    return library.Unit.objects.get(pk=version.unit_id)


def data(units, *, slug="", owner=None, licence="CC-BY-4.0", groups=("teachers",), title="Polku", per_stage=3) -> paths.PathData:
    steps = [paths.StepData(u.slug) for u in units]
    stages = [paths.StageData({"fi": f"Vaihe {i // per_stage + 1}"}, steps[i : i + per_stage]) for i in range(0, len(steps), per_stage)]
    return paths.PathData(
        slug=slug, title={"fi": title}, summary={"fi": "Kenelle."}, target_groups=list(groups), owner=(owner or organisation()).key, licence=licence, stages=stages,
    )  # fmt: skip


def path(units, *, slug="", publish=True, **more):
    version = paths.save_path_version(data=data(units, slug=slug or f"polku-{next(_number)}", **more), by=None)
    if publish:
        paths.publish_path(path=version.path, by=None)
    return paths.Path.objects.get(pk=version.path_id)


def change(path, units, **more):
    """Another version of the path with these units, published."""
    number = path.versions.order_by("-number").first().number
    paths.save_path_version(path=path, data=data(units, slug=path.slug, **more), by=None, base_number=number)
    paths.publish_path(path=path, by=None)
    path.refresh_from_db()
    return path
