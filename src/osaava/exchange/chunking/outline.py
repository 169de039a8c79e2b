"""A document's row of pieces as atoms: runs that no border may go through, each with its place among the headings.

Kept together: a heading and what stands under it, a paragraph that ends in a colon and the list, table, image or example it leads into, a picture
and the line that describes it, a footnote and what refers to it, spoken text and its slide, a question with its options and answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from osaava.exchange.chunking.language import detect
from osaava.exchange.reading.document import Document, Piece
from osaava.library.api import WORDS_A_MINUTE

TEXT_LEVEL = 9
"""The level of a border between two paragraphs: weaker than any heading's."""

_LEADS_IN = re.compile(r":[*_\s]*\Z")
_CAPTION = re.compile(r"\A[*_\s]*(?:kuva|kuvio|taulukko|kaavio|figur|bild|tabell|figure|fig\.|table|picture)\s*\d+", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\A(?:\*\*|__)([^*_\n]{3,90})(?:\*\*|__)\s*\Z")
_LED_INTO = frozenset({"list", "table", "image", "example", "quote", "code", "callout"})


@dataclass
class Atom:
    """Pieces `first` to `last`, both inclusive. `level`: of its first heading, else TEXT_LEVEL. `minutes` are of reading, `language` may be ""."""

    first: int
    last: int
    level: int = TEXT_LEVEL
    heading: str = ""
    outline: tuple[str, ...] = ()
    words: int = 0
    minutes: float = 0.0
    language: str = ""
    opening: str = ""


@dataclass
class Outline:
    """Atoms in reading order. `ends[i]`: index after the last atom of the section that atom `i` opens (`i + 1` for text); `parents[i]`: the atom that
    opens the section around it, -1 for the document.
    """

    atoms: list[Atom] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    sums: list[float] = field(default_factory=lambda: [0.0])

    def minutes(self, first: int, end: int) -> float:
        """Minutes of the atoms from `first` up to, not including, `end`."""
        return self.sums[end] - self.sums[first]

    def around(self, place: int) -> tuple[int, int]:
        """(first, end) of the section that atom `place` stands in."""
        parent = self.parents[place]
        return (0, len(self.atoms)) if parent < 0 else (parent, self.ends[parent])


def plain_line(markdown: str) -> str:
    """One line of words without Markdown's marks."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"(?<!\\)(?:\*+|`+|(?<!\w)_+|_+(?!\w)|~~)", "", text)
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", text).split())


def promote_headings(pieces: list[Piece]) -> list[Piece]:
    """The pieces with bold lines that stand for headings made headings, below the deepest real ones."""
    deepest = max((p.level for p in pieces if p.kind == "heading"), default=0)
    out = []
    for place, piece in enumerate(pieces):
        match = _BOLD_LINE.match(piece.markdown.strip()) if piece.kind == "text" else None
        after = pieces[place + 1].kind if place + 1 < len(pieces) else ""
        before = pieces[place - 1].kind if place else "heading"
        if match and after in ("text", "list", "table", "image", "code") and before != "heading" and _stands_alone(match[1]):
            piece = Piece(kind="heading", markdown=match[1], level=min(6, deepest + 1), place=piece.place, anchor=piece.anchor)
        out.append(piece)
    return out


def _stands_alone(words: str) -> bool:
    return words[-1:] not in ".:;,!" and len(words.split()) <= 10 and not _CAPTION.match(words)


def outline_of(document: Document, pieces: list[Piece], bound: Mapping[int, int], language: str) -> Outline:
    """The atoms of `pieces`. `bound`: first -> last piece of a question that must stay whole. `language` "" means to find it for each part."""
    out = Outline()
    stack: list[tuple[int, str]] = []
    for first, last in _runs(pieces, bound):
        atom = Atom(first, last)
        headings = [p for p in pieces[first : last + 1] if p.kind == "heading"]
        if pieces[first].kind == "heading":
            atom.level, atom.heading = pieces[first].level, plain_line(pieces[first].markdown)
        for piece in headings:
            stack = [(level, text) for level, text in stack if level < piece.level] + [(piece.level, plain_line(piece.markdown))]
        above = [text for level, text in stack if not headings or level < headings[0].level]
        atom.outline = tuple(above)
        atom.opening = _opening(pieces[first : last + 1])
        out.atoms.append(atom)
    _find_languages(out.atoms, pieces, document, language)
    for atom in out.atoms:
        here = pieces[atom.first : atom.last + 1]
        atom.words = sum(piece.words() for piece in here)
        answered = sum(1 for place in bound if atom.first <= place <= atom.last)
        atom.minutes = atom.words / WORDS_A_MINUTE.get(atom.language, 120) + answered
        out.sums.append(out.sums[-1] + atom.minutes)
    _find_sections(out)
    return out


def _opening(pieces: list[Piece]) -> str:
    words = " ".join(piece.plain() for piece in pieces if piece.kind != "heading").split()
    return " ".join(words[:4]).casefold()


def _runs(pieces: list[Piece], bound: Mapping[int, int]):
    first, held_to = 0, -1
    for place in range(len(pieces)):
        if place > first and place > held_to and not _glued(pieces, place):
            yield first, place - 1
            first = place
        held_to = max(held_to, bound.get(place, -1))
    if pieces:
        yield first, len(pieces) - 1


def _glued(pieces: list[Piece], place: int) -> bool:
    piece, before = pieces[place], pieces[place - 1]
    if before.kind == "heading":
        return piece.kind != "heading" or piece.level > before.level
    if piece.kind == "heading":
        return False
    if piece.kind in ("note", "speaker"):
        return True
    if before.kind == "text" and piece.kind in _LED_INTO and _LEADS_IN.search(before.markdown):
        return True
    if before.kind == "image" and piece.kind == "text" and _CAPTION.match(piece.markdown):
        return True
    return piece.kind in ("table", "image") and before.kind == "text" and bool(_CAPTION.match(before.markdown)) and len(before.markdown) < 200


def _find_languages(atoms: list[Atom], pieces: list[Piece], document: Document, language: str) -> None:
    if language:
        for atom in atoms:
            atom.language = language
        return
    texts = ["\n".join(p.plain() for p in pieces[a.first : a.last + 1] if p.kind != "code") for a in atoms]
    whole = detect("\n".join(texts)[:60_000]) or document.language[:2].lower()
    whole = whole if whole in WORDS_A_MINUTE else "fi"
    for atom, text in zip(atoms, texts, strict=True):
        atom.language = detect(text) if len(text.split()) >= 12 else ""
    for place, atom in enumerate(atoms):
        if not atom.language:
            before = atoms[place - 1].language if place else ""
            after = next((a.language for a in atoms[place + 1 :] if a.language), "")
            atom.language = (before if atom.level == TEXT_LEVEL else after) or before or after or whole
    _drop_lone_guesses(atoms, whole)


def _drop_lone_guesses(atoms: list[Atom], whole: str) -> None:
    """A short list of English books in a Finnish text is no English passage: under 60 words the neighbours' common language wins."""
    for place in range(len(atoms)):
        before = atoms[place - 1].language if place else whole
        after = atoms[place + 1].language if place + 1 < len(atoms) else whole
        if atoms[place].language != before == after and atoms[place].words < 60 and atoms[place].last - atoms[place].first < 3:
            atoms[place].language = before


def _find_sections(out: Outline) -> None:
    count = len(out.atoms)
    out.ends = [place + 1 for place in range(count)]
    open_sections: list[int] = []
    for place, atom in enumerate(out.atoms):
        if atom.level != TEXT_LEVEL:
            while open_sections and out.atoms[open_sections[-1]].level >= atom.level:
                out.ends[open_sections.pop()] = place
        out.parents.append(open_sections[-1] if open_sections else -1)
        if atom.level != TEXT_LEVEL:
            open_sections.append(place)
    for place in open_sections:
        out.ends[place] = count
