"""Loading instruments. A loaded version is never edited: other content needs another number."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from django.db import transaction

from osaava.base import access, audit
from osaava.base.access import Permission
from osaava.base.language import LanguageText
from osaava.capability import instruments, queries
from osaava.capability.instruments import InstrumentError
from osaava.capability.instruments.comparing import fingerprint
from osaava.capability.models import Instrument, InstrumentVersion
from osaava.themes.api import all_competences, all_target_groups, all_themes


@dataclass(frozen=True)
class LoadedInstrument:
    """A version, and whether it is new."""

    version: InstrumentVersion
    is_new: bool


def vocabulary() -> instruments.Vocabulary:
    """What instruments may speak of, from the themes."""
    return instruments.Vocabulary(
        themes=tuple(theme.key for theme in all_themes()),
        competences={competence.key: competence.theme.key for competence in all_competences()},
        groups=frozenset(group.key for group in all_target_groups()),
    )


def _with_levels(data: dict) -> dict:
    """The definition with the vocabulary's level descriptions written in, so that it stays what it was when the vocabulary improves."""
    if data["scale"] != "levels":
        return data
    levels = {competence.key: dict(competence.organisation_levels) for competence in all_competences()}
    sections = [
        section | {"items": [entry if "levels" in entry else entry | {"levels": levels[entry["competence"]]} for entry in section["items"]]}
        for section in data["sections"]
    ]
    return data | {"sections": sections}


@transaction.atomic
def load_instrument(*, data: dict, file: str, by) -> LoadedInstrument:
    """Load one version of an instrument from the mapping of a file; the same content again changes nothing.

    Raises InstrumentError, with all problems, when the file is wrong, when the number is taken by other content, or when an item keeps its
    key although it means something else now. `by=None` is the installation itself.
    """
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    instruments.check(data, file, vocabulary())
    source_hash = fingerprint(data)
    instrument, _made = Instrument.objects.get_or_create(key=data["key"], defaults={"kind": data["kind"]})
    if instrument.kind != data["kind"]:
        raise InstrumentError([f"{file}, kind: {data['key']} is of kind {instrument.kind}; another kind is another instrument."])
    if loaded := queries.instrument_version(data["key"], data["number"]):
        if loaded.source_hash == source_hash:
            return LoadedInstrument(loaded, False)
        raise InstrumentError([f"{file}, number: {data['key']} {data['number']} is loaded already with other content; give this one a new number."])
    earlier = queries.latest_version(data["key"])
    if earlier is not None:
        if earlier.number > data["number"]:
            raise InstrumentError([f"{file}, number: the newest loaded number is {earlier.number}; a new version comes after it."])
        if problems := instruments.changes_of_meaning(earlier.definition, data):
            raise InstrumentError([f"{file}, {problem}" for problem in problems])
    version = InstrumentVersion.objects.create(
        instrument=instrument, number=data["number"], title=LanguageText(data["title"]), definition=_with_levels(data), source_hash=source_hash,
    )
    if by is not None:
        audit.record("capability.instrument.loaded", instrument, by=by, number=version.number)
    return LoadedInstrument(version, True)


def load_package_instruments() -> list[LoadedInstrument]:
    """Load the instruments that come with the product; safe to repeat."""
    folder = files("osaava.capability") / "data" / "instruments"
    found = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            data = instruments.parse(entry.read_bytes(), entry.name)
            found.append(load_instrument(data=data, file=entry.name, by=None))
    return found
