"""One file becomes draft units: read in the sandbox, pictures kept, cut into drafts, suggestions asked, and joined with what is there already.

The slow work is done outside any transaction. What it gave is stored in one, and only if the file is still the one that was read.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_scopes import scope, scopes_disabled

from osaava.base import audit, clock
from osaava.exchange.chunking import Draft, chunk
from osaava.exchange.collections import storage
from osaava.exchange.collections.enums import WAITS, SourceState
from osaava.exchange.collections.models import Chunk, Collection, Picture, Source
from osaava.exchange.collections.operations import joining
from osaava.exchange.collections.operations.files import WITH_PICTURES_BESIDE, take_apart
from osaava.exchange.duplicates import find, library_shelf
from osaava.exchange.reading.document import Document, LeftOut, Refused
from osaava.exchange.reading.sandbox import Nursery, read_safely
from osaava.exchange.suggesting import Suggester, suggest
from osaava.library.api import FileRefused, store_media

logger = logging.getLogger(__name__)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass
class Reading:
    """What reading one file gave, before anything of it is stored."""

    document: Document
    drafts: list[Draft]
    suggestions: list[dict]
    pictures: dict[str, int] = field(default_factory=dict)


@dataclass
class Tools:
    """What many files in a row share: where their children come from, and who suggests."""

    nursery: Nursery
    suggester: Suggester


def read_source(pk: int, tools: Tools | None = None) -> str:
    """Read a waiting file; returns the state it came to ("" when it is gone, as a zip is once it was taken apart). Safe to repeat: a file that is
    read already stays as it is.
    """
    with scopes_disabled():
        source = Source.objects.select_related("collection__owner", "added_by").defer("pieces").filter(pk=pk).first()
    if source is None:
        return ""
    with scope(organisation=source.collection.owner):
        waits = Source.objects.filter(pk=pk, state__in=WAITS)
        if not waits.update(state=SourceState.READING):
            return source.state
        state = _outcome(source, tools)
        if not Source.objects.filter(collection=source.collection_id, state__in=WAITS).exists():
            note_duplicates(source.collection)
        return state


def _outcome(source: Source, tools: Tools | None) -> str:
    try:
        if source.kind == "zip":
            take_apart(source)
            return ""
        reading = _read(source, tools)
    except Refused as refused:
        return _finish(source, refused=refused)
    except Exception:  # one file must not stop the others, whatever it holds
        logger.exception("Reading file %s met an error.", source.pk)
        return _finish(source, refused=Refused("failed"))
    return _finish(source, reading=reading)


def _read(source: Source, tools: Tools | None) -> Reading:
    work = Path(settings.MEDIA_ROOT) / "imports"
    with tempfile.TemporaryDirectory(prefix="work-", dir=work) as folder:
        root, out = Path(folder) / "root", Path(folder) / "out"
        place = _lay(root, source.name, source.sha256)
        if source.kind in WITH_PICTURES_BESIDE:
            for name, sha256 in _pictures_beside(source):
                _lay(root, name, sha256)
        document = read_safely(place, out, name=source.name.rpartition("/")[2], root=root, nursery=tools.nursery if tools else None)
        pictures = _keep_pictures(document, out, source)
    collection = source.collection
    drafts = chunk(document, language=collection.language)
    by = tools.suggester if tools else None
    return Reading(document, drafts, [suggest(draft, by=by).as_data() for draft in drafts], pictures)


def _lay(root: Path, name: str, sha256: str) -> Path:
    """The stored bytes under their own name below `root`, without copying where the disk allows it."""
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(storage.stored(sha256), place)
    except FileExistsError:
        pass
    except OSError:
        shutil.copyfile(storage.stored(sha256), place)
    return place


def _pictures_beside(source: Source) -> list[tuple[str, str]]:
    folder = source.name.rpartition("/")[0]
    beside = source.collection.sources.filter(state=SourceState.ATTACHED)
    if folder:
        beside = beside.filter(name__startswith=folder.partition("/")[0] + "/")
    return list(beside.values_list("name", "sha256"))


def _keep_pictures(document: Document, out: Path, source: Source) -> dict[str, int]:
    """Store the document's pictures under the names they will have in units; one that cannot be used is left out and said."""
    names: dict[str, str] = {}
    found: dict[str, int] = {}
    for name, file in document.images.items():
        try:
            with (out / file).open("rb") as opened:
                media = store_media(owner=source.collection.owner, file=opened, name=file, by=None)
        except (FileRefused, OSError):
            places = [piece.place for piece in document.pieces if piece.image == name]
            document.left_out.append(LeftOut("image", place=places[0] if places else "", detail=file[:80]))
            names[name] = ""
            continue
        names[name] = _free_name(name, media.kind == "image", found)
        found[names[name]] = media.pk
    for piece in document.pieces:
        if piece.image:
            piece.image = names.get(piece.image, "")
    document.pieces = [piece for piece in document.pieces if piece.kind != "image" or piece.image]
    document.images = {name: name for name in found}
    return found


