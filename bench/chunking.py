"""`osaava bench chunking FOLDER`: how many drafts an edit in one paragraph changes, and how long drafts are.

Long documents are built by joining the Markdown files below FOLDER and after them the starter units of the same language: with their headings, with
their titles only, with all headings on one level, and with none. Each edit takes one paragraph and appends a sentence, drops a sentence, replaces every word, or removes the paragraph; a draft counts as
changed when no draft of before has the same key, title and blocks.
"""

from __future__ import annotations

import argparse
import copy
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

PAGE_WORDS = 300
EDITS = ("append", "drop", "replace", "remove")
SENTENCE = {"fi": "Tämä virke lisättiin myöhemmin, koska lukija kysyi sitä.", "sv": "Den här meningen lades till senare eftersom en läsare frågade.", "en": "This sentence was added later."}


def _texts(folder: Path, language: str) -> list[str]:
    starter = Path(__file__).resolve().parents[1] / "src/osaava/library/starter/units"
    files = sorted(p for p in folder.rglob("*.md") if p.name not in ("MANIFEST.md", "README.md")) + sorted(starter.glob(f"*/{language}.md"))
    out = []
    for file in files:
        text = re.sub(r"\A---\n.*?\n---\n", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"^:::.*$|^\s*>.*$|^accept:.*$|^- \[[ x]\].*$", "", text, flags=re.MULTILINE)
        title = "" if text.lstrip().startswith("# ") else f"# {file.parent.name if len(file.stem) == 2 else file.stem}\n\n"
        out.append(title + re.sub(r"!?\[([^\]]*)\]\(([^)]*)\)", r"\1", text))
    return out


def long_documents(folder: Path, pages: int, language: str = "fi") -> dict:
    """name -> document of about `pages` pages, as far as there is text."""
    from osaava.exchange.tests.chunking.documents import document

    chosen, words = [], 0
    for text in _texts(folder, language):
        if words < pages * PAGE_WORDS:
            chosen.append(text)
            words += len(text.split())
    flat = [re.sub(r"^#{2,} .*$", "", text, flags=re.MULTILINE) for text in chosen]
    bare = [re.sub(r"^#+ .*$", "", text, flags=re.MULTILINE) for text in chosen]
    even = [re.sub(r"^#+ ", "## ", text, flags=re.MULTILINE) for text in chosen]
    found = {"headings": chosen, "only titles": flat, "one level": even, "no headings": bare}
    return {name: document("\n\n".join(parts)) for name, parts in found.items()}


def _edited(doc, place: int, how: str):
    new = copy.deepcopy(doc)
    piece = new.pieces[place]
    if how == "append":
        piece.markdown += " " + SENTENCE["fi"]
    elif how == "drop":
        piece.markdown = re.sub(r"\A.*?[.!?]\s+", "", piece.markdown, count=1, flags=re.DOTALL)
    elif how == "replace":
        piece.markdown = " ".join(f"{word}{n}" if word.isalpha() else word for n, word in enumerate(piece.markdown.split()))
    else:
        del new.pieces[place]
    return new


def stability(doc, edits: int) -> tuple[Counter, int, list]:
    """(changed drafts -> how many edits changed so many, number of drafts, the worst edits)."""
    from osaava.exchange.chunking import chunk

    def shown(draft):
        return (draft.key, draft.title, repr(draft.blocks))

    before = {shown(draft) for draft in chunk(doc)}
    paragraphs = [n for n, piece in enumerate(doc.pieces) if piece.kind == "text"]
    counts: Counter = Counter()
    worst = []
    for n in range(edits):
        place, how = paragraphs[n * len(paragraphs) // edits], EDITS[n % len(EDITS)]
        changed = sum(1 for draft in chunk(_edited(doc, place, how)) if shown(draft) not in before)
        counts[changed] += 1
        if changed > 2:
            worst.append((changed, place, how))
    return counts, len(before), worst


def run(argv: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="osaava bench chunking")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--language", default="fi")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from osaava.exchange.chunking import chunk

    for name, doc in long_documents(options.folder, options.pages, options.language).items():
        began = time.perf_counter()
        drafts = chunk(doc)
        took = time.perf_counter() - began
        counts, _number, worst = stability(doc, options.edits)
        sizes = Counter("under 3" if d.minutes < 3 else "3–5" if d.minutes <= 5 else "6–10" if d.minutes <= 10 else "11–15" if d.minutes <= 15 else "over 15" for d in drafts)
        print(f"{name}: {doc.words_carried} words, {len(doc.pieces)} pieces, {len(drafts)} drafts in {took:.2f} s")
        print("  minutes: " + ", ".join(f"{size}: {sizes[size]}" for size in ("under 3", "3–5", "6–10", "11–15", "over 15")))
        print(f"  drafts changed by one edited paragraph ({options.edits} edits): " + ", ".join(f"{n}: {counts[n]}" for n in sorted(counts)))
        if worst:
            print(f"  more than two: {worst[:6]}", file=sys.stderr)
    return 0
