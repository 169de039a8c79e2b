"""Bringing content in and writing it out.

Each unit is one transaction: a broken one is named and left out, the rest goes on, nothing is half-imported.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from osaava.exchange.batch import Batch, FoundUnit
from osaava.exchange.formats.markdown import folder as own_format
from osaava.exchange.formats.markdown import plain
from osaava.library.api import (
    FileRefused,
    InvalidUnit,
    NotReady,
    StaleVersion,
    media_bytes,
    publish_unit,
    save_version,
    store_media,
    unit_by_slug,
    units_for_export,
    version_data,
)
from osaava.network.api import Organisation
from osaava.paths.api import InvalidPath, PathData, export_path, publish_path, save_path_version
from osaava.paths.api import Path as LearningPath


def read_folder(folder: Path, *, settings_file: Path | None = None) -> Batch:
    """Read a folder in our format, or a plain folder with `osaava.yaml` (or the file given). Raises ValueError with a sentence."""
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder.")
    settings_file = settings_file or folder / plain.SETTINGS
    if settings_file.is_file():
        return plain.read(folder, plain.read_settings(settings_file))
    if own_format.looks_like_ours(folder):
        return own_format.read(folder)
    raise ValueError(f"{folder} has neither units/ nor paths/ nor {plain.SETTINGS}. See docs/reference/content-format.md.")


def import_batch(batch: Batch, *, by, owner: str = "", publish: bool = False, dry_run: bool = False) -> Batch:
    """Store everything that was read; the report grows in `batch.lines`. `owner` replaces the owner named in the files."""
    for found in _in_order(batch.units):
        if owner:
            found.data.owner = owner
        if dry_run:
            batch.say(found.source, "note", f"would become the unit {found.data.slug}, {found.data.minutes} min")
            continue
        _import_unit(found, batch, by, publish)
    for data in batch.paths:
        if owner:
            data["owner"] = owner
        if not dry_run:
            _import_path(data, batch, by, publish)
    return batch


def _in_order(units: list[FoundUnit]) -> list[FoundUnit]:
    """Every unit after the units it requires; those in a circle last, for saving to refuse."""
    waiting, done = list(units), set()
    out: list[FoundUnit] = []
    names = {u.data.slug for u in units}
    while waiting:
        ready = [u for u in waiting if all(need in done or need not in names for need in u.data.required_units)]
        if not ready:
            return out + waiting
        out += ready
        done |= {u.data.slug for u in ready}
        waiting = [u for u in waiting if u not in ready]
    return out


def _import_unit(found: FoundUnit, batch: Batch, by, publish: bool) -> None:
    unit = unit_by_slug(found.data.slug)
    newest = unit.draft if unit else None
    try:
        data = replace(found.data, files=_store_files(found, unit, batch, by))
        version = save_version(unit=unit, data=data, by=by, base_number=newest.number if newest else None, note="Import")
    except InvalidUnit as error:
        for problem in error.problems:
            batch.say(found.source, "refused", problem.message)
        return
    except StaleVersion:
        batch.say(found.source, "refused", "somebody saved the unit at the same time; import again")
        return
    outcome = "created" if unit is None else "unchanged" if version.pk == newest.pk else "changed"
    batch.say(found.source, outcome, f"{version.unit.slug}, version {version.number}")
    if publish:
        try:
            before = version.unit.published_id
            publish_unit(unit=version.unit, by=by, version=version)
            if before != version.pk:
                batch.say(found.source, "published", version.unit.slug)
        except NotReady as error:
            for problem in error.problems:
                batch.say(found.source, "note", f"not published: {problem.message}")


def _store_files(found: FoundUnit, unit, batch: Batch, by) -> dict[str, int]:
    owner = unit.owner if unit else Organisation.objects.filter(key=found.data.owner).first()
    stored: dict[str, int] = {}
    if owner is None:
        return stored
    for name, path in found.files.items():
        try:
            with path.open("rb") as opened:
                stored[name] = store_media(owner=owner, file=opened, name=name, by=by, unit=unit).pk
        except (FileRefused, OSError) as error:
            batch.say(f"{found.source}: {name}", "refused", str(error))
    return stored


def _import_path(data: dict, batch: Batch, by, publish: bool) -> None:
    source = f"paths/{data['slug']}"
    path = LearningPath.objects.filter(slug=data["slug"]).select_related("draft").first()
    newest = path.draft if path else None
    try:
        version = save_path_version(
            path=path, slug=data["slug"], data=PathData.from_dict(data), by=by, base_number=newest.number if newest else None
        )
        outcome = "created" if path is None else "unchanged" if version.pk == newest.pk else "changed"
        batch.say(source, outcome, f"{version.path.slug}, version {version.number}")
        if publish and version.path.published_id != version.pk:
            publish_path(path=version.path, by=by)
            batch.say(source, "published", version.path.slug)
    except InvalidPath as error:
        for problem in error.problems:
            batch.say(source, "refused", str(problem))
    except StaleVersion:
        batch.say(source, "refused", "somebody saved the path at the same time; import again")


def export_to(folder: Path, *, drafts: bool = False) -> tuple[int, int]:
    """Write units and paths (published ones, or every newest draft) below an empty folder; returns how many of each."""
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty. Export into a new folder, so that nothing old stays among the new.")
    units = paths = 0
    for version in units_for_export(drafts=drafts):
        data = version_data(version)
        own_format.write_one_unit(folder, data, {name: media_bytes(media) for name, media in data.files.items()})
        units += 1
    found = LearningPath.objects.select_related("draft", "published").order_by("slug")
    for path in found if drafts else found.filter(published__isnull=False, withdrawn_at=None):
        own_format.write_one_path(folder, path.slug, export_path(path, path.draft if drafts else path.published))
        paths += 1
    return units, paths
