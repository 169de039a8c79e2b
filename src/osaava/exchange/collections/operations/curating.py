"""What a person does to draft units. Each act is one transaction, is remembered for undoing, and refuses when somebody else was faster."""

from __future__ import annotations

from copy import deepcopy

from django.db import transaction
from django.utils.translation import gettext as _

from osaava.base import audit
from osaava.exchange.collections import rules
from osaava.exchange.collections.enums import ChunkState, Verb
from osaava.exchange.collections.errors import CollectionProblem
from osaava.exchange.collections.models import Chunk, Collection
from osaava.exchange.collections.operations import history, units
from osaava.exchange.collections.operations.blocks import atom_at, atoms, cut, joined
from osaava.exchange.collections.operations.conflicts import again
from osaava.exchange.collections.operations.order import renumber
from osaava.exchange.collections.scoping import in_its_scope
from osaava.library.api import clean_line, reckon_minutes
from osaava.themes.api import all_competences, all_target_groups, theme_by_key

FACTS = ("title", "language", "theme", "target_groups", "competences", "keywords", "images")


def _begin(chunk: Chunk, by, revision: int | None) -> Chunk:
    rules.ensure_may_work(by, chunk.collection)
    return history.fresh(chunk, revision)


def _carry_on(chunk: Chunk, by) -> Chunk:
    """A unit that was made follows its draft unit."""
    if chunk.unit_id:
        units.push(chunk, by=by)
    return chunk


@transaction.atomic
@in_its_scope
def edit_chunk(*, chunk: Chunk, by, revision: int | None = None, **facts) -> Chunk:
    """Change what is given of title, language, theme (key or ""), target_groups, competences, keywords and images ([{block, alt, decorative}])."""
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"edit_chunk knows no {sorted(unknown)}")
    chunk = _begin(chunk, by, revision)
    wanted = _changed(chunk, facts)
    if not wanted:
        return chunk
    history.keep(chunk.collection, Verb.RENAME if set(wanted) == {"title"} else Verb.EDIT, [chunk], by)
    for name, value in wanted.items():
        setattr(chunk, name, value)
    chunk.minutes = reckon_minutes(chunk.blocks, chunk.language)
    again(chunk)
    return _carry_on(history.store(chunk), by)


def _changed(chunk: Chunk, facts: dict) -> dict:
    """Field -> new value of what is really different."""
    found: dict = {}
    if "title" in facts:
        if not (title := clean_line(facts["title"])[:200]):
            raise CollectionProblem(_("Write the name of the draft unit."))
        found["title"] = title
    if facts.get("language") in ("fi", "sv", "en"):
        found["language"] = facts["language"]
    if "theme" in facts:
        theme = theme_by_key(facts["theme"]) if facts["theme"] else None
        if facts["theme"] and theme is None:
            raise CollectionProblem(_("Choose the house."))
        found["theme"] = theme
    if "target_groups" in facts:
        known = {group.key for group in all_target_groups()}
        found["target_groups"] = [key for key in dict.fromkeys(facts["target_groups"]) if key in known]
    if "competences" in facts:
        known = {competence.key for competence in all_competences()}
        found["competences"] = [step for step in facts["competences"] if step["key"] in known and 1 <= step["from_level"] < step["to_level"] <= 5]
    if "keywords" in facts:
        found["keywords"] = [word for word in (clean_line(word)[:60] for word in facts["keywords"]) if word][:12]
    if "images" in facts:
        found["blocks"] = _with_alternatives(chunk.blocks, facts["images"])
    return {name: value for name, value in found.items() if getattr(chunk, name) != value}


def _with_alternatives(blocks: list[dict], images: list[dict]) -> list[dict]:
    blocks = deepcopy(blocks)
    for image in images:
        place = image["block"]
        if 0 <= place < len(blocks) and blocks[place]["kind"] == "image":
            blocks[place]["decorative"] = bool(image["decorative"])
            blocks[place]["alt"] = "" if image["decorative"] else clean_line(image["alt"])[:1000]
    return blocks


@transaction.atomic
@in_its_scope
def accept_chunk(*, chunk: Chunk, by, revision: int | None = None) -> Chunk:
    """Make a draft unit in the library of it (or a new draft version of the one it made before). Raises CollectionProblem without a house."""
    chunk = _begin(chunk, by, revision)
    if chunk.state == ChunkState.ACCEPTED:
        return chunk
    history.keep(chunk.collection, Verb.ACCEPT, [chunk], by)
    return _accept(chunk, by)


