"""Aino leads Majakka for Koivuranta, Eero writes in Kirjasto, Ella takes part in Tori, Outi is from elsewhere; and documents that they bring in."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from osaava.exchange.collections import operations, queries
from osaava.library.tests.authoring_people import organisation, person

FIRST = """# Salasanat

Salasana suojaa tiliä, ja siksi se pidetään omana tietona. Hyvä salasana on pitkä ja helppo muistaa, eikä sitä käytetä kahdessa paikassa.

## Miksi pitkä salasana

{long}

## Salasanojen hallinta

{other}
"""
LONG = "\n\n".join(["Pitkä salasana kestää arvaamista paremmin kuin lyhyt, koska vaihtoehtoja on enemmän ja kone joutuu kokeilemaan niitä kauemmin."] * 60)
OTHER = "\n\n".join(["Salasanojen hallintaohjelma muistaa salasanat puolestasi, ja sinun tarvitsee muistaa vain yksi pääsalasana ja suojata se."] * 60)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000000030001"
    "0ff0c3a10000000049454e44ae426082"
)


def text(long: str = LONG, other: str = OTHER) -> str:
    """A document of two chapters, each long enough to stand alone."""
    return FIRST.format(long=long, other=other)


def house():
    """The organisation that owns the collections."""
    return organisation("koivuranta")


def aino(place):
    """Leads the house."""
    return person("Aino", place, theme="majakka", kind="lead")


def eero(place):
    """Writes in another house."""
    return person("Eero", place, theme="kirjasto", kind="developer")


def ella(place):
    """Takes part only."""
    return person("Ella", place, theme="tori", kind="participant")


def outi():
    """Leads another house, elsewhere."""
    return person("Outi", organisation("saarnivaara"), theme="paja", kind="lead")


def upload(name: str, content: str | bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def read_into(collection, by, **files: str):
    """Add files (name without .md = text) and read them at once."""
    for name, content in files.items():
        for source in operations.add_file(collection=collection, file=io.BytesIO(content.encode()), name=f"{name}.md", by=by):
            operations.read_source(source.pk)
    return chunks_of(collection)


def collection_with(place, by, content: str | None = None, **facts):
    """A collection with one document that has been read."""
    facts = {"name": "Tietoturva", "theme": "majakka", "licence": "CC-BY-4.0"} | facts
    made = operations.create_collection(owner=place, by=by, **facts)
    read_into(made, by, opas=content or text())
    return made


def sources_of(collection) -> list:
    """All files, in order."""
    return queries.sources_page(collection).object_list


def chunks_of(collection) -> list:
    """All draft units, in order."""
    found = []
    for number in range(1, 20):
        page = queries.chunks_page(collection, number=number)
        found += page.object_list
        if not page.has_next():
            break
    return found


def accept_all(collection, by) -> list:
    """Accept every draft unit."""
    for chunk in chunks_of(collection):
        if not chunk.target_groups:
            chunk = operations.edit_chunk(chunk=chunk, by=by, target_groups=["teachers"])
        operations.accept_chunk(chunk=chunk, by=by)
    return chunks_of(collection)


def address(name: str, collection, *more, query: str = "") -> str:
    """Address of a page of the collection."""
    return reverse(f"exchange:{name}", args=[collection.uuid, *more]) + query
