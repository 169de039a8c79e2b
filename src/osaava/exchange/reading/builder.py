"""Puts a document together piece by piece, so that every reader groups lists, places captions and footnotes, and reports in the same way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from osaava.exchange.reading import marks
from osaava.exchange.reading.document import Document, LeftOut, Piece, count_words
from osaava.exchange.reading.images import Images
from osaava.exchange.reading.marks import Item

_VIDEO = re.compile(r"video|youtu|vimeo|player|stream|\b(?:katso|titta|watch|play)\b", re.IGNORECASE)
_TABLE_CAPTION = re.compile(r"^(?:taulukko|tabell|table)\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:image|img|picture|pict|screenshot|graphic|kuva|bild|alt text|content placeholder)?[\s\d_.:-]*|.{0,120}\.(?:png|jpe?g|gif|webp|bmp)",
    re.IGNORECASE,
)
_BOX = re.compile(r"^(?:\\\[([ xX]?)\\\]|([☐☑☒]))\s+")  # the box of a list of tasks or options stays what it is
_BOXES = {"☑": "x", "☒": "x"}
_FENCE = re.compile(r"`{3,}")


def alt_text(*candidates: str) -> str:
    """The first alternative text that says something: a file name or "Picture 3" is none."""
    for one in candidates:
        words = marks.tidy(one or "")[:500]
        if not _SAYS_NOTHING.fullmatch(words):
            return words
    return ""


def host_of(url: str) -> str:
    """The site's name out of an address, for a link that says nothing of itself."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def fenced(lines: Iterable[str], language: str = "") -> str:
    """Lines of code as a fenced block that nothing inside can close."""
    code = "\n".join(marks.tidy_code(line) for line in lines).strip("\n")
    longest = max((len(found) for found in _FENCE.findall(code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{re.sub(r'[^A-Za-z0-9+#-]', '', language)[:20]}\n{code}\n{fence}"


class Builder:
    """What a reader writes into. `place` and `anchor` go onto every piece made from then on."""

    def __init__(self, out: Path):
        self.document = Document()
        self.images = Images(out)
        self.place, self.anchor = "", 0
        self._items: list[Item] = []
        self._code: list[str] = []
        self._language = ""
        self._quote: list[str] = []
        self._caption = ""
        self._group_place = ("", 0)
        self._notes: list[Piece] = []
        self._group_notes: list[Piece] = []
        self._counts: Counter[str] = Counter()

    # Pieces

    def heading(self, markdown: str, level: int) -> None:
        """A heading of depth 1–6; one without a letter is left out."""
        markdown = " ".join(markdown.replace("\\\n", " ").split())
        if any(c.isalnum() for c in markdown):
            self._put(Piece("heading", markdown, level=min(max(level, 1), 6)))

    def text(self, markdown: str) -> None:
        """A paragraph."""
        if markdown.strip():
            self._put(Piece("text", marks.guard_start(markdown.strip())))

    def item(self, markdown: str, level: int = 0, number: int | None = None) -> None:
        """An item of a list; neighbours become one list."""
        if not markdown.strip():
            return
        if self._code or self._quote or (self._items and not level and (self._items[0].number is None) != (number is None)):
            self._flush()
        self._begin_group()
        self._items.append(Item(_BOX.sub(lambda found: f"[{found[1] or _BOXES.get(found[2], ' ')}] ", markdown.strip()), level, number))
        self._keep_notes()

    def more_of_item(self, markdown: str) -> bool:
        """A further paragraph of the last item; without one, a paragraph of its own. Says which of the two it became."""
        if not self._items:
            self.text(markdown)
            return False
        if markdown.strip():
            self._items[-1].markdown += "\n\n" + markdown.strip()
            self._keep_notes()
        return True

    def extend_item(self, markdown: str) -> None:
        """More words of the last item's paragraph."""
        if self._items and markdown.strip():
            self._items[-1].markdown += " " + markdown.strip()

    def code(self, line: str, language: str = "") -> None:
        """A line of code; neighbours become one block."""
        if self._items or self._quote:
            self._flush()
        self._begin_group()
        self._code.append(line)
        self._language = self._language or language
        self._keep_notes()

    def quote(self, markdown: str) -> None:
        """A paragraph of a quotation; neighbours become one."""
        if not markdown.strip():
            return
        if self._items or self._code:
            self._flush()
        self._begin_group()
        self._quote.append(marks.guard_start(markdown.strip()))
        self._keep_notes()

    def table(self, rows: list[list[str]], *, has_head: bool, caption: str = "", align: list[str] | None = None) -> None:
        """A table of one-line cells; rows are made equally long and empty ones left out."""
        width = max((len(row) for row in rows), default=0)
        rows = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
        kept = [row for row in rows if any(row)]
        if not kept:
            return
        has_head = has_head and rows[0] is kept[0] and len(kept) > 1
        head, body = (kept[0], kept[1:]) if has_head else ([], kept)
        self._flush()
        self._put(Piece("table", head=head, rows=body, align=align or [], caption=caption or self._take_caption()))

    def image(self, content: bytes, *, alt: str = "", caption: str = "", decorative: bool = False, url: str = "") -> None:
        """A picture; when it leads to a video the link is what matters, and it becomes a link card."""
        url = marks.web_address(url)
        if url and _VIDEO.search(f"{alt} {url}"):
            self.card(alt or host_of(url), url)
            self.leave("image", detail="linked")
            return
        key, why = self.images.keep(content)
        if not key:
            self.leave("drawing" if why == "drawing" else "image", detail=why)
            if alt:
                self.text(marks.escape(alt))
            return
        self._flush()
        piece = Piece("image", image=key, alt="" if decorative else alt, decorative=decorative, caption=caption or self._take_caption())
        self._put(piece)
        if url:
            self.card(alt or host_of(url), url)

    def card(self, title: str, url: str) -> None:
        """A link that stands alone."""
        if address := marks.web_address(url):
            self._put(Piece("link", marks.escape(marks.tidy(title)) or address, url=address))

    def caption(self, markdown: str) -> None:
        """A caption: of the picture or table before it, else of the one that follows."""
        if not markdown.strip():
            return
        self._flush()
        last = self.document.pieces[-1] if self.document.pieces else None
        if last and not last.caption and (last.kind == "image" or (last.kind == "table" and _TABLE_CAPTION.match(markdown))):
            last.caption = markdown
            self._put_notes()
        else:
            self._drop_caption()
            self._caption = markdown

    def speaker(self, markdown: str) -> None:
        """Spoken text beside a slide."""
        if markdown.strip():
            self._put(Piece("speaker", marks.guard_start(markdown.strip())))

    def callout(self, markdown: str, title: str = "") -> None:
        """A boxed remark."""
        if markdown.strip():
            self._put(Piece("callout", marks.guard_start(markdown.strip()), title=title))

    def note(self, label: str, markdown: str) -> None:
        """A footnote of the text that is handed over next."""
        if markdown.strip():
            self._notes.append(Piece("note", marks.guard_start(markdown.strip()), title=label))

    # The report

    def leave(self, what: str, *, detail: str = "", words: int = 0, place: str = "") -> None:
        """Say that something was left out; the same thing twice at one place is said once, with both counts of words."""
        place = place or self.place
        for entry in self.document.left_out:
            if (entry.what, entry.place, entry.detail) == (what, place, detail):
                entry.words += words
                return
        self.document.left_out.append(LeftOut(what, place, detail, words))

    def count(self, what: str, number: int = 1) -> None:
        """Say that so many of something were left out in the whole file."""
        self._counts[what] += number

    def warn(self, code: str) -> None:
        """Add a warning once."""
        if code not in self.document.warnings:
            self.document.warnings.append(code)

    def finish(self, source_text: str) -> Document:
        """The document, with the words of its source counted and a title found."""
        self._flush()
        self._drop_caption()
        document = self.document
        document.images = dict(self.images.files)
        document.left_out += [LeftOut(what, detail=str(number)) for what, number in sorted(self._counts.items()) if number]
        document.source_words = count_words(source_text)
        headings = [piece for piece in document.pieces if piece.kind == "heading"]
        if not headings and document.words_carried > 300:
            self.warn("no-headings")
        if document.pieces and document.pieces[0].kind == "heading":
            document.title = document.pieces[0].plain()
        document.title = marks.tidy(document.title)[:200]
        document.authors = [name for name in (marks.tidy(author)[:120] for author in document.authors) if name][:20]
        if len(self.images.files) > 100:
            self.warn("many-images")
        return document

    # Inside

    def _put(self, piece: Piece) -> None:
        self._flush()
        if self._caption:
            self._drop_caption()
        piece.place, piece.anchor = self.place, self.anchor
        self.document.pieces.append(piece)
        self._put_notes()

    def _put_notes(self) -> None:
        for note in self._notes:
            note.place, note.anchor = self.place, self.anchor
        self.document.pieces += self._notes
        self._notes = []

    def _begin_group(self) -> None:
        if not (self._items or self._code or self._quote):
            self._group_place = self.place, self.anchor

    def _keep_notes(self) -> None:
        self._group_notes += self._notes
        self._notes = []

    def _take_caption(self) -> str:
        caption, self._caption = self._caption, ""
        return caption

    def _drop_caption(self) -> None:
        """A caption that met neither a picture nor a table is a paragraph."""
        if caption := self._take_caption():
            piece = Piece("text", marks.guard_start(caption), place=self.place, anchor=self.anchor)
            self.document.pieces.append(piece)

    def _flush(self) -> None:
        """Turn what was collected into its piece."""
        if self._items:
            piece = Piece("list", marks.list_markdown(self._items))
        elif any(line.strip() for line in self._code):
            piece = Piece("code", fenced(self._code, self._language))
        elif self._quote:
            piece = Piece("quote", "\n\n".join(self._quote))
        else:
            self._code = []
            return
        self._items, self._code, self._quote, self._language = [], [], [], ""
        fresh, self._notes = self._notes, self._group_notes
        self._group_notes = []
        self._drop_caption()
        piece.place, piece.anchor = self._group_place
        self.document.pieces.append(piece)
        self._put_notes()
        self._notes = fresh
