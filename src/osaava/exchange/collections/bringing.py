"""Documents brought in from a folder, a zip or one file on this machine: for the command line. Repeating it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.models import Collection
from osaava.network.api import Organisation, organisation_by_key

OWN_FOLDERS = ("units", "paths")


def documents_in(place: Path, *, without: tuple[str, ...] = ()) -> Iterator[tuple[str, Path]]:
    """(name with folders, file) of everything below a folder, in order; links to other places are not followed. A file gives itself."""
    if place.is_file():
        yield place.name, place
        return
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if name.split("/")[0] in without or path.is_symlink() or not path.is_file():
            continue
        if any(parent.is_symlink() for parent in path.parents if place in parent.parents):
            continue
        yield name, path


def owner_named(key: str) -> Organisation:
    """The organisation with this key; raises ValueError with a sentence."""
    found = organisation_by_key(key)
    if found is None:
        raise ValueError(f"There is no organisation “{key}”. Name one with --owner KEY.")
    return found


def bring_in(place: Path, *, owner: Organisation, files: list[tuple[str, Path]], language="auto", theme="auto", licence="", tell=print) -> Collection:
    """Take every file into the collection named after the folder (made if missing), and read what is new or changed.

    `tell` hears each file's name.
    """
    name = (place.resolve().stem if place.is_file() else place.resolve().name)[:120] or "Kokoelma"
    collection = queries.collection_named(owner, name)
    if collection is None:
        collection = operations.create_collection(owner=owner, by=None, name=name, licence=licence, language=language, theme=theme)
    elif licence and licence != collection.licence:
        operations.choose_licence(collection=collection, licence=licence, by=None)
    for file_name, path in sorted(files, key=_pictures_first):
        with path.open("rb") as opened:
            operations.add_any_file(collection=collection, file=opened, name=file_name, by=None)
    operations.read_waiting(collection.pk, tell=lambda name: tell(f"reading    {name}"))
    return collection


def _pictures_first(file: tuple[str, Path]) -> bool:
    """Documents that show pictures beside them are then read once."""
    return file[1].suffix[1:].lower() not in operations.PICTURES


def report_lines(collection: Collection) -> list[str]:
    """The report in English, as the command line speaks."""
    with translation.override("en"):
        return queries.report_as_text(queries.report(collection)).splitlines()


__all__ = ["OWN_FOLDERS", "bring_in", "documents_in", "owner_named", "report_lines"]
