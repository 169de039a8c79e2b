"""The port that every reader stands behind: `read(path, out)` says what a file really is, and lets the right reader make a `Document` of it.

A file's name is a claim and its content is evidence; when they disagree the file is refused, because whoever opens it later would be as deceived
as we were. Nothing here runs in the web process: `sandbox.read_safely` starts a child for each file, and the child calls `read`.

A format is a folder `exchange/formats/<name>/` with a module `reader.py` of one shape: `read(source: Source, out: Path) -> Document`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from osaava.exchange.reading import marks
from osaava.exchange.reading.document import Document, Refused
from osaava.exchange.reading.sniffing import Look, look_inside

LARGEST_FILE = 200_000_000
"""Bytes of one source file."""


@dataclass(frozen=True)
class Format:
    """One kind of document. `key` is the folder below `formats/`; `kinds` are what `sniffing.look_inside` may call the content."""

    key: str
    kinds: tuple[str, ...]
    extensions: tuple[str, ...]


FORMATS = (
    Format("docx", ("docx",), ("docx", "dotx")),
    Format("pptx", ("pptx",), ("pptx", "ppsx", "potx")),
    Format("odt", ("odt",), ("odt", "ott")),
    Format("pdf", ("pdf",), ("pdf",)),
    Format("html", ("html", "fragment"), ("html", "htm", "xhtml")),
    Format("html", ("zip",), ("zip",)),
    Format("markdown", ("text", "fragment"), ("md", "markdown")),
    Format("text", ("text", "fragment"), ("txt",)),
)
MACRO_EXTENSIONS = ("docm", "dotm", "pptm", "potm", "ppsm")
EXTENSIONS = tuple(extension for one in FORMATS for extension in one.extensions)


@dataclass(frozen=True)
class Source:
    """What a reader is given. `name`: what its owner calls the file. `root`: the folder outside of which no image is looked for."""

    path: Path
    name: str
    root: Path
    look: Look

    @property
    def stem(self) -> str:
        """The name without its extension, for a document that has no title."""
        return Path(self.name).stem


def extension_of(name: str) -> str:
    """The name's last extension in lower case, without the dot."""
    return Path(name.strip()).suffix.lower().lstrip(".")


def is_readable(name: str) -> bool:
    """Whether a file of this name could be read at all (a zip counts: it may hold pages or documents)."""
    return extension_of(name) in EXTENSIONS


def identify(path: Path, name: str = "") -> tuple[Format, Look]:
    """The format of a file, when its name and its content agree; raises Refused otherwise."""
    extension = extension_of(name or path.name)
    look = look_inside(path)
    if look.refusal:
        raise Refused(look.refusal, look.detail)
    if look.macros or extension in MACRO_EXTENSIONS:
        raise Refused("macro-file")
    claimed = [one for one in FORMATS if extension in one.extensions]
    if not claimed:
        raise Refused("unsupported", extension or look.kind)
    for one in claimed:
        if look.kind in one.kinds:
            return one, look
    raise Refused("mislabelled", f"{extension} {look.kind}")


def read(path: Path, out: Path, *, name: str = "", root: Path | None = None) -> Document:
    """Read one file; images are written into the folder `out`. Raises Refused.

    `name` is the file's own name where `path` is a storage name; `root` the folder that a page's or Markdown file's images may lie in
    (default: the file's own folder).
    """
    name = name or path.name
    wanted, look = identify(path, name)
    reader = importlib.import_module(f"osaava.exchange.formats.{wanted.key}.reader")
    document = reader.read(Source(path, name, (root or path.parent).resolve(), look), out)
    if not document.pieces:
        raise Refused("scanned" if "scanned" in document.warnings else "no-content")
    document.title = document.title or marks.tidy(Path(name).stem)[:200] or "?"
    return document


__all__ = ["EXTENSIONS", "FORMATS", "LARGEST_FILE", "Format", "Source", "extension_of", "identify", "is_readable", "read"]
