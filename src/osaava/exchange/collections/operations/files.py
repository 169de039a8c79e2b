"""Taking in files and setting them to be read. A file is safe on disk before its row exists; reading is a job of its own."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from osaava.base import audit, jobs
from osaava.exchange.collections import rules, storage
from osaava.exchange.collections.enums import SourceState
from osaava.exchange.collections.models import Collection, Source
from osaava.exchange.collections.scoping import in_its_scope
from osaava.exchange.reading.document import Refused
from osaava.exchange.reading.port import extension_of, is_readable
from osaava.exchange.reading.sandbox import unpack_safely
from osaava.library.api import clean_line

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp"})
WITH_PICTURES_BESIDE = ("md", "markdown", "html", "htm", "xhtml")
"""Documents whose pictures are files of their own."""
MOST_FILES = 2_000
NAME_LENGTH, LONGEST_PART = 300, 180


def clean_name(name: str) -> str:
    """A file's name with its folders, as one tidy relative path; never "..", never a drive or a root."""
    parts = [clean_line(part) for part in unicodedata.normalize("NFC", str(name)).replace("\\", "/").split("/")]
    kept = [_short(part) for part in parts if part and part not in (".", "..") and not part.endswith(":")]
    while len("/".join(kept)) > NAME_LENGTH and len(kept) > 1:
        kept.pop(0)
    return "/".join(kept) or "nimeton"


def _short(part: str) -> str:
    """A name of at most 180 bytes that keeps its extension."""
    stem, dot, extension = part.rpartition(".")
    if len(part.encode()) <= LONGEST_PART or not dot or len(extension) > 10:
        return part.encode()[:LONGEST_PART].decode(errors="ignore")
    return stem.encode()[: LONGEST_PART - 1 - len(extension.encode())].decode(errors="ignore") + dot + extension


