"""One file with the whole campus, and the way back.

The format is the same for both databases: a ZIP with one JSON-lines member a table, the media files by their stored path, and a manifest
with the format's version, the state of every app's migrations, row counts and the SHA-256 of every member. So a backup also moves a campus from
SQLite to PostgreSQL. Restoring reads everything and checks it against the manifest before it writes the first row: a damaged, foreign, older or
newer backup is refused with the reason.

Who was erased after a backup was made must not come back with it. The backup cannot know of them, so their hashes are also read from a
ledger outside the database: the file `erasures.txt` of the data folder, or one given by name.

Sources: reliability.md §9 (erasure after restore), §10 (backups), §6 (archive policy).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error as DatabaseError
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

import osaava

FORMAT = 1
MANIFEST = "manifest.json"
MAX_MEMBERS = 500_000
MAX_MANIFEST = 64 * 1024 * 1024
MEMBER_NAME = re.compile(r"(manifest\.json|tables/[a-z0-9_]+\.jsonl|files/[A-Za-z0-9._/-]{1,180})", re.ASCII)
LEDGER = "erasures.txt"
HASH = re.compile(r"[0-9a-f]{64}")
LEFT_OUT = {
    "sessions.session",
    "base.ratecount",
    "contenttypes.contenttype",
    "auth.permission",
    "base.revision",
    "base.personrevision",
    "base.searchentry",
    "base.searchfacet",
}
"""Derived or short-lived: made anew after a restore. Sessions end, so a stolen backup opens no door."""


class BackupError(Exception):
    """The backup cannot be made or used; the text is one sentence for the operator."""


@dataclass
class Done:
    """What was written or read."""

    rows: int
    files: int


def _tables() -> list[type[models.Model]]:
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return [m for m in found if m._meta.label_lower not in LEFT_OUT]


def _migrations() -> dict[str, list[str]]:
    state: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        state.setdefault(app, []).append(name)
    return state


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    for row in model._base_manager.order_by("pk").iterator(chunk_size=2000):
        yield {f.attname: f.value_to_string(row) if isinstance(f, models.BinaryField) else getattr(row, f.attname) for f in fields}


class _Hashing:
    """Writes to a ZIP member while reckoning its hash."""

    def __init__(self, out):
        self.out, self.digest, self.size = out, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self.out.write(data)
        self.digest.update(data)
        self.size += len(data)


def write(target: Path) -> Done:
    """Write a backup to `target` (must not exist); a consistent picture of one moment. Raises BackupError."""
    if target.exists():
        raise BackupError(f"{target} exists already. Choose another name; a backup is never overwritten.")
    if not target.resolve().parent.is_dir():
        raise BackupError(f"The folder {target.resolve().parent} does not exist.")
    part = target.with_name(target.name + ".part")
    members: dict[str, dict[str, Any]] = {}
    done = Done(0, 0)
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)  # it holds everybody's data
        with os.fdopen(descriptor, "w+b") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            migrations, erased = _write_tables(archive, members, done)
            # Files are stored before the row that names them and never changed, so they need not hold up writers.
            root = Path(settings.MEDIA_ROOT)
            for file in sorted(p for p in root.rglob("*") if p.is_file()) if root.exists() else []:
                _write_file(archive, f"files/{file.relative_to(root).as_posix()}", file, members, done)
            manifest = {
                "format": FORMAT, "version": osaava.__version__, "migrations": migrations, "members": members, "erased": erased,
            }  # fmt: skip
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
        with part.open("rb+") as whole:
            os.fsync(whole.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return done


def _write_tables(archive, members, done) -> tuple[dict[str, list[str]], list[str]]:
    """All tables as they are at one moment; returns the migrations and the erasures of the same moment."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in _tables():
            _write_table(archive, model, members, done)
        return _migrations(), _erased_hashes()


def _erased_hashes() -> list[str]:
    from osaava.base.models import ErasedPerson

    return sorted(ErasedPerson.objects.values_list("person_hash", flat=True))