def _free_name(name: str, is_image: bool, taken: dict) -> str:
    stem, _dot, extension = name.rpartition(".")
    stem = _NOT_IN_NAMES.sub("-", stem or name).strip(".-_")[:100] or "kuva"
    extension = "webp" if is_image else extension
    wanted, number = f"{stem}.{extension}", 2
    while wanted in taken:
        wanted, number = f"{stem}-{number}.{extension}", number + 1
    return wanted


@transaction.atomic
def _finish(source: Source, *, reading: Reading | None = None, refused: Refused | None = None) -> str:
    """Store what came of the file. A newer file under the same name, or one that somebody read meanwhile, wins."""
    collection = Collection.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=source.collection_id).first()
    now = Source.objects.filter(pk=source.pk).first() if collection else None
    if now is None or now.sha256 != source.sha256 or now.state != SourceState.READING:
        return now.state if now else ""
    now.collection = collection
    if refused is not None:
        now.state, now.code, now.detail = SourceState.REFUSED, refused.code, refused.detail
        now.save(update_fields=["state", "code", "detail"])
        return now.state
    document = reading.document
    now.state, now.code, now.detail, now.imported_at = SourceState.READ, "", "", clock.now()
    now.title, now.pages = document.title[:300], document.pages
    now.source_words, now.words_carried = document.source_words, document.words_carried
    now.authors_found, now.licence_found = [author[:200] for author in document.authors[:50]], document.licence[:300]
    now.left_out, now.warnings = [asdict(entry) for entry in document.left_out], list(document.warnings)
    now.pieces = [_short(asdict(piece)) for piece in document.pieces]
    now.revision += 1
    now.save()
    Picture.objects.filter(source=now).delete()
    Picture.objects.bulk_create(Picture(source=now, name=name, media_id=media) for name, media in reading.pictures.items())
    joining.join(now, reading.drafts, reading.suggestions)
    audit.record("exchange.source.read", now, by=now.added_by, organisation=collection.owner, chunks=len(reading.drafts))
    return now.state


def _short(piece: dict) -> dict:
    """A piece without what is empty."""
    return {name: value for name, value in piece.items() if value or name == "kind"}


def note_duplicates(collection: Collection) -> None:
    """Compare all draft units of the collection with each other and with the library, once the last file is read. The comparing holds no lock."""
    chunks = list(collection.chunks.select_related("unit").order_by("place"))
    drafts = [
        Draft(key=str(c.uuid), title=c.title, language=c.language, blocks=c.blocks, minutes=c.minutes, first=c.first, last=c.last) for c in chunks
    ]
    found: dict[int, list[dict]] = {}
    for likeness in find(drafts, library_shelf(person=None)):
        one = chunks[likeness.place]
        if likeness.unit and one.unit and one.unit.slug == likeness.unit:
            continue
        entry = {"kind": "exact" if likeness.exact else "near", "share": round(likeness.similarity, 3), "title": likeness.title}
        if likeness.unit:
            entry["unit"] = likeness.unit
        else:
            entry |= {"chunk": str(chunks[likeness.draft].uuid), "title": chunks[likeness.draft].title}
        found.setdefault(likeness.place, []).append(entry)
    changed = []
    for n, one in enumerate(chunks):
        if one.duplicates != (entries := found.get(n, [])[:3]):
            one.duplicates = entries
            changed.append(one)
    for at in range(0, len(changed), 200):
        Chunk.objects.bulk_update(changed[at : at + 200], ["duplicates"])