def is_system_file(name: str) -> bool:
    """Files that systems leave in folders and no person made."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or parts[-1].lower() in ("thumbs.db", "desktop.ini")


@in_its_scope
def add_file(*, collection: Collection, file: BinaryIO, name: str, by, later: bool = False) -> list[Source]:
    """Take in one file; a zip gives all that is in it. A file of the same name takes the place of the earlier one when it has changed.

    `later`: a zip is kept whole and taken apart when it is its turn to be read, so that nobody waits for it. Raises Refused (with a code of
    `reading.document.REFUSALS`) when nothing of it can be taken. Inside a zip, what cannot be read is named in the report and the rest goes on.
    """
    rules.ensure_may_work(by, collection)
    name = clean_name(name)
    if extension_of(name) == "zip" and not later:
        with tempfile.NamedTemporaryFile(prefix="osaava-zip-") as packed:
            _copy(file, packed)
            return _add_members(collection, Path(packed.name), name, by)
    return _add(collection, file, name, by)


@in_its_scope
def add_any_file(*, collection: Collection, file: BinaryIO, name: str, by) -> list[Source]:
    """The same for a file out of a folder, where nobody waits for a word: what cannot be taken gets a line of its own in the report."""
    name = clean_name(name)
    if is_system_file(name):
        return []
    try:
        return add_file(collection=collection, file=file, name=name, by=by)
    except Refused as refused:
        return [_put_refused(collection, name, refused, by)]


def take_apart(source: Source) -> list[Source]:
    """The files of a zip that was kept whole take its place. Raises Refused when it may not be opened; then it stays."""
    found = _add_members(source.collection, storage.stored(source.sha256), source.name, source.added_by)
    Source.objects.filter(pk=source.pk, sha256=source.sha256, state=SourceState.READING).delete()  # a newer one of that name waits for its turn
    return found


def _add(collection: Collection, file: BinaryIO, name: str, by) -> list[Source]:
    if not is_readable(name) and extension_of(name) not in PICTURES:
        raise Refused("unsupported", extension_of(name))
    sha256, size = storage.keep(file, settings.UPLOAD_MAX_BYTES)
    return [_put(collection, name, sha256, size, by)]


def _copy(file: BinaryIO, out) -> None:
    file.seek(0)
    while step := file.read(1024 * 1024):
        out.write(step)
        if out.tell() > settings.UPLOAD_MAX_BYTES:
            raise Refused("too-large", f"{settings.UPLOAD_MAX_BYTES // (1024 * 1024)} MB")
    out.flush()


def _add_members(collection: Collection, packed: Path, name: str, by) -> list[Source]:
    """Rows for all that is in a zip; pictures first, so that the documents beside them are read once."""
    with tempfile.TemporaryDirectory(prefix="osaava-zip-") as folder:
        inside, found = Path(folder) / "inside", []
        for member in sorted(unpack_safely(packed, inside), key=lambda one: extension_of(one.name) not in PICTURES):
            full = clean_name(f"{name[:-4]}/{member.name}")
            if is_system_file(full):
                continue
            try:
                with (inside / member.name).open("rb") as opened:
                    found += _add(collection, opened, full, by)
            except Refused as refused:
                found.append(_put_refused(collection, full, refused, by))
                if refused.code == "too-many":
                    break
    if not found:
        raise Refused("no-content")
    return found


@transaction.atomic
def _put(collection: Collection, name: str, sha256: str, size: int, by) -> Source:
    """The row of a file. The same bytes under the same name change nothing, unless reading them failed."""
    collection = Collection.objects.select_for_update().get(pk=collection.pk)
    state = SourceState.ATTACHED if extension_of(name) in PICTURES else SourceState.WAITING
    source = collection.sources.filter(name=name).first()
    if source is None:
        if collection.sources.count() >= MOST_FILES:
            raise Refused("too-many", str(MOST_FILES))
        source = Source(collection=collection, name=name, position=_next_position(collection))
    elif source.sha256 == sha256 and source.state not in (SourceState.REFUSED, SourceState.LEFT_OUT):
        return source
    source.sha256, source.size, source.kind, source.state, source.code, source.detail = sha256, size, extension_of(name), state, "", ""
    source.added_by = by
    source.save()
    audit.record("exchange.source.added", source, by=by, organisation=collection.owner, sha256=sha256)
    if state == SourceState.ATTACHED:
        _read_again(collection, name)
    return source


def _next_position(collection: Collection) -> int:
    return (collection.sources.aggregate(last=Max("position"))["last"] or 0) + 1


def _read_again(collection: Collection, picture: str) -> None:
    """Documents beside a picture that came or changed are read once more: they may show it."""
    folder = picture.rpartition("/")[0].rpartition("/")[0]
    beside = collection.sources.filter(state=SourceState.READ, kind__in=WITH_PICTURES_BESIDE)
    beside.filter(name__startswith=f"{folder}/" if folder else "").update(state=SourceState.WAITING)


@transaction.atomic
def _put_refused(collection: Collection, name: str, refused: Refused, by) -> Source:
    """A line in the report for a file that was not taken; an earlier good one of that name stays as it is."""
    source = collection.sources.filter(name=name).first()
    if source is None:
        place = _next_position(collection)
        source = Source(collection=collection, name=name, position=place, sha256="0" * 64, kind=extension_of(name)[:20], added_by=by)
    elif source.state != SourceState.REFUSED:
        return source
    source.state, source.code, source.detail = SourceState.REFUSED, refused.code, refused.detail
    source.save()
    return source


@transaction.atomic
@in_its_scope
def start_reading(*, collection: Collection, by) -> bool:
    """Queue the job that reads what waits, unless it is queued already; whether something waits."""
    from osaava.exchange.tasks import read_collection  # the task calls back into these operations

    rules.ensure_may_work(by, collection)
    waits = collection.sources.filter(state=SourceState.WAITING).exists()
    if waits:
        jobs.enqueue_once(read_collection, collection.pk)
    return waits
