"""Collections, files and draft units as their pages show them: plain values, words already chosen, no query."""

from __future__ import annotations

from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osaava.exchange.collections.operations.blocks import paragraphs
from osaava.exchange.collections.words import carried, chunk_state, left_out_text, place_text, refusal_text, source_state, warning_text
from osaava.library.api import BlockKind, render_inline, render_markdown
from osaava.themes.api import theme_by_key

STATE_TAGS = {"proposed": "tag-info", "accepted": "tag-success", "dropped": ""}
SNIPPET = 110
PIECES_AROUND, PIECES_MOST = 12, 160
SURE_ENOUGH = 3


# -- files ------------------------------------------------------------------------------------------------------------------------


def source_row(source) -> dict:
    """A file in the list: how far it is, and if it was not taken, why and what to do."""
    tags = {"read": "tag-success", "refused": "tag-danger", "left-out": "tag-warning"}
    return {
        "pk": source.pk, "name": source.name, "size": source.size, "kind": source.kind, "state": source.state,
        "state_words": source_state(source.state), "tag": tags.get(source.state, ""), "waits": source.state in ("waiting", "reading"),
        "reason": refusal_text(source.code, source.detail) if source.state in ("refused", "left-out") else "",
        "share": carried(source.words_carried, source.source_words), "chunks": getattr(source, "n_chunks", 0), "pages": source.pages,
        "warnings": [warning_text(code) for code in source.warnings], "left_out": left_out(source.left_out),
        "authors": source.authors_found, "licence": source.licence_found, "revision": source.revision, "imported_at": source.imported_at,
    }


def left_out(entries: list[dict]) -> list[dict]:
    """What was not carried over, same things together: [{text, places, words}]."""
    found: dict[str, dict] = {}
    for entry in entries:
        text = left_out_text(entry["what"], entry.get("detail", ""))
        row = found.setdefault(text, {"text": text, "n": 0, "places": [], "words": 0})
        row["n"] += 1
        row["words"] += entry.get("words", 0)
        place = place_text(entry.get("place", ""))
        if place and place not in row["places"] and len(row["places"]) < 6:
            row["places"].append(place)
    return list(found.values())


# -- draft units ------------------------------------------------------------------------------------------------------------------


def themes_suggested(chunk) -> list[dict]:
    """At most three houses with the terms that decided, best first."""
    found = []
    for entry in (chunk.suggestion or {}).get("themes", [])[:SURE_ENOUGH]:
        theme = theme_by_key(entry["key"])
        if theme is not None:
            found.append({"key": theme.key, "theme": theme, "terms": entry.get("terms", [])[:5], "share": round(100 * entry.get("score", 0))})
    return found


def is_sure(chunk) -> bool:
    """Whether the first suggestion can be taken without a look."""
    return bool((chunk.suggestion or {}).get("sure"))


def theme_of(chunk) -> str:
    """Key of the chosen theme, else of the sure suggestion, else empty."""
    if chunk.theme_id:
        return chunk.theme.key
    suggested = themes_suggested(chunk) if is_sure(chunk) else []
    return suggested[0]["key"] if suggested else ""


def chunk_row(chunk) -> dict:
    """A draft unit in the list."""
    suggested, key = themes_suggested(chunk), theme_of(chunk)
    return {
        "chunk": chunk, "number": chunk.place, "id": f"luonnos-{chunk.uuid}", "state": chunk.state, "state_words": chunk_state(chunk.state),
        "tag": STATE_TAGS.get(chunk.state, ""), "theme_key": key, "theme": theme_by_key(key) if key else None,
        "is_chosen": bool(chunk.theme_id), "guess": suggested[0] if suggested else None, "file": chunk.source.name,
        "warnings": [warning_text(code) for code in chunk.warnings if code != "needs-alt"],
        "duplicates": duplicates(chunk), "has_conflict": bool(chunk.conflict),
        "alts_missing": sum(1 for block in chunk.blocks if block["kind"] == "image" and not block["alt"] and not block["decorative"]),
        "accepts": chunk.state != "accepted", "is_published": bool(chunk.unit_id and chunk.unit.published_id),
    }


def duplicates(chunk) -> list[dict]:
    """The same or nearly the same elsewhere, each with a link."""
    found = []
    for entry in chunk.duplicates:
        url = ""
        if entry.get("unit"):
            url = reverse("library:unit", args=[entry["unit"]])
        elif entry.get("chunk"):
            url = f"{reverse('exchange:chunks', args=[chunk.collection.uuid])}?valittu={entry['chunk']}#luonnos-{entry['chunk']}"
        words = _("The same as “%(title)s”") if entry["kind"] == "exact" else _("Almost the same as “%(title)s” (%(share)s %%)")
        found.append({"text": words % {"title": entry.get("title", ""), "share": round(100 * entry.get("share", 1))}, "url": url})
    return found


def blocks_of(chunk, files: dict) -> list[dict]:
    """The blocks with their pictures."""
    found = []
    for place, block in enumerate(chunk.blocks):
        media = files.get(block.get("file", ""))
        found.append({"place": place, "number": place + 1, "kind": block["kind"], "image": image_address(media) if media else ""})
    return found