def _write_table(archive, model, members, done) -> None:
    name = f"tables/{model._meta.db_table}.jsonl"
    count = 0
    with archive.open(name, "w", force_zip64=True) as out:
        sink = _Hashing(out)
        for row in _rows(model):
            sink.write(json.dumps(row, cls=_Encoder, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            count += 1
    members[name] = {"sha256": sink.digest.hexdigest(), "size": sink.size, "rows": count}
    done.rows += count


def _write_file(archive, name, file, members, done) -> None:
    if not _belongs(name):
        raise BackupError(f"The stored file {name!r} has a name that a backup cannot hold.")
    with archive.open(name, "w", force_zip64=True) as out, file.open("rb") as source:
        sink = _Hashing(out)
        while chunk := source.read(1 << 20):
            sink.write(chunk)
    members[name] = {"sha256": sink.digest.hexdigest(), "size": sink.size}
    done.files += 1


class _Encoder(DjangoJSONEncoder):
    """Keeps microseconds: the audit chain is reckoned over them."""

    def default(self, o):
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def read(source: Path, *, erased: Iterable[str] = ()) -> Done:
    """Restore `source` into the configured, migrated and empty campus. Raises BackupError before anything is written when it does not fit.

    `erased`: hashes of people who were erased after the backup was made, beside those in the backup and in the data folder's ledger.
    """
    hashes = {*erased, *ledger(Path(settings.ENV.DATA) / LEDGER)}
    written: list[Path] = []
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _check(archive)
            with transaction.atomic():
                _check_empty()
                done = _load(archive, manifest, written)
                _after({*manifest["erased"], *hashes})
        return done
    except BaseException as error:
        for file in written:
            file.unlink(missing_ok=True)
        if isinstance(error, _DAMAGE):
            raise BackupError(f"{source.name} is not a whole backup file ({error}).") from None
        if isinstance(error, _UNEXPECTED):
            raise BackupError(f"{source.name} holds something unexpected: {error}.") from None
        raise


_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError)
_UNEXPECTED = (KeyError, ValueError, TypeError, AttributeError, ValidationError, DatabaseError)


def ledger(file: Path) -> list[str]:
    """The hashes in a ledger of erasures; none when there is no such file. Raises BackupError when it is not a ledger."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8", errors="replace").split()
    if wrong := next((line for line in lines if not HASH.fullmatch(line)), None):
        raise BackupError(f"{file.name} is not a ledger of erasures: it holds {wrong[:40]!r}.")
    return lines


def _belongs(name: str) -> bool:
    """Whether a member may have this name: no absolute paths, no way out of the folder, no empty parts."""
    return bool(MEMBER_NAME.fullmatch(name)) and not {"", ".", ".."} & set(name.split("/"))


def _check(archive: zipfile.ZipFile) -> dict[str, Any]:
    names = archive.namelist()
    if len(names) != len(set(names)) or len(names) > MAX_MEMBERS:
        raise BackupError("The backup has doubled or too many members.")
    for name in names:
        if not _belongs(name):
            raise BackupError(f"The backup has a member that does not belong there: {name[:80]!r}.")
    if MANIFEST not in names:
        raise BackupError("The backup has no manifest.")
    if archive.getinfo(MANIFEST).file_size > MAX_MANIFEST:
        raise BackupError("The manifest of the backup is too large.")
    manifest = json.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise BackupError(f"The backup has format {manifest['format']}, this version reads {FORMAT}.")
    _check_migrations(manifest["migrations"])
    expected = set(manifest["members"]) | {MANIFEST}
    if missing := sorted(expected - set(names)):
        raise BackupError(f"The backup lacks {missing[0]}.")
    if extra := sorted(set(names) - expected):
        raise BackupError(f"The backup holds {extra[0]}, which its manifest does not know.")
    for name, facts in manifest["members"].items():
        _check_member(archive, name, facts)
    return manifest


def _check_migrations(theirs: dict[str, list[str]]) -> None:
    ours = _migrations()
    for app in sorted({*ours, *theirs}):
        mine, backup = set(ours.get(app, [])), set(theirs.get(app, []))
        if backup - mine:
            raise BackupError(f"The backup is from a newer version ({app}.{max(backup - mine)}). Install that version to restore it.")
        if mine - backup:
            lacking = min(mine - backup)
            raise BackupError(f"The backup is from an older version (without {app}.{lacking}). Restore it with that version, then upgrade.")


def _check_member(archive: zipfile.ZipFile, name: str, facts: dict[str, Any]) -> None:
    digest, size, rows = hashlib.sha256(), 0, 0
    with archive.open(name) as member:
        while chunk := member.read(1 << 20):
            size += len(chunk)
            if size > facts["size"]:
                break
            digest.update(chunk)
            rows += chunk.count(b"\n")
    if size != facts["size"] or digest.hexdigest() != facts["sha256"]:
        raise BackupError(f"{name} in the backup is damaged (its content does not match the manifest).")
    if "rows" in facts and rows != facts["rows"]:
        raise BackupError(f"{name} in the backup has {rows} rows, the manifest says {facts['rows']}.")


def _check_empty() -> None:
    from osaava.accounts.api import Person
    from osaava.network.api import Organisation

    if Person.objects.exists() or Organisation.objects.exists() or any(p.is_file() for p in Path(settings.MEDIA_ROOT).rglob("*")):
        raise BackupError("The campus is not empty. Restore into a new data folder or an empty database.")


def _load(archive, manifest, written: list[Path]) -> Done:
    done = Done(0, 0)
    by_table = {m._meta.db_table: m for m in _tables()}
    unknown = [n for n in manifest["members"] if n.startswith("tables/") and n[7:-6] not in by_table]
    if unknown:
        raise BackupError(f"The backup holds a table this version does not know: {unknown[0]}.")
    with connection.constraint_checks_disabled():
        for table, model in by_table.items():
            if f"tables/{table}.jsonl" in manifest["members"]:
                # Plain DELETEs: what one table protects in another is about to be loaded again, and keys are checked at the end.
                model._base_manager.all()._raw_delete(using=connection.alias)
        for table, model in by_table.items():
            name = f"tables/{table}.jsonl"
            if name in manifest["members"]:
                done.rows += _load_table(archive, name, model)
    connection.check_constraints()
    for name in manifest["members"]:
        if name.startswith("files/"):
            _load_file(archive, name, written)
            done.files += 1
    return done


def _load_table(archive, name, model) -> int:
    fields = {f.attname: f for f in model._meta.concrete_fields if not f.generated}
    batch, count = [], 0
    with archive.open(name) as member:
        for line in member:
            values = json.loads(line)
            if set(values) != set(fields):
                raise BackupError(f"{name} has other columns than this version.")
            row = model(**{k: _value(fields[k], v) for k, v in values.items()})
            batch.append(row)
            count += 1
            if len(batch) >= 500:
                _insert(model, batch)
                batch = []
    _insert(model, batch)
    return count


def _value(field, value):
    if value is None:
        return None
    target = field.target_field if field.is_relation else field
    return value if isinstance(field, models.JSONField) else target.to_python(value)


def _insert(model, batch) -> None:
    # auto_now and auto_now_add would replace the stored times.
    stamped = [f for f in model._meta.concrete_fields if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False)]
    before = [(f, f.auto_now, f.auto_now_add) for f in stamped]
    for f in stamped:
        f.auto_now = f.auto_now_add = False
    try:
        model._base_manager.bulk_create(batch)
    finally:
        for f, now, add in before:
            f.auto_now, f.auto_now_add = now, add


def _load_file(archive, name, written: list[Path]) -> None:
    target = Path(settings.MEDIA_ROOT) / name.removeprefix("files/")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as member, target.open("xb") as out:
        written.append(target)
        while chunk := member.read(1 << 20):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _after(erased: set[str]) -> None:
    from osaava.accounts.api import replay_erasures
    from osaava.base import audit, search

    statements = connection.ops.sequence_reset_sql(no_style(), _tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    if broken := audit.verify():
        raise BackupError(f"The audit chain in the backup is broken at row {broken[0]}.")
    replay_erasures(sorted(erased))
    search.rebuild()
