"""Three states of one text: what the last import gave, what a person made of it, and what the file says now."""

from __future__ import annotations

from copy import deepcopy

from django.db import transaction
from django.utils.translation import gettext as _

from osaava.exchange.collections import rules
from osaava.exchange.collections.enums import Verb
from osaava.exchange.collections.errors import CollectionProblem
from osaava.exchange.collections.models import Chunk
from osaava.exchange.collections.operations import history, units
from osaava.exchange.collections.operations.blocks import key_of, with_own_ids
from osaava.exchange.collections.scoping import in_its_scope
from osaava.library.api import merge_blocks, reckon_minutes


def three_way(chunk: Chunk, theirs: dict) -> None:
    """Take what only the file changed, keep what only the person changed; what both changed becomes `conflict`, and theirs is kept there whole."""
    base = chunk.imported
    rows = _rows(base.get("blocks", []), chunk.blocks, theirs["blocks"])
    title = None
    if chunk.title == base.get("title"):
        chunk.title = theirs["title"]
    elif theirs["title"] not in (base.get("title"), chunk.title):
        title = {"mine": chunk.title, "theirs": theirs["title"]}
    if title or any(row["ask"] for row in rows):
        chunk.conflict = {"title": title, "rows": rows, "theirs": theirs}
        return
    chunk.conflict = None
    chunk.blocks = with_own_ids([deepcopy(row["mine"]) for row in rows])
    chunk.imported = theirs


def _rows(base: list[dict], mine: list[dict], theirs: list[dict]) -> list[dict]:
    """Blocks of the result in order; those with `ask` were changed by both. What one took away and the other left alone stays away."""
    known = {key_of(block) for block in base}
    rows = []
    for item in merge_blocks(base, mine, theirs):
        if item.mine_gone and item.other is not None and key_of(item.other) in known:
            continue
        if item.theirs_gone and key_of(item.block) in known:
            continue
        other = None if item.theirs_gone else item.other if item.ask else item.block
        rows.append({"ask": item.ask, "mine": None if item.mine_gone else item.block, "theirs": other})
    return rows


def again(chunk: Chunk) -> None:
    """The choice that is open, worked out once more after a person edited the draft unit."""
    if chunk.conflict:
        three_way(chunk, chunk.conflict["theirs"])


@transaction.atomic
@in_its_scope
def resolve_conflict(*, chunk: Chunk, by, revision: int | None, title: str | None, picks: dict[int, str]) -> Chunk:
    """Store the choices: `title` and each row of `picks` is "mine" or "theirs"; what is not named stays as the person had it.

    Raises StaleChunk when somebody changed the draft unit meanwhile.
    """
    rules.ensure_may_work(by, chunk.collection)
    chunk = history.fresh(chunk, revision)
    if not chunk.conflict:
        raise CollectionProblem(_("There is nothing to choose any more."))
    history.keep(chunk.collection, Verb.RESOLVE, [chunk], by)
    found = []
    for n, row in enumerate(chunk.conflict["rows"]):
        side = picks.get(n, "mine") if row["ask"] else "mine"
        if row[side] is not None:
            found.append(deepcopy(row[side]))
    if title == "theirs" and chunk.conflict["title"]:
        chunk.title = chunk.conflict["title"]["theirs"]
    chunk.blocks, chunk.imported, chunk.conflict = with_own_ids(found), chunk.conflict["theirs"], None
    chunk.minutes = reckon_minutes(chunk.blocks, chunk.language)
    history.store(chunk)
    if chunk.unit_id:
        units.push(chunk, by=by)
    return chunk