def lines_of(chunk) -> list[dict]:
    """Blocks and the paragraphs of texts, a line each: what it is, how it begins, and (`act`) how the draft unit is split before it."""
    found = []
    for place, block in enumerate(chunk.blocks):
        parts = paragraphs(block)
        for n, part in enumerate(parts):
            words = _snippet(block | {"markdown": part} if len(parts) > 1 else block)
            found.append({
                "number": place + 1, "paragraph": n + 1 if n else 0, "label": BlockKind(block["kind"]).label, "words": words,
                "is_heading": block["kind"] == "heading", "act": f"split:{place}.{n}" if n else f"split:{place}",
            })  # fmt: skip
    return found


def _snippet(block: dict) -> str:
    words = [block.get(name) or "" for name in ("text", "title", "caption", "question", "markdown", "alt")]
    text = " ".join(" ".join(word for word in words if word).split()) or " · ".join(map(str, block.get("head") or block.get("items") or []))
    return text if len(text) <= SNIPPET else text[: SNIPPET - 1].rsplit(" ", 1)[0] + "…"


def image_address(media) -> str:
    """Where a picture is fetched from, the smallest rendition that there is."""
    widths = sorted(entry["width"] for entry in media.renditions or [])
    return reverse("library_file", args=[media.uuid, str(widths[0]) if widths else "original", quote(media.name)])


def change_text(change) -> str:
    """What a change did, as a noun phrase for the undo button."""
    words = {
        "accept": _("acceptance"), "edit": _("edit"), "rename": _("new name"), "merge": _("merging"), "split": _("splitting"), "move": _("move"),
        "drop": _("discarding"), "restore": _("bringing back"), "reopen": _("deciding again"), "resolve": _("choice between versions"),
    }  # fmt: skip
    return words.get(change.verb, change.verb)


# -- source -----------------------------------------------------------------------------------------------------------------------


def source_view(source, chunk, files: dict, siblings: list) -> dict:
    """The part of a file around a draft unit: pieces as safe HTML, those of the draft unit marked, what was left out in its place.

    `siblings`: (uuid, title, first) of the file's draft units, for the borders between them.
    """
    pieces = source.pieces
    begin = max(0, chunk.first - PIECES_AROUND)
    end = min(len(pieces), max(chunk.last + 1, min(chunk.last + 1 + PIECES_AROUND, begin + PIECES_MOST)))
    borders = {first: {"uuid": uuid, "title": title} for uuid, title, first in siblings}
    absent = _absent_by_place(source.left_out)
    rows, place = [], None
    for n in range(begin, end):
        piece = pieces[n]
        row = _piece(piece, files) | {"n": n, "inside": chunk.first <= n <= chunk.last, "begins": n == chunk.first, "border": borders.get(n)}
        row["place"] = place_text(piece.get("place", "")) if piece.get("place") != place and piece.get("anchor") else ""
        place = piece.get("place")
        following = pieces[n + 1].get("place") if n + 1 < len(pieces) else None
        row["absent"] = absent.pop(place, []) if following != place else []
        rows.append(row)
    return {
        "source": source, "rows": rows, "before": begin, "after": len(pieces) - end, "all_absent": left_out(source.left_out),
        "place": place_text(pieces[chunk.first].get("place", ""), pieces[chunk.last].get("place", "")) if pieces else "",
    }


def _absent_by_place(entries: list[dict]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry.get("place"):
            text = left_out_text(entry["what"], entry.get("detail", "")) + (f" ({entry['words']} {_('words')})" if entry.get("words") else "")
            found.setdefault(entry["place"], []).append(text)
    return found


def _piece(piece: dict, files: dict) -> dict:
    """One piece with its Markdown rendered and its picture found."""
    kind = piece["kind"]
    out = {"kind": kind, "level": piece.get("level", 0), "caption": piece.get("caption", ""), "url": piece.get("url", "")}
    if kind in ("heading", "link"):
        out["line"] = render_inline(piece.get("markdown", ""))
    elif kind == "table":
        out["head"] = [render_inline(cell) for cell in piece.get("head", [])]
        out["body"] = [[render_inline(cell) for cell in row] for row in piece.get("rows", [])]
    elif kind == "image":
        media = files.get(piece.get("image", ""))
        out |= {"image": image_address(media) if media else "", "alt": piece.get("alt", "")}
    elif kind == "code":
        out["code"] = piece.get("markdown", "").strip("`\n")
    else:
        out["html"] = render_markdown(piece.get("markdown", ""))
    out["title"] = {"note": _("Footnote"), "speaker": _("Notes of the slide")}.get(kind, piece.get("title", ""))
    return out


# -- keys -------------------------------------------------------------------------------------------------------------------------


def keys() -> list[dict]:
    """The single keys of the list in the active language: [{act, key, words}]."""
    return [
        {"act": "next", "key": pgettext("key", "N"), "words": _("To the next draft unit")},
        {"act": "previous", "key": pgettext("key", "P"), "words": _("To the previous draft unit")},
        {"act": "accept", "key": pgettext("key", "A"), "words": _("Accept")},
        {"act": "drop", "key": pgettext("key", "D"), "words": _("Discard, or bring back")},
        {"act": "rename", "key": pgettext("key", "R"), "words": _("Rename")},
        {"act": "merge", "key": pgettext("key", "M"), "words": _("Merge with the next")},
        {"act": "split", "key": pgettext("key", "S"), "words": _("Choose where to split")},
        {"act": "up", "key": pgettext("key", "E"), "words": _("Move earlier")},
        {"act": "down", "key": pgettext("key", "L"), "words": _("Move later")},
        {"act": "undo", "key": pgettext("key", "U"), "words": _("Undo")},
    ]
