"""The starter content in the package: units written for this product, loaded the same way as anybody's Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from osaava.library.data import UnitData
from osaava.library.errors import InvalidUnit, StaleVersion
from osaava.library.markdown import FormatError, read_unit
from osaava.library.models import Unit
from osaava.library.operations.versions import publish_unit, save_version
from osaava.network.api import Organisation, OrganisationKind

FOLDER = Path(__file__).resolve().parent.parent / "starter"
OWNER_KEY, OWNER_NAME = "osaamiskampus", "Osaamiskampus"


@dataclass
class Loaded:
    """What loading did, by slug, and why something was left out."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def starter_owner() -> Organisation:
    """The organisation in whose name the starter content is; made when it is not there yet."""
    found, _created = Organisation.objects.get_or_create(key=OWNER_KEY, defaults={"name": OWNER_NAME, "kind": OrganisationKind.COORDINATOR})
    return found


def in_order(units: dict[str, UnitData]) -> list[str]:
    """Slugs so that every unit comes after the units it requires; those in a circle last, for saving to refuse."""
    order: list[str] = []
    waiting = sorted(units)
    while waiting:
        ready = [slug for slug in waiting if all(need in order or need not in units for need in units[slug].required_units)]
        if not ready:
            return order + waiting
        order += ready
        waiting = [slug for slug in waiting if slug not in order]
    return order


def load_starter_units(*, folder: Path = FOLDER) -> Loaded:
    """Bring in the starter units and publish them. Units that people have edited since are left as they are. Safe to repeat."""
    starter_owner()
    done, found = Loaded(), {}
    for place in sorted(p for p in (folder / "units").glob("*") if p.is_dir()):
        try:
            found[place.name] = read_unit({f.name: f.read_text(encoding="utf-8") for f in place.glob("*.md")}, place.name)
        except (FormatError, UnicodeDecodeError) as error:
            done.refused.append((place.name, str(error)))
    for slug in in_order(found):
        try:
            _load(slug, found[slug], done)
        except (InvalidUnit, StaleVersion) as error:
            done.refused.append((slug, str(error)))
    return done


def _load(slug: str, data: UnitData, done: Loaded) -> None:
    unit = Unit.objects.filter(slug=slug).select_related("draft").first()
    before = unit.draft.number if unit else None
    if unit is not None and unit.versions.filter(created_by__isnull=False).exists():
        done.kept.append(slug)
        return
    version = save_version(unit=unit, data=data, by=None, base_number=before)
    publish_unit(unit=version.unit, by=None)
    target = done.created if before is None else done.unchanged if version.number == before else done.changed
    target.append(slug)
