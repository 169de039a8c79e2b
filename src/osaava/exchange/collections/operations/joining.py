"""What a reading gave meets what is there already.

A draft belongs to the draft unit that stands for the same place in the outline (`key`), else to the one with the same words (`fingerprint`). What a
person merged or split is one group with all its drafts; the new text is divided at the borders that the person drew. Then, block by block: what only
the file changed is taken, what only the person changed stays, and what both changed waits for a person. Nothing is deleted: a draft unit that the
file does not give any more is marked so.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from osaava.exchange.chunking import Draft
from osaava.exchange.collections.enums import ChunkNews, ChunkState
from osaava.exchange.collections.models import Change, Chunk, Source
from osaava.exchange.collections.operations import units
from osaava.exchange.collections.operations.blocks import atoms, cut, joined, key_of
from osaava.exchange.collections.operations.conflicts import three_way
from osaava.exchange.collections.operations.order import put_in_order
from osaava.library.api import reckon_minutes
from osaava.themes.api import all_target_groups, theme_by_key

LIKELY_GROUP = 0.5
SURE_SCORE, SURE_DISTANCE = 0.45, 1.4


@dataclass
class _Group:
    """Draft units and drafts that belong together."""

    chunks: list[Chunk] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)


def join(source: Source, drafts: list[Draft], suggestions: list[dict]) -> None:
    """Bring a file's drafts together with its draft units. Runs in the transaction that stores the file."""
    old = list(source.chunks.select_related("unit__draft", "theme").order_by("place"))
    first_time = not old
    for chunk in old:
        units.pull(chunk)
    groups, fresh = _groups(old, drafts)
    touched = False
    for group in groups:
        touched |= _update(source, group, drafts, suggestions)
    made = {n: _make(source, drafts[n], suggestions[n], first_time) for n in fresh}
    if old and (made or touched):
        Change.objects.filter(collection=source.collection, closed=False).update(closed=True)
    if made:
        put_in_order(source, made, {n: group.chunks for group in groups for n in group.drafts})


def _groups(old: list[Chunk], drafts: list[Draft]) -> tuple[list[_Group], list[int]]:
    """Which drafts meet which draft units; and the drafts that are new."""
    by_key = {draft.key: n for n, draft in enumerate(drafts)}
    wanted: dict[int, set[int]] = {place: set() for place in range(len(old))}
    taken: set[int] = set()
    missing: list[tuple[int, dict]] = []
    for place, chunk in enumerate(old):
        for origin in chunk.origins:
            n = by_key.get(origin["key"])
            if n is None:
                missing.append((place, origin))
            else:
                wanted[place].add(n)
                taken.add(n)
    by_print: dict[str, list[int]] = {}
    for n, draft in enumerate(drafts):
        if n not in taken and draft.fingerprint:
            by_print.setdefault(draft.fingerprint, []).append(n)
    claimed: dict[str, int] = {}
    for place, origin in missing:
        if origin["key"] in claimed:
            wanted[place].add(claimed[origin["key"]])
        elif candidates := by_print.get(origin.get("fingerprint", "")):
            n = candidates.pop(0)
            claimed[origin["key"]] = n
            wanted[place].add(n)
            taken.add(n)
    return _components(old, wanted), [n for n in range(len(drafts)) if n not in taken]


def _components(old: list[Chunk], wanted: dict[int, set[int]]) -> list[_Group]:
    groups: list[_Group] = []
    for place, numbers in wanted.items():
        meets = [group for group in groups if numbers & set(group.drafts)]
        joined_group = _Group()
        for group in meets:
            groups.remove(group)
            joined_group.chunks += group.chunks
            joined_group.drafts += group.drafts
        joined_group.chunks.append(old[place])
        joined_group.drafts = sorted(set(joined_group.drafts) | numbers)
        groups.append(joined_group)
    return groups


def _update(source: Source, group: _Group, drafts: list[Draft], suggestions: list[dict]) -> bool:
    """The group's draft units as the file has them now; whether anything changed."""
    if not group.drafts:
        return any([_mark_gone(chunk) for chunk in group.chunks])
    mine = [drafts[n] for n in group.drafts]
    theirs = joined([(draft.title, draft.blocks) for draft in mine])
    parts = _divided(theirs, [chunk.imported.get("blocks", []) for chunk in group.chunks])
    changed = False
    for number, (chunk, blocks) in enumerate(zip(group.chunks, parts, strict=True)):
        draft = _draft_of(chunk, mine) or mine[min(number, len(mine) - 1)]
        title = draft.title if number == 0 or chunk.imported.get("title") != group.chunks[0].imported.get("title") else chunk.imported["title"]
        if len(group.chunks) > 1 and number and draft is mine[0]:
            title = chunk.imported.get("title", chunk.title)  # the latter part of a split has a name of its own
        changed |= _take(source, chunk, title, blocks, draft, mine, suggestions[drafts.index(draft)])
    return changed


def _draft_of(chunk: Chunk, drafts: list[Draft]) -> Draft | None:
    keys = {origin["key"] for origin in chunk.origins}
    return next((draft for draft in drafts if draft.key in keys), None)


