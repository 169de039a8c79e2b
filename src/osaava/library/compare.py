"""Two texts side by side, block by block: for change pages, for comparing versions and for the merge screen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from osaava.library.data import TextData
from osaava.library.enums import BlockKind
from osaava.library.markdown import write_blocks
from osaava.library.models import UnitVersion

_WORDS = re.compile(r"\s+|[^\s]+")
MAX_WORDS = 3_000


@dataclass
class Row:
    """One pair of parts. `kind`: same, changed, added or removed; `before` and `after` are Markdown, `*_html` show the difference."""

    kind: str
    title: str
    before: str = ""
    after: str = ""
    before_html: SafeString | str = ""
    after_html: SafeString | str = ""


def word_diff(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts escaped, with what was removed and added marked word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > MAX_WORDS or len(new) > MAX_WORDS:
        return mark_safe(escape(before)), mark_safe(escape(after))
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape("".join(old[a:b])), escape("".join(new[c:d]))
        left.append(gone if kind == "equal" or not gone else f"<del>{gone}</del>")
        right.append(come if kind == "equal" or not come else f"<ins>{come}</ins>")
    return mark_safe("".join(left)), mark_safe("".join(right))


def _row(title: str, before: str, after: str) -> Row:
    if before == after:
        return Row("same", title, before, after, escape(before), escape(after))
    kind = "changed" if before and after else "added" if after else "removed"
    left, right = word_diff(before, after)
    return Row(kind, title, before, after, left, right)


def _title(block: dict) -> str:
    label = str(BlockKind(block["kind"]).label)
    words = block.get("title") or block.get("text") or block.get("caption") or ""
    return f"{label}: {words}" if words else label


def _key(block: dict) -> str:
    return f"{block['kind']}#{block.get('id') or ''}"


def blocks(before: list[dict], after: list[dict]) -> list[Row]:
    """Blocks paired by what they say, then by kind and id."""
    old, new = [write_blocks([b]).strip() for b in before], [write_blocks([b]).strip() for b in after]
    rows: list[Row] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [Row("same", _title(block), text, text, escape(text), escape(text)) for block, text in zip(before[a:b], old[a:b], strict=True)]
        else:
            rows += _paired(before[a:b], after[c:d])
    return rows


def _paired(before: list[dict], after: list[dict]) -> list[Row]:
    """Within a changed stretch: the same kind and id belong together, the rest came or went."""
    rows: list[Row] = []
    left, right = [_key(b) for b in before], [_key(b) for b in after]
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        olds, news = before[a:b], after[c:d]
        if kind == "equal":
            rows += [_row(_title(n), write_blocks([o]).strip(), write_blocks([n]).strip()) for o, n in zip(olds, news, strict=True)]
        else:
            rows += [_row(_title(o), write_blocks([o]).strip(), "") for o in olds]
            rows += [_row(_title(n), "", write_blocks([n]).strip()) for n in news]
    return rows


def texts(before, after) -> list[Row]:
    """Title, summary, outcomes and blocks of two texts (anything with those four attributes)."""
    rows = [
        _row(str(_("Title")), before.title, after.title),
        _row(str(_("Summary")), before.summary, after.summary),
        _row(str(_("Outcomes")), "\n".join(before.outcomes), "\n".join(after.outcomes)),
    ]
    return [row for row in rows if row.before or row.after] + blocks(before.blocks, after.blocks)


def versions(before: UnitVersion, after: UnitVersion, language: str) -> list[Row]:
    """The texts of two versions in one language; a language that one of them lacks shows as added or removed."""
    found = {t.version_id: t for t in [*before.texts.filter(language=language), *after.texts.filter(language=language)]}
    return texts(found.get(before.pk, TextData()), found.get(after.pk, TextData()))