def _accept(chunk: Chunk, by) -> Chunk:
    if chunk.theme_id is None and chunk.sure_theme:
        chunk.theme = theme_by_key(chunk.sure_theme)
    if chunk.theme_id is None:
        raise CollectionProblem(_("Choose the house of “%(title)s” first.") % {"title": chunk.title})
    units.push(chunk, by=by)
    chunk.state = ChunkState.ACCEPTED
    history.store(chunk)
    audit.record("exchange.chunk.accepted", chunk, by=by, organisation=chunk.collection.owner)
    return chunk


@transaction.atomic
@in_its_scope
def accept_chunks(*, collection: Collection, chunks: list[Chunk], by, themes: dict | None = None) -> list[Chunk]:
    """Accept all that have a house (chosen, or given in `themes` by uuid); the others stay to be decided. Returns what was accepted."""
    rules.ensure_may_work(by, collection)
    rows = [history.fresh(chunk, None) for chunk in chunks if chunk.collection_id == collection.pk]
    rows = [row for row in rows if row.state == ChunkState.PROPOSED]
    wanted = [row for row in rows if row.theme_id or (themes or {}).get(row.uuid)]
    if rows and not wanted:
        raise CollectionProblem(_("No house is chosen or sure for any of these. Choose the houses first."))
    if wanted:
        history.keep(collection, Verb.ACCEPT, wanted, by)
    for row in wanted:
        if row.theme_id is None:
            row.theme = theme_by_key(themes[row.uuid])
        _accept(row, by)
    return wanted


def _to_state(chunk: Chunk, state: str, verb: str, by, revision: int | None) -> Chunk:
    chunk = _begin(chunk, by, revision)
    if chunk.state == state:
        return chunk
    history.keep(chunk.collection, verb, [chunk], by)
    chunk.state = state
    return history.store(chunk)


@transaction.atomic
@in_its_scope
def reopen_chunk(*, chunk: Chunk, by, revision: int | None = None) -> Chunk:
    """Decide again. The unit that was made stays a draft, and is used again when the draft unit is accepted."""
    return _to_state(chunk, ChunkState.PROPOSED, Verb.REOPEN, by, revision)


@transaction.atomic
@in_its_scope
def drop_chunk(*, chunk: Chunk, by, revision: int | None = None) -> Chunk:
    """Leave it out. Nothing is deleted; a unit that was made stays in the library as it is."""
    return _to_state(chunk, ChunkState.DROPPED, Verb.DROP, by, revision)


@transaction.atomic
@in_its_scope
def restore_chunk(*, chunk: Chunk, by, revision: int | None = None) -> Chunk:
    """Bring back what was left out, to be decided."""
    return _to_state(chunk, ChunkState.PROPOSED, Verb.RESTORE, by, revision)


@transaction.atomic
@in_its_scope
def merge_with_next(*, chunk: Chunk, by, revision: int | None = None) -> Chunk:
    """The next draft unit of the same file becomes the end of this one, its name a heading. Raises CollectionProblem when there is none."""
    chunk = _begin(chunk, by, revision)
    following = chunk.collection.chunks.filter(place__gt=chunk.place).exclude(state=ChunkState.DROPPED).order_by("place").first()
    if following is None or following.source_id != chunk.source_id:
        raise CollectionProblem(_("There is no next draft unit of the same file to merge with."))
    following = history.fresh(following, None)
    if chunk.conflict or following.conflict:
        raise CollectionProblem(_("Choose first what stays where both you and the source have changed."))
    if following.unit and following.unit.published_id:
        raise CollectionProblem(_("“%(title)s” is published already, so it stays a unit of its own.") % {"title": following.title})
    history.keep(chunk.collection, Verb.MERGE, [chunk, following], by, order=True)
    base = [(one.imported.get("title", ""), one.imported.get("blocks", [])) for one in (chunk, following)]
    chunk.imported = {**chunk.imported, "blocks": joined(base)}
    chunk.blocks = joined([(chunk.title, chunk.blocks), (following.title, following.blocks)])
    chunk.origins = [*chunk.origins, *(origin for origin in following.origins if origin not in chunk.origins)]
    chunk.first, chunk.last = min(chunk.first, following.first), max(chunk.last, following.last)
    chunk.keywords = list(dict.fromkeys([*chunk.keywords, *following.keywords]))[:12]
    chunk.warnings = list(dict.fromkeys([*chunk.warnings, *following.warnings]))
    chunk.warnings = [code for code in chunk.warnings if code != "under-length"]
    chunk.minutes = reckon_minutes(chunk.blocks, chunk.language)
    following.delete()
    history.store(chunk)
    renumber(chunk.collection)
    return _carry_on(chunk, by)


