"""A folder in the product's own format: `units/<slug>/fi.md …`, `paths/<slug>/fi.md …` (docs/reference/content-format.md)."""

from __future__ import annotations

from pathlib import Path

from osaava.exchange.batch import Batch, FoundUnit
from osaava.library.api import FormatError, UnitData, read_path, read_unit, write_unit

LARGEST_TEXT = 2_000_000
MOST_UNITS = 5_000
LANGUAGE_FILES = ("fi.md", "sv.md", "en.md")


def looks_like_ours(folder: Path) -> bool:
    """Whether the folder has units or paths in the product's format."""
    return any((folder / kind).is_dir() for kind in ("units", "paths"))


def read(folder: Path) -> Batch:
    """Read every unit and path; what cannot be read is named with file, line and reason, and the rest goes on."""
    batch = Batch()
    for place in _places(folder / "units", batch):
        texts = _texts(place, f"units/{place.name}", batch)
        if texts is None:
            continue
        try:
            data = read_unit(texts, place.name)
        except FormatError as error:
            _refuse(batch, f"units/{place.name}", error)
            continue
        files = {f.name: f for f in sorted(place.iterdir()) if f.is_file() and not f.is_symlink() and f.suffix != ".md"}
        batch.units.append(FoundUnit(data, f"units/{place.name}", files))
    for place in _places(folder / "paths", batch):
        texts = _texts(place, f"paths/{place.name}", batch)
        if texts is None:
            continue
        try:
            batch.paths.append(read_path(texts, place.name))
        except FormatError as error:
            _refuse(batch, f"paths/{place.name}", error)
    return batch


def _places(folder: Path, batch: Batch) -> list[Path]:
    found = sorted(p for p in folder.iterdir() if p.is_dir() and not p.is_symlink()) if folder.is_dir() else []
    if len(found) > MOST_UNITS:
        batch.say(folder.name, "left out", f"only the first {MOST_UNITS} of {len(found)} folders are read; import the rest apart")
    return found[:MOST_UNITS]


def _texts(place: Path, name: str, batch: Batch) -> dict[str, str] | None:
    texts = {}
    for file in sorted(place.glob("*.md")):
        if file.name not in LANGUAGE_FILES:
            batch.say(f"{name}/{file.name}", "left out", "name language files fi.md, sv.md or en.md")
            continue
        try:
            texts[file.name] = read_text(file)
        except ValueError as error:
            batch.say(f"{name}/{file.name}", "refused", str(error))
            return None
    if not texts:
        batch.say(name, "refused", "there is no fi.md, sv.md or en.md in the folder")
        return None
    return texts


def read_text(file: Path) -> str:
    """A Markdown file's text; raises ValueError with a sentence for what cannot be read."""
    if file.is_symlink():
        raise ValueError("links to other places are not followed")
    if file.stat().st_size > LARGEST_TEXT:
        raise ValueError(f"the file is larger than {LARGEST_TEXT // 1_000_000} MB")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"the text is not UTF-8 (byte {error.start})") from None
    if "\x00" in text:
        raise ValueError("the file is not text")
    return text.replace("\r\n", "\n")


def _refuse(batch: Batch, name: str, error: FormatError) -> None:
    for file, problem in error.problems:
        place = f"{name}/{file}" if file and file != name.rpartition("/")[2] else name
        batch.say(place + (f":{problem.line}" if problem.line else ""), "refused", problem.message)


def write_one_unit(folder: Path, data: UnitData, files: dict[str, bytes]) -> int:
    """Write a unit's language files and media below `folder`; returns how many files were written."""
    place = folder / "units" / data.slug
    place.mkdir(parents=True, exist_ok=True)
    for name, text in write_unit(data).items():
        (place / name).write_bytes(text.encode())
    for name, content in files.items():
        (place / name).write_bytes(content)
    return len(data.texts) + len(files)


def write_one_path(folder: Path, slug: str, texts: dict[str, str]) -> int:
    """Write a path's language files below `folder`; returns how many files were written."""
    place = folder / "paths" / slug
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (place / name).write_bytes(text.encode())
    return len(texts)
