"""The chunker's front: a document in, drafts out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from hashlib import blake2b

from osaava.exchange.chunking import titles
from osaava.exchange.chunking.blocks import BlockMaker
from osaava.exchange.chunking.borders import choose_borders
from osaava.exchange.chunking.draft import Draft
from osaava.exchange.chunking.language import LANGUAGES
from osaava.exchange.chunking.outline import TEXT_LEVEL, Atom, Outline, outline_of, plain_line, promote_headings
from osaava.exchange.chunking.quizzes import Quizzes, recognise
from osaava.exchange.reading.document import Document, Piece
from osaava.library.api import plain_text, reckon_minutes

SHORTEST, LONGEST = 3, 15
"""Minutes of reading that a draft should take at least and may take at most."""


def chunk(document: Document, *, language: str = "auto", shortest: float = SHORTEST, longest: float = LONGEST) -> list[Draft]:
    """The document as draft units in reading order.

    `language`: "fi", "sv" or "en" of the whole document, or "auto" to find it for each part. `shortest` and `longest` are minutes of reading;
    a draft is shorter only when the whole document is, and longer only when one table, list or example alone is (it then says so in its warnings).
    """
    places = [place for place, piece in enumerate(document.pieces) if piece.kind == "image" or piece.plain().strip() or piece.url]
    places = places[1:] if _is_title_page(document, places) else places
    if not places:
        return []
    pieces = promote_headings([document.pieces[place] for place in places])
    quizzes = recognise(pieces)
    outline = outline_of(document, pieces, quizzes.bound, language if language in LANGUAGES else "")
    borders = choose_borders(outline, shortest, longest)
    maker = _Maker(document, pieces, quizzes, outline, longest)
    drafts = [maker.draft(first, end) for first, end in zip(borders, [*borders[1:], len(outline.atoms)], strict=True)]
    _tell_apart(drafts, [outline.atoms[place].opening for place in borders])
    for draft in drafts:
        draft.first, draft.last = places[draft.first], places[draft.last]
    return drafts


def _is_title_page(document: Document, places: list[int]) -> bool:
    """Whether the document begins with its own title as a heading that nothing stands under: the next heading is no lower."""
    first, second = (document.pieces[place] for place in places[:2]) if len(places) > 1 else (Piece("text"), Piece("text"))
    if (first.kind, second.kind) != ("heading", "heading") or second.level > first.level:
        return False
    return plain_line(first.markdown).casefold() == plain_line(document.title).casefold()


class _Maker:
    """What every draft of one document is made with."""

    def __init__(self, document: Document, pieces: list[Piece], quizzes: Quizzes, outline: Outline, longest: float):
        self.document, self.pieces, self.quizzes, self.outline, self.longest = document, pieces, quizzes, outline, longest

    def draft(self, first: int, end: int) -> Draft:
        """The draft of the atoms `first` up to, not including, `end`."""
        atoms = self.outline.atoms[first:end]
        language = _language_of(atoms)
        begin, last = atoms[0].first, atoms[-1].last
        title, named_by = self._title(first, end)
        maker = BlockMaker(self.pieces, self.quizzes, language)
        blocks = maker.make(begin + named_by, last)
        text = plain_text(blocks)
        draft = Draft(
            key=titles.key_of(atoms[0].outline, self._own_heading(atoms[0], named_by), atoms[0].opening),
            title=title or titles.shorten(plain_line(self.document.title)) or titles.first_sentence(text) or "–",
            language=language,
            blocks=blocks,
            minutes=reckon_minutes(blocks, language),
            first=begin,
            last=last,
            images=maker.images,
            words=sum(atom.words for atom in atoms),
            warnings=maker.warnings,
            outline=list(atoms[0].outline),
            fingerprint=fingerprint(text),
        )
        self._warn(draft, first, end)
        return draft

    def _own_heading(self, atom: Atom, named_by: int) -> str:
        """The heading that the key ends in: the one that gave the title, else the first."""
        headings = [p for p in self.pieces[atom.first : atom.first + max(named_by, 1)] if p.kind == "heading"]
        return "/".join(plain_line(p.markdown) for p in headings) or atom.heading

    def _title(self, first: int, end: int) -> tuple[str, int]:
        """(title, how many leading headings it stands for and so need not be in the text)."""
        atoms = self.outline.atoms
        leading = []
        for piece in self.pieces[atoms[first].first : atoms[first].last + 1]:
            if piece.kind != "heading":
                break
            leading.append(piece)
        if not leading:
            sentence = titles.first_sentence(" ".join(p.plain() for p in self.pieces[atoms[first].first : atoms[first].last + 1]))
            return sentence, 0
        if self.outline.ends[first] < end:
            return self._title_of_several(first, end), 0
        whole = self.outline.ends[first] == end
        own = leading[0] if whole or len(leading) == 1 else leading[-1]
        count = leading.index(own) + 1
        above = plain_line(leading[count - 2].markdown) if count > 1 else (atoms[first].outline or ("",))[-1]
        heading = plain_line(own.markdown)
        return (titles.below(above, heading) if titles.is_generic(heading) else titles.shorten(heading)), count

    def _title_of_several(self, first: int, end: int) -> str:
        atoms, beside, at = self.outline.atoms, [], first
        while at < end:
            if atoms[at].heading:
                beside.append(at)
            at = min(self.outline.ends[at], end) if atoms[at].heading else at + 1
        if not beside:  # headings without a word
            return ""
        lengths = [self.outline.minutes(at, min(self.outline.ends[at], end)) for at in beside]
        if max(lengths) >= 0.75 * sum(lengths):
            # One section and its short neighbours: it keeps its name.
            return titles.shorten(atoms[beside[lengths.index(max(lengths))]].heading)
        above = atoms[first].outline[-1] if atoms[first].outline else ""
        return titles.of_sections([atoms[at].heading for at in beside], above)

    def _warn(self, draft: Draft, first: int, end: int) -> None:
        atoms, say = self.outline.atoms[first:end], draft.warnings.append
        if self.outline.minutes(first, end) > self.longest:
            tables = [p for a in atoms for p in self.pieces[a.first : a.last + 1] if p.kind == "table" and p.words() > 100 * self.longest]
            say("long-table" if tables else "over-length")
        if not any(atom.level != TEXT_LEVEL for atom in atoms[:1]):
            say("no-heading")
        if len({atom.language for atom in atoms}) > 1:
            say("mixed-language")
        if (draft.blocks and all(block["kind"] == "heading" for block in draft.blocks)) or not draft.blocks:
            say("empty-heading")


def _language_of(atoms: list[Atom]) -> str:
    minutes: dict[str, float] = defaultdict(float)
    for atom in atoms:
        minutes[atom.language] += atom.minutes + 0.001
    return max(minutes, key=lambda code: (minutes[code], code))


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal digits made of the words alone: case, marks and spacing do not count."""
    return blake2b(" ".join(re.findall(r"\w+", text.casefold())).encode(), digest_size=8).hexdigest()


def _tell_apart(drafts: list[Draft], openings: list[str]) -> None:
    """Keys are unique: those of namesakes end in a number made of their first words, which does not change when one of them goes. A title that
    another draft has too gets the heading above it in front.
    """
    namesakes = Counter(draft.key for draft in drafts)
    seen: Counter[str] = Counter()
    for draft, opening in zip(drafts, openings, strict=True):
        if namesakes[draft.key] > 1:
            draft.key = f"{draft.key}~{titles.number_of(opening)}"
        seen[draft.key] += 1
        if seen[draft.key] > 1:
            draft.key = f"{draft.key}#{seen[draft.key]}"
    same = Counter(draft.title.casefold() for draft in drafts)
    for draft in drafts:
        if same[draft.title.casefold()] > 1 and draft.outline:
            draft.title = titles.below(draft.outline[-1], draft.title)
