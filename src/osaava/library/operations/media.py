"""Taking in a file: identify, encode images anew, keep once for each organisation."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from osaava.base import audit
from osaava.base.access import Permission
from osaava.library import rules
from osaava.library.media import clean_name, identify, imaging, storage
from osaava.library.media.kinds import FileRefused, FileType
from osaava.library.models import MediaFile, Unit

CHUNK = 1024 * 1024


def store_media(*, owner, file: BinaryIO, name: str, by, unit: Unit | None = None) -> MediaFile:
    """Keep one uploaded file in the owner organisation's name; the same bytes are kept once. Raises FileRefused with a sentence.

    Allowed to the owner's people and to whoever may write `unit` (then `owner` is the unit's). The slow work is done before the
    transaction begins.
    """
    rules.ensure(_may_store(by, owner, unit), Permission.UNIT_WRITE)
    with tempfile.TemporaryDirectory(prefix="osaava-upload-") as folder:
        incoming = Path(folder) / "incoming"
        digest, size = _receive(file, incoming)
        known = MediaFile.objects.filter(Q(sha256=digest) | Q(stored_sha256=digest), owner=owner).first()
        with incoming.open("rb") as opened:
            found = identify(opened, name)
        if known is not None:
            return known
        fields, paths = _image(incoming, Path(folder)) if found.kind == "image" else _as_it_is(incoming, name, digest, size)
        return _record(owner, name, digest, found, fields, paths, by)


def _may_store(by, owner, unit: Unit | None) -> bool:
    if unit is not None and by is not None:
        draft = unit.draft
        return owner.pk == unit.owner_id and rules.may_write(by, theme=draft.theme, licence=draft.licence, owner=unit.owner)
    return rules.may_own(by, owner)


def _receive(file: BinaryIO, target: Path) -> tuple[str, int]:
    digest, size, limit = hashlib.sha256(), 0, settings.UPLOAD_MAX_BYTES
    file.seek(0)
    with target.open("wb") as out:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > limit:
                whole = max(size, getattr(file, "size", 0) or 0)
                raise FileRefused(
                    _("The file is %(size)s MB. The limit is %(limit)s MB.") % {"size": -(-whole // CHUNK), "limit": limit // CHUNK}
                )
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest(), size


def _image(incoming: Path, folder: Path) -> tuple[dict, list[str]]:
    made = folder / "made"
    made.mkdir()
    try:
        result = imaging.run(incoming, made)
    except imaging.ImageRefused as error:
        raise FileRefused(_("The picture cannot be used: %(reason)s. Save it again as PNG or JPEG.") % {"reason": _reason(error)}) from None
    content = incoming.read_bytes()
    if imaging.is_own_output(content) and result["width"] <= imaging.MASTER_WIDTH:
        (made / "master.webp").write_bytes(content)
    paths, renditions = [], []
    for entry in result["files"]:
        path = storage.keep(made / entry["name"], "webp")
        paths.append(path)
        renditions.append({"width": entry["width"], "height": entry["height"], "path": path, "size": (made / entry["name"]).stat().st_size})
    master = (made / "master.webp").read_bytes()
    fields = {
        "stored_sha256": hashlib.sha256(master).hexdigest(),
        "size": len(master),
        "width": result["width"],
        "height": result["height"],
        "path": paths[0],
        "renditions": sorted(renditions[1:], key=lambda r: -r["width"]),
    }
    return fields, paths


def _reason(error: imaging.ImageRefused) -> str:
    if error.code == "large":
        return _("it is too large: %(width)s × %(height)s pixels") % {"width": error.width, "height": error.height}
    return _("decoding it takes too long") if error.code == "slow" else _("it cannot be decoded")


def _as_it_is(incoming: Path, name: str, digest: str, size: int) -> tuple[dict, list[str]]:
    path = storage.keep(incoming, clean_name(name).rpartition(".")[2])
    return {"stored_sha256": digest, "size": size, "path": path}, [path]


def _record(owner, name: str, digest: str, found: FileType, fields: dict, paths: list[str], by) -> MediaFile:
    shown = clean_name(name, "webp" if found.kind == "image" else None)
    try:
        with transaction.atomic():
            media = MediaFile.objects.create(owner=owner, sha256=digest, kind=found.kind, mime=found.mime, name=shown, created_by=by, **fields)
            audit.record("library.media.stored", media, by=by, organisation=owner, kind=found.kind, size=fields["size"])
            return media
    except IntegrityError:
        for path in paths:
            storage.delete_stored(path)
        if known := MediaFile.objects.filter(owner=owner, sha256=digest).first():
            return known  # the same file came in twice at once
        raise
