"""Paragraphs, headings, lists and notes out of lines in reading order."""

from __future__ import annotations

import re

from osaava.exchange.formats.pdf.layout import BULLET, NUMBER, Line, heading_sizes
from osaava.exchange.reading import marks
from osaava.exchange.reading.builder import Builder
from osaava.exchange.reading.marks import Run

_ENDS = re.compile(r"[.!?:;…][”\"')\]]*$")
_NOTE = re.compile(r"(\d{1,3})(?:[.)])?$")
_HYPHENS = ("-", "\u00ad", "\u2010")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_CAPTION = re.compile(r"(?:kuva|kuvio|kaavio|taulukko|bild|figur|tabell|figure|fig\.|table)\s*\d+\s*[.:]", re.IGNORECASE)


class Flow:
    """Takes the lines one by one; `end` finishes what is open."""

    def __init__(self, builder: Builder, lines: list[Line], body: float):
        self.builder, self.body = builder, body
        self.sizes = heading_sizes(lines, body)
        self.compounds = {found.lower() for line in lines for found in _COMPOUND.findall(line.text)}
        self.open: list[Line] = []
        self.kind = ""
        self.indents: list[float] = []
        self.place = ("", 0)
        self.numbers = 0
        """Numbers of list items, which are the list's now and no words of the text."""

    def line(self, line: Line) -> None:
        """The next line of the text."""
        kind = self._kind_of(line)
        if not (self.open and self._goes_on(line, kind)):
            self.end()
            self.kind = kind
            self.place = (self.builder.place, self.builder.anchor)
        self.open.append(line)

    def end(self) -> None:
        """Hand the open paragraph over."""
        if not self.open:
            return
        lines, self.open = self.open, []
        here = (self.builder.place, self.builder.anchor)
        self.builder.place, self.builder.anchor = self.place
        self._hand_over(lines)
        self.builder.place, self.builder.anchor = here

    def _hand_over(self, lines: list[Line]) -> None:
        builder = self.builder
        if self.kind == "code":
            for line in lines:
                builder.code(" " * max(0, round((line.left - min(one.left for one in lines)) / (self.body * 0.6))) + line.text)
        elif self.kind == "item":
            self._item(lines)
        elif self.kind.startswith("heading"):
            self.indents = []
            plain = [Run(r.text, italic=r.italic, code=r.code, url=r.url) for r in self._runs(lines)]
            builder.heading(marks.inline(plain), int(self.kind[-1]))
        elif self.kind == "note":
            label = _NOTE.match(lines[0].words[0].text)
            lines[0].words = lines[0].words[1:]
            builder.note(label[1] if label else "", marks.inline(self._runs(lines)))
        elif _CAPTION.match(lines[0].text) and len(lines) <= 4:
            builder.caption(marks.inline(Run(r.text, url=r.url) for r in self._runs(lines)))
        else:
            self.indents = []
            builder.text(marks.inline(self._runs(lines)))

    def _item(self, lines: list[Line]) -> None:
        first = lines[0]
        mark, left = first.mark, first.left
        while self.indents and left < self.indents[-1] - self.body * 0.5:
            self.indents.pop()
        if not self.indents or left > self.indents[-1] + self.body * 0.5:
            self.indents.append(left)
        number = NUMBER.fullmatch(mark)
        if number or BULLET.fullmatch(mark):
            first.words = first.words[1:]
        self.numbers += bool(number)
        self.builder.item(marks.inline(self._runs(lines)), len(self.indents) - 1, int(number[1]) if number else None)

    # Judgements

    def _kind_of(self, line: Line) -> str:
        if line.is_code and line.size <= self.body * 1.1:
            return "code"
        for level, size in enumerate(self.sizes, 1):
            if abs(line.size - size) <= max(0.4, self.body * 0.03) and any(c.isalpha() for c in line.text):
                return f"heading{min(level, 6)}"
        if line.mark:
            return "item"
        first = line.words[0]
        if line.size < self.body * 0.93 and len(line.words) > 1 and _NOTE.match(first.text) and first.size < line.words[1].size * 1.01:
            return "note"
        if line.is_bold and len(line.words) <= 12 and not re.search(r"[.,;:]$", line.text) and any(c.isalpha() for c in line.text):
            return f"heading{min(len(self.sizes) + 1, 6)}"
        return "text"

    def _goes_on(self, line: Line, kind: str) -> bool:
        """Whether the line continues the open paragraph."""
        last = self.open[-1]
        same_size = abs(last.size - line.size) < 0.6
        if kind.startswith("heading") or self.kind.startswith("heading"):
            if self.kind == "text" and kind[-1] == str(len(self.sizes) + 1) and line.size <= self.body * 1.1 and last.is_bold is False:
                return self._is_next(last, line) and not _ENDS.search(last.text)  # a bold piece inside a sentence
            return kind == self.kind and same_size and last.page == line.page and self._is_next(last, line)
        if kind in ("item", "note") or (kind == "code") != (self.kind == "code"):
            return False
        if last.page != line.page or line.top < last.top - self.body:  # a new page or column
            return self.kind != "code" and not _ENDS.search(last.text) and line.text[:1].islower()
        return same_size and self._is_next(last, line)

    def _is_next(self, last: Line, line: Line) -> bool:
        """Whether there is no more than a line's usual distance between the two."""
        return line.top - last.bottom < 0.75 * max(last.size, line.size) and line.left < last.right + self.body * 3

    # Words

    def _runs(self, lines: list[Line]) -> list[Run]:
        runs: list[Run] = []
        for n, line in enumerate(lines):
            for m, word in enumerate(line.words):
                following = line.words[m + 1] if m + 1 < len(line.words) else None
                text, blank = word.text, following is None or following.left - word.right > 0.08 * word.size
                if m == len(line.words) - 1 and n + 1 < len(lines):
                    text, blank = self._mended(text, lines[n + 1].words[0].text if lines[n + 1].words else "")
                runs.append(word.run(text))
                if blank:
                    runs.append(Run(" ", url=word.url if following is not None and following.url == word.url else ""))
        return runs

    def _mended(self, text: str, following: str) -> tuple[str, bool]:
        """(the last word of a line, whether a blank follows): a word that was broken becomes whole again."""
        if not text.endswith(_HYPHENS) or not following[:1].isalpha():
            return text, True
        if len(text) == 1:
            return text, False  # "suunnittelu- ja -ohjelma": the hyphen belongs to the word that follows
        stem, start = text[:-1], re.match(r"[^\W_]+", following)
        if not stem[-1].isalpha():
            return text, False
        whole = f"{stem.rpartition(' ')[2]}-{start[0] if start else ''}".lower()
        same_vowel = stem[-1].lower() == following[0].lower() and stem[-1].lower() in "aeiouyäöå"  # Finnish never joins these without a hyphen
        keeps = text[-1] != "\u00ad" and (stem[-1].isupper() or following[0].isupper() or same_vowel or whole in self.compounds)
        return (text, False) if keeps else (stem, False)
