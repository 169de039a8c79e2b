"""What came of a collection, as plain values and as a file: every file, every draft unit, the share of words that came along, and what to look at."""

from __future__ import annotations

from django.utils.translation import gettext as _

from osaava.exchange.collections.enums import SourceState
from osaava.exchange.collections.models import Collection
from osaava.exchange.collections.scoping import in_its_scope
from osaava.exchange.collections.words import carried, chunk_state, left_out_text, place_text, refusal_text, source_state, warning_text

FACTS = (
    "name", "state", "code", "detail", "sha256", "pages", "source_words", "words_carried", "warnings", "left_out", "imported_at", "revision",
    "authors_found", "licence_found",
)  # fmt: skip


@in_its_scope
def report(collection: Collection) -> dict:
    """{collection, totals, sources: [{…, chunks: [{title, minutes, language, state, theme, slug, warnings}]}]}."""
    chunks: dict[int, list[dict]] = {}
    for chunk in collection.chunks.select_related("unit", "theme").defer("blocks", "imported", "conflict").order_by("place"):
        chunks.setdefault(chunk.source_id, []).append({
            "title": chunk.title, "minutes": chunk.minutes, "language": chunk.language, "state": chunk.state, "warnings": chunk.warnings,
            "slug": chunk.unit.slug if chunk.unit else "", "theme": chunk.theme.key if chunk.theme else chunk.sure_theme, "news": chunk.news,
            "duplicates": chunk.duplicates,
        })  # fmt: skip
    rows = collection.sources.exclude(state=SourceState.ATTACHED).defer("pieces").order_by("position")
    sources = [{name: getattr(row, name) for name in FACTS} | {"chunks": chunks.get(row.pk, [])} for row in rows]
    read = [source for source in sources if source["state"] == SourceState.READ]
    totals = {
        "files": len(sources), "read": len(read), "chunks": sum(len(source["chunks"]) for source in sources),
        "words_carried": sum(min(source["words_carried"], source["source_words"]) for source in read),
        "source_words": sum(source["source_words"] for source in read),
        "refused": sum(1 for source in sources if source["state"] == SourceState.REFUSED),
    }  # fmt: skip
    return {"collection": collection, "totals": totals, "sources": sources}


def report_as_text(found: dict) -> str:
    """The report as Markdown, in the active language."""
    totals, collection = found["totals"], found["collection"]
    lines = [f"# {_('Report: %(name)s') % {'name': collection.name}}", ""]
    words = _("%(read)s of %(files)s files were read and gave %(chunks)s draft units.") % totals
    share = carried(totals["words_carried"], totals["source_words"])
    lines.append(words + (" " + _("%(share)s %% of the words came along.") % {"share": share} if share is not None else ""))
    for source in found["sources"]:
        lines += ["", f"## {source['name']}", "", *_source_lines(source)]
    return "\n".join(lines) + "\n"


def _source_lines(source: dict) -> list[str]:
    lines = [f"- {_('State')}: {source_state(source['state'])}"]
    if source["state"] in (SourceState.REFUSED, SourceState.LEFT_OUT):
        return [*lines, f"- {refusal_text(source['code'], source['detail'])}"]
    lines.append(f"- SHA-256: {source['sha256']}")
    share = carried(source["words_carried"], source["source_words"])
    if share is not None:
        lines.append(f"- {_('Words')}: {source['source_words']}, {_('came along')} {share} %")
    lines += [f"- {warning_text(code)}" for code in source["warnings"]]
    for entry in source["left_out"]:
        place = place_text(entry.get("place", ""))
        lines.append(f"- {_('Left out:')} {left_out_text(entry['what'], entry.get('detail', ''))}" + (f" ({place})" if place else ""))
    for number, chunk in enumerate(source["chunks"], start=1):
        if number == 1:
            lines.append("")
        notes = [warning_text(code) for code in chunk["warnings"]]
        facts = f"{chunk['minutes']} min, {chunk['language']}, {chunk_state(chunk['state'])}"
        lines.append(f"{number}. {chunk['title']} ({facts})" + ("".join(f" {note}" for note in notes)))
    return lines
