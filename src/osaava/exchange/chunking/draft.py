"""What the chunker hands over: one draft unit, plain values without the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from osaava.exchange.reading.document import count_words

WARNINGS = (
    "over-length",
    "long-table",
    "no-heading",
    "needs-alt",
    "table-without-head",
    "mixed-language",
    "quiz-without-answers",
    "quiz-without-explanation",
    "bad-link",
    "shortened",
    "too-many-blocks",
    "empty-heading",
)
"""Codes of `Draft.warnings`; the sentences live in the catalogue.

`over-length`: longer than `longest` and not to be divided. `long-table`: a table whose reading alone takes longer than `longest`.
`no-heading`: titled by its first sentence. `needs-alt`: an image without an alternative text that is not proposed as decorative.
`table-without-head`: no heading row in the source and none to be seen. `mixed-language`: a passage in another language, too short to stand alone.
`quiz-without-answers`: questions with options whose right answers are not marked; they stay a list. `quiz-without-explanation`: a quiz whose
options do not explain themselves. `bad-link`: an address that is not http(s), kept as words. `shortened`: a line longer than the library holds went
on as text. `too-many-blocks`: more blocks than a unit may hold. `empty-heading`: only headings and nothing below them.
"""


@dataclass
class Draft:
    """One proposed unit.

    `key` names its place in the outline, so that an edited text keeps it. `fingerprint` is made of the words, for finding a piece that moved:
    sixteen hexadecimal digits. `blocks` are library blocks in canonical form (cleaning them again changes nothing). `first` and `last` are
    indexes in `Document.pieces`, both inclusive. `images` are keys of `Document.images`. `outline` holds the headings above it, outermost first.
    """

    key: str
    title: str
    language: str
    blocks: list[dict]
    minutes: int
    first: int
    last: int
    images: list[str] = field(default_factory=list)
    words: int = 0
    warnings: list[str] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    fingerprint: str = ""

    def as_data(self) -> dict:
        """The draft as JSON values."""
        return asdict(self)


__all__ = ["WARNINGS", "Draft", "count_words"]
