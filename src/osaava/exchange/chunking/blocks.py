"""Pieces of a draft as the library's blocks, in the form the library itself would write them."""

from __future__ import annotations

import re

from osaava.exchange.chunking.outline import plain_line
from osaava.exchange.chunking.quizzes import Quizzes
from osaava.exchange.chunking.words import LABELLED, NOTES, SPEAKER, WARNING_WORDS, Label
from osaava.exchange.reading.document import Piece
from osaava.library.api import (
    MAX_BLOCKS,
    MAX_CELLS,
    MAX_ITEMS,
    MAX_LINE,
    MAX_TEXT,
    FormatError,
    clean_block,
    clean_blocks,
    clean_line,
    read_blocks,
    web_address,
    write_blocks,
)

_BOX_ITEM = re.compile(r"\A\s*(?:[-*+]|\d+[.)])\s+\\?\[[ xX]\\?\]\s+|\A\s*(?:[-*+]\s+)?[☐☑□]\s*")
_NOTE_MARK = re.compile(r"\A\\?\[(\d{1,4})\\?\][.:]?\s*")
_NOTE_REFERENCE = re.compile(r"\\?\[(\d{1,4})\\?\](?!\()")
_LONG_SPEECH = 60
"""Words from which on what a speaker says is the text, not a remark beside the slide."""


