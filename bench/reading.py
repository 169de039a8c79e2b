"""`osaava bench reading FOLDER`: how many of each file's words a reader carries over, how fast, and with how much memory.

The words of a file are counted by other means than the readers': the standard library's XML and HTML parsers, and PDFium for PDF. A word counts as
carried when the document has it as often as the file does. Speed is measured on long documents made here (`--pages`); a page is 300 words where a
format has none.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import tempfile
import zipfile
from collections import Counter, defaultdict
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
WORDS_ON_A_PAGE = 300
_PAGE = ("running-header", "hidden", "form", "drawing", "embedded-object")
LEFT_OUT_ON_PURPOSE = {
    ".pdf": ("running-header",), ".docx": ("contents-table", "hidden"), ".pptx": ("running-header", "hidden"), ".odt": ("contents-table",),
    ".md": ("front-matter", "hidden", "form", "drawing"), ".html": _PAGE, ".htm": _PAGE, ".zip": _PAGE,
}  # fmt: skip
"""What `source_text` counts and a reader reports as left out; those words are not expected."""


def run(argv: list[str]) -> int:
    """Measure and print two Markdown tables."""
    parser = argparse.ArgumentParser(prog="osaava bench reading")
    parser.add_argument("folder", type=Path, help="documents to read; folders inside are read too")
    parser.add_argument("--pages", type=int, default=100, help="length of the documents made for measuring speed; 0 leaves them out")
    options = parser.parse_args(argv)
    from osaava.exchange.reading import port

    print(f"{date.today()}\n\n| file | words | carried | share | left out | warnings | s | MB |\n|---|---|---|---|---|---|---|---|")
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted(p for p in options.folder.rglob("*") if p.is_file() and port.is_readable(p.name)):
        _file(path, options.folder, totals)
    print("\n| format | files' words | carried |\n|---|---|---|")
    for kind, (words, found) in sorted(totals.items()):
        print(f"| {kind} | {words} | {found / max(words, 1):.1%} |")
    if options.pages:
        _speed(options.pages)
    return 0


def _file(path: Path, root: Path, totals: dict[str, list[int]]) -> None:
    from osaava.exchange.reading.document import Refused
    from osaava.exchange.reading.sandbox import read_measured

    with tempfile.TemporaryDirectory(prefix="osaava-bench-") as out:
        try:
            measured = read_measured(path, Path(out), root=root)
        except Refused as refused:
            print(f"| {path.relative_to(root)} | | refused: {refused.code} | | | | | |")
            return
    document = measured.document
    source = Counter(word.lower() for word in WORD.findall(source_text(path)))
    source -= Counter(n for n in source.elements() if n.isdigit())  # numbers of lists and pages are made by some formats and written in others
    carried = Counter(word.lower() for piece in document.pieces for word in WORD.findall(piece.plain()))
    found = (source & carried).total()
    words = source.total() - sum(entry.words for entry in document.left_out if entry.what in LEFT_OUT_ON_PURPOSE.get(path.suffix.lower(), ()))
    totals[path.suffix[1:].lower()][0] += words
    totals[path.suffix[1:].lower()][1] += found
    left = ", ".join(sorted({entry.what for entry in document.left_out}))
    print(
        f"| {path.relative_to(root)} | {words} | {found} | {found / max(words, 1):.1%} | {left} | {', '.join(document.warnings)} "
        f"| {measured.seconds:.2f} | {measured.megabytes:.0f} |", flush=True,
    )  # fmt: skip


# The words of a file, by other means than the readers'


def source_text(path: Path) -> str:
    """All running text of a file."""
    kind = path.suffix.lower()
    if kind in (".md", ".markdown", ".txt"):
        return _markdown(path.read_text(encoding="utf-8", errors="replace"))
    if kind in (".html", ".htm", ".xhtml"):
        return _page(path.read_text(encoding="utf-8", errors="replace"))
    if kind == ".pdf":
        return _pdf(path)
    with zipfile.ZipFile(path) as archive:
        if kind == ".zip":
            return " ".join(_page(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist() if name.endswith((".html", ".htm")))
        wanted = {
            ".docx": r"word/(document|footnotes|endnotes)\.xml",
            ".pptx": r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml",
            ".odt": r"content\.xml",
        }[kind]
        return " ".join(_xml(archive.read(name)) for name in archive.namelist() if re.fullmatch(wanted, name))


def _xml(data: bytes) -> str:
    """Text below paragraphs, which are divided by blanks."""
    out: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        name = element.tag.rpartition("}")[2]
        if name in ("del", "delText", "instrText", "annotation", "tracked-changes", "desc", "title"):
            return
        out.append(" " if name in ("p", "h", "br", "tab", "s", "line-break") else "")
        out.append(element.text or "")
        for child in element:
            walk(child)
            out.append(child.tail or "")

    walk(ElementTree.fromstring(data))
    return "".join(out)


def _markdown(text: str) -> str:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", " ", text)
    return html.unescape(re.sub(r"<[^>]+>|[*`#]", "", text.replace("_", " ")))


class _Words(HTMLParser):
    INLINE = ("a", "b", "i", "em", "strong", "span", "code", "sup", "sub", "s", "u")

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "head", "nav", "template", "noscript")
        self.out.append("" if tag in self.INLINE else " ")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "head", "nav", "template", "noscript")
        self.out.append("" if tag in self.INLINE else " ")

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)


def _page(text: str) -> str:
    parser = _Words()
    parser.feed(text)
    return "".join(parser.out)


def _pdf(path: Path) -> str:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    return re.sub(r"[\ufffe\ufffd\x02-]\s*[\r\n]+(?=[a-zåäö])", "", text).replace("\ufffe", "")


# Speed


def _speed(pages: int) -> None:
    from osaava.exchange.reading.sandbox import read_measured

    print(
        f"\nDocuments of {pages} pages, made here; processor time of the child without its start.\n\n| format | pages/s | s | peak MB |\n|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory(prefix="osaava-bench-") as folder:
        for make in (_make_md, _make_html, _make_docx, _make_odt, _make_pptx, _make_pdf):
            path = make(Path(folder), pages)
            measured = read_measured(path, Path(folder) / "out", seconds=300)
            document = measured.document
            length = document.pages or document.source_words / WORDS_ON_A_PAGE
            print(
                f"| {path.suffix[1:]} | {length / max(measured.seconds, 0.001):.0f} | {measured.seconds:.1f} | {measured.megabytes:.0f} |", flush=True
            )


def _sections(pages: int):
    """(title, paragraphs) of every page, always the same."""
    from bench.data import WORDS

    chance = random.Random(3)
    for number in range(pages):
        yield f"Luku {number + 1}", [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(5)]


def _make_md(folder: Path, pages: int) -> Path:
    (folder / "a.md").write_text("\n\n".join(f"## {title}\n\n" + "\n\n".join(texts) for title, texts in _sections(pages)))
    return folder / "a.md"


def _make_html(folder: Path, pages: int) -> Path:
    body = "".join(f"<h2>{title}</h2>" + "".join(f"<p>{text}</p>" for text in texts) for title, texts in _sections(pages))
    (folder / "a.html").write_text(f"<!doctype html><html><body>{body}</body></html>")
    return folder / "a.html"


def _make_docx(folder: Path, pages: int) -> Path:
    import docx

    document = docx.Document()
    for title, texts in _sections(pages):
        document.add_heading(title, 2)
        for text in texts:
            document.add_paragraph(text)
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def _make_odt(folder: Path, pages: int) -> Path:
    name = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    body = "".join(f'<t:h t:outline-level="2">{title}</t:h>' + "".join(f"<t:p>{text}</t:p>" for text in texts) for title, texts in _sections(pages))
    with zipfile.ZipFile(folder / "a.odt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        head = f'<o:document-content xmlns:o="{name.format("office")}" xmlns:t="{name.format("text")}">'
        archive.writestr("content.xml", f"{head}<o:body><o:text>{body}</o:text></o:body></o:document-content>")
    return folder / "a.odt"


def _make_pptx(folder: Path, pages: int) -> Path:
    from pptx import Presentation

    deck = Presentation()
    for title, texts in _sections(pages):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text_frame.text = title, "\n".join(texts)
    deck.save(str(folder / "a.pptx"))
    return folder / "a.pptx"


def _make_pdf(folder: Path, pages: int) -> Path:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    looks, flow = getSampleStyleSheet(), []
    for title, texts in _sections(pages):
        flow += [Paragraph(title, looks["Heading2"]), *(Paragraph(text, looks["BodyText"]) for text in texts), PageBreak()]
    SimpleDocTemplate(str(folder / "a.pdf")).build(flow)
    return folder / "a.pdf"
