"""Plain Markdown as others write it (CommonMark, pipe tables, strikethrough, footnotes, raw HTML): rendered to a tree and read like a page.

Front matter gives title, authors, language and licence. A folder in the product's own format is `folder.py`'s, not ours.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from osaava.exchange.reading import html_tree, marks
from osaava.exchange.reading.beside import image_beside
from osaava.exchange.reading.builder import Builder
from osaava.exchange.reading.document import Document, Refused, count_words
from osaava.exchange.reading.port import Source

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_NOTE = re.compile(r"^\[\^([^\]\s]{1,60})\]:[ \t]*(.*(?:\n(?:[ ]{2,}|\t).*)*)", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\](?!:)")
_MARKDOWN = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TARGET = re.compile(
    r"\]\(\s*<?[^)\s>]*>?(\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|^\s*\[[^\]]+\]:\s*\S+.*$|<(?!https?:|mailto:)[a-z/!][^>]*>", re.MULTILINE | re.IGNORECASE
)
_NUMBER = re.compile(r"^[ \t>]*\d{1,9}[.)](?=[ \t])", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")


def read(source: Source, out: Path) -> Document:
    """The file's blocks in order; pictures are looked for beside the file, inside the folder that is imported."""
    builder = Builder(out)
    if source.look.guessed:
        builder.warn("encoding-guessed")
    text = source.look.text
    if front := _FRONT.match(text):
        text = text[front.end() :]
        _facts(front[1], builder)
    notes = {label: " ".join(body.split()) for label, body in _NOTE.findall(text)}
    try:
        page = _rendered(_with_notes(text, notes), source.look.text.count("\n") - text.count("\n"))
    except RecursionError:
        raise Refused("broken", "nested too deep") from None
    if page.strip():
        folder = source.path.parent.resolve()
        html_tree.Walk(builder, lambda address: image_beside(address, folder, source.root)).walk(html_tree.parse(f"<body>{page}</body>"))
    return builder.finish(_source_text(text))


def _rendered(text: str, before: int) -> str:
    """HTML whose blocks know their line in the file; `before`: lines of the front matter."""
    surroundings: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(text, surroundings)
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type != "html_block":
            token.attrSet("data-line", str(token.map[0] + 1 + before))
    return _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, surroundings)


def _facts(front: str, builder: Builder) -> None:
    """What the front matter says; what is not understood is left out and counted."""
    builder.leave("front-matter", words=count_words(front))
    if len(front) > 20_000 or "&" in front or "*" in front:
        return  # aliases can grow without end
    try:
        found: Any = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    if not isinstance(found, dict):
        return
    document = builder.document
    document.title = str(found.get("title") or "")
    language = str(found.get("lang") or found.get("language") or "")[:2].lower()
    document.language = language if language.isalpha() else ""
    document.licence = str(found.get("license") or found.get("licence") or found.get("rights") or "")[:200]
    authors = found.get("author") or found.get("authors") or []
    document.authors = [str(one) for one in (authors if isinstance(authors, list) else [authors]) if isinstance(one, (str, int))]


def _with_notes(text: str, notes: dict[str, str]) -> str:
    """Footnotes as the links and the section that the tree reader knows."""
    if not notes:
        return text
    used: list[str] = []

    def mark(found: re.Match) -> str:
        if found[1] not in notes:
            return found[0]
        if found[1] not in used:
            used.append(found[1])
        return f'<a href="#note-{used.index(found[1])}" class="footnote-ref">{used.index(found[1]) + 1}</a>'

    body = _REFERENCE.sub(mark, _NOTE.sub("", text))
    rest = [label for label in notes if label not in used]
    items = "".join(f'<li id="note-{n}">{_MARKDOWN.renderInline(notes[label])}</li>' for n, label in enumerate(used))
    extra = "".join(f"\n\n{notes[label]}" for label in rest)
    return f'{body}{extra}\n\n<section class="footnotes"><ol>{items}</ol></section>\n'


def _source_text(text: str) -> str:
    """The words of the file without marks, addresses and alternative texts: counted on the text, not on what became of it."""
    text = _IMAGE.sub(" ", _UNSEEN.sub(" ", text))
    text = _NOTE.sub(lambda found: found[2], text)
    text = re.sub(r"\[\^[^\]]*\]", " 1 ", _NUMBER.sub("", text))
    return marks.unescape_entities(_TARGET.sub("] ", text))
