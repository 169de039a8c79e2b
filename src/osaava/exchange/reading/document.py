"""What every reader makes of one file: plain values without the database, so that a child process can hand them over as JSON.

A `Document` is a flat row of pieces in reading order. Text inside a piece is Markdown of the product's own dialect
(docs/reference/content-format.md: paragraphs, emphasis, links, lists, code; no raw HTML). A reader decides what a piece *is*; how many units
the row becomes is the chunker's business.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Literal, get_args

Kind = Literal["heading", "text", "list", "code", "quote", "callout", "example", "table", "image", "link", "note", "speaker"]
"""`note` is a footnote, placed right after the piece that refers to it as `[1]`. `speaker` is the spoken text beside a slide."""

KINDS = get_args(Kind)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MARKS = re.compile(r"\]\([^)\s]*\)|[*_`#>\[\]|\\]+|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)


@dataclass
class Piece:
    """One indivisible part of a document.

    `markdown` holds the words of every kind but table and image (a heading's is one line); `level` is a heading's depth in the source, 1–6.
    A table has `head`, `rows` (cells are one-line Markdown) and `align`; an image has `image` (a key of `Document.images`), `alt`, `decorative`;
    both may have a `caption`. A link card has `url`, its title in `markdown`. `place` says where in the source a person finds it: "page 3",
    "slide 5", "line 120". `anchor` is the same for a program: 1-based page or slide, or 0.
    """

    kind: Kind
    markdown: str = ""
    level: int = 0
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    align: list[str] = field(default_factory=list)
    image: str = ""
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    title: str = ""
    url: str = ""
    place: str = ""
    anchor: int = 0

    def plain(self) -> str:
        """The piece's words without marks, in reading order."""
        cells = [cell for row in [self.head, *self.rows] for cell in row]
        return " ".join(" ".join(_MARKS.sub(" ", text).split()) for text in (self.title, self.markdown, *cells, self.caption) if text)

    def words(self) -> int:
        """How many words a reader meets in the piece (an image's alternative text is not counted)."""
        return count_words(self.plain())


@dataclass
class LeftOut:
    """Something the file holds that was not carried over. `what` is one of LEFT_OUT; `words` how many words went with it."""

    what: str
    place: str = ""
    detail: str = ""
    words: int = 0


LEFT_OUT = (
    "comment", "tracked-deletion", "running-header", "page-number", "macro", "external-link", "embedded-object", "image", "script", "style",
    "form", "hidden", "contents-table", "front-matter", "metadata", "drawing", "empty", "disclaimer",
)  # fmt: skip
"""Names of what can be left out; the interface has a sentence for each. Names of persons never go into `detail`."""


@dataclass
class Document:
    """One file as read.

    `images`: name (as in `Piece.image`, `[A-Za-z0-9._-]{1,80}`) -> file name inside the reader's output folder. `source_words`: words of the running
    text counted *independently* of the pieces, straight from the file, so that `words_carried` can be checked against it. `authors`,
    `licence`, `language` are what the file says of itself ("" or [] when it says nothing); authors are shown to the person who imports and never
    carried over unasked. `pages`: pages or slides, 0 where the format has none.
    """

    title: str = ""
    language: str = ""
    authors: list[str] = field(default_factory=list)
    licence: str = ""
    pieces: list[Piece] = field(default_factory=list)
    images: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    source_words: int = 0
    pages: int = 0

    @property
    def words_carried(self) -> int:
        return sum(piece.words() for piece in self.pieces)

    def as_json(self) -> dict:
        """Plain dictionaries and lists."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict) -> Document:
        """The document again; unknown keys raise TypeError (a child of another version wrote it)."""
        value = dict(value)
        value["pieces"] = [Piece(**piece) for piece in value.get("pieces", [])]
        value["left_out"] = [LeftOut(**entry) for entry in value.get("left_out", [])]
        return cls(**value)


WARNINGS = (
    "scanned", "some-pages-scanned", "no-headings", "external-images", "fonts-without-text", "many-images", "tables-merged", "encoding-guessed",
)  # fmt: skip
"""Codes that `Document.warnings` may hold; the interface has a sentence for each."""


class Refused(ValueError):
    """The file cannot be taken in. `code` is one of REFUSALS; the interface has a sentence that says what to do."""

    def __init__(self, code: str, detail: str = ""):
        self.code, self.detail = code, detail[:200]
        self.megabytes = 0.0
        """Peak memory of the process that found it out, where there was one."""
        super().__init__(f"{code}: {self.detail}" if self.detail else code)


REFUSALS = (
    "empty", "broken", "encrypted", "mislabelled", "unsupported", "too-large", "too-slow", "too-much-memory", "too-many", "macro-file", "not-text",
    "scanned", "unsafe-archive", "nested-archive", "no-content", "link",
)  # fmt: skip


def count_words(text: str) -> int:
    """Words of plain text, counted the same way everywhere."""
    return len(_WORD.findall(text))