@transaction.atomic
@in_its_scope
def split_chunk(*, chunk: Chunk, at_block: int, by, at_paragraph: int = 0, revision: int | None = None) -> tuple[Chunk, Chunk]:
    """Two draft units: the second begins with block `at_block`, or with the paragraph `at_paragraph` of that text (both from 0).

    A heading there becomes its name.
    """
    chunk = _begin(chunk, by, revision)
    if not (at := atom_at(chunk.blocks, at_block, at_paragraph)):
        raise CollectionProblem(_("Choose a place between two blocks."))
    if chunk.conflict:
        raise CollectionProblem(_("Choose first what stays where both you and the source have changed."))
    change = history.keep(chunk.collection, Verb.SPLIT, [chunk], by, order=True)
    head, tail = cut(chunk.blocks, at)
    title = chunk.title
    if tail[0]["kind"] == "heading" and len(tail) > 1:
        title = tail[0]["text"] or title
    base_head, base_tail = _divided_base(chunk, at)
    second = Chunk.objects.get(pk=chunk.pk)
    second.pk, second.id, second._state.adding = None, None, True
    second.uuid, second.unit, second.version, second.state, second.revision = Chunk().uuid, None, None, ChunkState.PROPOSED, 1
    second.title, second.blocks = title[:200], tail[1:] if title != chunk.title else tail
    if title != chunk.title and base_tail[:1] == tail[:1]:
        base_tail = base_tail[1:]
    second.imported = {**chunk.imported, "title": title[:200], "blocks": base_tail}
    second.first, chunk.last, second.last = _border(chunk, at)
    second.minutes = reckon_minutes(second.blocks, second.language)
    second.save(force_insert=True)
    chunk.blocks, chunk.imported = head, {**chunk.imported, "blocks": base_head}
    chunk.minutes = reckon_minutes(head, chunk.language)
    history.store(chunk)
    change.made = [str(second.uuid)]
    change.save(update_fields=["made"])
    ids = list(chunk.collection.chunks.exclude(pk=second.pk).order_by("place", "pk").values_list("pk", flat=True))
    ids.insert(ids.index(chunk.pk) + 1, second.pk)
    renumber(chunk.collection, ids)
    second.refresh_from_db()
    return _carry_on(chunk, by), second


def _divided_base(chunk: Chunk, at: int) -> tuple[list[dict], list[dict]]:
    """The imported blocks cut at the same place; where the text was written by hand, at the next one that was not."""
    base = chunk.imported.get("blocks", [])
    if base == chunk.blocks:
        return cut(base, at)
    known = atoms(base)
    for part in atoms(chunk.blocks)[at:]:
        if part in known:
            return cut(base, known.index(part))
    return base, []


def _border(chunk: Chunk, at: int) -> tuple[int, int, int]:
    """(first piece of the latter, last piece of the former, last piece of the latter), by the share of what the text consists of."""
    span, share = chunk.last - chunk.first + 1, at / max(1, len(atoms(chunk.blocks)))
    border = chunk.first + max(1, min(span - 1, round(span * share))) if span > 1 else chunk.first
    return border, max(chunk.first, border - 1) if span > 1 else chunk.last, chunk.last


@transaction.atomic
@in_its_scope
def move_chunk(*, chunk: Chunk, to: int, by, revision: int | None = None) -> Chunk:
    """Put the draft unit at place `to` (from 1; too small or too large means first or last)."""
    chunk = _begin(chunk, by, revision)
    ids = list(chunk.collection.chunks.order_by("place", "pk").values_list("pk", flat=True))
    to = max(1, min(len(ids), to))
    if ids.index(chunk.pk) + 1 == to:
        return chunk
    history.keep(chunk.collection, Verb.MOVE, [], by, order=True)
    ids.remove(chunk.pk)
    ids.insert(to - 1, chunk.pk)
    renumber(chunk.collection, ids)
    chunk.refresh_from_db(fields=["place"])
    return chunk