def _divided(theirs: list[dict], bases: list[list[dict]]) -> list[list[dict]]:
    """The new blocks, cut where a person had cut the old ones."""
    if len(bases) == 1:
        return [theirs]
    old, new = [[key_of(part) for part in atoms(base)] for base in bases], [key_of(part) for part in atoms(theirs)]
    codes = SequenceMatcher(None, [part for base in old for part in base], new, autojunk=False).get_opcodes()
    parts: list[list[dict]] = []
    at = before = 0
    for base in old[:-1]:
        at += len(base)
        border = max(before, _follow(codes, at))
        part, theirs = cut(theirs, border - before)
        parts.append(part)
        before = border
    return [*parts, theirs]


def _follow(codes, at: int) -> int:
    """Where a border between old paragraphs lies among the new ones."""
    for kind, a, b, c, d in codes:
        if a <= at < b or (at == b and kind == "equal"):
            return c + min(at - a, d - c)
    return codes[-1][4] if codes else 0


def _mark_gone(chunk: Chunk) -> bool:
    if chunk.news == ChunkNews.GONE:
        return False
    chunk.news = ChunkNews.GONE
    chunk.revision += 1
    chunk.first = chunk.last = 0
    chunk.save(update_fields=["news", "revision", "first", "last", "changed_at"])
    return True


def _take(source: Source, chunk: Chunk, title: str, blocks: list[dict], draft: Draft, group: list[Draft], suggestion: dict) -> bool:
    """One draft unit and the file's new text for it; whether anything was different."""
    origins = [{"key": d.key, "fingerprint": d.fingerprint} for d in group] if len(group) > 1 or len(chunk.origins) < 2 else chunk.origins
    theirs = {"title": title[:200], "language": draft.language, "blocks": blocks}
    before = chunk.imported
    chunk.origins, chunk.first, chunk.last = origins, group[0].first, max(group[0].first, group[-1].last)
    # a text that was cut in two and joined again is the same
    same = theirs | {"blocks": atoms(blocks)} == before | {"blocks": atoms(before.get("blocks", []))}
    if same and not chunk.conflict:
        came_back = chunk.news == ChunkNews.GONE
        chunk.news = ""
        chunk.save(update_fields=["origins", "first", "last", "news", "changed_at"])
        return came_back
    by_hand = chunk.title != before.get("title") or chunk.blocks != before.get("blocks")
    three_way(chunk, theirs)
    if chunk.language == before.get("language"):
        chunk.language = draft.language
    chunk.minutes = reckon_minutes(chunk.blocks, chunk.language)
    chunk.warnings = list(draft.warnings)
    if chunk.state == ChunkState.PROPOSED and not by_hand:
        take_suggestion(chunk, suggestion)
    chunk.news = ChunkNews.CHANGED
    chunk.revision += 1
    chunk.save()
    if chunk.unit_id and not chunk.conflict:
        units.push(chunk, by=source.added_by, note=source.name)
    return True


def _make(source: Source, draft: Draft, suggestion: dict, first_time: bool) -> Chunk:
    """A new draft unit; `place` is put in order by the caller."""
    chunk = Chunk(
        collection=source.collection, source=source, place=0, title=draft.title[:200] or source.title[:200] or source.name[:200],
        language=draft.language, blocks=deepcopy(draft.blocks), minutes=max(1, min(240, draft.minutes)),
        first=draft.first, last=max(draft.first, draft.last),
        origins=[{"key": draft.key, "fingerprint": draft.fingerprint}], warnings=list(draft.warnings), news="" if first_time else ChunkNews.NEW,
    )  # fmt: skip
    chunk.imported = {"title": chunk.title, "language": chunk.language, "blocks": deepcopy(draft.blocks)}
    take_suggestion(chunk, suggestion)
    return chunk


def take_suggestion(chunk: Chunk, suggestion: dict) -> None:
    """The suggestion with its reasons, and what follows from it for a draft unit that nobody has looked at."""
    themes = [{"key": key, "score": score, "terms": terms} for key, score, terms in suggestion.get("themes", [])[:3]]
    sure = bool(themes) and themes[0]["score"] >= SURE_SCORE and (len(themes) == 1 or themes[0]["score"] >= SURE_DISTANCE * themes[1]["score"])
    known = {group.key for group in all_target_groups()}
    groups = [{"key": key, "score": score, "terms": terms} for key, score, terms in suggestion.get("target_groups", []) if key in known]
    competences = [{"key": key, "score": score, "terms": terms} for key, score, terms in suggestion.get("competences", [])[:3]]
    chunk.suggestion = {"themes": themes, "sure": sure, "target_groups": groups, "competences": competences}
    chunk.sure_theme = themes[0]["key"] if sure else ""
    chunk.target_groups = [group["key"] for group in groups if group["score"] >= LIKELY_GROUP][:3] or [group["key"] for group in groups[:1]]
    chunk.keywords = list(suggestion.get("keywords", []))[:8]
    if chunk.collection.theme != "auto" and chunk.theme_id is None:
        chunk.theme = theme_by_key(chunk.collection.theme)
