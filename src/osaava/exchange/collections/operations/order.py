"""The order of draft units: whole numbers from 1, without gaps, put anew after each change."""

from __future__ import annotations

from osaava.exchange.collections.models import Chunk, Collection, Source


def renumber(collection: Collection, ids: list[int] | None = None) -> None:
    """Give the draft units their places: in the order of `ids`, or as they stand."""
    rows = {row.pk: row for row in collection.chunks.only("pk", "place").order_by("place", "pk")}
    wanted = ids if ids is not None else list(rows)
    changed = []
    for place, pk in enumerate(wanted, start=1):
        if rows[pk].place != place:
            rows[pk].place = place
            changed.append(rows[pk])
    Chunk.objects.bulk_update(changed, ["place"], batch_size=400)


def put_in_order(source: Source, made: dict[int, Chunk], known: dict[int, list[Chunk]]) -> None:
    """Store new draft units of a file where their drafts stand in it. `known`: place of a draft -> draft units that it belongs to."""
    collection = source.collection
    rows = list(collection.chunks.order_by("place", "pk").values_list("pk", "source__position", "place"))
    order = [pk for pk, _position, _place in rows]
    before = [pk for pk, position, _place in rows if position <= source.position and position > 0]
    anchor = before[-1] if before else None
    if known:  # after the draft unit that comes before it in the file
        anchor = None
    at_end = not order or (not known and anchor == order[-1])
    if at_end:
        last = rows[-1][2] if rows else 0
        for n, chunk in enumerate(made.values(), start=1):
            chunk.place = last + n
        Chunk.objects.bulk_create(made.values(), batch_size=200)
        return
    for n in sorted(made):
        earlier = [m for m in known if m < n]
        if earlier:
            anchor = known[max(earlier)][-1].pk
        made[n].place = len(order) + 1
        made[n].save(force_insert=True)
        where = order.index(anchor) + 1 if anchor in order else (order.index(known[min(known)][0].pk) if known else 0)
        order.insert(where, made[n].pk)
        known = known | {n: [made[n]]}
    renumber(collection, order)