class BlockMaker:
    """Makes the blocks of one draft; `warnings` and `images` grow on the way."""

    def __init__(self, pieces: list[Piece], quizzes: Quizzes, language: str):
        self.pieces, self.quizzes, self.language = pieces, quizzes, language
        self.blocks: list[dict] = []
        self.warnings: list[str] = []
        self.images: list[str] = []
        self.notes: list[str] = []
        self.levels: list[int] = []
        self.counts: dict[str, int] = {}

    def make(self, first: int, last: int) -> list[dict]:
        """Blocks of the pieces `first` to `last`, both inclusive."""
        place = first
        while place <= last:
            if place in self.quizzes.questions:
                place = self._quiz(place)
                continue
            if place in self.quizzes.unanswered:
                self.warn("quiz-without-answers")
            if place not in self.quizzes.spoken_for:
                getattr(self, f"_{self.pieces[place].kind}")(self.pieces[place], place)
            place += 1
        if self.notes:
            self.blocks.append({"kind": "callout", "tone": "note", "title": NOTES[self.language], "markdown": "\n\n".join(self.notes)})
        return self._canonical()

    def warn(self, code: str) -> None:
        """Note a warning once."""
        if code not in self.warnings:
            self.warnings.append(code)

    def _canonical(self) -> list[dict]:
        """The blocks as they come back from the library's own Markdown."""
        blocks = clean_blocks(self.blocks)
        try:
            blocks = read_blocks(write_blocks(blocks))
        except FormatError:
            self.warn("shortened")
        if len(blocks) > MAX_BLOCKS:
            self.warn("too-many-blocks")
        return blocks

    def _id(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{kind[0]}{self.counts[kind]}"

    # -- words ------------------------------------------------------------------------------------------------------------------

    def _heading(self, piece: Piece, place: int) -> None:
        while self.levels and self.levels[-1] >= piece.level:
            self.levels.pop()
        self.levels.append(piece.level)
        text = plain_line(piece.markdown)
        if len(text) > 200:
            self._text(Piece(kind="text", markdown=piece.markdown), place)
        elif text:
            self.blocks.append({"kind": "heading", "level": 2 if len(self.levels) == 1 else 3, "text": text})

    def _text(self, piece: Piece, place: int) -> None:
        label = next((entry for entry in LABELLED if entry.pattern.match(piece.markdown)), None)
        if label:
            self._labelled(piece, label)
        else:
            self._words(piece.markdown)

    def _words(self, markdown: str) -> None:
        """Text joins the text before it: in the library's format they are one block."""
        markdown = clean_block(_guarded(markdown))
        if not markdown:
            return
        before = self.blocks[-1] if self.blocks else {}
        if before.get("kind") == "text" and len(before["markdown"]) + len(markdown) + 2 <= MAX_TEXT:
            before["markdown"] += "\n\n" + markdown
        else:
            self.blocks += [{"kind": "text", "markdown": part} for part in _portions(markdown)]

    def _labelled(self, piece: Piece, label: Label) -> None:
        rest = label.pattern.sub("", piece.markdown, count=1).strip().removeprefix("**").strip()
        if not rest:
            self._words(piece.markdown)
            return
        block = {"kind": label.kind, "title": "", "markdown": rest[:1].upper() + rest[1:]}
        if label.kind == "callout":
            block["tone"] = label.tone
        elif label.kind != "example":
            block["id"] = self._id(label.kind)
        self.blocks.append(block)

    def _list(self, piece: Piece, place: int) -> None:
        lines = [line for line in piece.markdown.split("\n") if line.strip()]
        if lines and len(lines) <= MAX_ITEMS and all(_BOX_ITEM.match(line) for line in lines) and place not in self.quizzes.unanswered:
            items = [clean_line(_BOX_ITEM.sub("", line)) for line in lines]
            if all(0 < len(item) <= MAX_LINE for item in items):
                self.blocks.append({"kind": "checklist", "id": self._id("checklist"), "title": "", "items": items})
                return
        self._words(piece.markdown)

    def _code(self, piece: Piece, place: int) -> None:
        markdown = piece.markdown.strip("\n")
        if not re.match(r"\s{0,3}(```|~~~)", markdown):
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", markdown)), 3)
            markdown = f"{fence}\n{markdown}\n{fence}"
        self._words(markdown)

    def _quote(self, piece: Piece, place: int) -> None:
        markdown = "\n".join(re.sub(r"\A\s{0,3}>\s?", "", line) for line in piece.markdown.split("\n"))
        self._contained({"kind": "quote", "source": plain_line(piece.title or piece.caption)}, markdown)

    def _callout(self, piece: Piece, place: int) -> None:
        title = plain_line(piece.title)
        words = WARNING_WORDS.search(title or piece.markdown[:60])
        tone = "note" if not words else "tip" if words["tip"] else "warning"
        self._contained({"kind": "callout", "tone": tone, "title": title[:200]}, piece.markdown)

    def _example(self, piece: Piece, place: int) -> None:
        self._contained({"kind": "example", "title": plain_line(piece.title)[:200]}, piece.markdown)

    def _contained(self, block: dict, markdown: str) -> None:
        for part in _portions(clean_block(markdown)):
            self.blocks.append(block | {"markdown": part})

    def _speaker(self, piece: Piece, place: int) -> None:
        if piece.words() >= _LONG_SPEECH:
            self._words(piece.markdown)
            return
        before = self.blocks[-1] if self.blocks else {}
        if before.get("title") == SPEAKER[self.language]:
            before["markdown"] += "\n\n" + clean_block(piece.markdown)
        else:
            self._contained({"kind": "callout", "tone": "note", "title": SPEAKER[self.language]}, piece.markdown)

    def _note(self, piece: Piece, place: int) -> None:
        mark, text = _NOTE_MARK.match(piece.markdown), clean_block(piece.markdown)
        number = mark[1] if mark else piece.title or self._number_of_note(place)
        text = _NOTE_MARK.sub("", text, count=1)
        self.notes.append(f"\\[{number}\\] {text}" if number else text)

    def _number_of_note(self, place: int) -> str:
        """The number that the text before the note calls it by: notes stand in the order of their references."""
        nth, at = 0, place - 1
        while at >= 0 and self.pieces[at].kind == "note":
            nth, at = nth + 1, at - 1
        numbers = _NOTE_REFERENCE.findall(self.pieces[at].plain() if self.pieces[at].kind == "table" else self.pieces[at].markdown) if at >= 0 else []
        return numbers[nth] if nth < len(numbers) else ""

    # -- things -----------------------------------------------------------------------------------------------------------------

    def _image(self, piece: Piece, place: int) -> None:
        alt = "" if piece.decorative else clean_line(piece.alt)[:MAX_LINE]
        if not alt and not piece.decorative:
            self.warn("needs-alt")
        if piece.image not in self.images:
            self.images.append(piece.image)
        caption = clean_line(plain_line(piece.caption))[:MAX_LINE]
        self.blocks.append({"kind": "image", "file": piece.image, "alt": alt, "decorative": piece.decorative, "caption": caption})

    def _link(self, piece: Piece, place: int) -> None:
        title = plain_line(piece.markdown) or piece.title or piece.url
        if web_address(piece.url):
            self.blocks.append({"kind": "link", "title": title[:MAX_LINE], "url": piece.url, "description": plain_line(piece.caption)[:MAX_LINE]})
        else:
            self.warn("bad-link")
            self._words(f"{title} ({piece.url})" if piece.url else title)

    def _table(self, piece: Piece, place: int) -> None:
        head, rows, align = list(piece.head), [list(row) for row in piece.rows], list(piece.align)
        if not any(map(str.strip, head)):
            head, rows = _head_seen(rows)
            if not any(head):
                self.warn("table-without-head")
        width = max([len(head), *map(len, rows)], default=0)
        if width > MAX_ITEMS or any(len(cell) > MAX_LINE for row in [head, *rows] for cell in row):
            self.warn("shortened")
            self._words("\n".join("- " + " – ".join(cell for cell in row if cell) for row in ([head, *rows] if any(head) else rows)))
            return
        at_once = max(1, MAX_CELLS // max(1, width))
        for start in range(0, max(1, len(rows)), at_once):
            caption = plain_line(piece.caption) if not start else ""
            block = {"kind": "table", "caption": caption, "head": head, "align": align, "rows": rows[start : start + at_once]}
            self.blocks.append(block)

    def _quiz(self, place: int) -> int:
        last, found = place, self.quizzes.questions.get(place)
        while found is not None and found.block is not None:
            block = found.block | {"id": self._id("quiz")}
            self.blocks.append(block)
            if any(not option["explanation"] for option in block["options"]):
                self.warn("quiz-without-explanation")
            last, found = found.last, found.next_inside
        return last + 1


def _head_seen(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """(head, rows) of a table without a heading row: the first row where it is bold throughout, or words above numbers."""
    if len(rows) < 2 or not all(map(str.strip, rows[0])) or len(rows[0]) < 2:
        return [], rows
    bold = all(re.fullmatch(r"\s*(\*\*|__).+\1\s*", cell) for cell in rows[0])
    words = not any(re.search(r"\d", cell) for cell in rows[0]) and all(len(cell.split()) <= 5 for cell in rows[0])
    columns = list(zip(*(row for row in rows[1:] if len(row) == len(rows[0])), strict=True))
    numbers = any(column and all(re.fullmatch(r"[\s\d.,%€+\-−–:]+", cell) for cell in column) for column in columns)
    if bold or (words and numbers):
        return [plain_line(cell) for cell in rows[0]], rows[1:]
    return [], rows


def _guarded(markdown: str) -> str:
    """Text in which no line opens a container, a heading or a picture of the library's format by accident; code stays as it is."""
    out, fence = [], ""
    for line in markdown.split("\n"):
        mark = re.match(r"\s{0,3}(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
        elif mark and fence and mark[1].startswith(fence):
            fence = ""
        elif not fence and re.match(r"#{1,3}[ \t]|:::|Table:", line):
            line = "\\" + line if not line.startswith("Table:") else " " + line
        out.append(line)
    return "\n".join(out)


def _portions(markdown: str) -> list[str]:
    """The text in portions that fit into a block, cut at blank lines, else at blanks."""
    out, rest = [], markdown
    while len(rest) > MAX_TEXT:
        cut = max(rest.rfind("\n\n", 0, MAX_TEXT), 0) or max(rest.rfind("\n", 0, MAX_TEXT), 0) or max(rest.rfind(" ", 0, MAX_TEXT), 0) or MAX_TEXT
        out.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*out, rest] if rest else out
